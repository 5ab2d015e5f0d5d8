//! `/v1/receivables/{id}/promises`: promises to pay for a sale, listed, noted.

use app::dossier::PromiseFilter;

use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::promise::Promise;
use crate::wire::receivable::NewPromiseToPay;

/// List the promises to pay for a sale.
///
/// The same promises as at `/v1/promises`, oldest first or by `due_on`.
#[utoipa::path(tag = "receivables", params(("id" = SaleKey, Path), ListQuery<PromiseFilter>), responses((status = 200, body = List<Promise>)))]
#[get("/receivables/{id}/promises")]
pub async fn list_promises_to_pay(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReceivables>,
    id: PathId<SaleKey>,
    query: ListQuery<PromiseFilter>,
) -> Listed<Promise> {
    List::answer(&query, app::receivables::list_promises_to_pay(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Note a promise to pay for a sale.
///
/// The promise is `kept` once so much money has been put on the sale since, valued on the promised day or before, and `broken` the day
/// after otherwise. 409 `exceeds_due` if more is promised than is owed.
#[utoipa::path(tag = "receivables", params(("id" = SaleKey, Path)), responses((status = 201, body = Promise)))]
#[post("/receivables/{id}/promises")]
pub async fn create_promise_to_pay(
    ctx: Data<Ctx>,
    caller: May<permission::WorkReceivables>,
    id: PathId<SaleKey>,
    body: Json<NewPromiseToPay>,
) -> Answered<Promise> {
    let made = app::receivables::promise_to_pay(&ctx, &caller, *id, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/promises/{}", made.id), made))
}
