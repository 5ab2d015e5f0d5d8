//! Forms: names and values, nested where names have brackets, as PHP writes them: `call[legs][0][number]=…`.

use serde_json::{Map, Value};

use super::DEEPEST;

/// Names and values, decoded, in their order.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    // Whatever is no form is one name without a value.
    serde_urlencoded::from_str(text.trim()).unwrap_or_default()
}

/// The form as a tree, each leaf a text; of one name given twice the last counts.
pub(super) fn tree(text: &str) -> Value {
    let mut root = Map::new();
    for (name, value) in pairs(text) {
        let (first, rest) = name.split_once('[').unwrap_or((name.as_str(), ""));
        let mut path = vec![first];
        path.extend(rest.split('[').filter_map(|part| part.strip_suffix(']')));
        if !rest.is_empty() && path.len() <= DEEPEST {
            put(&mut root, &path, value);
        } else {
            root.insert(name, Value::String(value));
        }
    }
    Value::Object(root)
}

fn put(around: &mut Map<String, Value>, path: &[&str], value: String) {
    match path {
        [] => {}
        [last] => {
            let name = if last.is_empty() { around.len().to_string() } else { (*last).to_owned() };
            around.insert(name, Value::String(value));
        }
        [first, rest @ ..] => {
            let inner = around.entry(*first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// A text without its percent signs, if they encode something; a plus stays.
pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
