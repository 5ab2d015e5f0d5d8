//! The encodings of reports, each read into one kind of tree: JSON, forms (flat or nested as PHP does), XML, multipart. What a body begins
//! with says more than its content type: FreeSWITCH calls its JSON a form.

mod form;
mod multipart;
mod xml;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::{Raw, Unreadable};

pub(super) use form::{decoded, pairs};

/// Deeper than this nothing is nested in earnest.
const DEEPEST: usize = 32;

impl Raw<'_> {
    /// The body, whatever it is; of a request without a body the query.
    pub(super) fn tree(&self) -> Result<Value, Unreadable> {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.body).trim_ascii();
        match body.first() {
            None => Ok(form::tree(self.query)),
            Some(b'{' | b'[') => json(body),
            Some(b'<') => xml::tree(body),
            Some(_) if self.is("multipart/form-data") => multipart::tree(self.content_type, self.body),
            Some(_) => Ok(form::tree(&String::from_utf8_lossy(body))),
        }
    }

    /// The body as an object.
    pub(super) fn object(&self) -> Result<Map<String, Value>, Unreadable> {
        match self.tree()? {
            Value::Object(members) if !members.is_empty() => Ok(members),
            _ => Err(Unreadable("the body is no object with members")),
        }
    }

    /// The members of the query: what we ourselves have put into the address that we gave to the provider.
    pub(super) fn asked(&self) -> Map<String, Value> {
        match form::tree(self.query) {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// Does it say to be of this content type?
    pub(super) fn is(&self, kind: &str) -> bool {
        self.content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(kind))
    }
}

/// JSON, the last member of a name counting.
pub(super) fn json(bytes: &[u8]) -> Result<Value, Unreadable> {
    serde_json::from_slice(bytes).map_err(|_| Unreadable("the body begins like JSON and is none"))
}

/// What a text within a member holds: JSON, XML, or either of them in Base64.
pub(super) fn within(text: &str) -> Result<Value, Unreadable> {
    let nested = |bytes: &[u8]| Raw { path: "", query: "", content_type: "", body: bytes }.tree();
    if text.trim_start().starts_with(['{', '[', '<']) {
        return nested(text.as_bytes());
    }
    // A plus that was not encoded has become a space.
    let packed: String = text.trim().replace(' ', "+").split_whitespace().collect();
    let bytes = STANDARD.decode(packed).map_err(|_| Unreadable("the report within the form cannot be read"))?;
    if bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"<") {
        return nested(&bytes);
    }
    Err(Unreadable("the report within the form cannot be read"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(content_type: &str, body: &str) -> Result<Value, Unreadable> {
        Raw { path: "", query: "q=1", content_type, body: body.as_bytes() }.tree()
    }

    #[test]
    fn what_a_body_begins_with_says_more_than_its_type() {
        assert_eq!(tree("application/x-www-form-urlencoded", "{\"a\":1}"), Ok(json!({"a": 1})));
        assert_eq!(tree("application/json", "a=1&b%5Bc%5D%5B0%5D=x+y"), Ok(json!({"a": "1", "b": {"c": {"0": "x y"}}})));
        assert_eq!(tree("", ""), Ok(json!({"q": "1"})));
        assert!(tree("application/json", "{").is_err());
    }

    #[test]
    fn xml_is_read_by_local_names_and_defines_nothing_itself() {
        let event = "<x:E xmlns:x=\"u\" x:type=\"x:T\"><x:call><x:id>7</x:id></x:call><x:a>1</x:a><x:a>2</x:a></x:E>";
        assert_eq!(tree("", event), Ok(json!({"E": {"@type": "x:T", "call": {"id": "7"}, "a": ["1", "2"]}})));
        assert!(tree("", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").is_err());
        let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        assert!(tree("", &deep).is_err(), "nobody nests so deep");
    }

    #[test]
    fn the_json_of_a_part_is_the_body() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"calllog.json\"\r\n\r\n{\"callId\":\"1\"}\r\n--b--\r\n";
        assert_eq!(tree("multipart/form-data; boundary=b", body), Ok(json!({"callId": "1"})));
        assert!(tree("multipart/form-data", body).is_err(), "without its boundary");
        assert!(tree("multipart/form-data; boundary=c", body).is_err());
    }
}
