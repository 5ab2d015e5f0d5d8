//! `/v1/commission/accruals`: lines of the ledger, listed, shown, explained.

use crate::include::Asked;
use crate::routes::prelude::*;
use crate::wire::accrual::{Accrual, AccrualKey, Told};
use crate::wire::explanation::Explanation;
use app::commission::AccrualFilter;

/// The word of `include` for explanations: they stand in the lines themselves.
const EXPLANATION: &str = "explanation";

/// List lines of the commission ledger.
///
/// Your own lines, those of your unit if you head it, all lines for finance and the director; oldest first. With
/// `include=explanation` each line is explained, at no further cost.
#[utoipa::path(tag = "commission", params(ListQuery<AccrualFilter>), responses((status = 200, body = List<Accrual>)))]
#[get("/commission/accruals")]
pub async fn list_accruals(ctx: Data<Ctx>, caller: Caller, query: ListQuery<AccrualFilter>, asked: Asked) -> Listed<Accrual> {
    let explained = asked.includes(EXPLANATION);
    let page = app::commission::list_personal(&ctx, &caller, &query.filter, &query.page).await?;
    List::answer(&query, page.map(|line| Told { line, explained }))
}

/// Show a line of the commission ledger.
///
/// Your own lines, those of your unit if you head it, all lines for finance and the director.
#[utoipa::path(tag = "commission", params(("id" = AccrualKey, Path)), responses((status = 200, body = Accrual)))]
#[get("/commission/accruals/{id}")]
pub async fn get_accrual(ctx: Data<Ctx>, caller: Caller, id: PathId<AccrualKey>, asked: Asked) -> Answered<Accrual> {
    let line = app::commission::get_personal(&ctx, &caller, *id).await?;
    Ok(Answer::ok(Told { line, explained: asked.includes(EXPLANATION) }))
}

/// Explain a line of the commission ledger.
///
/// Rule, rate, base, plan, entitlement, step, money and conversion, and all of it in words.
#[utoipa::path(tag = "commission", params(("id" = AccrualKey, Path)), responses((status = 200, body = Explanation)))]
#[get("/commission/accruals/{id}/explanation")]
pub async fn get_explanation(ctx: Data<Ctx>, caller: Caller, id: PathId<AccrualKey>) -> Answered<Explanation> {
    Ok(Answer::plain(app::commission::get_personal(&ctx, &caller, *id).await?))
}
