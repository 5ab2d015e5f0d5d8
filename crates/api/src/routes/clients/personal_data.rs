//! `GET /v1/clients/{id}/personal-data`

use crate::routes::prelude::*;
use crate::wire::client::ClientKey;
use crate::wire::personal_data::PersonalData;

/// Show the personal data of a client.
///
/// For directors, who answer a person that asks what is kept of him: contacts, phones, birthdays and all that is written in the dossier. Each
/// such look is written in the log of the dossier as `export`.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 200, body = PersonalData)))]
#[get("/clients/{id}/personal-data")]
pub async fn get_personal_data(ctx: Data<Ctx>, caller: May<permission::ExportPersonal>, id: PathId<ClientKey>) -> Answered<PersonalData> {
    Ok(Answer::plain(app::clients::get_personal_data(&ctx, &caller, *id).await?))
}
