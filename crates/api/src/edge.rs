//! What every answer wears: headers that keep browsers from mischief, and for the origins that the operator names the permission to
//! read it (CORS). Tokens travel in `Authorization`, never in cookies, so credentials are allowed to nobody.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;

/// Nothing of an answer runs, loads or is framed; pages say what they need instead.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy, Deprecation, Sunset, X-Request-Id, Idempotent-Replayed",
);
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const HEADERS: HeaderValue = HeaderValue::from_static(
    "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id, traceparent",
);

/// What the operator said of browsers.
pub struct Edge {
    origins: Vec<String>,
    https: bool,
}

impl Edge {
    /// Seen by the world at `public_url`, read by the applications of `origins`.
    pub fn new(public_url: &str, origins: &[String]) -> Self {
        Self { origins: origins.to_vec(), https: public_url.starts_with("https://") }
    }

    /// What an application of this origin is told; `None` = it is not one of ours.
    fn allowed(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.origins.iter().any(|known| known == "*") {
            return Some(HeaderValue::from_static("*"));
        }
        self.origins.iter().any(|known| known.as_bytes() == origin.as_bytes()).then(|| origin.clone())
    }

    fn dress(&self, headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
            headers.insert(header::CONTENT_SECURITY_POLICY, NOTHING_RUNS);
        }
        if self.https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        }
        if !self.origins.is_empty() {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(allowed) = origin.and_then(|origin| self.allowed(origin)) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}

/// Dresses every answer, and answers browsers that ask beforehand.
pub async fn dressed(
    edge: Data<Edge>,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let origin = req.headers().get(header::ORIGIN).cloned();
    let asked_first = req.method() == Method::OPTIONS && req.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let answered = if asked_first && origin.as_ref().is_some_and(|origin| edge.allowed(origin).is_some()) {
        Ok(req.into_response(preflight()))
    } else {
        next.call(req).await.map(ServiceResponse::map_into_boxed_body).map_err(|error| error.error_response())
    };
    match answered {
        Ok(mut response) => {
            edge.dress(response.headers_mut(), origin.as_ref());
            Ok(response)
        }
        Err(mut refusal) => {
            edge.dress(refusal.headers_mut(), origin.as_ref());
            Err(InternalError::from_response("refused", refusal).into())
        }
    }
}

fn preflight() -> HttpResponse {
    HttpResponse::build(StatusCode::NO_CONTENT)
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, METHODS))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")))
        .finish()
}
