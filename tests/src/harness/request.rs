//! Requests that say what they expect, and print both sides when they get something else.

use std::fmt::Write;
use std::future::{Future, IntoFuture};
use std::ops::Index;
use std::panic::Location;
use std::pin::Pin;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// A request on its way; `.await` sends it and panics unless the status is the expected one (any 2xx unless told).
#[must_use = "a request that is not awaited is not sent"]
pub(crate) struct Request {
    http: reqwest::Client,
    method: Method,
    url: String,
    who: String,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    expected: Option<&'static [u16]>,
    asked_at: &'static Location<'static>,
}

impl Request {
    #[track_caller]
    pub(super) fn new(http: reqwest::Client, method: Method, url: String, who: String) -> Self {
        let asked_at = Location::caller();
        Self { http, method, url, who, headers: HeaderMap::new(), body: None, expected: None, asked_at }
    }

    /// One more header, replacing an earlier one of the name.
    pub(crate) fn header(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let value = HeaderValue::from_bytes(value.as_ref().as_bytes()).unwrap();
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// Only if the resource still is what `seen` shows.
    pub(crate) fn if_match(self, seen: &Answer) -> Self {
        let tag = seen.etag();
        self.header("if-match", tag)
    }

    /// A JSON body.
    pub(crate) fn json(self, body: &Value) -> Self {
        let kind = if self.method == Method::PATCH { "application/merge-patch+json" } else { "application/json" };
        self.raw(kind, body.to_string())
    }

    /// Any body.
    pub(crate) fn raw(mut self, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", content_type)
    }

    /// The one status that will do.
    pub(crate) fn expect(self, status: u16) -> Self {
        self.expect_one_of(Vec::leak(vec![status]))
    }

    /// Any of these will do.
    pub(crate) fn expect_one_of(mut self, statuses: &'static [u16]) -> Self {
        self.expected = Some(statuses);
        self
    }

    async fn send(self) -> Answer {
        let answer = self.attempt().await.unwrap_or_else(|error| panic!("{}: no answer, or a broken one: {error:?}", self.told()));
        assert!(!has_wrong_instant(&answer.body), "{}: an instant without Z in {}", self.told(), String::from_utf8_lossy(&answer.body));
        assert!(answer.is_told_in_both_languages(), "{}: say it in Russian too, in crates/api/src/language/:\n{answer}", self.told());
        let met = self.expected.map_or(answer.status.is_success(), |expected| expected.contains(&answer.status.as_u16()));
        assert!(
            met,
            "{}\n{answer}\nexpected {}\n",
            self.told(),
            self.expected.map_or("success".to_owned(), |expected| format!("{expected:?}"))
        );
        answer
    }

    /// Sends it where an answer may not come; whatever comes will do.
    pub(crate) async fn attempt(&self) -> Result<Answer, reqwest::Error> {
        let mut request = self.http.request(self.method.clone(), &self.url).headers(self.headers.clone());
        if let Some(body) = &self.body {
            request = request.body(body.clone());
        }
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await?;
        Ok(Answer { status, headers, json: serde_json::from_slice(&body).unwrap_or_default(), body: body.into() })
    }

    fn told(&self) -> String {
        let mut text = format!("\n{} asked at {}:\n{} {}", self.who, self.asked_at, self.method, self.url);
        for (name, value) in self.headers.iter().filter(|(name, _)| *name != "authorization") {
            let _ = write!(text, "\n{name}: {}", value.to_str().unwrap_or("?"));
        }
        if let Some(body) = &self.body {
            let _ = write!(text, "\n\n{}", String::from_utf8_lossy(body));
        }
        text
    }
}

/// Instants are written with `Z` wherever they stand (openapi/README.md §1.4): every answer of every test is looked at.
fn has_wrong_instant(body: &[u8]) -> bool {
    // Texts may speak of UTC; behind a digit it stands where Rust writes an instant its own way.
    let digit_then_utc = |part: &[u8]| part.strip_suffix(b" UTC").is_some_and(|rest| rest.iter().all(u8::is_ascii_digit));
    body.windows(6).any(|part| part == b"+00:00") || body.windows(5).any(digit_then_utc)
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// What came back. `answer["stage"]` is a member of the JSON body.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The `id` of the resource.
    pub(crate) fn id(&self) -> String {
        self.text("id")
    }

    /// A member that is a string.
    pub(crate) fn text(&self, member: &str) -> String {
        self.json[member].as_str().unwrap_or_else(|| panic!("no string {member:?} in\n{self}")).to_owned()
    }

    /// The `code` of a problem.
    pub(crate) fn code(&self) -> String {
        self.text("code")
    }

    /// The pointers of the field errors of a problem, sorted.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let errors = self.json["errors"].as_array().unwrap_or_else(|| panic!("no field errors in\n{self}"));
        let mut pointers: Vec<_> = errors.iter().filter_map(|error| error["pointer"].as_str()).map(str::to_owned).collect();
        pointers.sort();
        pointers
    }

    /// Every problem that any test meets can be told in Russian.
    fn is_told_in_both_languages(&self) -> bool {
        let is_problem = self.header("content-type") == Some("application/problem+json") && self.header("content-language") == Some("en");
        let errors = self.json["errors"].as_array().into_iter().flatten();
        let told = errors.chain([&self.json]).filter_map(|error| error["detail"].as_str());
        !is_problem || told.into_iter().all(|detail| api::language::russian(detail).is_some())
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> &[Value] {
        self.json["items"].as_array().unwrap_or_else(|| panic!("no items in\n{self}"))
    }

    /// A header, if it is there.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The strong `ETag`.
    pub(crate) fn etag(&self) -> String {
        self.header("etag").unwrap_or_else(|| panic!("no ETag in\n{self}")).to_owned()
    }
}

impl Index<&str> for Answer {
    type Output = Value;

    fn index(&self, member: &str) -> &Value {
        &self.json[member]
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "\n{}", self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", value.to_str().unwrap_or("?"))?;
        }
        match &self.json {
            Value::Null => writeln!(f, "\n{}", String::from_utf8_lossy(&self.body)),
            json => writeln!(f, "\n{json:#}"),
        }
    }
}
