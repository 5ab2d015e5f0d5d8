//! `/v1/claims`: listed, opened, shown, changed.

use app::dossier::ClaimFilter;

use crate::routes::prelude::*;
use crate::wire::claim::{Claim, ClaimKey, ClaimPatch, NewClaim};

/// List claims.
///
/// Those of the clients whose file the caller may read, those that the caller opened, and those that the caller settles; oldest first.
#[utoipa::path(tag = "dossier", params(ListQuery<ClaimFilter>), responses((status = 200, body = List<Claim>)))]
#[get("/claims")]
pub async fn list_claims(ctx: Data<Ctx>, caller: May<permission::ReadClaims>, query: ListQuery<ClaimFilter>) -> Listed<Claim> {
    List::answer(&query, app::dossier::list_claims(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Open a claim.
///
/// For all staff: whoever hears it writes it down. Of quality, the one with the fewest open claims settles it.
#[utoipa::path(tag = "dossier", responses((status = 201, body = Claim)))]
#[post("/claims")]
pub async fn create_claim(ctx: Data<Ctx>, caller: May<permission::OpenClaim>, body: Json<NewClaim>) -> Answered<Claim> {
    let made = app::dossier::add_claim(&ctx, &caller, body.0.into()).await?;
    Ok(Answer::created(format!("/v1/claims/{}", made.id), made))
}

/// Show a claim.
///
/// Every reading is written down.
#[utoipa::path(tag = "dossier", params(("id" = ClaimKey, Path)), responses((status = 200, body = Claim)))]
#[get("/claims/{id}")]
pub async fn get_claim(ctx: Data<Ctx>, caller: May<permission::ReadClaims>, id: PathId<ClaimKey>) -> Answered<Claim> {
    Ok(Answer::ok(app::dossier::get_claim(&ctx, &caller, *id).await?))
}

/// Change the words of an open claim.
///
/// For whoever opened the claim, quality and the director. 409 `illegal_transition` once the claim is settled.
#[utoipa::path(tag = "dossier", params(("id" = ClaimKey, Path)), request_body(content = ClaimPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Claim)))]
#[patch("/claims/{id}")]
pub async fn patch_claim(
    ctx: Data<Ctx>,
    caller: May<permission::CorrectClaim>,
    target: PatchTarget<ClaimKey>,
    patch: Patch<ClaimPatch>,
) -> Answered<Claim> {
    Ok(Answer::ok(app::dossier::update_claim(&ctx, &caller, *target, patch.0.into()).await?))
}
