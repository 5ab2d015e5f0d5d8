//! Nobody has to find out whose a call was.

use domain::CallId;
use domain::calling::Call;
use domain::calling::inbox::CallDismissal;

use super::calls::show;
use crate::prelude::*;

/// The call leaves the inbox.
pub async fn dismiss_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, reason: CallDismissal) -> Result<Call> {
    actor.may(Action::ResolveCall)?;
    ctx.write(actor, async |work| {
        let call = work.apply(work.lock_target(target).await?.dismiss(reason)?).await?;
        Ok(show(work, call))
    })
    .await
}
