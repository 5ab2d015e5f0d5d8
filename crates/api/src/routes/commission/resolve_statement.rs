//! `POST /v1/commission/statements/{id}/resolve`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::{DisputeResolution, Statement};

/// Decide an objection to a statement.
///
/// The statement keeps its lines; a `correction` is posted to an open month.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/resolve")]
pub async fn resolve_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    target: Target<StatementKey>,
    body: Json<DisputeResolution>,
) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::resolve_statement(&ctx, &caller, *target, body.0.read()?).await?))
}
