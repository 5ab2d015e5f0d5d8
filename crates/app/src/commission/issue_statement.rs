//! Issues a statement: its person sees it and may object (N-49).

use domain::access::{Action, Standing};
use domain::commission::{AccrualState, Statement};
use domain::{StatementId, Version};

use super::statements::lock;
use crate::{Actor, AppError, Ctx};

/// Issues it, with its lines; twice is once.
pub async fn issue_statement(ctx: &Ctx, actor: &Actor, id: StatementId, expected: Option<Version>) -> Result<Statement, AppError> {
    actor.authorise(Action::KeepCommission, &Standing::default())?;
    ctx.write(actor, async |work| {
        let statement = lock(work, id, expected).await?;
        let issued = work.apply(statement.issue(work.norms, work.calendar, work.now)?).await?;
        work.move_accruals(id, &[AccrualState::Posted], AccrualState::Stated).await?;
        Ok(issued)
    })
    .await
}
