//! A person objects to a line of his statement.

use domain::commission::Statement;
use domain::{AccrualId, StatementId};

use crate::prelude::*;

/// Once, and while the window is open (N-49).
pub async fn dispute_statement(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<StatementId>,
    (line, reason): (AccrualId, &str),
) -> Result<Statement> {
    actor.may(Action::DisputeStatement)?;
    ctx.write(actor, async |work| {
        let statement = lock_own(work, target).await?;
        if work.find(line).await?.is_none_or(|line| line.statement_id != Some(target.id)) {
            return Err(AppError::field("/accrual_id", "unknown", "must be a line of this statement"));
        }
        work.apply(statement.dispute(line, reason, work.now)?).await
    })
    .await
}

/// The caller's own statement, locked; another's is not found.
pub(super) async fn lock_own(work: &Work<'_>, target: Target<StatementId>) -> Result<Statement> {
    let statement = work.lock(target.id).await?;
    let standing = Standing { people: vec![statement.user_id], unit: None };
    work.actor.authorise(Action::DisputeStatement, &standing).map_err(|_| AppError::NotFound("statement"))?;
    target.check(statement.version).map(|()| statement)
}
