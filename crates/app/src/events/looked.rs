//! Who looked at what is restricted: written down before it is shown (S004-14).

use std::collections::BTreeSet;

use domain::event::Restricted;
use domain::{Event, UserId};

use crate::{Actor, AppError, Ctx};

/// Writes `reads` down; where there are none, nothing is done.
pub(crate) async fn looked(ctx: &Ctx, actor: &Actor, reads: Vec<Event>) -> Result<(), AppError> {
    if reads.is_empty() {
        return Ok(());
    }
    ctx.write(actor, async |work| {
        work.record(reads.clone());
        Ok(())
    })
    .await
}

/// Writes down whose commission the caller was shown, besides his own: an entry a person.
pub(crate) async fn looked_at_commission(ctx: &Ctx, actor: &Actor, of: impl IntoIterator<Item = UserId>) -> Result<(), AppError> {
    let others: BTreeSet<_> = of.into_iter().filter(|user| actor.user() != Some(*user)).collect();
    looked(ctx, actor, others.into_iter().map(|user| Event::restricted_read(user, None, Restricted::Commission)).collect()).await
}
