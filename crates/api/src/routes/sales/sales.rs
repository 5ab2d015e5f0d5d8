//! `/v1/sales`: listed, drafted (alone or many), shown, changed.

use app::Actor;
use app::sales::SaleFilter;

use super::recorded;
use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::routes::prelude::*;
use crate::wire::client::SaleKey;
use crate::wire::new_sale::{NewSale, SalePatch};
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
#[utoipa::path(tag = "sales", params(Atomic), request_body = BatchOf<NewSale>, responses((status = 207, body = BatchResult)))]
#[post("/sales/batch")]
pub async fn batch_sales(ctx: Data<Ctx>, caller: May<permission::DraftSale>, batch: Batch<Json<NewSale>>) -> Answered<BatchResult> {
    batch.each(&ctx, &caller, async |actor, body| Ok(draft(&ctx, actor, body).await?.into())).await
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
