//! Answers of two databases, compared: an id is the same if it stands where its twin stands, always.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::harness::Answer;

/// Members that speak of the database, or of the request.
const ASIDE: [&str; 4] = ["cursor", "next_cursor", "request_id", "hash"];
/// What is compared besides status and body.
const HEADERS: [&str; 5] = ["content-type", "location", "etag", "retry-after", "idempotent-replayed"];
/// Characters behind the `_` of an id.
const ID: usize = 26;

/// Which id of one database is which of the other.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pairs: Vec<[String; 2]>,
    place: BTreeMap<String, usize>,
    twins: BTreeMap<String, usize>,
    people: BTreeMap<&'static str, usize>,
}

/// `text` without its ids, and its ids.
fn split(text: &str) -> (String, Vec<&str>) {
    let (mut rest, mut skeleton, mut ids) = (text, String::new(), Vec::new());
    while let Some(bar) = rest.find('_') {
        let kind = rest[..bar]
            .rfind(|c: char| !c.is_ascii_lowercase())
            .map_or(0, |before| before + rest[before..].chars().next().unwrap().len_utf8());
        let end = bar + 1 + ID;
        let is_id = kind < bar && rest.get(bar + 1..end).is_some_and(|id| id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()));
        if is_id {
            skeleton.push_str(&rest[..kind]);
            skeleton.push_str("<id>");
            ids.push(&rest[kind..end]);
            rest = &rest[end..];
        } else {
            skeleton.push_str(&rest[..=bar]);
            rest = &rest[bar + 1..];
        }
    }
    skeleton.push_str(rest);
    (skeleton, ids)
}

/// An instant before the sandbox clock was set: of the wall's clock.
fn is_of_the_first_start(text: &str) -> bool {
    text.parse::<DateTime<Utc>>().is_ok() && !("2026-03-03".."2026-11").contains(&text)
}

fn is_of(pair: &[String; 2], kind: &str) -> bool {
    pair[0].rsplit_once('_').is_some_and(|(prefix, _)| prefix == kind)
}

/// A tag that is no version is made from the body, ids and all.
fn spelt_alike<'a>(name: &str, value: &'a str) -> &'a str {
    let is_version = value.trim_matches('"').bytes().all(|byte| byte.is_ascii_digit());
    if name == "etag" && !is_version { "of the body" } else { value }
}

impl Ids {
    /// Somebody whom commands name by his name, `«ivan»`.
    pub(super) fn know(&mut self, name: &'static str, id: &str, twin: &str) {
        self.people.insert(name, self.pairs.len());
        assert!(self.are_twins(id, twin));
    }

    /// `«17»`, `«ivan»` or `«last client»`.
    fn named(&self, name: &str) -> Option<&[String; 2]> {
        match name.strip_prefix("last ") {
            Some(kind) => self.pairs.iter().rev().find(|pair| is_of(pair, kind)),
            None => self.pairs.get(self.people.get(name).copied().or_else(|| name.parse().ok())?),
        }
    }

    /// The ids known of a kind, such as `client`, as commands name them.
    pub(super) fn of(&self, kind: &str) -> Vec<String> {
        self.pairs.iter().enumerate().filter(|(_, pair)| is_of(pair, kind)).map(|(place, _)| format!("«{place}»")).collect()
    }

    /// A text of a command as this side knows it.
    pub(super) fn replaced(&self, text: &str, side: usize) -> String {
        let mut parts = text.split('«');
        let mut replaced = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let named = part.split_once('»').and_then(|(name, rest)| Some((self.named(name)?, rest)));
            match named {
                Some((pair, rest)) => replaced.extend([pair[side].as_str(), rest]),
                None => replaced.extend(["«", part]),
            }
        }
        replaced
    }

    /// The same of a body.
    pub(super) fn replaced_in(&self, body: &Value, side: usize) -> Value {
        serde_json::from_str(&self.replaced(&body.to_string(), side)).unwrap()
    }

    /// Where two answers differ.
    pub(super) fn differences(&mut self, one: &Answer, other: &Answer) -> Vec<String> {
        let mut found = Vec::new();
        if one.status != other.status {
            found.push(format!("status: {} and {}", one.status, other.status));
            return found;
        }
        for name in HEADERS {
            let text = |answer: &Answer| Value::from(spelt_alike(name, answer.header(name).unwrap_or_default()));
            self.compare(name, &text(one), &text(other), &mut found);
        }
        self.compare("", &one.json, &other.json, &mut found);
        found
    }

    fn compare(&mut self, at: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
        match (one, other) {
            (Value::Object(these), Value::Object(those)) => {
                let names: std::collections::BTreeSet<_> = these.keys().chain(those.keys()).collect();
                for name in names.into_iter().filter(|name| !ASIDE.contains(&name.as_str())) {
                    let of = |all: &serde_json::Map<String, Value>| all.get(name).cloned().unwrap_or_default();
                    self.compare(&format!("{at}/{name}"), &of(these), &of(those), found);
                }
            }
            (Value::Array(these), Value::Array(those)) if these.len() == those.len() => {
                for (place, (this, that)) in these.iter().zip(those).enumerate() {
                    self.compare(&format!("{at}/{place}"), this, that, found);
                }
            }
            (Value::String(this), Value::String(that)) if is_of_the_first_start(this) && is_of_the_first_start(that) => {}
            (Value::String(this), Value::String(that)) => {
                let ((skeleton, ids), (twin, twins)) = (split(this), split(that));
                if skeleton != twin || ids.len() != twins.len() || !ids.into_iter().zip(twins).all(|(id, twin)| self.are_twins(id, twin)) {
                    found.push(format!("{at}: {this} and {that}"));
                }
            }
            _ if one == other => {}
            _ => found.push(format!("{at}: {one} and {other}")),
        }
    }

    /// Are they the same to their databases? Those never seen are from now on.
    fn are_twins(&mut self, id: &str, twin: &str) -> bool {
        match (self.place.get(id), self.twins.get(twin)) {
            (Some(place), Some(other)) => place == other,
            (None, None) => {
                let place = self.pairs.len();
                self.pairs.push([id.to_owned(), twin.to_owned()]);
                self.place.insert(id.to_owned(), place);
                self.twins.insert(twin.to_owned(), place);
                true
            }
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}
