//! Members of a report as texts: by their exact names, and by any of the names under which boxes say the same thing.

use serde_json::{Map, Value};

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(pub &'a Map<String, Value>);

/// A scalar that says something, as a text; what no database holds (U+0000) is left out.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.replace('\0', ""),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// Letters and digits alone, in small letters.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl<'a> Fields<'a> {
    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<String> {
        text(self.0.get(name)?)
    }

    /// The first of these that is there.
    pub fn any(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The member of this name, an object.
    pub fn within(&self, name: &str) -> Option<Fields<'a>> {
        self.0.get(name)?.as_object().map(Fields)
    }

    /// The number in the member of this name.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// The first of these that is there, whatever the case of its name and the marks in it.
    pub fn loose(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.iter().filter(|(key, _)| plain(key) == *name).find_map(|(_, value)| text(value)))
    }
}

/// The first member of this name at any depth.
pub(super) fn deep<'v>(tree: &'v Value, name: &str) -> Option<&'v Value> {
    match tree {
        Value::Object(members) => members.get(name).or_else(|| members.values().find_map(|inner| deep(inner, name))),
        Value::Array(items) => items.iter().find_map(|inner| deep(inner, name)),
        _ => None,
    }
}
