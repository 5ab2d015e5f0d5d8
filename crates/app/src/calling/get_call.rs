//! Shows a call.

use domain::CallId;
use domain::access::Action;
use domain::calling::Call;

use crate::{Actor, AppError, Ctx};

/// The call, or [`AppError::NotFound`].
pub async fn get_call(ctx: &Ctx, actor: &Actor, id: CallId) -> Result<Call, AppError> {
    actor.may(Action::ReadCalls)?;
    ctx.read().calls().find(id).await?.ok_or(AppError::NotFound("call"))
}
