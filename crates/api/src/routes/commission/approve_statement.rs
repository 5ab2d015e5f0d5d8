//! `POST /v1/commission/statements/{id}/approve`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::{Statement, StatementApproval};

/// Approve a statement.
///
/// By finance, for people of finance by the director, by nobody for a statement of their own or one that holds a correction or an
/// allocation which they posted (`own_matter`); once the dispute window is over or the person has acknowledged the statement.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/approve")]
pub async fn approve_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    target: Target<StatementKey>,
    body: Json<StatementApproval>,
) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::approve_statement(&ctx, &caller, *target, body.0.acknowledged).await?))
}
