//! What a request meets: the steps around it in their order, the operations of [`crate::routes`], the documentation, and an answer to the rest.

use std::sync::LazyLock;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{Method, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard, web};
use app::Ctx;

use self::operations::known_parameters;
use crate::authenticate::authenticate;
use crate::body::{is_conditional, stale_is_mismatch};
use crate::compression::Accepts;
use crate::idempotency::{has_key, idempotent};
use crate::include::{note_wanted, tell};
use crate::limits::{Limits, limit_rate};
use crate::observe::{self, Observed};
use crate::response_headers::ResponseHeaders;
use crate::routes::platform::{event_names, problems};
use crate::{Code, Problem, docs, openapi, routes};

mod operations;

/// Registers all of it.
pub fn configure(config: &mut web::ServiceConfig) {
    routes::open(config);
    config
        .service(web::scope("/v1").wrap(from_fn(around_v1)).configure(routes::v1).default_service(web::to(unmatched)))
        .service(
            web::resource("/openapi.json")
                .guard(guard::Get())
                .to(async || HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())),
        )
        .configure(docs::configure)
        .service(problems::list_problems)
        .service(problems::get_problem)
        .service(event_names::list_event_names)
        .default_service(web::to(unmatched));
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| openapi::document().to_pretty_json().unwrap_or_default());

/// Around everything: what browsers may do with the answer, and what the operator sees of the request. The error is an answer too.
pub async fn around_all(mut req: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, actix_web::Error> {
    let policy = shared::<ResponseHeaders>(&req)?;
    let origin = req.headers().get(header::ORIGIN).cloned();
    let accepts = Accepts::of(req.headers());
    let mut answered = if let Some(answer) = policy.preflight(&req) {
        Ok(req.into_response(answer))
    } else {
        let observed = Observed::begin(&req);
        head_is_get(&mut req);
        observed.answer(req, next).await.map(|answered| accepts.answer(answered))
    };
    policy.add(observe::headers_of(&mut answered), origin.as_ref());
    answered.map_err(|refusal| InternalError::from_response("refused", refusal).into())
}

/// Around the operations under `/v1`. Each step lets the request go on, or is the end of it.
async fn around_v1(req: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, actix_web::Error> {
    let (ctx, limits) = (shared::<Ctx>(&req)?, shared::<Limits>(&req)?);
    operations::refuse_at_open(req.method().as_str(), req.path())?;
    // Who, how often, what was asked.
    authenticate(&ctx, &limits, &req).await?;
    limit_rate(&limits, &req)?;
    known_parameters(&req)?;
    let wants_names = note_wanted(&req, operations::template)?;
    let conditional = is_conditional(&req);
    // The operation; once, if that was asked for.
    let mut answered = if has_key(&req) { Box::pin(idempotent(&ctx, req, &next)).await? } else { next.call(req).await? };
    // What becomes of its answer.
    if conditional {
        answered = stale_is_mismatch(answered);
    }
    if wants_names {
        answered = Box::pin(tell(answered)).await?;
    }
    Ok(answered)
}

/// What the server has shared with all requests since its start.
fn shared<T: 'static>(req: &ServiceRequest) -> Result<Data<T>, Problem> {
    req.app_data().cloned().ok_or_else(Problem::internal)
}

/// Every `GET` is a `HEAD` too (RFC 9110 §9.3.2): asked like it, and its answer sent without its body.
fn head_is_get(req: &mut ServiceRequest) {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
        // The head of a stream has no end to wait for: HEAD asks for the list's.
        req.headers_mut().remove(header::ACCEPT);
    }
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
