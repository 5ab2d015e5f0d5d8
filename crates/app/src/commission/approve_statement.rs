//! Approves a statement: finance does, the director for finance's own people, nobody for himself (I-18).

use domain::StatementId;
use domain::commission::{AccrualState, Statement};

use super::statements::lock_to_decide;
use crate::prelude::*;

/// When the time for objections is over, or its person has `acknowledged` it.
pub async fn approve_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>, acknowledged: bool) -> Result<Statement> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let statement = lock_to_decide(work, target).await?;
        let approved = work.apply(statement.approve(by, acknowledged, work.now)?).await?;
        work.move_accruals(target.id, AccrualState::Stated, AccrualState::Approved).await?;
        Ok(approved)
    })
    .await
}
