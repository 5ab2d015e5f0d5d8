//! A call was matched to the wrong client.

use domain::CallId;
use domain::calling::Call;

use super::calls::show;
use crate::prelude::*;

/// The call belongs to nobody again, unless something has come of it.
pub async fn unmatch_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, reason: String) -> Result<Call> {
    actor.may_everywhere(Action::ResolveCall)?;
    ctx.write(actor, async |work| {
        let call = work.apply(work.lock_target(target).await?.unmatch(&reason)?).await?;
        Ok(show(work, call))
    })
    .await
}
