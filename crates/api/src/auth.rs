//! Who calls. A middleware, so that a stranger is told 401 before anything is read of what he sent.

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

use crate::{Code, Problem};

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

/// Lets in whoever shows a valid bearer.
pub async fn admit(
    ctx: Data<Ctx>,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let header = req.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer =
        header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim().to_owned());
    let Some(bearer) = bearer else { return Err(stranger().into()) };
    let mut actor = authenticate(&ctx, &bearer).await.map_err(|error| match error {
        // What exactly is wrong with it is for our logs: a forger learns nothing.
        AuthError::Refused(why) => {
            tracing::info!(%why, "a bearer was refused");
            Problem::new(Code::Unauthorized, "the token is not valid: get a new one from /oauth/token")
        }
        AuthError::Failed(error) => error.into(),
    })?;
    actor.request_id = crate::observe::request_id();
    req.extensions_mut().insert(Caller(actor));
    next.call(req).await
}

fn stranger() -> Problem {
    Problem::new(Code::Unauthorized, "send Authorization: Bearer …; tokens come from /oauth/token, API keys from the sys_admin")
}
