//! Bodies and preconditions of requests: JSON that is read once, checked once, and refused with a pointer to what is wrong.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use utoipa::PartialSchema;
use validator::Validate;

use crate::request::receiving;
use crate::{Code, Problem};

mod form;
mod nothing;
mod objects;
mod precondition;
mod put;
mod reading;
pub mod wording;

pub use nothing::Nothing;
pub use precondition::{IfMatch, MustMatch, is_conditional, stale_is_mismatch};
pub use put::{Put, Shape};
pub use reading::{read, read_as_it_comes};

/// The largest body of an ordinary request, in bytes (openapi/README.md §1.18).
pub const LIMIT: usize = 1 << 20;

/// A JSON body whose members have passed their field rules.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// A merge patch (RFC 7396) whose members have passed their field rules; `null` deletes.
#[derive(Debug)]
pub struct Patch<T>(pub T);

/// A body whose members have passed their field rules, and its text as it came: for those who keep what they do not know. JSON, or a form.
#[derive(Debug)]
pub struct Kept<T> {
    /// What we read of it.
    pub value: T,
    /// All of it.
    pub text: String,
}

/// A body that can be read from its bytes, be it a request's own or an item's of a batch.
pub trait Read: Sized {
    /// Reads and checks it.
    fn read(bytes: &[u8]) -> Result<Self, Problem>;
}

impl<T: DeserializeOwned + Validate + PartialSchema> Read for Json<T> {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        read(bytes).map(Self)
    }
}

impl<T: DeserializeOwned + Validate + PartialSchema> Read for Kept<T> {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let value = read_as_it_comes(bytes)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Problem::new(Code::BadJson, "send JSON in UTF-8"))?;
        Ok(Self { value, text: text.to_owned() })
    }
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// The bytes of a body of this media type; another type is refused before anything is read.
pub fn read_body(
    req: &HttpRequest,
    payload: &mut Payload,
    accepted: &'static str,
) -> impl Future<Output = Result<web::Bytes, Problem>> + use<> {
    let kind = media_type(req, accepted).and_then(|()| uncompressed(req));
    let bytes = receive(req, web::Bytes::from_request(req, payload));
    async move {
        kind?;
        bytes.await
    }
}

/// How long a body may take to come in: actix's own limit covers headers only (tests/README.md §8).
#[derive(Clone, Copy, Debug)]
pub struct BodyTimeout(pub Duration);

/// All bytes of a body, if they come in time.
pub fn receive<E: Into<actix_web::Error>, F: Future<Output = Result<web::Bytes, E>>>(
    req: &HttpRequest,
    bytes: F,
) -> impl Future<Output = Result<web::Bytes, Problem>> + use<E, F> {
    let timeout = req.app_data::<BodyTimeout>().map_or(Duration::from_secs(20), |timeout| timeout.0);
    async move {
        match receiving(tokio::time::timeout(timeout, bytes)).await {
            Ok(bytes) => bytes.map(without_mark).map_err(|error| unreadable(&error.into())),
            Err(_) => Err(Problem::new(Code::BodyTooSlow, format!("the body did not come within {} seconds", timeout.as_secs()))),
        }
    }
}

/// The bytes without the byte order mark that scripts on Windows put before their UTF-8.
fn without_mark(mut bytes: web::Bytes) -> web::Bytes {
    if bytes.starts_with(b"\xEF\xBB\xBF") { bytes.split_off(3) } else { bytes }
}

/// A body is read as it comes; what a few compressed bytes would become is nobody's risk but ours.
pub fn uncompressed(req: &HttpRequest) -> Result<(), Problem> {
    if req.headers().get_all(header::CONTENT_ENCODING).all(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Ok(());
    }
    let refusal = Problem::new(Code::UnsupportedMediaType, "send the body as it is, without Content-Encoding");
    Err(refusal.header(header::ACCEPT_ENCODING, "identity"))
}

impl<T: DeserializeOwned + Validate + PartialSchema + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read_body(req, payload, "application/json");
        Box::pin(async move { Self::read(&bytes.await?) })
    }
}

impl<T: DeserializeOwned + Validate + PartialSchema + 'static> FromRequest for Patch<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read_body(req, payload, "application/merge-patch+json");
        Box::pin(async move { read(&bytes.await?).map(Self) })
    }
}

impl<T: DeserializeOwned + Validate + PartialSchema + 'static> FromRequest for Kept<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = form::is_form(req);
        let bytes = read_body(req, payload, if is_form { form::MEDIA_TYPE } else { "application/json" });
        Box::pin(async move {
            let bytes = bytes.await?;
            // Boxes that call their JSON a form mean JSON.
            if !is_form || bytes.trim_ascii_start().starts_with(b"{") {
                return Self::read(&bytes);
            }
            let value = read_as_it_comes(&form::to_json(&bytes)?)?;
            Ok(Self { value, text: String::from_utf8_lossy(&bytes).into_owned() })
        })
    }
}

fn media_type(req: &HttpRequest, accepted: &str) -> Result<(), Problem> {
    let kind = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next().unwrap_or_default();
    let utf8 = parts.all(|part| !part.starts_with("charset=") || part.trim_start_matches("charset=").trim_matches('"') == "utf-8");
    // A command without a body needs no content type.
    let empty = kind.is_empty()
        && req.headers().get(header::CONTENT_LENGTH).is_none_or(|length| length == "0")
        && !req.headers().contains_key(header::TRANSFER_ENCODING);
    if empty || utf8 && accepted == essence {
        return Ok(());
    }
    let name = header::HeaderName::from_static(if accepted == "application/json" { "accept-post" } else { "accept-patch" });
    Err(Problem::new(Code::UnsupportedMediaType, format!("send Content-Type: {accepted}")).header(name, accepted))
}

fn unreadable(error: &actix_web::Error) -> Problem {
    let status = error.as_response_error().status_code().as_u16();
    if status == 413 {
        Problem::new(Code::TooLarge, format!("at most {LIMIT} bytes"))
    } else {
        Problem::new(Code::BadJson, "the body could not be read to its end")
    }
}

/// For merge patches, a member that may be missing: tells an absent one (`None`) from `null` (`Some(None)`), which deletes it.
/// Like its neighbours for `#[serde(default, deserialize_with = "crate::body::…")]`.
pub fn present<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(json: D) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(json).map(Some)
}

/// A member that must be there, be it `null`: what is forgotten is not what is meant.
pub fn or_null<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(json: D) -> Result<Option<T>, D::Error> {
    serde::Deserialize::deserialize(json)
}

/// For merge patches, a member that every such resource has: `null` is refused.
pub fn stated<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(json: D) -> Result<Option<T>, D::Error> {
    T::deserialize(json).map(Some)
}

/// For merge patches, a list: `null` empties it.
pub fn emptied<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de> + Default>(json: D) -> Result<Option<T>, D::Error> {
    <Option<T> as serde::Deserialize>::deserialize(json).map(|list| Some(list.unwrap_or_default()))
}
