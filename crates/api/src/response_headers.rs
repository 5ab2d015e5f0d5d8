//! Headers that every answer carries: they restrict what browsers do with it, and let applications of the origins that the operator
//! names read it (CORS). Tokens travel in `Authorization`, never in cookies, so credentials are allowed to nobody.

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};

/// Nothing of an answer runs, loads or is framed; pages say what they need instead.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy, Deprecation, Sunset, X-Request-Id, Idempotent-Replayed",
);
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const HEADERS: HeaderValue = HeaderValue::from_static(
    "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id, traceparent",
);

/// The headers, by what the operator has set.
pub struct ResponseHeaders {
    origins: Vec<String>,
    https: bool,
}

impl ResponseHeaders {
    /// Seen by the world at `public_url`, read by the applications of `origins`.
    pub fn new(public_url: &str, origins: &[String]) -> Self {
        Self { origins: origins.to_vec(), https: public_url.starts_with("https://") }
    }

    /// `Access-Control-Allow-Origin` for this origin; `None` = it is not allowed.
    fn allowed(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.origins.iter().any(|known| known == "*") {
            return Some(HeaderValue::from_static("*"));
        }
        self.origins.iter().any(|known| known.as_bytes() == origin.as_bytes()).then(|| origin.clone())
    }

    /// The answer to a preflight request of an application that may read us.
    pub(crate) fn preflight(&self, req: &ServiceRequest) -> Option<HttpResponse> {
        let is_preflight = req.method() == Method::OPTIONS && req.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let is_allowed = || req.headers().get(header::ORIGIN).is_some_and(|origin| self.allowed(origin).is_some());
        (is_preflight && is_allowed()).then(preflight)
    }

    /// Adds them to an answer to an application of `origin`.
    pub(crate) fn add(&self, headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
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

fn preflight() -> HttpResponse {
    HttpResponse::build(StatusCode::NO_CONTENT)
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, METHODS))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")))
        .finish()
}
