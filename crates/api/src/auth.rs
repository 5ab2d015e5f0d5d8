//! Who calls, as handlers see him: [`Caller`], or [`May`] where an action of the policy is needed. Whoever is not authenticated is
//! refused here too; the step `authenticate` says who is.

use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::Actor;
use app::auth::Pass;
use app::once::Once;
use domain::access::Permission;
pub use domain::access::permission;

use crate::{Code, Problem};

/// The authenticated caller; handlers take it as an argument.
#[derive(Clone, Debug)]
pub struct Caller {
    actor: Rc<Actor>,
    pass: Arc<Pass>,
}

impl Caller {
    pub(crate) fn new(actor: Actor, pass: Arc<Pass>) -> Self {
        Self { actor: Rc::new(actor), pass }
    }

    /// His request carries an `Idempotency-Key`.
    pub(crate) fn set_once(&mut self, once: Arc<Once>) {
        Rc::make_mut(&mut self.actor).once = Some(once);
    }
}

impl Deref for Caller {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(req.extensions().get::<Self>().cloned().ok_or_else(unauthenticated))
    }
}

/// A caller to whom his roles give `P`, however far; anybody else is told so before a word of what he sent is judged. How far is
/// the use case's matter, which knows whose the thing is.
#[derive(Debug)]
pub struct May<P>(Rc<Actor>, PhantomData<P>);

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
        let caller = req.extensions().get::<Caller>().cloned().ok_or_else(unauthenticated);
        std::future::ready(caller.and_then(|Caller { actor, .. }| {
            actor.may(P::ACTION)?;
            Ok(Self(actor, PhantomData))
        }))
    }
}

/// What the caller was authenticated by, for what outlives his request: a stream asks again whether it still holds.
#[derive(Clone, Debug)]
pub struct Credentials(pub Arc<Pass>);

impl FromRequest for Credentials {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = req.extensions().get::<Caller>().cloned().ok_or_else(unauthenticated);
        std::future::ready(caller.map(|Caller { pass, .. }| Self(pass)))
    }
}

/// How one authenticates here (`WWW-Authenticate`).
pub(crate) const CHALLENGE: &str = "Bearer realm=\"baton\"";

/// RFC 6750 §3.1: who shows nothing that we read is not told of an error.
pub(crate) fn unauthenticated() -> Problem {
    Problem::new(Code::Unauthorized, "send Authorization: Bearer …; tokens come from /oauth/token, API keys from the sys_admin")
        .header(header::WWW_AUTHENTICATE, CHALLENGE)
}
