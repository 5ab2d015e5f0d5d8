//! `/v1/availabilities`: listed, said, shown.

use app::calling::AvailabilityFilter;

use crate::routes::prelude::*;
use crate::wire::availability::{Availability, AvailabilityKey, NewAvailability};

/// List who makes calls and who pauses.
///
/// What people are (`present=true`) and were before, oldest first: your own, those of your people, all for the call-centre
/// administrator and the director.
#[utoipa::path(tag = "calls", params(ListQuery<AvailabilityFilter>), responses((status = 200, body = List<Availability>)))]
#[get("/availabilities")]
pub async fn list_availabilities(
    ctx: Data<Ctx>,
    caller: May<permission::KeepAvailability>,
    query: ListQuery<AvailabilityFilter>,
) -> Listed<Availability> {
    List::answer(&query, app::calling::list_availabilities(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Say whether you make calls.
///
/// It ends what you said before. 200: you are that already. Heads and the call-centre administrator say it of their people with
/// `user_id`. Whoever is available and of whom nothing is heard for two leases (norm `call_centre.lease_minutes`) is `offline` then.
#[utoipa::path(tag = "calls", responses((status = 201, body = Availability), (status = 200, body = Availability)))]
#[post("/availabilities")]
pub async fn create_availability(
    ctx: Data<Ctx>,
    caller: May<permission::KeepAvailability>,
    body: Json<NewAvailability>,
) -> Answered<Availability> {
    let (new, availability) = app::calling::set_availability(&ctx, &caller, body.0.read()?).await?;
    if !new {
        return Ok(Answer::ok(availability));
    }
    Ok(Answer::created(format!("/v1/availabilities/{}", availability.id), availability))
}

/// Show what a person is or was.
///
/// With its beginning and its end.
#[utoipa::path(tag = "calls", params(("id" = AvailabilityKey, Path)), responses((status = 200, body = Availability)))]
#[get("/availabilities/{id}")]
pub async fn get_availability(
    ctx: Data<Ctx>,
    caller: May<permission::KeepAvailability>,
    id: PathId<AvailabilityKey>,
) -> Answered<Availability> {
    Ok(Answer::ok(app::calling::get_availability(&ctx, &caller, *id).await?))
}
