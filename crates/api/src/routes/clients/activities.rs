//! `/v1/clients/{id}/activities`: the contact history, listed, added to, shown.

use actix_web::http::StatusCode;
use app::Actor;
use app::clients::ActivityFilter;
use domain::ClientId;

use crate::batch::{Atomic, Batch, BatchOf, BatchResult};
use crate::routes::prelude::*;
use crate::wire::activity::{Activity, ActivityKey, NewActivity};
use crate::wire::client::ClientKey;

/// List the contact history of a client.
///
/// In the order of recording, or by `occurred_at`; `sort=-occurred_at` for the newest first.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ListQuery<ActivityFilter>), responses((status = 200, body = List<Activity>)))]
#[get("/clients/{id}/activities")]
pub async fn list_activities(ctx: Data<Ctx>, caller: Caller, id: PathId<ClientKey>, query: ListQuery<ActivityFilter>) -> Listed<Activity> {
    List::answer(&query, app::clients::list_activities(&ctx, &caller, *id, &query.filter, &query.page).await?)
}

/// Log a contact with a client.
///
/// A conversation brings an abandoned client back to `active`; a mailing, a note or an attempt does not.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path)), responses((status = 201, body = Activity)))]
#[post("/clients/{id}/activities")]
pub async fn create_activity(
    ctx: Data<Ctx>,
    caller: May<permission::LogActivity>,
    id: PathId<ClientKey>,
    body: Json<NewActivity>,
) -> Answered<Activity> {
    create(&ctx, &caller, *id, body).await
}

/// Log many contacts with a client.
///
/// One transaction. Each item gets the status that it would have got alone; `?atomic=true` writes all of them or, with 422, none.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), Atomic), request_body = BatchOf<NewActivity>, responses((status = 207, body = BatchResult)))]
#[post("/clients/{id}/activities/batch")]
pub async fn batch_activities(
    ctx: Data<Ctx>,
    caller: May<permission::LogActivity>,
    id: PathId<ClientKey>,
    batch: Batch<Json<NewActivity>>,
) -> Answered<BatchResult> {
    batch.each(&ctx, &caller, async |actor, body| Ok(create(&ctx, actor, *id, body).await?.into())).await
}

async fn create(ctx: &Ctx, actor: &Actor, client: ClientId, body: Json<NewActivity>) -> Answered<Activity> {
    let activity = app::clients::log_activity(ctx, actor, client, body.0.into()).await?;
    let location = format!("/v1/clients/{}/activities/{}", activity.client_id, activity.id);
    Ok(Answer::plain(activity).status(StatusCode::CREATED).at(location))
}

/// Show an entry of the contact history.
///
/// Entries never change; a correction is an entry of its own.
#[utoipa::path(tag = "clients", params(("id" = ClientKey, Path), ("activity_id" = ActivityKey, Path)), responses((status = 200, body = Activity)))]
#[get("/clients/{id}/activities/{activity_id}")]
pub async fn get_activity(ctx: Data<Ctx>, caller: Caller, client: PathId<ClientKey>, id: PathId<Child<ActivityKey>>) -> Answered<Activity> {
    Ok(Answer::plain(app::clients::get_activity(&ctx, &caller, *client, *id).await?))
}
