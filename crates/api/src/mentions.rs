//! Which things an answer names by their ids: read off its body before `fields` thins it out, for what is to be told of them
//! (`include`). Answers and lists note it here; the step after the handler fetches the names.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpMessage, HttpRequest};
use serde::Serialize;
use serde_json::Value;

/// Words of `include` in one request at most.
pub(crate) const MOST_WORDS: usize = 8;

/// A member in whose place ids stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The names of the members that lead there; arrays are walked through.
    pub(crate) path: Vec<String>,
    /// The kind of thing that stands there.
    pub(crate) kind: Named,
}

/// Of what kind the things in one place are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// All of this kind (the prefix of its ids).
    As(&'static str),
    /// Of the kind that the prefix of each id says.
    ByPrefix,
}

/// A word of `include`, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word.
    pub(crate) name: String,
    /// The members that it stands for.
    pub(crate) places: Vec<Place>,
}

/// The words of `include` in this request.
#[derive(Debug)]
pub(crate) struct Wanted(pub(crate) Vec<&'static Word>);

/// What the answer names in the places of these words: kind → ids or codes, as they are written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions(pub(crate) BTreeMap<&'static str, BTreeSet<String>>);

impl Wanted {
    /// What `body` names.
    fn in_body(&self, body: &Value) -> Mentions {
        let mut mentions = Mentions::default();
        for place in self.0.iter().flat_map(|word| &word.places) {
            if let Named::As(kind) = place.kind {
                mentions.0.entry(kind).or_default();
            }
            mentions.collect(body, &place.path, place.kind);
        }
        mentions
    }
}

impl Mentions {
    fn collect(&mut self, at: &Value, path: &[String], named: Named) {
        match (at, path.split_first()) {
            (Value::Array(items), _) => items.iter().for_each(|item| self.collect(item, path, named)),
            (Value::Object(members), Some((name, rest))) => {
                if let Some(member) = members.get(name) {
                    self.collect(member, rest, named);
                }
            }
            (Value::String(text), None) => {
                let kind = match named {
                    Named::As(kind) => Some(kind),
                    Named::ByPrefix => app::names::kind_of(text),
                };
                if let Some(kind) = kind {
                    self.0.entry(kind).or_default().insert(text.clone());
                }
            }
            _ => {}
        }
    }
}

/// Notes what `body`, which answers `req`, names; `false` if the caller wants nothing told.
pub(crate) fn note(req: &HttpRequest, body: &impl Serialize) -> bool {
    let Some(wanted) = req.extensions_mut().remove::<Wanted>() else { return false };
    let mentions = wanted.in_body(&serde_json::to_value(body).unwrap_or_default());
    req.extensions_mut().insert(mentions);
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn word(name: &str, kind: Named, path: &[&str]) -> &'static Word {
        let places = vec![Place { path: path.iter().map(|&name| name.to_owned()).collect(), kind }];
        Box::leak(Box::new(Word { name: name.to_owned(), places }))
    }

    #[test]
    fn ids_are_found_in_lists_and_objects_each_once_and_what_is_null_names_nothing() {
        let wanted = Wanted(vec![
            word("client", Named::As("client"), &["items", "client_id"]),
            word("sale", Named::As("sale"), &["items", "allocations", "sale_id"]),
            word("call", Named::As("call"), &["items", "call_id"]),
        ]);
        let body = json!({"items": [
            {"client_id": "client_1", "call_id": null, "allocations": [{"sale_id": "sale_2"}, {"sale_id": "sale_1"}]},
            {"client_id": "client_1", "allocations": []},
        ]});
        let Mentions(found) = wanted.in_body(&body);
        let texts = |kind: &str| found[kind].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!((texts("client"), texts("sale"), texts("call")), (vec!["client_1"], vec!["sale_1", "sale_2"], vec![]));
    }

    #[test]
    fn where_any_kind_may_stand_the_prefix_says_which() {
        let wanted = Wanted(vec![word("subject", Named::ByPrefix, &["subject_id"])]);
        let id = "client_01h455vb4pex5vsknk084sn02q";
        assert_eq!(wanted.in_body(&json!({"subject_id": id})).0, BTreeMap::from([("client", BTreeSet::from([id.to_owned()]))]));
        // Nothing is told of these: of commission whoever looks is written down, a calendar has no name.
        for id in ["statement_01h455vb4pex5vsknk084sn02q", "calendar_01h455vb4pex5vsknk084sn02q", "unit_01h455vb4pex5vsknk084sn02q", "x"] {
            assert_eq!(wanted.in_body(&json!({"subject_id": id})), Mentions::default(), "{id}");
        }
    }
}
