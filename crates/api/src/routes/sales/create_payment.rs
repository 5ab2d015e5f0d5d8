//! `POST /v1/payments`

use actix_web::{post, web::Data};
use app::sales::Recorded;
use app::{Actor, Ctx};

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::payment::{NewPayment, Payment};

/// Record a cleared payment.
///
/// 200 if `source` and `external_id` are known with the same content, 409 `payment_conflict` with other content.
#[utoipa::path(tag = "sales", responses((status = 201, body = Payment), (status = 200, body = Payment)))]
#[post("/payments")]
pub async fn create_payment(
    ctx: Data<Ctx>,
    caller: May<permission::WritePayments>,
    body: Json<NewPayment>,
) -> Result<Answer<Payment>, Problem> {
    take(&ctx, &caller, body).await
}

pub(super) async fn take(ctx: &Ctx, actor: &Actor, body: Json<NewPayment>) -> Result<Answer<Payment>, Problem> {
    Ok(match app::sales::record_payment(ctx, actor, body.0.read()?).await? {
        Recorded::New(made) => Answer::created(format!("/v1/payments/{}", made.payment.id), made),
        Recorded::Known(known) => Answer::ok(known),
    })
}
