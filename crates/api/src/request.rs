//! What is known of the request that is being answered: its id, the language of its answer, how much its caller may still ask, whether
//! its body is still being received. It is kept with the task, so that a problem finds its language wherever it arises. Everything that
//! deals with requests stands above this file; it knows nothing but headers and languages.

use std::cell::Cell;

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};

use crate::language::Language;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The request that this task answers.
pub(crate) struct Current {
    id: String,
    language: Language,
    rate_limit: Cell<Option<RateLimitStatus>>,
    spoken: Cell<bool>,
    receiving_body: Cell<bool>,
}

tokio::task_local! {
    static CURRENT: Current;
}

/// What a caller has left of a rate limit, for the headers of his answer.
#[derive(Clone, Debug)]
pub(crate) struct RateLimitStatus {
    pub(crate) name: &'static str,
    pub(crate) policy: HeaderValue,
    pub(crate) left: u32,
    /// Seconds until all of it is there again.
    pub(crate) full_in: u32,
}

impl RateLimitStatus {
    /// Writes it into an answer (draft-ietf-httpapi-ratelimit-headers).
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::from_str(&format!("\"{}\";r={};t={}", self.name, self.left, self.full_in)) {
            headers.insert(RATE_LIMIT, value);
            headers.insert(RATE_LIMIT_POLICY, self.policy);
        }
    }
}

impl Current {
    pub(crate) const fn new(id: String, language: Language) -> Self {
        Self { id, language, rate_limit: Cell::new(None), spoken: Cell::new(false), receiving_body: Cell::new(false) }
    }

    /// `answer`, in which all functions of this file speak of this request.
    pub(crate) async fn scope<T>(self, answer: impl Future<Output = T>) -> T {
        CURRENT.scope(self, answer).await
    }
}

/// The id of the request; none outside of one.
pub(crate) fn id() -> Option<String> {
    CURRENT.try_with(|request| request.id.clone()).ok()
}

/// The language of its answer.
pub(crate) fn language() -> Language {
    CURRENT.try_with(|request| request.language).unwrap_or_default()
}

/// A text of ours in the language of the answer, which then says which one that is.
pub(crate) fn say(english: &str) -> String {
    CURRENT.try_with(|request| request.spoken.set(true)).ok();
    language().say(english).into_owned()
}

/// The language of an answer that is not the same in all of them.
pub(crate) fn spoken() -> Option<Language> {
    CURRENT.try_with(|request| request.spoken.get().then_some(request.language)).ok().flatten()
}

/// Its answer will say how much its caller may still ask.
pub(crate) fn set_rate_limit(status: RateLimitStatus) {
    // Outside of a request there is nobody to tell.
    CURRENT.try_with(|request| request.rate_limit.set(Some(status))).ok();
}

/// What [`set_rate_limit`] was last given.
pub(crate) fn take_rate_limit() -> Option<RateLimitStatus> {
    CURRENT.try_with(|request| request.rate_limit.take()).ok().flatten()
}

/// `body`, which the caller takes his time to send: that time is not counted as ours.
pub(crate) async fn receiving<T>(body: impl Future<Output = T>) -> T {
    CURRENT.try_with(|request| request.receiving_body.set(true)).ok();
    let body = body.await;
    CURRENT.try_with(|request| request.receiving_body.set(false)).ok();
    body
}

/// Is its body still being received?
pub(crate) fn is_receiving() -> bool {
    CURRENT.try_with(|request| request.receiving_body.get()).unwrap_or_default()
}

/// Does it ask for a stream of events rather than for a list?
pub(crate) fn accepts_event_stream(req: &HttpRequest) -> bool {
    accepts(req, "text/event-stream")
}

/// Does it ask for a table rather than for JSON?
pub(crate) fn accepts_csv(req: &HttpRequest) -> bool {
    accepts(req, "text/csv")
}

/// Does it name this media type, and not to say that it does not want it?
fn accepts(req: &HttpRequest, wanted: &str) -> bool {
    let accepted = req.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|kind| {
        let mut parts = kind.split(';').map(str::trim);
        let named = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case(wanted));
        named && !parts.any(|part| part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0)))
    })
}
