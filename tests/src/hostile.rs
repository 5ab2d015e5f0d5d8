//! Whoever wishes us ill: malformed input, smuggled requests, forged tokens, guessed passwords (tests/README.md §1, by promise).

mod framing;
mod headers;
mod input;
mod logins;
mod numbers;
mod queries;
mod tokens;

use reqwest::Method;

use crate::harness::{Actor, Answer};

/// What a refusal may be.
const REFUSALS: [u16; 18] = [400, 401, 403, 404, 405, 406, 409, 411, 412, 413, 414, 415, 416, 417, 422, 428, 429, 431];

/// Bytes that somebody sends, and what they are.
struct Bytes {
    method: &'static str,
    path: String,
    kind: &'static str,
    body: Vec<u8>,
}

impl Bytes {
    fn post(path: impl Into<String>, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "POST", path: path.into(), kind, body: body.into() }
    }

    fn json(path: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self::post(path, "application/json", body)
    }

    /// Promise 9: refused, by a problem that says why.
    async fn are_refused(self, by: &Actor) -> Answer {
        let shown =
            format!("{} {} {} {}", self.method, self.path, self.kind, String::from_utf8_lossy(&self.body[..self.body.len().min(80)]));
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let answer = by.ask(method, &self.path).raw(self.kind, self.body).expect_one_of(&REFUSALS).await;
        is_a_problem(&answer, &shown);
        answer
    }
}

fn is_a_problem(answer: &Answer, shown: &str) {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{shown}: {answer}");
    assert_eq!(answer["status"], answer.status.as_u16(), "{shown}: {answer}");
    assert!(answer["request_id"].is_string() && answer["code"].is_string() && answer["detail"].is_string(), "{shown}: {answer}");
}
