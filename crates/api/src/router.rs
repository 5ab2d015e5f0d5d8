//! The table of every route; the OpenAPI document is read off the same table.

use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, HttpRequest, HttpResponse, ResponseError, guard, web};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use crate::auth::admit;
use crate::body::stale_is_mismatch;
use crate::{Code, Problem, docs, openapi, routes};

mod table;

/// Everything under `/v1`.
fn v1(config: &mut ServiceConfig<'_>) {
    config
        .configure(routes::platform::configure)
        .configure(routes::org::configure)
        .configure(routes::clients::configure)
        .configure(routes::calling::configure)
        .configure(routes::meetings::configure)
        .configure(routes::portfolio::configure)
        .configure(routes::commission::configure)
        .configure(routes::sales::configure)
        .configure(routes::handoffs::configure);
}

/// What is open to all.
fn doors(config: &mut ServiceConfig<'_>) {
    use routes::platform::health;
    config.configure(routes::oauth::configure).service(health::get_health).service(health::get_readiness).service(health::get_metrics);
}

/// Hangs every route, the documentation and the answer to everything else.
pub fn configure(config: &mut web::ServiceConfig) {
    let mut table = ServiceConfig::new(config);
    table.configure(doors);
    table.service(
        scope::scope("/v1")
            .wrap(from_fn(stale_is_mismatch))
            .wrap(from_fn(table::known_parameters))
            .wrap(from_fn(admit))
            .configure(v1)
            .default_service(web::to(unmatched)),
    );
    config
        .service(
            web::resource("/openapi.json")
                .guard(guard::Get())
                .to(async || HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())),
        )
        .configure(docs::configure)
        .default_service(web::to(unmatched));
}

/// Paths and schemas of every route, without a running server.
pub(crate) fn operations() -> utoipa::openapi::OpenApi {
    let (_, document) = App::new().into_utoipa_app().configure(doors).service(scope::scope("/v1").configure(v1)).split_for_parts();
    document
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| openapi::document().to_pretty_json().unwrap_or_default());

/// Every `GET` is a `HEAD` too (RFC 9110 §9.3.2): asked like it, and its answer sent without its body.
pub async fn heads(mut req: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    next.call(req).await
}

/// No route: another method of a known path is 405 with `Allow`, all else 404.
async fn unmatched(req: HttpRequest) -> HttpResponse {
    let allowed = table::methods(req.path());
    if allowed.is_empty() {
        return Problem::new(Code::NotFound, format!("there is nothing at {}; /openapi.json lists what there is", req.path()))
            .error_response();
    }
    let allow = allowed.join(", ");
    Problem::new(Code::MethodNotAllowed, format!("use {allow}")).header(header::ALLOW, allow).error_response()
}
