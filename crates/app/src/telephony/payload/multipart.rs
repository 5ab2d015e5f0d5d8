//! Multipart forms: the part that is JSON is the report; without one the parts are the members of a form.

use futures_util::FutureExt;
use serde_json::{Map, Value};

use crate::telephony::Unreadable;

const UNREADABLE: Unreadable = Unreadable("the parts of the body cannot be read");
/// No report has so many parts.
const MOST_PARTS: usize = 100;

pub(super) fn tree(content_type: &str, body: &[u8]) -> Result<Value, Unreadable> {
    // The whole body is here: nothing is waited for.
    parts(content_type, body.to_vec()).now_or_never().unwrap_or(Err(UNREADABLE))
}

async fn parts(content_type: &str, body: Vec<u8>) -> Result<Value, Unreadable> {
    let boundary = multer::parse_boundary(content_type).map_err(|_| UNREADABLE)?;
    let whole = futures_util::stream::once(std::future::ready(Ok::<_, std::convert::Infallible>(body)));
    let mut parts = multer::Multipart::new(whole, boundary);
    let mut members = Map::new();
    while let Some(part) = parts.next_field().await.map_err(|_| UNREADABLE)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| UNREADABLE)?;
        if bytes.trim_ascii_start().starts_with(b"{") {
            return super::json(&bytes);
        }
        members.insert(name, Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        if members.len() > MOST_PARTS {
            return Err(UNREADABLE);
        }
    }
    Ok(Value::Object(members))
}
