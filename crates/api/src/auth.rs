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
use app::auth::{AuthError, Pass, look_at};
use app::once::Once;
use app::{Actor, Ctx};
use domain::access::Permission;

use crate::limits::Limits;
use crate::live::wants_stream;
use crate::{Code, Problem};

pub use domain::access::permission;

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

/// What the caller was let in on, for those who keep him a while.
#[derive(Clone, Debug)]
pub struct Held(pub Pass);

impl FromRequest for Held {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(req.extensions().get::<Self>().cloned().ok_or_else(stranger))
    }
}

/// Lets in whoever shows a valid bearer; to the stream of events also whoever shows a ticket.
pub async fn admit(
    ctx: Data<Ctx>,
    limits: Data<Limits>,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let header = req.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer =
        header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim().to_owned());
    let refused = |error| refused(&limits, req.request(), error);
    let pass = match bearer {
        Some(bearer) => app::auth::pass(&ctx, &bearer).await.map_err(refused)?,
        None => by_ticket(&ctx, &req).await.map_err(|refusal| limits.stranger(req.request(), refusal))?,
    };
    let mut actor = look_at(&ctx, &pass).await.map_err(refused)?;
    actor.request_id = crate::observe::request_id();
    req.extensions_mut().insert(Caller(actor));
    req.extensions_mut().insert(Held(pass));
    next.call(req).await
}

/// The pass of a ticket: browsers open streams by URL alone.
async fn by_ticket(ctx: &Ctx, req: &ServiceRequest) -> Result<Pass, Problem> {
    if req.path() != "/v1/events" || !wants_stream(req.request()) {
        return Err(stranger());
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(req.query_string()).unwrap_or_default();
    let (_, ticket) = pairs.into_iter().find(|(name, _)| name == "ticket").ok_or_else(stranger)?;
    app::events::spend_ticket(ctx, &ticket).await?.ok_or_else(|| {
        Problem::new(Code::Unauthorized, "the ticket has been used or has run out: get a new one from /v1/event-tickets")
            .header(header::WWW_AUTHENTICATE, format!("{CHALLENGE}, error=\"invalid_token\""))
    })
}

fn refused(limits: &Limits, req: &HttpRequest, error: AuthError) -> Problem {
    match error {
        // What exactly is wrong with it is for our logs: a forger learns nothing.
        AuthError::Refused(why) => {
            tracing::info!(%why, "a bearer was refused");
            let refusal = Problem::new(
                Code::Unauthorized,
                "the token or key is not valid: tokens come from /oauth/token, API keys from the sys_admin",
            )
            .header(header::WWW_AUTHENTICATE, format!("{CHALLENGE}, error=\"invalid_token\""));
            limits.stranger(req, refusal)
        }
        AuthError::Failed(error) => error.into(),
    }
}

const CHALLENGE: &str = "Bearer realm=\"baton\"";

/// RFC 6750 §3.1: who shows nothing that we read is not told of an error.
fn stranger() -> Problem {
    Problem::new(Code::Unauthorized, "send Authorization: Bearer …; tokens come from /oauth/token, API keys from the sys_admin")
        .header(header::WWW_AUTHENTICATE, CHALLENGE)
}
