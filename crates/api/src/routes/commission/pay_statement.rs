//! `POST /v1/commission/statements/{id}/pay`

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::{Statement, StatementPayment};

/// Mark a statement paid.
///
/// A paid statement never changes again.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/pay")]
pub async fn pay_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    target: Target<StatementKey>,
    body: Json<StatementPayment>,
) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::pay_statement(&ctx, &caller, *target, body.0.payment_ref.as_deref()).await?))
}
