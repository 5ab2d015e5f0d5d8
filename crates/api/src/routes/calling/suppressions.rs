//! `/v1/suppressions`: listed, made, shown, lifted.

use app::Actor;
use app::calling::SuppressionFilter;
use app::clients::Registered;

use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::routes::prelude::*;
use crate::wire::suppression::{LiftSuppression, NewSuppression, Suppression, SuppressionKey};

/// List suppressions.
///
/// Phone numbers that nobody calls, oldest first; those that were lifted are there too.
#[utoipa::path(tag = "calls", params(ListQuery<SuppressionFilter>), responses((status = 200, body = List<Suppression>)))]
#[get("/suppressions")]
pub async fn list_suppressions(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    query: ListQuery<SuppressionFilter>,
) -> Listed<Suppression> {
    List::answer(&query, app::calling::list_suppressions(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Suppress a phone number.
///
/// Every client who has the number, now or later, shows `do_not_call` on it, and nothing but lifting the suppression takes that back. 200 with
/// the suppression that is there if the number is suppressed already.
#[utoipa::path(tag = "calls", responses((status = 201, body = Suppression), (status = 200, body = Suppression)))]
#[post("/suppressions")]
pub async fn create_suppression(
    ctx: Data<Ctx>,
    caller: May<permission::SuppressNumber>,
    body: Json<NewSuppression>,
) -> Answered<Suppression> {
    create(&ctx, &caller, body).await
}

/// Suppress many phone numbers.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "calls", params(Atomic), request_body = BatchOf<NewSuppression>, responses((status = 207, body = BatchResult)))]
#[post("/suppressions/batch")]
pub async fn batch_suppressions(
    ctx: Data<Ctx>,
    caller: May<permission::SuppressNumber>,
    batch: Batch<Json<NewSuppression>>,
) -> Answered<BatchResult> {
    batch.each(&ctx, &caller, async |actor, body| Ok(create(&ctx, actor, body).await?.into())).await
}

async fn create(ctx: &Ctx, actor: &Actor, body: Json<NewSuppression>) -> Answered<Suppression> {
    let new = body.0.read(&ctx.company.region)?;
    Ok(match app::calling::add_suppression(ctx, actor, new).await? {
        Registered::New(made) => Answer::created(format!("/v1/suppressions/{}", made.id), made),
        Registered::Known(known) => Answer::ok(known),
    })
}

/// Show a suppression.
///
/// Also one that was lifted.
#[utoipa::path(tag = "calls", params(("id" = SuppressionKey, Path)), responses((status = 200, body = Suppression)))]
#[get("/suppressions/{id}")]
pub async fn get_suppression(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<SuppressionKey>) -> Answered<Suppression> {
    Ok(Answer::ok(app::calling::get_suppression(&ctx, &caller, *id).await?))
}

/// Lift a suppression.
///
/// For the director alone, who says why and what shows it. The number may be called again; a later suppression of it is a new one. 409
/// `already_done` if it was lifted for another reason.
#[utoipa::path(tag = "calls", params(("id" = SuppressionKey, Path)), responses((status = 200, body = Suppression)))]
#[post("/suppressions/{id}/lift")]
pub async fn lift_suppression(
    ctx: Data<Ctx>,
    caller: May<permission::LiftSuppression>,
    target: Target<SuppressionKey>,
    body: Json<LiftSuppression>,
) -> Answered<Suppression> {
    let LiftSuppression { reason, proof } = body.0;
    Ok(Answer::ok(app::calling::lift_suppression(&ctx, &caller, *target, reason, proof).await?))
}
