//! Reads of restricted data are recorded in the journal before the data is shown (S004-14).

use std::collections::BTreeSet;

use domain::UserId;
use domain::event::Restricted;

use crate::prelude::*;

/// Records `reads`; does nothing if there are none.
pub(crate) async fn record_reads(ctx: &Ctx, actor: &Actor, reads: Vec<Event>) -> Result<()> {
    if reads.is_empty() {
        return Ok(());
    }
    ctx.write(actor, async |work| {
        work.record(reads.clone());
        Ok(())
    })
    .await
}

/// Records that the caller was shown the commission of these people, himself excepted: one entry a person.
pub(crate) async fn record_commission_reads(ctx: &Ctx, actor: &Actor, of: impl IntoIterator<Item = UserId>) -> Result<()> {
    let others: BTreeSet<_> = of.into_iter().filter(|user| actor.user() != Some(*user)).collect();
    let reads = others.into_iter().map(|user| Event::restricted_read(user, None, Restricted::Commission));
    record_reads(ctx, actor, reads.collect()).await
}
