//! Cursors: where a page begins, as callers keep it.

use app::journal::Place;
use app::list::After;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::{Code, Problem};

/// A place in a list, bound by `seal` to the filters and sort that it belongs to.
pub(super) fn encode(after: &After, seal: u64) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::json!([seal.to_string(), after.key, after.id.simple().to_string()]).to_string())
}

/// And back; a cursor of other filters is refused.
pub(super) fn decode(cursor: &str, seal: u64) -> Result<After, Problem> {
    let wrong = || Problem::new(Code::BadCursor, "begin again without cursor; a cursor goes with the filters and sort it came from");
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let (mark, key, id): (String, Option<String>, String) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    if mark != seal.to_string() {
        return Err(wrong());
    }
    Ok(After { key, id: Uuid::try_parse(&id).map_err(|_| wrong())? })
}

/// A place of a list whose order is that of the journal, which goes with any filters.
pub(super) fn encode_lasting(after: &After) -> String {
    URL_SAFE_NO_PAD.encode(after.key.as_deref().unwrap_or_default())
}

/// The cursor that stands for a place in the journal.
pub fn encode_place(place: Place) -> String {
    URL_SAFE_NO_PAD.encode(place.to_string())
}

/// The place in the journal that a cursor stands for.
pub fn decode_place(cursor: &str) -> Result<After, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| text.parse::<Place>().ok());
    let place = place.ok_or_else(Problem::foreign_cursor)?;
    Ok(After { key: Some(place.to_string()), id: Uuid::nil() })
}
