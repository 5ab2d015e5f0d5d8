//! Preconditions: which version of a resource the caller means to change.

use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, ResponseError};

use crate::{Code, Problem};

/// The version that the caller read: `If-Match: "17"`. `None` without the header or with `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The same where it must be said: `PATCH`, `PUT`, `DELETE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MustMatch(pub Option<i64>);

impl IfMatch {
    /// What the request says; several tags are 400.
    pub fn of(req: &HttpRequest) -> Result<Self, Problem> {
        if_match(req).map(|said| Self(said.flatten()))
    }
}

impl MustMatch {
    /// What the request says; nothing is 428.
    pub fn of(req: &HttpRequest) -> Result<Self, Problem> {
        let missing = || Problem::new(Code::IfMatchRequired, "send If-Match with the ETag that you read, so that nobody's change is lost");
        if_match(req)?.map(Self).ok_or_else(missing)
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::of(req))
    }
}

impl FromRequest for MustMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::of(req))
    }
}

/// `None` = no header; `Some(None)` = `*`. Of several tags one might match, and which one was meant nobody could say.
fn if_match(req: &HttpRequest) -> Result<Option<Option<i64>>, Problem> {
    let mut values = req.headers().get_all(header::IF_MATCH);
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Some(None));
    }
    if values.next().is_some() || text.contains(',') {
        return Err(Problem::new(Code::BadHeader, "If-Match: the one ETag that you read, or *"));
    }
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // Which view of the version was read does not matter. A tag that was never ours (weak, another text) matches nothing; 0 is what was
    // never written, such as a section of a dossier.
    let version = quoted.and_then(|tag| tag.split('-').next()).and_then(|digits| digits.parse().ok()).filter(|version| *version >= 0);
    Ok(Some(Some(version.unwrap_or(-1))))
}

/// Does it say which version it means?
pub fn is_conditional(req: &ServiceRequest) -> bool {
    req.headers().contains_key(header::IF_MATCH)
}

/// Whoever said which version he changes is told 412 also where another was faster by a hair and storage noticed: one answer to
/// one mishap. Only who said nothing hears 409 `stale`.
pub fn stale_is_mismatch(answered: ServiceResponse) -> ServiceResponse {
    let refusal = answered.response().error().and_then(|error| error.as_error::<Problem>());
    if refusal.is_some_and(|problem| problem.code == Code::Stale) {
        return answered.into_response(Problem::version_mismatch().error_response());
    }
    answered
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_race_lost_is_412_and_other_refusals_stay_what_they_are() {
        let answer = |code| stale_is_mismatch(TestRequest::default().to_srv_request().error_response(Problem::new(code, ""))).status();
        assert_eq!(answer(Code::Stale).as_u16(), 412);
        assert_eq!(answer(Code::Forbidden).as_u16(), 403);
    }
}
