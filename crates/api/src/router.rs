//! The table of every route; the OpenAPI document is read off the same table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::dev::HttpServiceFactory;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpRequest, HttpResponse, ResponseError, web};
use utoipa_actix_web::{AppExt, OpenApiFactory, scope};
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

use crate::auth::admit;
use crate::idempotency::once;
use crate::{Code, Problem, openapi, routes};

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
    config
        .service(web::scope("/v1").wrap(from_fn(once)).wrap(from_fn(admit)).configure(v1).default_service(web::to(unmatched)))
        .route("/openapi.json", web::get().to(async || HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())))
        .route("/docs", web::get().to(async || HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()))
        .service(
            SwaggerUi::new("/docs/{_:.*}").config(SwaggerConfig::from("/openapi.json").validator_url("none").persist_authorization(true)),
        )
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

/// Path templates and their methods, from the document.
static METHODS: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let document = openapi::document();
    document
        .paths
        .paths
        .iter()
        .map(|(path, item)| {
            let methods = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("PATCH", &item.patch), ("DELETE", &item.delete)];
            (path.clone(), methods.into_iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect())
        })
        .collect()
});

/// No route: another method of a known path is 405 with `Allow`, all else 404.
async fn unmatched(req: HttpRequest) -> HttpResponse {
    let allowed = METHODS
        .iter()
        .filter(|(template, _)| fits(template, req.path()))
        .flat_map(|(_, methods)| methods.iter().copied())
        .collect::<Vec<_>>();
    if allowed.is_empty() {
        return Problem::new(Code::NotFound, format!("there is nothing at {}; /openapi.json lists what there is", req.path()))
            .error_response();
    }
    let allow = allowed.join(", ");
    Problem::new(Code::MethodNotAllowed, format!("use {allow}")).header(header::ALLOW, allow).error_response()
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want == have || (want.starts_with('{') && !have.is_empty()) => {}
            _ => return false,
        }
    }
}
