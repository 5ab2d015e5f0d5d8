//! `/v1/telephony/{id}`, and below it the secret and what providers put behind their addresses.

use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web::Payload};
use app::telephony::{Answer as Wanted, Arrived, HEADERS, Refused, take_in};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Code;
use crate::auth::CHALLENGE;
use crate::body::{receive, uncompressed};
use crate::limits::Limits;
use crate::routes::prelude::*;
use crate::wire::integration::IntegrationKey;

/// What most providers are answered.
#[derive(Serialize, ToSchema)]
pub struct Taken {
    /// Always `success`: some providers repeat a report until they read this.
    #[schema(examples("success"))]
    pub status: String,
}

/// Report calls in the form of a telephony system.
///
/// For systems that cannot be programmed: each in the encoding, under the names and with the authentication of the provider that is set for the
/// integration. The report is stored as it came and answered at once; the call is there within a second. Without a signature send a key (Bearer, or Basic as the
/// password), or use the address with a secret. Repeats are harmless.
#[utoipa::path(tag = "telephony", params(("id" = IntegrationKey, Path)), security(()), request_body(content = String, content_type = "*/*"), responses((status = 200, body = Taken), (status = 204)))]
#[post("/v1/telephony/{id}")]
pub async fn post(ctx: Data<Ctx>, limits: Data<Limits>, req: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    receive_report(&ctx, &limits, req, payload).await
}

/// Report calls in a query.
///
/// For systems that report by GET, and for those that look first whether anybody is there.
#[utoipa::path(tag = "telephony", params(("id" = IntegrationKey, Path)), security(()), responses((status = 200, body = Taken), (status = 204)))]
#[get("/v1/telephony/{id}")]
pub async fn get(ctx: Data<Ctx>, limits: Data<Limits>, req: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    receive_report(&ctx, &limits, req, payload).await
}

/// Report calls at an address with a secret.
///
/// For systems that know nothing but an address: the secret that `rotate-url-secret` shows, and what a provider puts behind its address, as in
/// `events/summary`. Otherwise like the address without a secret.
#[utoipa::path(tag = "telephony", params(("id" = IntegrationKey, Path), ("rest" = String, Path, description = "Secret of the address, or what the provider puts behind it, with slashes in it.")), security(()), request_body(content = String, content_type = "*/*"), responses((status = 200, body = Taken), (status = 204)))]
#[post("/v1/telephony/{id}/{rest:.*}")]
pub async fn post_below(ctx: Data<Ctx>, limits: Data<Limits>, req: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    receive_report(&ctx, &limits, req, payload).await
}

/// Report calls in a query, at an address with a secret.
///
/// For systems that report by GET.
#[utoipa::path(tag = "telephony", params(("id" = IntegrationKey, Path), ("rest" = String, Path, description = "Secret of the address, or what the provider puts behind it, with slashes in it.")), security(()), responses((status = 200, body = Taken), (status = 204)))]
#[get("/v1/telephony/{id}/{rest:.*}")]
pub async fn get_below(ctx: Data<Ctx>, limits: Data<Limits>, req: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    receive_report(&ctx, &limits, req, payload).await
}

async fn receive_report(ctx: &Ctx, limits: &Limits, req: HttpRequest, payload: Payload) -> Result<HttpResponse, Problem> {
    let unknown = || Problem::new(Code::NotFound, "no integration has this address");
    let matched = req.match_info();
    let integration = matched.get("id").and_then(|id| id.parse().ok()).ok_or_else(unknown)?;
    let path = matched.get("rest").unwrap_or_default().to_owned();
    uncompressed(&req)?;
    let coming = Bytes::from_request(&req, &mut payload.into_inner());
    let body = receive(&req, coming).await?;
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let arrived = Arrived {
        integration,
        path,
        target: req.uri().path_and_query().map_or_else(String::new, ToString::to_string),
        query: req.query_string().to_owned(),
        by_get: req.method() == actix_web::http::Method::GET,
        headers: HEADERS.into_iter().filter_map(|name| Some((name, header(name)?))).collect(),
        content_type: header(header::CONTENT_TYPE.as_str()),
        address: limits.exact_address(&req),
        body: body.to_vec(),
    };
    // What strangers may ask at all limits what is written down of them.
    let mut strange = None;
    let taken = take_in(ctx, arrived, || {
        let over = limits.unauthenticated(&req, unauthorized());
        let may = over.code == Code::Unauthorized;
        strange = Some(over);
        may
    });
    match taken.await {
        Ok(Wanted::Silent) => Ok(HttpResponse::NoContent().finish()),
        Ok(Wanted::Json(json)) => Ok(HttpResponse::Ok().json(json)),
        Ok(Wanted::Text(text)) => Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)),
        Err(refused) => Err(match (strange, refused) {
            (Some(over), _) if over.code == Code::TooManyRequests => over,
            // Nobody tries addresses for ever.
            (_, Refused::Unknown) => limits.unauthenticated(&req, unknown()),
            (_, Refused::Unauthorized) => unauthorized(),
            (_, Refused::BadSignature) => {
                Problem::new(Code::BadSignature, "the signature is missing, wrong or too old").header(header::WWW_AUTHENTICATE, CHALLENGE)
            }
            (_, Refused::AddressNotAllowed) => {
                Problem::new(Code::AddressNotAllowed, format!("{} is none of allowed_addresses", limits.exact_address(&req)))
            }
            (_, Refused::Unreadable(why)) => Problem::new(Code::UnreadableReport, why),
            (_, Refused::Failed(error)) => error.into(),
        }),
    }
}

fn unauthorized() -> Problem {
    Problem::new(Code::Unauthorized, "sign the report, post it to the address with its secret, or send a key of this integration")
        .header(header::WWW_AUTHENTICATE, CHALLENGE)
}
