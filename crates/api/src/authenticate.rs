//! Authentication. A step before the operations, so that a stranger is told 401 before anything is read of what he sent.

use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use app::Ctx;
use app::auth::{AuthError, Authenticated, Pass, current_actor};

use crate::auth::{CHALLENGE, Caller, unauthenticated};
use crate::limits::Limits;
use crate::request::{self, accepts_event_stream};
use crate::{Code, Problem};

/// Authenticates by bearer token or API key; for the stream of events also by a ticket.
pub async fn authenticate(ctx: &Ctx, limits: &Limits, req: &ServiceRequest) -> Result<(), Problem> {
    let header = req.headers().get(header::AUTHORIZATION).and_then(|value| str::from_utf8(value.as_bytes()).ok()).unwrap_or_default();
    let bearer = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
    let Authenticated { mut actor, pass } = match bearer {
        Some(bearer) => app::auth::authenticate(ctx, bearer).await.map_err(|error| refused(limits, req, error))?,
        None => Box::pin(by_ticket(ctx, limits, req)).await?,
    };
    actor.request_id = request::id();
    req.extensions_mut().insert(Caller::new(actor, pass));
    Ok(())
}

async fn by_ticket(ctx: &Ctx, limits: &Limits, req: &ServiceRequest) -> Result<Authenticated, Problem> {
    let pass = pass_of_ticket(ctx, req).await.map_err(|refusal| limits.unauthenticated(req.request(), refusal))?;
    let actor = current_actor(ctx, &pass).await.map_err(|error| refused(limits, req, error))?;
    Ok(Authenticated { actor, pass: Arc::new(pass) })
}

/// The pass of a ticket: browsers open streams by URL alone.
async fn pass_of_ticket(ctx: &Ctx, req: &ServiceRequest) -> Result<Pass, Problem> {
    if req.path() != "/v1/events" || !accepts_event_stream(req.request()) {
        return Err(unauthenticated());
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(req.query_string()).unwrap_or_default();
    let (_, ticket) = pairs.into_iter().find(|(name, _)| name == "ticket").ok_or_else(unauthenticated)?;
    app::events::spend_ticket(ctx, &ticket).await?.ok_or_else(|| {
        Problem::new(Code::Unauthorized, "the ticket has been used or has run out: get a new one from /v1/event-tickets")
            .header(header::WWW_AUTHENTICATE, format!("{CHALLENGE}, error=\"invalid_token\""))
    })
}

fn refused(limits: &Limits, req: &ServiceRequest, error: AuthError) -> Problem {
    match error {
        // What exactly is wrong with it is for our logs: a forger learns nothing.
        AuthError::Refused(why) => {
            tracing::info!(%why, "a bearer was refused");
            let refusal = Problem::new(
                Code::Unauthorized,
                "the token or key is not valid: tokens come from /oauth/token, API keys from the sys_admin",
            )
            .header(header::WWW_AUTHENTICATE, format!("{CHALLENGE}, error=\"invalid_token\""));
            limits.unauthenticated(req.request(), refusal)
        }
        AuthError::Failed(error) => error.into(),
    }
}
