//! `/v1/receivables/{id}/work`: what was done about the money of a sale, listed, logged.

use actix_web::http::StatusCode;
use app::receivables::ReceivableWorkFilter;

use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::receivable::{NewReceivableWork, ReceivableWork};

/// List what was done about the money of a sale.
///
/// Newest first. Each is also an entry of the contact history of the client.
#[utoipa::path(tag = "receivables", params(("id" = SaleKey, Path), ListQuery<ReceivableWorkFilter>), responses((status = 200, body = List<ReceivableWork>)))]
#[get("/receivables/{id}/work")]
pub async fn list_receivable_work(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReceivables>,
    id: PathId<SaleKey>,
    query: ListQuery<ReceivableWorkFilter>,
) -> Listed<ReceivableWork> {
    List::answer(&query, app::receivables::list_receivable_work(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Log what was done about the money of a sale.
///
/// A call, a letter, a claim letter, a step in court or a note. It does not count as a contact that keeps the client from becoming
/// `abandoned`: a conversation is logged as an activity of its own.
#[utoipa::path(tag = "receivables", params(("id" = SaleKey, Path)), responses((status = 201, body = ReceivableWork)))]
#[post("/receivables/{id}/work")]
pub async fn create_receivable_work(
    ctx: Data<Ctx>,
    caller: May<permission::WorkReceivables>,
    id: PathId<SaleKey>,
    body: Json<NewReceivableWork>,
) -> Answered<ReceivableWork> {
    let done = app::receivables::log_receivable_work(&ctx, &caller, *id, body.0.into()).await?;
    let location = format!("/v1/clients/{}/activities/{}", done.client_id, done.activity_id);
    Ok(Answer::plain(done).status(StatusCode::CREATED).at(location))
}
