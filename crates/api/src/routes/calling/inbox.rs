//! What is said of calls that nobody could match: whose they are, that nobody has to know, and who spoke.

use crate::routes::prelude::*;
use crate::wire::call::{Call, CallKey};
use crate::wire::call_inbox::{AssignCall, CallCandidates, DismissCall, InboxMatch, MatchedCalls, UnmatchCall};

/// Show whose a call may be.
///
/// Clients who have the number, or whose contact persons have it, or who were talked with by it of late; the likeliest first.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = CallCandidates)))]
#[get("/calls/{id}/candidates")]
pub async fn list_candidates(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, id: PathId<CallKey>) -> Answered<CallCandidates> {
    Ok(Answer::plain(app::calling::list_candidates(&ctx, &caller, *id).await?))
}

/// Match all waiting calls of a number.
///
/// Or those that are named, to a client who is there or to a new one, with the effects that each call would have had. All or none: a
/// call that belongs to another client refuses it (`call_matched`). The client gets the number unless `add_phone` is false.
#[utoipa::path(tag = "calls", responses((status = 200, body = MatchedCalls)))]
#[post("/call-inbox/match")]
pub async fn match_inbox(ctx: Data<Ctx>, caller: May<permission::ResolveCall>, body: Json<InboxMatch>) -> Answered<MatchedCalls> {
    let wanted = body.0.read(&ctx.company.region, ctx.now())?;
    Ok(Answer::plain(app::calling::match_inbox(&ctx, &caller, wanted).await?))
}

/// Dismiss a call.
///
/// It belongs to no client and never will: it leaves the inbox. Matching it brings it back.
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/dismiss")]
pub async fn dismiss_call(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveCall>,
    target: Target<CallKey>,
    body: Json<DismissCall>,
) -> Answered<Call> {
    Ok(Answer::ok(app::calling::dismiss_call(&ctx, &caller, *target, body.0.reason.0).await?))
}

/// Take a call back from its client.
///
/// For the call-centre administrator, while nothing has come of it: no disposition, no meeting, no entry in the contact history
/// (`call_has_effects`).
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/unmatch")]
pub async fn unmatch_call(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveCall>,
    target: Target<CallKey>,
    body: Json<UnmatchCall>,
) -> Answered<Call> {
    Ok(Answer::ok(app::calling::unmatch_call(&ctx, &caller, *target, body.0.reason).await?))
}

/// Say who spoke in a call.
///
/// For the call-centre administrator, where telephony named nobody whom Baton knows (`unassigned=true` on `/v1/calls`); the person is
/// credited with the contact that the call became. With `remember`, the name that telephony told is his from now on (`agents` of the integration).
#[utoipa::path(tag = "calls", params(("id" = CallKey, Path)), responses((status = 200, body = Call)))]
#[post("/calls/{id}/assign")]
pub async fn assign_call(
    ctx: Data<Ctx>,
    caller: May<permission::ResolveCall>,
    target: Target<CallKey>,
    body: Json<AssignCall>,
) -> Answered<Call> {
    Ok(Answer::ok(app::calling::assign_call(&ctx, &caller, *target, body.0.user_id.0, body.0.remember).await?))
}
