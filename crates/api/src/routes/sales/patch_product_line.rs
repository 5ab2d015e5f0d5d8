//! `PATCH /v1/product-lines/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::path_id;
use crate::wire::product_line::{ProductLine, ProductLineKey, ProductLinePatch};

/// Rename, retire or revive a product line.
///
/// Retired lines stay on old sales and cannot be sold anew.
#[utoipa::path(tag = "sales", params(("id" = ProductLineKey, Path)), request_body(content = ProductLinePatch, content_type = "application/merge-patch+json"), responses((status = 200, body = ProductLine)))]
#[patch("/product-lines/{id}")]
pub async fn patch_product_line(
    ctx: Data<Ctx>,
    caller: May<permission::WriteNorms>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<ProductLinePatch>,
) -> Result<Answer<ProductLine>, Problem> {
    Ok(Answer::ok(app::sales::update_product_line(&ctx, &caller, path_id(&id)?, expected.0, patch.0.into()).await?))
}
