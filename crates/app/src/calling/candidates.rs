//! Who may have been at the other end of a call.

use chrono::Duration;
use domain::CallId;
use domain::calling::inbox::{CallCandidate, ranked};

use crate::prelude::*;

/// Earlier calls of the number say something for so long.
const RECENT: Duration = Duration::days(90);

/// The clients to whom the call may belong, the likeliest first; nobody, where telephony told no number.
pub async fn list_candidates(ctx: &Ctx, actor: &Actor, id: CallId) -> Result<Vec<CallCandidate>> {
    actor.may(Action::ReadCalls)?;
    let call = ctx.get(id).await?;
    let Some(number) = &call.client_phone else { return Ok(Vec::new()) };
    Ok(ranked(ctx.read().calls().candidates(number, call.user_id, call.started_at - RECENT).await?))
}
