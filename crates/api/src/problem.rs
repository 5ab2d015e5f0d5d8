//! Every error that a caller can meet, as RFC 9457 has it: `code.rs` lists the codes, `refusals.rs` says which code each refusal of a use
//! case or a rule becomes.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Map, Value, json};

use crate::request;

mod code;
mod refusals;
pub(crate) mod schema;

pub use code::Code;

/// One wrong member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// JSON pointer.
    pub pointer: String,
    /// For programs.
    pub code: String,
    /// For people: what is wrong and what to do.
    pub detail: String,
}

/// An error answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which.
    pub code: Code,
    /// What happened this time, and what to do about it.
    pub detail: String,
    /// Facts of a refusal, such as `from` and `event`.
    pub facts: Map<String, Value>,
    /// Wrong members.
    pub errors: Vec<FieldProblem>,
    /// Headers besides.
    pub headers: Vec<(header::HeaderName, String)>,
}

impl Problem {
    /// `code`, with a detail for people.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), facts: Map::new(), errors: Vec::new(), headers: Vec::new() }
    }

    /// 500: what happened is in the log, under the request's id.
    pub fn internal() -> Self {
        Self::new(Code::Internal, "the server failed and has logged it; try again, or report the request_id")
    }

    /// A cursor that names no place of this list.
    pub fn foreign_cursor() -> Self {
        Self::new(Code::BadCursor, "begin again without cursor; this one was not given out here")
    }

    /// `If-Match` names a version that is no more.
    pub fn version_mismatch() -> Self {
        Self::new(Code::VersionMismatch, "read it again, look at what changed, and send If-Match with its new ETag")
    }

    /// The same with a fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(key.to_owned(), value.into());
        self
    }

    /// The same with a header.
    #[must_use]
    pub fn header(mut self, name: header::HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// One wrong member.
    pub fn field(pointer: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldProblem { pointer: pointer.into(), code: code.into(), detail: detail.into() }])
    }

    /// Wrong members.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let place = |first: &FieldProblem| if first.pointer.is_empty() { "body".to_owned() } else { first.pointer.clone() };
        let detail = errors.first().map_or_else(String::new, |first| format!("{}: {}", place(first), first.detail));
        Self { errors, ..Self::new(Code::InvalidFields, detail) }
    }

    /// The RFC 9457 body, in the language that was asked for.
    pub fn body(&self) -> Value {
        let language = request::language();
        let mut body = self.facts.clone();
        body.insert("type".into(), format!("/problems/{}", self.code.as_str()).into());
        body.insert("title".into(), language.of(self.code.title(), self.code.title_ru()).into());
        body.insert("status".into(), self.code.status().into());
        body.insert("detail".into(), language.say(&self.detail).into());
        body.insert("code".into(), self.code.as_str().into());
        if let Some(id) = request::id() {
            body.insert("request_id".into(), id.into());
        }
        if !self.errors.is_empty() {
            body.insert(
                "errors".into(),
                self.errors
                    .iter()
                    .map(|error| json!({"pointer": error.pointer, "code": error.code, "detail": language.say(&error.detail)}))
                    .collect(),
            );
        }
        Value::Object(body)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.as_str()));
        }
        if self.code == Code::BodyTooSlow {
            response.force_close();
        }
        if self.code == Code::Unavailable {
            response.insert_header((header::RETRY_AFTER, "1"));
        }
        response.insert_header((header::CONTENT_LANGUAGE, request::language().tag()));
        response.insert_header((header::VARY, "Accept-Language"));
        response.content_type("application/problem+json").body(self.body().to_string())
    }
}
