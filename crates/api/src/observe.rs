//! What the operator sees of each request: an id, a log line, a measurement, a deadline. No names, phones, tokens or bodies.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::time::{Duration, Instant};

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderMap, HeaderName, HeaderValue, VARY};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use futures_util::FutureExt;
use tracing::{Instrument, Span};

use crate::language::Language;
use crate::{Code, Problem, request};

mod measurement;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// No answer takes longer once its request has come: whoever asks is told within ten seconds, if only to come again. How long the
/// request itself may take has limits of its own.
const DEADLINE: Duration = Duration::from_secs(10);
/// A batch does the work of a thousand requests.
const BATCH_DEADLINE: Duration = Duration::from_mins(2);
/// Advancing the sandbox clock does the work of months before it answers.
const SANDBOX_DEADLINE: Duration = Duration::from_mins(15);
/// How often it is asked whether the body has come.
const STEP: Duration = Duration::from_millis(500);

/// The answer, if it comes within `deadline` of its request.
async fn within<T>(deadline: Duration, answer: impl Future<Output = T>) -> Option<T> {
    let (mut answer, mut left) = (pin!(answer), deadline);
    while !left.is_zero() {
        let step = left.min(STEP);
        match tokio::time::timeout(step, &mut answer).await {
            Ok(answer) => return Some(answer),
            Err(_) if request::is_receiving() => left = deadline,
            Err(_) => left -= step,
        }
    }
    None
}

/// An answer; an error is one too, without the request that it belongs to.
pub type Answered = Result<ServiceResponse, HttpResponse>;

/// The headers of an answer.
pub fn headers_of(answered: &mut Answered) -> &mut HeaderMap {
    match answered {
        Ok(response) => response.headers_mut(),
        Err(refusal) => refusal.headers_mut(),
    }
}

/// A request from its first header to its answer.
pub struct Observed {
    id: String,
    method: Method,
    began: Instant,
    deadline: Duration,
    span: Span,
    language: Language,
}

impl Observed {
    /// It has come.
    pub fn begin(req: &ServiceRequest) -> Self {
        let id = accepted(req).unwrap_or_else(fresh);
        let deadline = match req.path() {
            path if path.starts_with("/v1/sandbox/") => SANDBOX_DEADLINE,
            path if path.ends_with("/batch") => BATCH_DEADLINE,
            _ => DEADLINE,
        };
        let (method, began) = (req.method().clone(), Instant::now());
        let span = tracing::info_span!("request", request_id = %id, trace_id = trace_id(req), method = %method);
        let spoken = req.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { id, method, began, deadline, span, language: Language::accepted(spoken) }
    }

    /// Its answer, with its id, within its deadline; a log line and a measurement.
    pub async fn answer(self, req: ServiceRequest, next: Next<BoxBody>) -> Answered {
        let Self { id, method, began, deadline, span, language } = self;
        let answered = async {
            // What panics takes its own transaction with it, and is answered: nobody waits before a closed connection.
            let called = within(deadline, AssertUnwindSafe(next.call(req)).catch_unwind()).await;
            // Every error becomes its answer here, while the request id is still known.
            let (mut answered, route) = match called {
                Some(Ok(Ok(response))) => {
                    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".into());
                    (Ok(response), route)
                }
                Some(Ok(Err(error))) => (Err(error.error_response()), "refused".into()),
                Some(Err(_)) => (Err(Problem::internal().error_response()), "broken".into()),
                None => {
                    let late = Problem::new(Code::Unavailable, "it took too long; try again in a moment");
                    (Err(late.error_response()), "late".to_owned())
                }
            };
            let headers = headers_of(&mut answered);
            if let Ok(value) = HeaderValue::from_str(&id) {
                headers.insert(HEADER, value);
            }
            if let Some(language) = request::spoken().filter(|_| !headers.contains_key(CONTENT_LANGUAGE)) {
                headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
                headers.append(VARY, HeaderValue::from_static("Accept-Language"));
            }
            if let Some(status) = request::take_rate_limit() {
                status.write(headers);
            }
            let status = answered.as_ref().map_or_else(HttpResponse::status, ServiceResponse::status);
            report(&method, &route, status.as_u16(), began.elapsed());
            answered
        };
        request::Current::new(id.clone(), language).scope(answered.instrument(span)).await
    }
}

/// One measurement and one log line.
fn report(method: &Method, route: &str, status: u16, elapsed: Duration) {
    let elapsed_ms = elapsed.as_secs_f64() * 1e3;
    if status >= 500 {
        tracing::error!(route, status, elapsed_ms, "answered");
    } else {
        tracing::info!(route, status, elapsed_ms, "answered");
    }
    measurement::record(method, route, status, elapsed);
}

/// The caller's own id, if it is one that may stand in a log.
fn accepted(req: &ServiceRequest) -> Option<String> {
    let text = req.headers().get(HEADER)?.to_str().ok()?;
    let fine = (1..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
    fine.then(|| text.to_owned())
}

/// The trace that the request is a part of (W3C Trace Context): `00-<32 hex>-<16 hex>-<2 hex>`.
fn trace_id(req: &ServiceRequest) -> Option<&str> {
    let text = req.headers().get("traceparent")?.to_str().ok()?;
    let id = text.split('-').nth(1)?;
    let fine = id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) && id.bytes().any(|byte| byte != b'0');
    fine.then_some(id)
}

#[expect(clippy::disallowed_methods, reason = "the id of a request is decided by nobody but us")]
fn fresh() -> String {
    uuid::Uuid::now_v7().to_string()
}

#[cfg(test)]
mod tests {
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::web::Data;
    use actix_web::{App, HttpResponse, middleware, web};

    use super::{HEADER, trace_id};
    use crate::response_headers::ResponseHeaders;
    use crate::router::around_all;

    #[actix_web::test]
    async fn a_panic_is_an_answer() {
        let broken = async || -> HttpResponse { panic!("a bug") };
        let policy = Data::new(ResponseHeaders::new("http://localhost", &[]));
        let app = App::new().app_data(policy).wrap(middleware::from_fn(around_all)).route("/", web::get().to(broken));
        let app = init_service(app).await;
        let answer = try_call_service(&app, TestRequest::default().to_request()).await.unwrap_err().error_response();
        assert!(answer.status() == 500 && answer.headers().contains_key(HEADER), "{answer:?}");
    }

    #[test]
    fn the_trace_of_the_caller_is_taken_up_if_it_is_one() {
        for (header, wanted) in [
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Some("4bf92f3577b34da6a3ce929d0e0e4736")),
            ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", None),
            ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", None),
            ("00-forged", None),
            ("", None),
        ] {
            assert_eq!(trace_id(&TestRequest::default().insert_header(("traceparent", header)).to_srv_request()), wanted, "{header}");
        }
    }
}
