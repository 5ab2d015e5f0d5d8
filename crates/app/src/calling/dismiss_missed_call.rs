//! Nobody has to call back.

use domain::MissedCallId;
use domain::calling::missed::MissedCall;
use domain::portfolio::SignalKind;

use crate::portfolio::signals;
use crate::prelude::*;

/// Dismisses the duty for this reason; its signal goes with it.
pub async fn dismiss_missed_call(ctx: &Ctx, actor: &Actor, target: Target<MissedCallId>, reason: String) -> Result<MissedCall> {
    actor.may(Action::CallBack)?;
    ctx.write(actor, async |work| {
        let missed = work.lock(target.id).await?;
        actor.authorise(Action::CallBack, &missed.standing())?;
        target.check(missed.version)?;
        let missed = work.apply(missed.dismiss(reason.clone())?).await?;
        signals::resolve(work, SignalKind::MissedCall, &missed.id.to_string()).await?;
        Ok(missed)
    })
    .await
}
