//! Who would go to whom, before it is done: nothing is written, and the same command then does the same.

use super::plan::{Plan, Rules, Wanted, plan};
use crate::prelude::*;

/// What [`super::reassign()`] would do now.
pub async fn preview_reassignment(ctx: &Ctx, actor: &Actor, wanted: &Wanted) -> Result<Plan> {
    actor.may(Action::ReassignCurator)?;
    let rules = ctx.rules().await?;
    plan(ctx.read(), actor, wanted, &Rules { norms: &rules.norms, locked: false }).await
}
