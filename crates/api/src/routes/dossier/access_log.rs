//! `GET /v1/clients/{id}/dossier/access-log`

use app::dossier::AccessFilter;

use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::dossier_access::DossierAccess;

/// Show who read and wrote the dossier of a client.
///
/// Reads of restricted sections, writes, reviews, and refusals, newest first. For the head of the curator's unit, and directors.
#[utoipa::path(tag = "dossier", params(("id" = ClientKey, Path), ListQuery<AccessFilter>), responses((status = 200, body = List<DossierAccess>)))]
#[get("/clients/{id}/dossier/access-log")]
pub async fn list_accesses(
    ctx: Data<Ctx>,
    caller: May<permission::ReadDossierLog>,
    id: PathId<ClientKey>,
    query: ListQuery<AccessFilter>,
) -> Listed<DossierAccess> {
    List::answer(&query, app::dossier::list_accesses(&ctx, &caller, *id, &query.filter, &query.page).await?)
}
