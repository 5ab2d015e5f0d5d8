//! `/v1/product-lines`: listed, added, shown, changed.

use app::Actor;
use app::sales::ProductLineFilter;

use crate::batch::put_one;
use crate::routes::prelude::*;
use crate::wire::product_line::{NewProductLine, ProductLine, ProductLineKey, ProductLinePatch, ProductLinePut};

/// List product lines.
///
/// Oldest first.
#[utoipa::path(tag = "sales", params(ListQuery<ProductLineFilter>), responses((status = 200, body = List<ProductLine>)))]
#[get("/product-lines")]
pub async fn list_product_lines(
    ctx: Data<Ctx>,
    caller: May<permission::ReadOrg>,
    query: ListQuery<ProductLineFilter>,
) -> Listed<ProductLine> {
    List::answer(&query, app::sales::list_product_lines(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Add a product line.
///
/// Its code is unique and never changes; a variant names its parent.
#[utoipa::path(tag = "sales", responses((status = 201, body = ProductLine)))]
#[post("/product-lines")]
pub async fn create_product_line(ctx: Data<Ctx>, caller: May<permission::WriteNorms>, body: Json<NewProductLine>) -> Answered<ProductLine> {
    let line = app::sales::add_product_line(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/product-lines/{}", line.id), line))
}

/// Add or change a product line by its external id.
///
/// 201 if the id is new here, 200 if it is known. A line that has the code and no external id yet gets this one; its code never changes.
#[utoipa::path(tag = "sales", params(("external_id" = String, Path)), request_body(content = ProductLinePut, content_type = "application/json"), responses((status = 201, body = ProductLine), (status = 200, body = ProductLine)))]
#[put("/product-lines/by-external-id/{external_id}")]
pub async fn put_product_line(ctx: Data<Ctx>, caller: May<permission::WriteNorms>, body: ProductLinePut) -> Answered<ProductLine> {
    put_one(&ctx, &caller, body, async |actor, body| put(&ctx, actor, body).await).await
}

async fn put(ctx: &Ctx, actor: &Actor, body: &ProductLinePut) -> Answered<ProductLine> {
    match app::sales::recognise_product_line(ctx, actor, body.external_id(), body.text("code").as_deref()).await? {
        None => {
            let added = app::sales::add_product_line(ctx, actor, body.new()?.into()).await?;
            // A line that is retired already is added and then changed.
            let line = app::sales::update_product_line(ctx, actor, added.id.into(), body.change()?.into()).await?;
            Ok(Answer::created(format!("/v1/product-lines/{}", line.id), line))
        }
        Some(id) => Ok(Answer::ok(app::sales::update_product_line(ctx, actor, body.target(id), body.change()?.into()).await?)),
    }
}

/// Show a product line.
///
/// With its code, its parent, and whether it may be sold.
#[utoipa::path(tag = "sales", params(("id" = ProductLineKey, Path)), responses((status = 200, body = ProductLine)))]
#[get("/product-lines/{id}")]
pub async fn get_product_line(ctx: Data<Ctx>, caller: Caller, id: PathId<ProductLineKey>) -> Answered<ProductLine> {
    Ok(Answer::ok(app::sales::get_product_line(&ctx, &caller, *id).await?))
}

/// Rename, retire or revive a product line.
///
/// Retired lines stay on old sales and cannot be sold anew.
#[utoipa::path(tag = "sales", params(("id" = ProductLineKey, Path)), request_body(content = ProductLinePatch, content_type = "application/merge-patch+json"), responses((status = 200, body = ProductLine)))]
#[patch("/product-lines/{id}")]
pub async fn patch_product_line(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    target: PatchTarget<ProductLineKey>,
    patch: Patch<ProductLinePatch>,
) -> Answered<ProductLine> {
    Ok(Answer::ok(app::sales::update_product_line(&ctx, &caller, *target, patch.0.into()).await?))
}
