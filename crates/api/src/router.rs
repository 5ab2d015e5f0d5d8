//! The table of every route; the OpenAPI document is read off the same table.

use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, HttpRequest, HttpResponse, ResponseError, guard, web};
use utoipa_actix_web::{AppExt, OpenApiFactory, scope};

use crate::auth::admit;
use crate::body::stale_is_mismatch;
use crate::idempotency::once;
use crate::limits::limited;
use crate::routes::platform::problems;
use crate::{Code, Problem, docs, openapi, routes};

mod table;

/// What operations are hung on: a server, or the document that describes it. A worker that serves builds no document.
pub trait Table: Sized {
    /// Hangs one operation.
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self;
    /// Hangs those of an area.
    fn configure(&mut self, area: impl FnOnce(&mut Self)) -> &mut Self {
        area(self);
        self
    }
}

impl Table for web::ServiceConfig {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }
}

impl Table for utoipa_actix_web::service_config::ServiceConfig<'_> {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }
}

/// Everything under `/v1`. Actix looks from the top: what machines ask all day stands first.
fn v1(table: &mut impl Table) {
    table
        .configure(routes::calling::configure)
        .configure(routes::clients::configure)
        .configure(routes::sales::configure)
        .configure(routes::meetings::configure)
        .configure(routes::handoffs::configure)
        .configure(routes::portfolio::configure)
        .configure(routes::commission::configure)
        .configure(routes::events::configure)
        .configure(routes::webhooks::configure)
        .configure(routes::org::configure)
        .configure(routes::platform::configure);
}

/// What is open to all.
fn doors(table: &mut impl Table) {
    use routes::platform::health;
    table.configure(routes::oauth::configure).service(health::get_health).service(health::get_readiness).service(health::get_metrics);
}

/// Hangs every route, the documentation and the answer to everything else.
pub fn configure(config: &mut web::ServiceConfig) {
    doors(config);
    // From the outside in: who, how often, what was asked, whether it was asked before, whether it was still so.
    let guarded = web::scope("/v1")
        .wrap(from_fn(stale_is_mismatch))
        .wrap(from_fn(once))
        .wrap(from_fn(table::known_parameters))
        .wrap(from_fn(limited))
        .wrap(from_fn(admit));
    config
        .service(guarded.configure(v1).default_service(web::to(unmatched)))
        .service(
            web::resource("/openapi.json")
                .guard(guard::Get())
                .to(async || HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())),
        )
        .configure(docs::configure)
        .service(problems::list_problems)
        .service(problems::get_problem)
        .default_service(web::to(unmatched));
}

/// Paths and schemas of every route, without a running server.
pub(crate) fn operations() -> utoipa::openapi::OpenApi {
    let (_, document) = App::new()
        .into_utoipa_app()
        .configure(|table| doors(table))
        .service(scope::scope("/v1").configure(|table| v1(table)))
        .split_for_parts();
    document
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| openapi::document().to_pretty_json().unwrap_or_default());

/// Every `GET` is a `HEAD` too (RFC 9110 §9.3.2): asked like it, and its answer sent without its body.
pub async fn heads(mut req: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
        // The head of a stream has no end to wait for: HEAD asks for the list's.
        req.headers_mut().remove(header::ACCEPT);
    }
    next.call(req).await
}

/// No route: another method of a known path is 405 with `Allow`, all else 404.
async fn unmatched(req: HttpRequest) -> HttpResponse {
    let allowed = table::methods(req.path());
    if allowed.is_empty() {
        return Problem::new(Code::NotFound, format!("there is nothing at {}; /openapi.json lists every path", req.path()))
            .error_response();
    }
    other_methods(allowed).error_response()
}

fn other_methods(allowed: Vec<&str>) -> Problem {
    let allow = allowed.join(", ");
    Problem::new(Code::MethodNotAllowed, format!("use {allow}")).header(header::ALLOW, allow)
}
