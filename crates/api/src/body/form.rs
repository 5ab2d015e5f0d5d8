//! Form bodies of machines: the members of a JSON object, each a text.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde_json::{Map, Value};

use crate::{Code, Problem};

pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// Does the request say that its body is a form?
pub(super) fn is_form(req: &HttpRequest) -> bool {
    let kind = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(MEDIA_TYPE))
}

/// The form as JSON; `recording[url]=…` is a member of a member. Of one member given twice the last counts.
pub(super) fn to_json(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let unread = || Problem::new(Code::BadJson, "the form cannot be read: send name=value pairs in UTF-8, joined by &");
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).map_err(|_| unread())?;
    let mut members = Map::new();
    for (name, text) in pairs {
        match name.split_once('[').and_then(|(name, rest)| Some((name, rest.strip_suffix(']')?))) {
            Some((outer, inner)) if !inner.is_empty() && !inner.contains('[') => {
                let around = members.entry(outer).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(around) = around {
                    around.insert(inner.to_owned(), Value::String(text));
                }
            }
            _ => {
                members.insert(name, Value::String(text));
            }
        }
    }
    serde_json::to_vec(&members).map_err(|_| unread())
}
