//! Shows a call.

use domain::CallId;
use domain::access::Action;
use domain::calling::Call;

use crate::{Actor, AppError, Ctx};

/// The call, or [`AppError::NotFound`].
pub async fn get_call(ctx: &Ctx, actor: &Actor, id: CallId) -> Result<Call, AppError> {
    actor.may(Action::ReadCalls)?;
    let call = ctx.read().calls().find(id).await?.ok_or(AppError::NotFound("call"))?;
    Ok(shown(actor, call))
}

/// The call as the actor may see it: not everybody hears recordings.
pub(super) fn shown(actor: &Actor, call: Call) -> Call {
    let recording_url = if call.lets_hear(actor.user(), &actor.roles) { call.recording_url } else { None };
    Call { recording_url, ..call }
}
