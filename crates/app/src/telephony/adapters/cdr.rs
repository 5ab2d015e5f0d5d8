//! Call detail records of Asterisk as files and streams have them: many calls a body. After a `Dial` that failed a second record of the
//! same call is made, which describes what came after: the one of `Dial` says more.

use serde_json::{Map, Value};

use crate::telephony::Unreadable;
use crate::telephony::fields::Fields;

/// The columns of `Master.csv`.
const COLUMNS: [&str; 18] = [
    "accountcode",
    "src",
    "dst",
    "dcontext",
    "clid",
    "channel",
    "dstchannel",
    "lastapp",
    "lastdata",
    "start",
    "answer",
    "end",
    "duration",
    "billsec",
    "disposition",
    "amaflags",
    "uniqueid",
    "userfield",
];

/// Rows of `Master.csv`.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<Map<String, Value>>, Unreadable> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|_| Unreadable("the rows cannot be read"))?;
        let cells = record.iter().map(|cell| Value::String(String::from_utf8_lossy(cell).into_owned()));
        let row: Map<_, _> = COLUMNS.iter().map(|name| (*name).to_owned()).zip(cells).collect();
        if row.get("uniqueid").is_some_and(|id| id.as_str() != Some("uniqueid")) {
            rows.push(row);
        }
    }
    Ok(deciding(rows))
}

/// Blocks `Event: Cdr` of the manager interface.
pub(super) fn blocks(text: &str) -> Vec<Map<String, Value>> {
    let mut blocks = vec![Map::new()];
    for line in text.lines().map(str::trim_end) {
        match line.split_once(':') {
            _ if line.is_empty() || line.starts_with("--") => blocks.push(Map::new()),
            Some((name, value)) => {
                if name == "Event" {
                    blocks.push(Map::new());
                }
                if let Some(block) = blocks.last_mut() {
                    block.insert(name.trim().to_owned(), Value::String(value.trim().to_owned()));
                }
            }
            None => {}
        }
    }
    blocks.retain(|block| block.get("Event").is_none_or(|event| event == "Cdr") && block.len() > 2);
    deciding(blocks)
}

/// Of the records of one call the last one of `Dial`, else the first.
fn deciding(rows: Vec<Map<String, Value>>) -> Vec<Map<String, Value>> {
    let id = |row: &Map<String, Value>| Fields(row).loose(&["uniqueid"]);
    let dialled =
        |row: &Map<String, Value>| Fields(row).loose(&["lastapp", "lastapplication"]).is_some_and(|app| app.eq_ignore_ascii_case("dial"));
    let mut kept: Vec<Map<String, Value>> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for row in rows {
        let Some(id) = id(&row) else { continue };
        match places.get(&id).copied() {
            None => {
                places.insert(id, kept.len());
                kept.push(row);
            }
            Some(place) => {
                if let Some(before) = kept.get_mut(place).filter(|_| dialled(&row)) {
                    *before = row;
                }
            }
        }
    }
    kept
}
