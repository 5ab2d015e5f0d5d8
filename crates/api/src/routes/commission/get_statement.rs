//! `GET /v1/commission/statements/{id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::accrual::StatementKey;
use crate::wire::path_id;
use crate::wire::statement::Statement;

/// Show a statement.
///
/// Totals and balances of a person's month; its lines are at `/v1/commission/accruals?statement_id=…`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[get("/commission/statements/{id}")]
pub async fn get_statement(ctx: Data<Ctx>, caller: Caller, id: Path<String>) -> Result<Answer<Statement>, Problem> {
    Ok(Answer::ok(app::commission::get_statement(&ctx, &caller, path_id(&id)?).await?))
}
