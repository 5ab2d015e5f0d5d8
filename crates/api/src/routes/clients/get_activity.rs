//! `GET /v1/clients/{id}/activities/{activity_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use app::Ctx;

use crate::Problem;
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::activity::{Activity, ActivityKey};
use crate::wire::client::ClientKey;
use crate::wire::path_id;

/// Show an entry of the contact history.
///
/// Entries never change; a correction is an entry of its own.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("activity_id" = ActivityKey, Path)), responses((status = 200, body = Activity)))]
#[get("/clients/{id}/activities/{activity_id}")]
pub async fn get_activity(ctx: Data<Ctx>, caller: Caller, ids: Path<(String, String)>) -> Result<Answer<Activity>, Problem> {
    Ok(Answer::plain(app::clients::get_activity(&ctx, &caller, path_id(&ids.0)?, path_id(&ids.1)?).await?))
}
