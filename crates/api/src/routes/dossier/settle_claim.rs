//! `POST /v1/claims/{id}/assign`, `resolve`, `reject`

use crate::routes::prelude::*;
use crate::wire::claim::{AssignClaim, Claim, ClaimKey, RejectClaim, ResolveClaim};

/// Give a claim to somebody.
///
/// For quality and the director. Whoever gets the claim reads it.
#[utoipa::path(tag = "dossier", params(("id" = ClaimKey, Path)), responses((status = 200, body = Claim)))]
#[post("/claims/{id}/assign")]
pub async fn assign_claim(
    ctx: Data<Ctx>,
    caller: May<permission::DecideClaim>,
    target: Target<ClaimKey>,
    body: Json<AssignClaim>,
) -> Answered<Claim> {
    Ok(Answer::ok(app::dossier::assign_claim(&ctx, &caller, *target, body.0.user_id.0).await?))
}

/// Settle a claim.
///
/// For quality and the director. 409 `already_done` if it was settled in other words.
#[utoipa::path(tag = "dossier", params(("id" = ClaimKey, Path)), responses((status = 200, body = Claim)))]
#[post("/claims/{id}/resolve")]
pub async fn resolve_claim(
    ctx: Data<Ctx>,
    caller: May<permission::DecideClaim>,
    target: Target<ClaimKey>,
    body: Json<ResolveClaim>,
) -> Answered<Claim> {
    Ok(Answer::ok(app::dossier::resolve_claim(&ctx, &caller, *target, &body.0.resolution).await?))
}

/// Reject a claim.
///
/// For quality and the director. 409 `already_done` if it was rejected for another reason.
#[utoipa::path(tag = "dossier", params(("id" = ClaimKey, Path)), responses((status = 200, body = Claim)))]
#[post("/claims/{id}/reject")]
pub async fn reject_claim(
    ctx: Data<Ctx>,
    caller: May<permission::DecideClaim>,
    target: Target<ClaimKey>,
    body: Json<RejectClaim>,
) -> Answered<Claim> {
    Ok(Answer::ok(app::dossier::reject_claim(&ctx, &caller, *target, &body.0.reason).await?))
}
