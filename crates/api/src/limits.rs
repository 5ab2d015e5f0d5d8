//! How much one caller may ask (openapi/README.md §1.18): each actor under `/v1`, each address that shows no valid token, each
//! failed login. Counted by this instance alone: behind N instances a caller has N times as much, which is what N instances can
//! bear.

use std::net::IpAddr;
use std::time::Duration;

use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub mod address;
mod failures;
pub mod logins;
mod rate;

use self::address::Proxies;
use self::logins::Logins;
use self::rate::Rate;
use crate::auth::Caller;
use crate::{Code, Problem};

/// What the operator allows; 0 = as much as they like.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Requests a minute of one actor.
    pub requests: u32,
    /// Requests a minute of one address without a valid token.
    pub strangers: u32,
    /// Failed logins a minute of one address.
    pub login_rate: u32,
    /// Failed logins in a quarter of an hour on one account.
    pub login_failures: u32,
}

/// Everything that is counted.
pub struct Limits {
    actors: Option<Rate<Uuid>>,
    strangers: Option<Rate<IpAddr>>,
    /// Logins.
    pub logins: Logins,
    proxies: Proxies,
}

impl Limits {
    /// Counts from nothing.
    pub fn new(allowed: &Allowed, proxies: Proxies) -> Self {
        Self {
            actors: Rate::new("default", allowed.requests),
            strangers: Rate::new("stranger", allowed.strangers),
            logins: Logins::new(allowed.login_rate, allowed.login_failures),
            proxies,
        }
    }

    /// Where a request comes from: behind a proxy that we trust, whom it names.
    pub fn address(&self, req: &HttpRequest) -> IpAddr {
        self.proxies.caller(req)
    }

    /// The same, to the last bit.
    pub fn exact_address(&self, req: &HttpRequest) -> IpAddr {
        self.proxies.exact_caller(req)
    }

    /// The refusal of a request without a valid token: 429 once its address has had too many of them.
    pub fn unauthenticated(&self, req: &HttpRequest, refusal: Problem) -> Problem {
        match self.strangers.as_ref().map(|rate| rate.take(&self.address(req))) {
            Some(Err(wait)) => too_many(wait),
            Some(Ok(())) | None => refusal,
        }
    }

    fn forget_the_idle(&self) {
        self.actors.iter().for_each(Rate::forget_the_idle);
        self.strangers.iter().for_each(Rate::forget_the_idle);
        self.logins.forget_the_idle();
    }
}

/// Counts each actor's requests, and refuses those over the limit.
pub fn limit_rate(limits: &Limits, req: &ServiceRequest) -> Result<(), Problem> {
    let actor = req.extensions().get::<Caller>().and_then(|caller| caller.who.id());
    if let Some((rate, id)) = limits.actors.as_ref().zip(actor) {
        rate.take(&id).map_err(too_many)?;
    }
    Ok(())
}

fn too_many(seconds: u64) -> Problem {
    Problem::new(Code::TooManyRequests, format!("wait {seconds} seconds; RateLimit on every answer says how much is left"))
        .header(header::RETRY_AFTER, seconds.to_string())
}

/// Keeps in memory only who has asked of late.
pub async fn forget_idle(limits: Data<Limits>, stopping: CancellationToken) {
    let mut beat = tokio::time::interval(Duration::from_secs(20));
    while stopping.run_until_cancelled(beat.tick()).await.is_some() {
        limits.forget_the_idle();
    }
}
