//! `POST /v1/commission/statements/{id}/dispute`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::{NewDispute, Statement};

/// Object to a line of your statement.
///
/// Once for each statement, and until `dispute_until_at`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/dispute")]
pub async fn dispute_statement(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeStatement>,
    target: Target<StatementKey>,
    body: Json<NewDispute>,
) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::dispute_statement(&ctx, &caller, *target, (body.0.accrual_id.0, &body.0.reason)).await?))
}
