//! Answers are compressed for whoever accepts gzip: lists of many records over a slow line. What is still being written (streams) goes out
//! as it is, and so does what holds a secret: its length would tell of it (BREACH).

use std::io::Write;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Less than this does not pay: it fits into a packet or two anyway.
const LEAST: usize = 1_024;

/// The tag of a compressed answer ends so: other bytes have another strong tag (RFC 9110 §8.8.3). Read back it is the tag before it.
pub(crate) const TAGGED: &str = "-gzip";

/// What a request says of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accepts {
    gzip: bool,
    known: Option<HeaderValue>,
}

impl Accepts {
    /// Read off its headers.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let texts = headers.get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
        let weights: Vec<_> = texts.flat_map(|text| text.split(',')).filter_map(weight).collect();
        let of = |coding: &str| weights.iter().find(|(named, _)| named == coding).map(|(_, weight)| *weight);
        let gzip = of("gzip").or_else(|| of("x-gzip")).or_else(|| of("*")).is_some_and(|weight| weight > 0.0);
        Self { gzip, known: headers.get(header::IF_NONE_MATCH).cloned() }
    }

    /// The answer, compressed if that is accepted and pays.
    pub(crate) fn answer(&self, answered: ServiceResponse) -> ServiceResponse {
        let head = answered.response().head();
        if head.status == StatusCode::NOT_MODIFIED {
            return self.not_modified(answered);
        }
        let untouched = !is_text(&head.headers)
            || head.headers.contains_key(header::CONTENT_ENCODING)
            || head.headers.get(header::CACHE_CONTROL).is_some_and(|value| value == "no-store");
        if untouched {
            return answered;
        }
        let (req, response) = answered.into_parts();
        let (mut response, body) = response.into_parts();
        let bytes = match body.try_into_bytes() {
            Ok(bytes) => bytes,
            Err(stream) => return ServiceResponse::new(req, response.set_body(stream)),
        };
        if bytes.len() < LEAST {
            return ServiceResponse::new(req, response.set_body(BoxBody::new(bytes)));
        }
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        let packed = self.gzip.then(|| gzip(&bytes)).and_then(Result::ok);
        let Some(packed) = packed else { return ServiceResponse::new(req, response.set_body(BoxBody::new(bytes))) };
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        retag(response.headers_mut());
        ServiceResponse::new(req, response.set_body(BoxBody::new(packed)))
    }

    /// What the caller has, he has under the tag that it came with.
    fn not_modified(&self, mut answered: ServiceResponse) -> ServiceResponse {
        let headers = answered.headers_mut();
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(|tag| format!("{}{TAGGED}\"", tag.trim_end_matches('"')));
        let known = self.known.as_ref().and_then(|known| known.to_str().ok()).unwrap_or_default();
        if tag.is_some_and(|tag| known.contains(&tag)) {
            retag(headers);
        }
        answered
    }
}

/// A coding and how much it is liked, 1 where nothing is said.
fn weight(part: &str) -> Option<(String, f32)> {
    let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
    let coding = coding.trim().to_ascii_lowercase();
    let weight = parameters.trim().strip_prefix("q=").and_then(|text| text.trim().parse().ok()).unwrap_or(1.0);
    (!coding.is_empty()).then_some((coding, weight))
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let packs = essence.ends_with("json") || essence.ends_with("javascript") || essence == "image/svg+xml" || essence.starts_with("text/");
    packs && essence != "text/event-stream"
}

fn retag(headers: &mut HeaderMap) {
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).and_then(|tag| tag.strip_suffix('"'));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&format!("{tag}{TAGGED}\"")).ok()) {
        headers.insert(header::ETAG, tag);
    }
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    packed.write_all(bytes)?;
    packed.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_accepted_where_it_is_named_and_not_refused() {
        let accepts = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
            Accepts::of(&headers).gzip
        };
        assert!(accepts("gzip") && accepts("br, GZIP;q=0.5") && accepts("*") && accepts("deflate, x-gzip"));
        assert!(!accepts("identity") && !accepts("gzip;q=0") && !accepts("gzip;q=0, *") && !accepts("br") && !accepts("*;q=0"));
    }
}
