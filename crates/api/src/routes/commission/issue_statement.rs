//! `POST /v1/commission/statements/{id}/issue`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::body::{IfMatch, Nothing};
use crate::wire::accrual::StatementKey;
use crate::wire::path_id;
use crate::wire::statement::Statement;

/// Issue a statement.
///
/// The person can then see it and object until `dispute_until_at`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/issue")]
pub async fn issue_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    _: Nothing,
) -> Result<Answer<Statement>, Problem> {
    Ok(Answer::ok(app::commission::issue_statement(&ctx, &caller, path_id(&id)?, expected.0).await?))
}
