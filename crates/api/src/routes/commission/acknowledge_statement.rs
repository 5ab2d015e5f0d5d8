//! `POST /v1/commission/statements/{id}/acknowledge`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::Statement;

/// Say that your statement is right.
///
/// By the person of the statement alone, while it is issued; finance then need not wait until `dispute_until_at`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/acknowledge")]
pub async fn acknowledge_statement(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeStatement>,
    target: Target<StatementKey>,
    _: Nothing,
) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::acknowledge_statement(&ctx, &caller, *target).await?))
}
