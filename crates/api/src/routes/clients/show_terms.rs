//! `GET /v1/clients/{id}/terms`.

use app::groups::TermsFilter;

use crate::list::ReportQuery;
use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::client_terms::ClientTerms;

/// Show the terms of a client on a day.
///
/// The discount that the client may be given: the highest of those by volume, season and purchase plan, and why. Sales are not priced by it.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ReportQuery<TermsFilter>), responses((status = 200, body = ClientTerms)))]
#[get("/clients/{id}/terms")]
pub async fn get_client_terms(
    ctx: Data<Ctx>,
    caller: May<permission::ReadClients>,
    id: PathId<ClientKey>,
    query: ReportQuery<TermsFilter>,
) -> Answered<ClientTerms> {
    Ok(Answer::plain(app::groups::client_terms(&ctx, &caller, *id, &query.0).await?))
}
