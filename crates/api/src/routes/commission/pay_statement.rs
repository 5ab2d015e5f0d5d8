//! `POST /v1/commission/statements/{id}/pay`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Json};
use crate::wire::accrual::StatementKey;
use crate::wire::path_id;
use crate::wire::statement::{Statement, StatementPayment};

/// Mark a statement paid.
///
/// A paid statement never changes again.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/pay")]
pub async fn pay_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    body: Json<StatementPayment>,
) -> Result<Answer<Statement>, Problem> {
    Ok(Answer::ok(app::commission::pay_statement(&ctx, &caller, path_id(&id)?, expected.0, body.0.payment_ref.as_deref()).await?))
}
