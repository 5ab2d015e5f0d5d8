//! Answers with one resource: status, `ETag` from its version or its content, `Location`, 304 where the caller has it already.

use actix_web::http::header::HeaderValue;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::compression::TAGGED;
use crate::mentions;

/// A resource whose version is its `ETag`.
pub trait Versioned {
    /// The row version.
    fn version(&self) -> i64;

    /// Which view of it this is, where it is not shown whole: another view has another `ETag`.
    fn view(&self) -> Option<&'static str> {
        None
    }

    /// Its `ETag`; `If-Match` asks for the version alone.
    fn etag(&self) -> String {
        let version = self.version();
        self.view().map_or_else(|| format!("\"{version}\""), |view| format!("\"{version}-{view}\""))
    }
}

/// `versioned! { Client, Contact }`: their member `version` is their `ETag`.
macro_rules! versioned {
    ($($resource:ty),+ $(,)?) => {$(
        impl $crate::answer::Versioned for $resource {
            fn version(&self) -> i64 {
                self.version
            }
        }
    )+};
}

/// `identified! { Client, Call }`: they go by their member `id`.
macro_rules! identified {
    ($($resource:ty),+ $(,)?) => {$(
        impl $crate::answer::Identified for $resource {
            fn id(&self) -> String {
                self.id.0.to_string()
            }
        }
    )+};
}

pub(crate) use {identified, versioned};

/// A resource that goes by an id.
pub trait Identified {
    /// Its id as it is written.
    fn id(&self) -> String;
}

/// One resource.
#[derive(Debug)]
pub struct Answer<T> {
    status: StatusCode,
    tag: Option<String>,
    location: Option<String>,
    canonical: Option<String>,
    cache: &'static str,
    body: T,
}

/// The caller may keep it, and asks each time whether it still holds.
pub const REVALIDATED: &str = "private, no-cache";
/// Nobody keeps it: it holds a secret.
pub const SHOWN_ONCE: &str = "no-store";

impl<T: Versioned> Answer<T> {
    /// 200.
    pub fn ok(body: impl Into<T>) -> Self {
        let body = body.into();
        Self { status: StatusCode::OK, tag: Some(body.etag()), location: None, canonical: None, cache: REVALIDATED, body }
    }

    /// 201 with `Location`.
    pub fn created(location: impl Into<String>, body: impl Into<T>) -> Self {
        Self { status: StatusCode::CREATED, location: Some(location.into()), ..Self::ok(body) }
    }
}

impl<T> Answer<T> {
    /// 200 with something that has no version.
    pub fn plain(body: impl Into<T>) -> Self {
        Self { status: StatusCode::OK, tag: None, location: None, canonical: None, cache: REVALIDATED, body: body.into() }
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

    /// The same, which leads to another resource that goes on in its place (RFC 6596).
    #[must_use]
    pub fn goes_on_at(self, address: Option<String>) -> Self {
        Self { canonical: address, ..self }
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
        let body = match written(&self.body) {
            Ok(body) => body,
            Err(error) => return HttpResponse::from_error(error),
        };
        let asked = req.method() == Method::GET;
        let named = mentions::note(req, &self.body);
        if let Some(address) = &self.canonical {
            response.insert_header((header::LINK, format!("<{address}>; rel=\"canonical\"")));
        }
        if let Some(tag) = self.tag.or_else(|| asked.then(|| content_tag(&body))) {
            response.insert_header((header::ETAG, tag.as_str()));
            // Names that are told beside it belong to its tag: what the caller has is asked again when they are known.
            if asked && !named && has_already(req, &tag) {
                return response.status(StatusCode::NOT_MODIFIED).finish();
            }
        }
        if let Some(location) = &self.location {
            response.insert_header((header::LOCATION, location.as_str()));
        }
        response.insert_header((header::CONTENT_TYPE, JSON)).body(body)
    }
}

/// Has the caller what goes by this `ETag` already?
pub(crate) fn has_already(req: &HttpRequest, tag: &str) -> bool {
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // The tag of the same in gzip is the same thing in other bytes.
    let plain = |other: &str| other.trim_start_matches("W/").replace(&format!("{TAGGED}\""), "\"");
    known.split(',').map(str::trim).any(|other| other == "*" || plain(other) == tag)
}

/// The media type of almost every answer.
pub const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Its JSON, with room for most single resources from the beginning.
pub fn written(body: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(2_048);
    serde_json::to_writer(&mut json, body)?;
    Ok(json)
}

/// What has no version is the same as long as it reads the same.
pub(crate) fn content_tag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest.get(..16).unwrap_or_default()))
}
