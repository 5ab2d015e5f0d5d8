//! Answers with one resource: status, `ETag` from its version, `Location`, 304 where the caller has it already.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};
use serde::Serialize;

/// A resource whose version is its `ETag`.
pub trait Versioned {
    /// The row version.
    fn version(&self) -> i64;
}

/// A resource that goes by an id.
pub trait Identified {
    /// Its id as it is written.
    fn id(&self) -> String;
}

/// One resource.
#[derive(Debug)]
pub struct Answer<T> {
    status: StatusCode,
    version: Option<i64>,
    location: Option<String>,
    cache: &'static str,
    body: T,
}

/// The caller may keep it, and asks each time whether it still holds.
const REVALIDATED: &str = "private, no-cache";
/// Nobody keeps it: it holds a secret.
pub const SHOWN_ONCE: &str = "no-store";

impl<T: Versioned> Answer<T> {
    /// 200.
    pub fn ok(body: impl Into<T>) -> Self {
        let body = body.into();
        Self { status: StatusCode::OK, version: Some(body.version()), location: None, cache: REVALIDATED, body }
    }

    /// 201 with `Location`.
    pub fn created(location: impl Into<String>, body: impl Into<T>) -> Self {
        Self { status: StatusCode::CREATED, location: Some(location.into()), ..Self::ok(body) }
    }
}

impl<T> Answer<T> {
    /// 200 with something that has no version.
    pub fn plain(body: impl Into<T>) -> Self {
        Self { status: StatusCode::OK, version: None, location: None, cache: REVALIDATED, body: body.into() }
    }

    /// The same with another status.
    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same, holding a secret that is shown here only.
    #[must_use]
    pub fn shown_once(self) -> Self {
        Self { cache: SHOWN_ONCE, ..self }
    }

    /// The same with a `Location`.
    #[must_use]
    pub fn at(self, location: impl Into<String>) -> Self {
        Self { location: Some(location.into()), ..self }
    }
}

impl<T> Answer<T> {
    /// The status it will have.
    pub const fn code(&self) -> StatusCode {
        self.status
    }
}

impl<T: Identified> Answer<T> {
    /// The id of what it tells of.
    pub fn id(&self) -> String {
        self.body.id()
    }
}

impl<T: Serialize> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response.insert_header((header::CACHE_CONTROL, self.cache));
        if let Some(version) = self.version {
            let tag = format!("\"{version}\"");
            response.insert_header((header::ETAG, tag.as_str()));
            let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
            if req.method() == actix_web::http::Method::GET && known.split(',').any(|other| other.trim().trim_start_matches("W/") == tag) {
                return response.status(StatusCode::NOT_MODIFIED).finish();
            }
        }
        if let Some(location) = &self.location {
            response.insert_header((header::LOCATION, location.as_str()));
        }
        response.json(self.body)
    }
}
