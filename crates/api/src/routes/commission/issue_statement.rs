//! `POST /v1/commission/statements/{id}/issue`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::Statement;

/// Issue a statement.
///
/// The person can then see it and object until `dispute_until_at`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/issue")]
pub async fn issue_statement(ctx: Data<Ctx>, caller: Caller, target: Target<StatementKey>, _: Nothing) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::issue_statement(&ctx, &caller, *target).await?))
}
