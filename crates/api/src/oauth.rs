//! What is different at the token endpoint: form bodies, OAuth errors instead of problems, nothing to be kept by caches.

use std::future::Future;
use std::pin::Pin;

use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, dev::Payload, web};
use app::auth::GrantError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;

use crate::body::{receive, uncompressed};
use crate::wire::token::OAuthRefusal;
use crate::{Code, Problem};

/// An OAuth error (RFC 6749 §5.2).
#[derive(Debug, thiserror::Error)]
#[error("{error}: {description}")]
pub struct OAuthError {
    error: &'static str,
    description: String,
    status: StatusCode,
    /// Seconds after which it may be asked again.
    retry_after: Option<u64>,
}

impl OAuthError {
    /// The request cannot be understood.
    pub fn request(description: impl Into<String>) -> Self {
        Self { error: "invalid_request", description: description.into(), status: StatusCode::BAD_REQUEST, retry_after: None }
    }

    /// There is no such grant here.
    pub fn grant_type() -> Self {
        let description = "grant_type must be password, refresh_token or client_credentials".to_owned();
        Self { error: "unsupported_grant_type", description, status: StatusCode::BAD_REQUEST, retry_after: None }
    }

    /// Too many have failed. RFC 6749 has no word of its own for it.
    pub fn too_many(seconds: u64) -> Self {
        let description = format!("too many logins have failed: wait {seconds} seconds");
        let status = StatusCode::TOO_MANY_REQUESTS;
        Self { error: "temporarily_unavailable", description, status, retry_after: Some(seconds) }
    }

    /// Was something guessed, and wrong?
    pub fn is_a_wrong_guess(&self) -> bool {
        matches!(self.error, "invalid_client" | "invalid_grant")
    }
}

impl From<GrantError> for OAuthError {
    fn from(error: GrantError) -> Self {
        let (name, status) = match &error {
            GrantError::Client => ("invalid_client", StatusCode::UNAUTHORIZED),
            GrantError::Grant(_) => ("invalid_grant", StatusCode::BAD_REQUEST),
            GrantError::Scope(_) => ("invalid_scope", StatusCode::BAD_REQUEST),
            GrantError::Failed(_) => ("temporarily_unavailable", StatusCode::SERVICE_UNAVAILABLE),
        };
        let description = error.to_string();
        match error {
            GrantError::Failed(cause) => cause.into(),
            _ => Self { error: name, description, status, retry_after: None },
        }
    }
}

impl From<app::AppError> for OAuthError {
    fn from(error: app::AppError) -> Self {
        // The problem logs what has to be logged; here it only lends its status.
        let problem = Problem::from(error);
        let error = if problem.code == Code::Unavailable { "temporarily_unavailable" } else { "server_error" };
        let retry_after = (problem.code == Code::Unavailable).then_some(1);
        Self { error, description: problem.detail.clone(), status: problem.status_code(), retry_after }
    }
}

impl ResponseError for OAuthError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"baton\""));
        }
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        response.json(OAuthRefusal { error: self.error, error_description: self.description.clone() })
    }
}

/// A form body.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, OAuthError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_form =
            kind.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
        let plain = uncompressed(req);
        let bytes = receive(req, web::Bytes::from_request(req, payload));
        Box::pin(async move {
            if !is_form {
                return Err(OAuthError::request("send Content-Type: application/x-www-form-urlencoded"));
            }
            let refused = |problem: Problem| Self::Error { status: problem.status_code(), ..OAuthError::request(problem.detail) };
            plain.map_err(refused)?;
            let bytes = bytes.await.map_err(refused)?;
            if bytes.contains(&0) || bytes.windows(3).any(|three| three == b"%00") {
                return Err(OAuthError::request("must not contain the character U+0000"));
            }
            serde_urlencoded::from_bytes(&bytes).map(Self).map_err(|error| OAuthError::request(error.to_string()))
        })
    }
}

/// Name and secret of HTTP Basic, if the request tries it; what cannot be read is nobody's name.
pub fn basic(req: &HttpRequest) -> Option<(String, String)> {
    let header = req.headers().get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, encoded) = header.split_once(' ').unwrap_or((header, ""));
    let text = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let (name, secret) = text.split_once(':').unwrap_or_default();
    scheme.eq_ignore_ascii_case("basic").then(|| (name.to_owned(), secret.to_owned()))
}

/// An answer that nobody may keep.
pub fn not_stored(body: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::PRAGMA, "no-cache")).json(body)
}
