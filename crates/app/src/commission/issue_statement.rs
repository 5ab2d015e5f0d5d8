//! Issues a statement: its person sees it and may object (N-49).

use domain::StatementId;
use domain::commission::{AccrualState, Statement};

use super::statements::lock_to_decide;
use crate::prelude::*;

/// Issues it, with its lines, not to oneself (§6.1); twice is once.
pub async fn issue_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>) -> Result<Statement> {
    ctx.write(actor, async |work| {
        let statement = lock_to_decide(work, target, &[]).await?;
        let issued = work.apply(statement.issue(work.norms, work.calendar, work.now)?).await?;
        work.move_accruals(target.id, AccrualState::Posted, AccrualState::Stated).await?;
        Ok(issued)
    })
    .await
}
