//! `/v1/sales`: listed, drafted (alone or many), shown, changed.

use app::Actor;
use app::sales::{SaleFilter, SaleOrigin};

use super::recorded;
use crate::batch::{Batch, BatchOf, BatchResult, HowTaken, put_one};
use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::new_sale::{NewSale, SalePatch, SalePut};
use crate::wire::sale::Sale;

/// List sales.
///
/// Oldest first, or by `sale_on`.
#[utoipa::path(tag = "sales", params(ListQuery<SaleFilter>), responses((status = 200, body = List<Sale>)))]
#[get("/sales")]
pub async fn list_sales(ctx: Data<Ctx>, caller: May<permission::ReadClients>, query: ListQuery<SaleFilter>) -> Listed<Sale> {
    List::answer(&query, app::sales::list_sales(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Draft a sale.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `sale_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Sale), (status = 200, body = Sale)))]
#[post("/sales")]
pub async fn create_sale(ctx: Data<Ctx>, caller: May<permission::DraftSale>, body: Json<NewSale>) -> Answered<Sale> {
    draft(&ctx, &caller, body).await
}

async fn draft(ctx: &Ctx, actor: &Actor, body: Json<NewSale>) -> Answered<Sale> {
    Ok(recorded("sales", app::sales::draft_sale(ctx, actor, body.0.read()?).await?))
}

/// Draft many sales.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "sales", params(HowTaken), request_body = BatchOf<NewSale>, responses((status = 207, body = BatchResult)))]
#[post("/sales/batch")]
pub async fn batch_sales(ctx: Data<Ctx>, caller: May<permission::DraftSale>, batch: Batch<SalePut>) -> Answered<BatchResult> {
    let new = async |actor: &Actor, body| Ok(draft(&ctx, actor, body).await?.into());
    batch.each_new_or_put(&ctx, &caller, new, async |actor, body| Ok(put(&ctx, actor, body).await?.into())).await
}

/// Draft or change a sale by its external id.
///
/// `source` names the system that the id belongs to and is required. 201 if the sale is new here, 200 if it is known: a draft becomes what
/// is said, and a confirmed sale stays (409 if anything else is said of it). 409 `sale_conflict` for another client or another seller.
#[utoipa::path(tag = "sales", params(("external_id" = String, Path)), request_body(content = SalePut, content_type = "application/json"), responses((status = 201, body = Sale), (status = 200, body = Sale)))]
#[put("/sales/by-external-id/{external_id}")]
pub async fn put_sale(ctx: Data<Ctx>, caller: May<permission::DraftSale>, body: SalePut) -> Answered<Sale> {
    put_one(&ctx, &caller, body, async |actor, body| put(&ctx, actor, body).await).await
}

async fn put(ctx: &Ctx, actor: &Actor, body: &SalePut) -> Answered<Sale> {
    let Some(source) = body.text("source") else { return draft(ctx, actor, Json(body.new()?)).await };
    let (client_id, seller_id) = (body.id("client_id"), body.id("seller_id"));
    let origin = SaleOrigin { source, external_id: body.external_id().to_owned(), client_id, seller_id };
    match app::sales::recognise_sale(ctx, actor, &origin).await? {
        None => draft(ctx, actor, Json(body.new()?)).await,
        Some(id) => Ok(Answer::ok(app::sales::put_sale(ctx, actor, body.target(id), body.change()?.read()?).await?)),
    }
}

/// Show a sale.
///
/// With its lines, its kind for commission, and what is paid and due.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), responses((status = 200, body = Sale)))]
#[get("/sales/{id}")]
pub async fn get_sale(ctx: Data<Ctx>, caller: Caller, id: PathId<SaleKey>) -> Answered<Sale> {
    Ok(Answer::ok(app::sales::get_sale(&ctx, &caller, *id).await?))
}

/// Change a draft of a sale.
///
/// Confirmed sales do not change; `lines` are replaced as a whole.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), request_body(content = SalePatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Sale)))]
#[patch("/sales/{id}")]
pub async fn patch_sale(
    ctx: Data<Ctx>,
    caller: May<permission::DraftSale>,
    target: PatchTarget<SaleKey>,
    patch: Patch<SalePatch>,
) -> Answered<Sale> {
    Ok(Answer::ok(app::sales::update_sale(&ctx, &caller, *target, patch.0.read()?).await?))
}
