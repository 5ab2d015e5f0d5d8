//! `/v1/missed-calls`: listed, shown, taken, dismissed.

use app::calling::MissedCallFilter;

use crate::routes::prelude::*;
use crate::wire::missed_call::{DismissMissedCall, MissedCall, MissedCallKey};

/// List missed calls.
///
/// Inbound calls that nobody answered, oldest first or by `due_at`: one duty to call back for each number. It is returned by the next
/// call to the number, or the next call of the client that is answered.
#[utoipa::path(tag = "calls", params(ListQuery<MissedCallFilter>), responses((status = 200, body = List<MissedCall>)))]
#[get("/missed-calls")]
pub async fn list_missed_calls(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCalls>,
    query: ListQuery<MissedCallFilter>,
) -> Listed<MissedCall> {
    List::answer(&query, app::calling::list_missed_calls(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a missed call.
///
/// With the calls that nobody answered, and the one that returned it.
#[utoipa::path(tag = "calls", params(("id" = MissedCallKey, Path)), responses((status = 200, body = MissedCall)))]
#[get("/missed-calls/{id}")]
pub async fn get_missed_call(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<MissedCallKey>) -> Answered<MissedCall> {
    Ok(Answer::ok(app::calling::get_missed_call(&ctx, &caller, *id).await?))
}

/// Take a missed call.
///
/// You will call back. Whoever took it last has it.
#[utoipa::path(tag = "calls", params(("id" = MissedCallKey, Path)), responses((status = 200, body = MissedCall)))]
#[post("/missed-calls/{id}/take")]
pub async fn take_missed_call(
    ctx: Data<Ctx>,
    caller: May<permission::CallBack>,
    target: Target<MissedCallKey>,
    _: Nothing,
) -> Answered<MissedCall> {
    Ok(Answer::ok(app::calling::take_missed_call(&ctx, &caller, *target).await?))
}

/// Dismiss a missed call.
///
/// Nobody has to call back; the signal about it is resolved.
#[utoipa::path(tag = "calls", params(("id" = MissedCallKey, Path)), responses((status = 200, body = MissedCall)))]
#[post("/missed-calls/{id}/dismiss")]
pub async fn dismiss_missed_call(
    ctx: Data<Ctx>,
    caller: May<permission::CallBack>,
    target: Target<MissedCallKey>,
    body: Json<DismissMissedCall>,
) -> Answered<MissedCall> {
    Ok(Answer::ok(app::calling::dismiss_missed_call(&ctx, &caller, *target, body.0.reason).await?))
}
