//! Somebody who asks: a person with a token, an integration with a key, or a stranger.

use std::fmt::Display;

use reqwest::Method;
use serde_json::Value;

use super::cast::Member;
use super::request::{Answer, Request};

/// Speaks to one server as one person.
#[derive(Clone)]
pub(crate) struct Actor {
    pub(super) http: reqwest::Client,
    pub(super) base: String,
    pub(super) member: Member,
}

impl Actor {
    /// Nobody in particular, before the server at `base`.
    pub(crate) fn stranger_at(base: &str) -> Self {
        Self { http: reqwest::Client::new(), base: base.to_owned(), member: Member::stranger() }
    }

    /// Somebody else at the same place.
    pub(crate) fn known_as(&self, member: &Member) -> Self {
        Self { member: member.clone(), ..self.clone() }
    }

    /// The same, asking at `base`.
    pub(crate) fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// His user id.
    pub(crate) fn id(&self) -> &str {
        &self.member.id
    }

    /// Where he asks: `http://127.0.0.1:port`.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// His bearer token or key.
    pub(crate) fn token(&self) -> &str {
        self.member.token.as_deref().unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn get(&self, path: impl Display) -> Request {
        self.ask(Method::GET, path)
    }

    #[track_caller]
    pub(crate) fn post(&self, path: impl Display, body: Value) -> Request {
        self.ask(Method::POST, path).json(&body)
    }

    #[track_caller]
    pub(crate) fn patch(&self, path: impl Display, body: Value) -> Request {
        self.ask(Method::PATCH, path).json(&body)
    }

    #[track_caller]
    pub(crate) fn put(&self, path: impl Display, body: Value) -> Request {
        self.ask(Method::PUT, path).json(&body)
    }

    /// Any method, without a body.
    #[track_caller]
    pub(crate) fn ask(&self, method: Method, path: impl Display) -> Request {
        let request = Request::new(self.http.clone(), method, format!("{}{path}", self.base), self.member.name.clone());
        match &self.member.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    /// Every item of a list, page by page.
    pub(crate) async fn all(&self, path: impl Display) -> Vec<Value> {
        let path = path.to_string();
        let join = if path.contains('?') { '&' } else { '?' };
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Answer = self.get(format!("{path}{join}limit=200{cursor}")).expect(200).await;
            seen.extend(page.items().iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return seen,
            }
        }
    }
}
