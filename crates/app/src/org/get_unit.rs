//! Shows a unit.

use domain::UnitId;
use domain::access::Action;
use domain::org::Unit;

use crate::{Actor, AppError, Ctx};

/// The unit, or [`AppError::NotFound`].
pub async fn get_unit(ctx: &Ctx, actor: &Actor, id: UnitId) -> Result<Unit, AppError> {
    actor.may(Action::ReadOrg)?;
    ctx.read().units().find(id).await?.ok_or(AppError::NotFound("unit"))
}
