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
        let statement = work.lock(target.id).await?;
        let standing = Standing { people: vec![statement.user_id], unit: None };
        actor.authorise(Action::DisputeStatement, &standing).map_err(|_| AppError::NotFound("statement"))?;
        target.check(statement.version)?;
        if work.find(line).await?.is_none_or(|line| line.statement_id != Some(target.id)) {
            return Err(AppError::field("/accrual_id", "unknown", "must be a line of this statement"));
        }
        work.apply(statement.dispute(line, reason, work.now)?).await
    })
    .await
}
