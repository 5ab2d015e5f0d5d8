//! `GET /v1/commission/periods/{month}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::month::MonthText;
use crate::wire::month::path_month;
use crate::wire::period::Period;

/// Show a month of the commission ledger.
///
/// Its state, and who has signed a reopening.
#[utoipa::path(tag = "commission", params(("month" = MonthText, Path)), responses((status = 200, body = Period)))]
#[get("/commission/periods/{month}")]
pub async fn get_period(ctx: Data<Ctx>, caller: Caller, month: Path<String>) -> Result<Answer<Period>, Problem> {
    Ok(Answer::ok(app::commission::get_period(&ctx, &caller, path_month(&month)?).await?))
}
