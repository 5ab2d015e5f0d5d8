//! Who calls. A middleware, so that a stranger is told 401 before anything is read of what he sent.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::auth::{AuthError, authenticate};
use app::once::Once;
use app::{Actor, Ctx};

use crate::limits::Limits;
use crate::{Code, Problem};

pub mod permission;

use permission::Permission;

/// The authenticated caller; handlers take it as an argument.
#[derive(Clone, Debug)]
pub struct Caller(Actor);

impl Caller {
    /// His request carries an `Idempotency-Key`.
    pub(crate) fn sends(&mut self, once: Arc<Once>) {
        self.0.once = Some(once);
    }
}

impl Deref for Caller {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(req.extensions().get::<Self>().cloned().ok_or_else(stranger))
    }
}

/// A caller to whom his roles give `P`, however far; anybody else is told so before a word of what he sent is judged. How far is
/// the use case's matter, which knows whose the thing is.
#[derive(Debug)]
pub struct May<P>(Actor, PhantomData<P>);

impl<P> Deref for May<P> {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl<P: Permission> FromRequest for May<P> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = req.extensions().get::<Caller>().cloned().ok_or_else(stranger);
        std::future::ready(caller.and_then(|Caller(actor)| {
            actor.may(P::ACTION)?;
            Ok(Self(actor, PhantomData))
        }))
    }
}

/// Lets in whoever shows a valid bearer.
pub async fn admit(
    ctx: Data<Ctx>,
    limits: Data<Limits>,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let header = req.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer =
        header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim().to_owned());
    let Some(bearer) = bearer else { return Err(limits.stranger(req.request(), stranger()).into()) };
    let mut actor = authenticate(&ctx, &bearer).await.map_err(|error| match error {
        // What exactly is wrong with it is for our logs: a forger learns nothing.
        AuthError::Refused(why) => {
            tracing::info!(%why, "a bearer was refused");
            let refusal = Problem::new(Code::Unauthorized, "the token is not valid: get a new one from /oauth/token")
                .header(header::WWW_AUTHENTICATE, format!("{CHALLENGE}, error=\"invalid_token\""));
            limits.stranger(req.request(), refusal)
        }
        AuthError::Failed(error) => error.into(),
    })?;
    actor.request_id = crate::observe::request_id();
    req.extensions_mut().insert(Caller(actor));
    next.call(req).await
}

const CHALLENGE: &str = "Bearer realm=\"baton\"";

/// RFC 6750 §3.1: who shows nothing that we read is not told of an error.
fn stranger() -> Problem {
    Problem::new(Code::Unauthorized, "send Authorization: Bearer …; tokens come from /oauth/token, API keys from the sys_admin")
        .header(header::WWW_AUTHENTICATE, CHALLENGE)
}
