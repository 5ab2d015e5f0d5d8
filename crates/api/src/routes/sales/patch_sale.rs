//! `PATCH /v1/sales/{id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::{MustMatch, Patch};
use crate::wire::client::SaleKey;
use crate::wire::new_sale::SalePatch;
use crate::wire::path_id;
use crate::wire::sale::Sale;

/// Change a draft of a sale.
///
/// Confirmed sales do not change; `lines` are replaced as a whole.
#[utoipa::path(tag = "sales", params(("id" = SaleKey, Path)), request_body(content = SalePatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Sale)))]
#[patch("/sales/{id}")]
pub async fn patch_sale(
    ctx: Data<Ctx>,
    caller: May<permission::DraftSale>,
    id: Path<String>,
    expected: MustMatch,
    patch: Patch<SalePatch>,
) -> Result<Answer<Sale>, Problem> {
    Ok(Answer::ok(app::sales::update_sale(&ctx, &caller, path_id(&id)?, expected.0, patch.0.read()?).await?))
}
