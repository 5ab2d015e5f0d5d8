//! `/v1/commission/statements`: listed, shown.

use crate::routes::prelude::*;
use crate::wire::accrual::StatementKey;
use crate::wire::statement::Statement;
use app::commission::StatementFilter;

/// List statements.
///
/// Your own, those of your unit if you head it, all for finance and the director; oldest first.
#[utoipa::path(tag = "commission", params(ListQuery<StatementFilter>), responses((status = 200, body = List<Statement>)))]
#[get("/commission/statements")]
pub async fn list_statements(ctx: Data<Ctx>, caller: Caller, query: ListQuery<StatementFilter>) -> Listed<Statement> {
    List::answer(&query, app::commission::list_personal(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a statement.
///
/// Totals and balances of a person's month; its lines are at `/v1/commission/accruals?statement_id=…`.
#[utoipa::path(tag = "commission", params(("id" = StatementKey, Path)), responses((status = 200, body = Statement)))]
#[get("/commission/statements/{id}")]
pub async fn get_statement(ctx: Data<Ctx>, caller: Caller, id: PathId<StatementKey>) -> Answered<Statement> {
    Ok(Answer::ok(app::commission::get_personal(&ctx, &caller, *id).await?))
}
