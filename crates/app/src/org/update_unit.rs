//! Gives a unit another name, head, or neighbour to control.

use domain::access::{Action, Standing};
use domain::org::{Unit, UnitChange};
use domain::{UnitId, Version};

use crate::{Actor, AppError, Ctx, expect};

/// Changes the unit if its version is `expected`; its head must work here.
pub async fn update_unit(ctx: &Ctx, actor: &Actor, id: UnitId, expected: Option<Version>, change: UnitChange) -> Result<Unit, AppError> {
    actor.authorise(Action::WriteNorms, &Standing::default())?;
    ctx.write(actor, async |work| {
        if let Some(head) = change.head_user_id.flatten()
            && !work.users().lock(head).await?.is_some_and(|head| head.may_work())
        {
            return Err(AppError::field("/head_user_id", "unknown", "must be somebody who works here"));
        }
        let unit = work.units().find(id).await?.ok_or(AppError::NotFound("unit"))?;
        expect(expected, unit.version)?;
        work.apply(unit.change(change.clone())?).await
    })
    .await
}
