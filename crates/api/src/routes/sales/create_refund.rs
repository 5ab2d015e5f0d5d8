//! `POST /v1/refunds`

use actix_web::{post, web::Data};
use app::Ctx;
use app::sales::Recorded;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::refund::{NewRefund, Refund};

/// Record a refund.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `refund_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Refund), (status = 200, body = Refund)))]
#[post("/refunds")]
pub async fn create_refund(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    body: Json<NewRefund>,
) -> Result<Answer<Refund>, Problem> {
    Ok(match app::sales::record_refund(&ctx, &caller, body.0.read()?).await? {
        Recorded::New(made) => Answer::created(format!("/v1/refunds/{}", made.id), made),
        Recorded::Known(known) => Answer::ok(known),
    })
}
