//! What a request meets: the middleware in its order, the operations of [`crate::routes`], the documentation, and an answer to the rest.

use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard, web};

use crate::authenticate::authenticate;
use crate::body::stale_is_mismatch;
use crate::idempotency::idempotent;
use crate::include::include;
use crate::limits::limit_rate;
use crate::routes::platform::problems;
use crate::{Code, Problem, docs, openapi, routes};

mod operations;

/// Registers all of it.
pub fn configure(config: &mut web::ServiceConfig) {
    routes::open(config);
    // From the outside in: who, how often, what was asked, whether it was asked before, whether it was still so, what is told beside it.
    let guarded = web::scope("/v1")
        .wrap(from_fn(include))
        .wrap(from_fn(stale_is_mismatch))
        .wrap(from_fn(idempotent))
        .wrap(from_fn(operations::known_parameters))
        .wrap(from_fn(limit_rate))
        .wrap(from_fn(authenticate));
    config
        .service(guarded.configure(routes::v1).default_service(web::to(unmatched)))
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
    let allowed = operations::methods(req.path());
    if allowed.is_empty() {
        return Problem::new(Code::NotFound, format!("there is nothing at {}; /openapi.json lists every path", req.path()))
            .error_response();
    }
    operations::other_methods(allowed).error_response()
}
