//! Somebody takes it upon himself to call back.

use domain::MissedCallId;
use domain::calling::missed::MissedCall;

use crate::prelude::*;

/// The caller will call back.
pub async fn take_missed_call(ctx: &Ctx, actor: &Actor, target: Target<MissedCallId>) -> Result<MissedCall> {
    actor.may(Action::CallBack)?;
    let by = actor.person_for(Action::CallBack)?;
    ctx.write(actor, async |work| {
        let missed = work.lock(target.id).await?;
        actor.authorise(Action::CallBack, &missed.standing())?;
        target.check(missed.version)?;
        work.apply(missed.take(by)?).await
    })
    .await
}
