//! `POST /v1/clients`

use actix_web::{post, web::Data};
use app::clients::Registered;
use app::{Actor, Ctx};

use crate::Problem;
use crate::answer::Answer;
use crate::auth::{May, permission};
use crate::body::Json;
use crate::wire::client::Client;
use crate::wire::new_client::NewClient;

/// Create a client.
///
/// 200 if the `external_id` is known with the same content; 409 `client_exists` with the client's `id` if the tax id is known.
#[utoipa::path(tag = "clients", responses((status = 201, body = Client), (status = 200, body = Client)))]
#[post("/clients")]
pub async fn create_client(
    ctx: Data<Ctx>,
    caller: May<permission::WriteClients>,
    body: Json<NewClient>,
) -> Result<Answer<Client>, Problem> {
    take(&ctx, &caller, body).await
}

pub(super) async fn take(ctx: &Ctx, actor: &Actor, body: Json<NewClient>) -> Result<Answer<Client>, Problem> {
    let new = body.0.read(&ctx.company.region, ctx.now())?;
    Ok(match app::clients::register_client(ctx, actor, new).await? {
        Registered::New(client) => Answer::created(format!("/v1/clients/{}", client.id), client),
        Registered::Known(client) => Answer::ok(client),
    })
}
