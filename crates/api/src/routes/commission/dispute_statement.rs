//! `POST /v1/commission/statements/{id}/dispute`

use actix_web::{
    post,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{IfMatch, Json};
use crate::wire::accrual::StatementKey;
use crate::wire::path_id;
use crate::wire::statement::{NewDispute, Statement};

/// Object to a line of your statement.
///
/// Once for each statement, and until `dispute_until_at`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[post("/commission/statements/{id}/dispute")]
pub async fn dispute_statement(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeStatement>,
    id: Path<String>,
    expected: IfMatch,
    body: Json<NewDispute>,
) -> Result<Answer<Statement>, Problem> {
    Ok(Answer::ok(
        app::commission::dispute_statement(&ctx, &caller, path_id(&id)?, expected.0, (body.0.accrual_id.0, &body.0.reason)).await?,
    ))
}
