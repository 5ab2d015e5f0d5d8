//! `POST /v1/commission/statements/{id}/resolve`

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
use crate::wire::statement::{DisputeResolution, Statement};

/// Decide an objection to a statement.
///
/// The statement keeps its lines; a `correction` is posted to an open month.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/resolve")]
pub async fn resolve_statement(
    ctx: Data<Ctx>,
    caller: Caller,
    id: Path<String>,
    expected: IfMatch,
    body: Json<DisputeResolution>,
) -> Result<Answer<Statement>, Problem> {
    Ok(Answer::ok(app::commission::resolve_statement(&ctx, &caller, path_id(&id)?, expected.0, body.0.read()?).await?))
}
