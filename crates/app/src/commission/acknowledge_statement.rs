//! A person says that his statement is right, so that nobody need wait until he can no longer object.

use domain::StatementId;
use domain::commission::Statement;

use super::dispute_statement::lock_own;
use crate::prelude::*;

/// By its person alone; twice is once.
pub async fn acknowledge_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>) -> Result<Statement> {
    let by = actor.person_for(Action::DisputeStatement)?;
    ctx.write(actor, async |work| work.apply(lock_own(work, target).await?.acknowledge(by, work.now)?).await).await
}
