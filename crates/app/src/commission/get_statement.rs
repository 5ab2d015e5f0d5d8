//! Shows a statement.

use domain::StatementId;
use domain::access::Action;
use domain::commission::Statement;

use super::whose::may_see;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// The statement, or [`AppError::NotFound`] also where it is none of the caller's.
pub async fn get_statement(ctx: &Ctx, actor: &Actor, id: StatementId) -> Result<Statement, AppError> {
    actor.may(Action::ReadCommission)?;
    let found = ctx.read().statements().find(id).await?.ok_or(AppError::NotFound("statement"))?;
    may_see(ctx.read(), actor, found.user_id, "statement").await?;
    looked_at_commission(ctx, actor, [found.user_id]).await?;
    Ok(found)
}
