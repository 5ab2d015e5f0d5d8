//! `/v1/clients/{id}/dossier`: shown whole, shown by sections, written, reviewed.

use actix_web::http::header;

use crate::Code;
use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::dossier::{Dossier, DossierSection, SectionNameTerm, SectionOf};
use crate::wire::dossier_put::DossierSectionPut;

/// Show the dossier of a client.
///
/// All twelve sections. Those that the caller may not read are withheld; each look at a restricted one is written in the log.
#[utoipa::path(tag = "dossier", params(("id" = ClientKey, Path)), responses((status = 200, body = Dossier)))]
#[get("/clients/{id}/dossier")]
pub async fn get_dossier(ctx: Data<Ctx>, caller: May<permission::ReadDossier>, id: PathId<ClientKey>) -> Answered<Dossier> {
    Ok(Answer::plain(app::dossier::get_dossier(&ctx, &caller, *id).await?))
}

/// Show a section of the dossier of a client.
///
/// A section that the caller may not read is refused, and that is written in the log of the dossier.
#[utoipa::path(tag = "dossier", params(("id" = ClientKey, Path), ("section" = SectionNameTerm, Path, description = "Name of the section of the dossier.")), responses((status = 200, body = DossierSection)))]
#[get("/clients/{id}/dossier/{section}")]
pub async fn get_section(ctx: Data<Ctx>, caller: May<permission::ReadDossier>, at: PathId<SectionOf>) -> Answered<DossierSection> {
    Ok(Answer::ok(app::dossier::get_section(&ctx, &caller, *at).await?))
}

/// Write a section of the dossier of a client.
///
/// Replaces what people wrote, and counts as a review. A section that nobody has written or reviewed has the version 0. The history of
/// purchases is computed, and cannot be written.
#[utoipa::path(tag = "dossier", params(("id" = ClientKey, Path), ("section" = SectionNameTerm, Path, description = "Name of the section of the dossier.")), responses((status = 200, body = DossierSection)))]
#[put("/clients/{id}/dossier/{section}")]
pub async fn put_section(
    ctx: Data<Ctx>,
    caller: May<permission::KeepDossier>,
    target: PatchTarget<SectionOf>,
    body: Json<DossierSectionPut>,
) -> Answered<DossierSection> {
    let (_, section) = target.id;
    if section.is_computed_only() {
        let allow = "GET, HEAD";
        return Err(Problem::new(Code::MethodNotAllowed, format!("use {allow}")).header(header::ALLOW, allow));
    }
    let content = body.0.read(section)?;
    Ok(Answer::ok(app::dossier::write_section(&ctx, &caller, *target, content).await?))
}

/// Say that a section of a dossier is right.
///
/// For whoever may write the section, and has read it: it is due again in as many days as the norms say.
#[utoipa::path(tag = "dossier", params(("id" = ClientKey, Path), ("section" = SectionNameTerm, Path, description = "Name of the section of the dossier.")), responses((status = 200, body = DossierSection)))]
#[post("/clients/{id}/dossier/{section}/review")]
pub async fn review_section(
    ctx: Data<Ctx>,
    caller: May<permission::KeepDossier>,
    target: Target<SectionOf>,
    _: Nothing,
) -> Answered<DossierSection> {
    Ok(Answer::ok(app::dossier::review_section(&ctx, &caller, *target).await?))
}
