//! Issues a statement: its person sees it and may object (N-49).

use domain::StatementId;
use domain::commission::{AccrualState, Statement};

use crate::prelude::*;

/// Issues it, with its lines; twice is once.
pub async fn issue_statement(ctx: &Ctx, actor: &Actor, id: StatementId, expected: Option<Version>) -> Result<Statement, AppError> {
    actor.authorise(Action::KeepCommission, &Standing::default())?;
    ctx.write(actor, async |work| {
        let statement = work.lock(id, expected).await?;
        let issued = work.apply(statement.issue(work.norms, work.calendar, work.now)?).await?;
        work.move_accruals(id, AccrualState::Posted, AccrualState::Stated).await?;
        Ok(issued)
    })
    .await
}
