//! Organisational units: reading and changing. All of them exist from the start.

use domain::UnitId;
use domain::org::{Unit, UnitChange};
use persistence::org::UnitFilter;

use crate::prelude::*;

/// The unit, or [`AppError::NotFound`].
pub async fn get_unit(ctx: &Ctx, actor: &Actor, id: UnitId) -> Result<Unit> {
    actor.may(Action::ReadOrg)?;
    ctx.get(id).await
}

/// A page of units, in the order of RULES.md §2.
pub async fn list_units(ctx: &Ctx, actor: &Actor, filter: &UnitFilter, request: &PageRequest) -> Result<Page<Unit>> {
    ctx.page(actor, filter, request).await
}

/// Changes name, head or controlled neighbour of the unit, if it still has the version that the caller has read; its head must work here.
pub async fn update_unit(ctx: &Ctx, actor: &Actor, target: Target<UnitId>, change: UnitChange) -> Result<Unit> {
    actor.may_everywhere(Action::WriteNorms)?;
    ctx.write(actor, async |work| {
        if let Some(head) = change.head_user_id.flatten()
            && !work.lock_if_there(head).await?.is_some_and(|head| head.may_work())
        {
            return Err(AppError::field("/head_user_id", "unknown", "must be somebody who works here"));
        }
        work.apply(work.lock_target(target).await?.change(change.clone())?).await
    })
    .await
}
