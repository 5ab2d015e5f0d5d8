//! Two records that resemble each other are two clients.

use domain::DuplicateId;
use domain::merges::Duplicate;

use crate::prelude::*;

/// Says so, with a reason: they are never found again.
pub async fn dismiss_duplicate(ctx: &Ctx, actor: &Actor, target: Target<DuplicateId>, reason: &str) -> Result<Duplicate> {
    actor.may(Action::ReadDuplicates)?;
    ctx.write(actor, async |work| {
        let pair = work.lock_target(target).await?;
        work.apply(pair.dismiss(reason.to_owned(), actor.user(), work.now)?).await
    })
    .await
}
