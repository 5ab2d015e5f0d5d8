//! Bodies and preconditions of requests: JSON that is read once, checked once, and refused with a pointer to what is wrong.

use std::future::Future;
use std::pin::Pin;

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::problem::FieldProblem;
use crate::{Code, Problem};

/// The largest body of an ordinary request, in bytes (api.md §1).
pub const LIMIT: usize = 1 << 20;

/// A JSON body whose members have passed their field rules.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A merge patch (RFC 7396) whose members have passed their field rules; `null` deletes.
#[derive(Debug)]
pub struct Patch<T>(pub T);

/// A JSON body whose members have passed their field rules, and its text as it came: for those who keep what they do not know.
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

impl<T: DeserializeOwned + Validate> Read for Body<T> {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        read(bytes).map(Self)
    }
}

impl<T: DeserializeOwned + Validate> Read for Kept<T> {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let value = read_as_it_comes(bytes)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Problem::new(Code::BadJson, "send JSON in UTF-8"))?;
        Ok(Self { value, text: text.to_owned() })
    }
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// The bytes of a body of this media type; another type is refused before anything is read.
fn taken_in(req: &HttpRequest, payload: &mut Payload, accepted: &'static str) -> impl Future<Output = Result<web::Bytes, Problem>> + use<> {
    let kind = media_type(req, accepted);
    let bytes = web::Bytes::from_request(req, payload);
    async move {
        kind?;
        bytes.await.map_err(|error| unreadable(&error))
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = taken_in(req, payload, "application/json");
        Box::pin(async move { Self::read(&bytes.await?) })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Patch<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = taken_in(req, payload, "application/merge-patch+json");
        Box::pin(async move { read(&bytes.await?).map(Self) })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Kept<T> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = taken_in(req, payload, "application/json");
        Box::pin(async move { Self::read(&bytes.await?) })
    }
}

/// `T` from JSON bytes, with its field rules checked. An empty body reads as `{}`: a command without members.
pub fn read<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Problem> {
    without_nul(bytes)?;
    read_as_it_comes(bytes)
}

/// The same of machines that nobody teaches: the shape itself leaves out what no database holds.
fn read_as_it_comes<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong(&error))?;
    json.end().map_err(|error| Problem::new(Code::BadJson, format!("{error}: send one JSON object and nothing after it")))?;
    value.validate().map_err(|errors| {
        let mut fields = Vec::new();
        collect(&errors, "", &mut fields);
        fields.sort_by(|left, right| left.pointer.cmp(&right.pointer));
        Problem::fields(fields)
    })?;
    Ok(value)
}

/// PostgreSQL holds no U+0000 in a text, SQLite does: it is refused on both, where it stands. Looked for only where its escape occurs.
fn without_nul(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.windows(6).any(|six| six.eq_ignore_ascii_case(br"\u0000")) {
        return Ok(());
    }
    let place = serde_json::from_slice(bytes).ok().and_then(|json| nul_in(&json));
    place.map_or(Ok(()), |pointer| Err(Problem::field(pointer, "nul", "must not contain the character U+0000")))
}

fn nul_in(json: &serde_json::Value) -> Option<String> {
    match json {
        serde_json::Value::String(text) => text.contains('\0').then(String::new),
        serde_json::Value::Array(items) => items.iter().enumerate().find_map(|(place, item)| Some(format!("/{place}{}", nul_in(item)?))),
        serde_json::Value::Object(members) => members.iter().find_map(|(key, value)| {
            if key.contains('\0') { Some(String::new()) } else { Some(format!("/{}{}", escape(key), nul_in(value)?)) }
        }),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => None,
    }
}

fn wrong(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    use serde_json::error::Category;
    let inner = error.inner();
    if inner.classify() != Category::Data {
        return Problem::new(Code::BadJson, format!("{inner}: send one JSON object in UTF-8"));
    }
    let mut pointer = String::new();
    for segment in error.path() {
        match segment {
            serde_path_to_error::Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            serde_path_to_error::Segment::Map { key } => pointer.extend(["/", &escape(key)]),
            serde_path_to_error::Segment::Enum { .. } | serde_path_to_error::Segment::Unknown => {}
        }
    }
    let text = inner.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let code = if text.starts_with("unknown field") {
        "unknown_member"
    } else if text.starts_with("missing field") {
        "required"
    } else {
        "wrong_value"
    };
    // A missing member is pointed at itself, not at the object that lacks it.
    if let Some(name) = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        pointer.extend(["/", &escape(name)]);
    }
    Problem::field(pointer, code, text)
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn collect(errors: &ValidationErrors, at: &str, fields: &mut Vec<FieldProblem>) {
    for (name, kind) in errors.errors() {
        let pointer = if name == "__all__" { at.to_owned() } else { format!("{at}/{}", escape(name)) };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, fields),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{pointer}/{index}"), fields);
                }
            }
            ValidationErrorsKind::Field(all) => fields.extend(all.iter().map(|error| {
                let limits = ["min", "max", "equal"]
                    .iter()
                    .filter_map(|key| error.params.get(*key).map(|value| format!("{key} {value}")))
                    .collect::<Vec<_>>()
                    .join(", ");
                let detail = error.message.as_ref().map_or_else(
                    || if limits.is_empty() { format!("does not satisfy {}", error.code) } else { format!("{}: {limits}", error.code) },
                    ToString::to_string,
                );
                FieldProblem { pointer: pointer.clone(), code: error.code.to_string(), detail }
            })),
        }
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

pub fn unreadable(error: &actix_web::Error) -> Problem {
    let status = error.as_response_error().status_code().as_u16();
    if status == 413 {
        Problem::new(Code::TooLarge, format!("at most {LIMIT} bytes"))
    } else {
        Problem::new(Code::BadJson, "the body could not be read to its end")
    }
}

/// The version that the caller read: `If-Match: "17"`. `None` without the header or with `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The same where it must be said: `PATCH`, `PUT`, `DELETE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MustMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(if_match(req).flatten())))
    }
}

impl FromRequest for MustMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(if_match(req).map(Self).ok_or_else(|| {
            Problem::new(Code::IfMatchRequired, "send If-Match with the ETag that you read, so that nobody's change is lost")
        }))
    }
}

/// `None` = no header; `Some(None)` = `*`.
fn if_match(req: &HttpRequest) -> Option<Option<i64>> {
    let value = req.headers().get(header::IF_MATCH)?;
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Some(None);
    }
    // A tag that was never ours (weak, another text) matches nothing: version 0 is never stored.
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    Some(Some(version))
}

/// For merge patches: tells an absent member (`None`) from `null` (`Some(None)`); use with `#[serde(default, deserialize_with = "crate::body::present")]`.
pub fn present<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(json: D) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(json).map(Some)
}
