//! `POST /v1/clients/{id}/activities`

use actix_web::{
    http::StatusCode,
    post,
    web::{Data, Path},
};
use app::{Actor, Ctx};
use domain::ClientId;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::activity::{Activity, NewActivity};
use crate::wire::client::ClientKey;
use crate::wire::path_id;

/// Log a contact with a client.
///
/// A conversation brings an abandoned client back to `active`; a mailing, a note or an attempt does not.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 201, body = Activity)))]
#[post("/clients/{id}/activities")]
pub async fn create_activity(
    ctx: Data<Ctx>,
    caller: May<permission::LogActivity>,
    id: Path<String>,
    body: Json<NewActivity>,
) -> Result<Answer<Activity>, Problem> {
    take(&ctx, &caller, path_id(&id)?, body).await
}

pub(super) async fn take(ctx: &Ctx, actor: &Actor, client: ClientId, body: Json<NewActivity>) -> Result<Answer<Activity>, Problem> {
    let activity = app::clients::log_activity(ctx, actor, client, body.0.into()).await?;
    let location = format!("/v1/clients/{}/activities/{}", activity.client_id, activity.id);
    Ok(Answer::plain(activity).status(StatusCode::CREATED).at(location))
}
