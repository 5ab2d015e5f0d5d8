//! `Idempotency-Key` on every `POST` under `/v1` (openapi/README.md §1.14): the first request has the effect, each repeat gets its answer.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock, Mutex};

use actix_web::HttpMessage;
use actix_web::HttpResponse;
use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use app::Ctx;
use app::once::{Once, Remembered, RequestKey, StoredAnswer, finish, remembered};
use serde_json::Value;

use crate::answer::{REVALIDATED, SHOWN_ONCE};
use crate::auth::Caller;
use crate::body::receive;
use crate::{Code, Problem};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// What of an answer is kept besides its status and body.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Is it a request that has its effect once?
pub fn has_key(req: &ServiceRequest) -> bool {
    req.method() == Method::POST && req.headers().contains_key(KEY)
}

/// Lets a request with a key have its effect once. What was refused is not kept: it may be sent again.
pub async fn idempotent(ctx: &Ctx, mut req: ServiceRequest, next: &Next<BoxBody>) -> Result<ServiceResponse, actix_web::Error> {
    let key = key_of(&req)?;
    let coming = req.extract::<Bytes>();
    let bytes = receive(req.request(), coming).await?;
    let fingerprint = fingerprint(&req, &bytes);
    req.set_payload(Payload::from(bytes));
    let _lock = KeyLock::take(&key)?;
    if let Some(known) = remembered(ctx, &key).await.map_err(Problem::from)? {
        return Ok(req.into_response(replay(known, &fingerprint)?));
    }
    let once = Arc::new(Once::new(key.clone(), fingerprint.clone()));
    if let Some(caller) = req.extensions_mut().get_mut::<Caller>() {
        caller.set_once(Arc::clone(&once));
    }
    let response = next.call(req).await?;
    if once.is_repeated() {
        // Another instance was faster.
        let known = remembered(ctx, &key).await.map_err(Problem::from)?.ok_or_else(running)?;
        return Ok(response.into_response(replay(known, &fingerprint)?));
    }
    if !response.status().is_success() {
        once.abandon();
        return Ok(response);
    }
    let (http, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let body = to_bytes(body).await.map_err(|_| Problem::new(Code::Internal, "the answer could not be written"))?;
    finish(ctx, &once, &stored(&head, &body)).await.map_err(Problem::from)?;
    Ok(ServiceResponse::new(http, head.set_body(BoxBody::new(body))))
}

/// The key with what it is bound to: who asks, and for what.
fn key_of(req: &ServiceRequest) -> Result<RequestKey, Problem> {
    let bad = || Problem::new(Code::BadHeader, "Idempotency-Key: 1 to 255 visible ASCII characters, quoted or bare, such as a UUID");
    let text = req.headers().get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default().trim();
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if !(1..=255).contains(&bare.len()) || !bare.bytes().all(|byte| byte.is_ascii_graphic()) || req.headers().get_all(KEY).count() > 1 {
        return Err(bad());
    }
    let caller = req.extensions().get::<Caller>().cloned();
    let actor_id = caller
        .and_then(|caller| caller.who.id())
        .ok_or_else(|| Problem::new(Code::Forbidden, "an Idempotency-Key needs a caller with an id"))?;
    Ok(RequestKey { actor_id, operation: format!("{} {}", req.method(), req.path()), key: bare.to_owned() })
}

/// Of everything that makes the request another one: parameters, precondition, body.
fn fingerprint(req: &ServiceRequest, body: &[u8]) -> String {
    let precondition = req.headers().get(header::IF_MATCH).map_or(b"".as_slice(), |value| value.as_bytes());
    app::once::fingerprint(&[req.query_string().as_bytes(), precondition, &canonical(body)])
}

/// The same JSON however its members stand and however it is spaced; what is no JSON is as it is.
fn canonical(body: &[u8]) -> Vec<u8> {
    let Ok(mut json) = serde_json::from_slice::<Value>(body) else { return body.to_vec() };
    json.sort_all_objects();
    serde_json::to_vec(&json).unwrap_or_else(|_| body.to_vec())
}

fn running() -> Problem {
    Problem::new(Code::IdempotencyInProgress, "the first request under this Idempotency-Key is still running; ask again in a moment")
        .header(header::RETRY_AFTER, "1")
}

/// The keys whose first request runs here now.
static RUNNING: LazyLock<Mutex<HashSet<RequestKey>>> = LazyLock::new(Mutex::default);

/// One request at a time under a key; given back when dropped.
struct KeyLock(RequestKey);

impl KeyLock {
    fn take(key: &RequestKey) -> Result<Self, Problem> {
        let free = RUNNING.lock().is_ok_and(|mut all| all.insert(key.clone()));
        if free { Ok(Self(key.clone())) } else { Err(running()) }
    }
}

impl Drop for KeyLock {
    fn drop(&mut self) {
        if let Ok(mut all) = RUNNING.lock() {
            all.remove(&self.0);
        }
    }
}

fn replay(known: Remembered, fingerprint: &str) -> Result<HttpResponse, Problem> {
    if known.fingerprint != fingerprint {
        return Err(Problem::new(
            Code::IdempotencyKeyReused,
            "this Idempotency-Key came before with other content; a new request needs a new key",
        ));
    }
    let answer = known.answer.ok_or_else(running)?;
    let kept_back = answer.headers.iter().any(|(name, value)| name == header::CACHE_CONTROL.as_str() && value == SHOWN_ONCE);
    if kept_back {
        return Err(Problem::new(
            Code::SecretShownOnce,
            "the first request was carried out, and only its answer showed the secret: find what it made on its list, and rotate or revoke its secret",
        ));
    }
    let Some(body) = answer.body else {
        return Err(Problem::new(
            Code::AnswerErased,
            "the first request was carried out, and its answer has been erased with the personal data in it",
        ));
    };
    let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK));
    for (name, value) in answer.headers {
        response.insert_header((name, value));
    }
    response.insert_header((REPLAYED, "true"));
    response.insert_header((header::CACHE_CONTROL, REVALIDATED));
    Ok(response.body(body))
}

/// What is kept of an answer; a secret is not.
fn stored(head: &HttpResponse<()>, body: &[u8]) -> StoredAnswer {
    let text = |name: &HeaderName| {
        head.headers().get(name).and_then(|value| value.to_str().ok()).map(|value| (name.to_string(), value.to_owned()))
    };
    let secret = text(&header::CACHE_CONTROL).filter(|(_, value)| value == SHOWN_ONCE);
    let body = if secret.is_some() { String::new() } else { String::from_utf8_lossy(body).into_owned() };
    StoredAnswer { status: head.status().as_u16(), headers: KEPT.iter().filter_map(text).chain(secret).collect(), body: Some(body) }
}
