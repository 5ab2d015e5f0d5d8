//! Webhooks on their way: whom this instance tells, and how a message travels. Which ones, when and in which order is
//! `app::webhooks`' matter.

use std::collections::HashMap;
use std::time::{Duration, Instant as Tick};

use actix_web::web::Data;
use app::Ctx;
use app::webhooks::signing::signatures;
use app::webhooks::tell::{let_go, tell, waiting};
use app::webhooks::{Carrier, Content, Message, Receiver};
use domain::network::Networks;
use domain::webhooks::address::is_allowed;
use domain::webhooks::{Attempt, Unanswered};
use domain::{Instant, WebhookId};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::wire::webhook_message;

mod answer;
mod resolver;

use answer::{excerpt, rest, why};
use resolver::Guarded;

/// How often it is asked who waits; what this process writes is seen at once.
const BEAT: Duration = Duration::from_secs(1);
/// Writes that come within so short a time are told together.
const BREATH: Duration = Duration::from_millis(100);
/// Endpoints told at a time.
const ABREAST: usize = 16;
/// An attempt takes no longer, name and answer included.
const PATIENCE: Duration = Duration::from_secs(15);
/// Nor longer than this where somebody waits to hear of it: his own request has a deadline.
const PATIENCE_OF_A_TEST: Duration = Duration::from_secs(8);

/// Carries messages over HTTP.
pub struct Courier {
    /// To the public internet, and where the operator lets us.
    safe: reqwest::Client,
    /// In the clear: only where the operator lets us.
    clear: reqwest::Client,
    networks: Networks,
}

impl Courier {
    /// One that may also reach `networks`.
    pub fn new(networks: &Networks) -> Result<Self, reqwest::Error> {
        Self::looking_up(networks, resolver::Lookup::System)
    }

    fn looking_up(networks: &Networks, lookup: resolver::Lookup) -> Result<Self, reqwest::Error> {
        let client = |plain_http, trusts: bool| {
            let builder = reqwest::Client::builder()
                .dns_resolver(Guarded { networks: networks.clone(), plain_http, lookup: lookup.clone() })
                // A redirect would lead where nobody has looked, a proxy would look for itself.
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .https_only(!plain_http)
                .referer(false)
                .timeout(PATIENCE)
                .pool_idle_timeout(Duration::from_secs(30))
                .pool_max_idle_per_host(2)
                .user_agent(concat!("Baton/", env!("CARGO_PKG_VERSION")));
            if trusts { builder } else { builder.tls_certs_only([]) }.build()
        };
        let safe = client(false, true).or_else(|error| {
            // A machine without root certificates serves all the same; an attempt by https fails as a connection that is not safe.
            tracing::warn!(error = ?error, "webhooks by https cannot be sent: no root certificates are found; install ca-certificates");
            client(false, false)
        })?;
        Ok(Self { safe, clear: client(true, false)?, networks: networks.clone() })
    }

    async fn send(&self, to: &Receiver, message: &Message) -> Result<reqwest::Response, Unanswered> {
        let clear = to.target.is_plain_http();
        // Nobody looks up an address that is written out: what the resolver would refuse is refused here.
        if to.target.ip_literal().is_some_and(|address| !is_allowed(address, clear, &self.networks)) {
            return Err(Unanswered::AddressRefused);
        }
        let (id, body) = (message.id.to_string(), webhook_message::body(message));
        // Receivers compare it with their own clock: the wall's, in a sandbox too.
        let timestamp = app::clock::wall().timestamp();
        let client = if clear { &self.clear } else { &self.safe };
        let request = client
            .post(to.target.as_str())
            .header("content-type", "application/json")
            .header("webhook-signature", signatures(&to.secrets, &id, timestamp, &body))
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .body(body);
        request.send().await.map_err(|error| why(&error))
    }
}

impl Carrier for Courier {
    async fn carry(&self, to: &Receiver, message: &Message, at: Instant) -> Attempt {
        let began = Tick::now();
        let patience = if matches!(message.content, Content::Test { .. }) { PATIENCE_OF_A_TEST } else { PATIENCE };
        let sent = tokio::time::timeout(patience, async {
            let response = self.send(to, message).await?;
            let (status, rest) = (response.status().as_u16(), rest(response.headers()));
            Ok((status, rest, excerpt(response).await))
        });
        let attempt = Attempt { at, duration_ms: 0, status: None, error: None, excerpt: None, rest: None };
        let attempt = match sent.await {
            Ok(Ok((status, rest, excerpt))) => Attempt { status: Some(status), excerpt, rest, ..attempt },
            Ok(Err(error)) => Attempt { error: Some(error), ..attempt },
            Err(_) => Attempt { error: Some(Unanswered::Timeout), ..attempt },
        };
        let took = began.elapsed();
        let attempt = Attempt { duration_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX), ..attempt };
        metrics::histogram!("baton_webhook_attempt_duration_seconds", "outcome" => attempt.outcome()).record(took);
        attempt
    }
}

/// Tells endpoints what happens, until the server stops.
pub async fn run(ctx: Data<Ctx>, courier: Data<Courier>, stopping: CancellationToken) {
    let instance = app::ids::fresh();
    let mut round = Round { ctx, courier, instance, telling: JoinSet::new(), whom: HashMap::new() };
    let mut wrote = round.ctx.store.wrote();
    loop {
        round.begin().await;
        tokio::select! {
            () = stopping.cancelled() => break,
            () = round.end_one() => {}
            _ = wrote.changed() => tokio::time::sleep(BREATH).await,
            () = tokio::time::sleep(BEAT) => {}
        }
    }
    // What is on its way now may arrive and be sent again: at least once.
    round.telling.shutdown().await;
    if let Err(error) = let_go(&round.ctx, instance).await {
        tracing::debug!(error = ?error, "webhook endpoints are let go of when their time is over");
    }
}

/// Whom this instance is telling.
struct Round {
    ctx: Data<Ctx>,
    courier: Data<Courier>,
    instance: uuid::Uuid,
    telling: JoinSet<()>,
    whom: HashMap<Id, WebhookId>,
}

impl Round {
    /// Begins with everybody who waits, as far as there are hands.
    async fn begin(&mut self) {
        let hands = ABREAST.saturating_sub(self.telling.len());
        if hands == 0 {
            return;
        }
        match waiting(&self.ctx, u64::try_from(hands).unwrap_or_default()).await {
            Ok(waiting) => {
                for id in waiting {
                    if !self.whom.values().any(|told| *told == id) {
                        let handle = self.telling.spawn_local(told(self.ctx.clone(), self.courier.clone(), self.instance, id));
                        self.whom.insert(handle.id(), id);
                    }
                }
            }
            Err(error) => tracing::warn!(error = ?error, "webhooks cannot be told now; it will be tried again"),
        }
    }

    /// Waits until somebody has been told; for ever if nobody is being told.
    async fn end_one(&mut self) {
        let ended = match self.telling.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
            None => return std::future::pending().await,
        };
        self.whom.remove(&ended);
    }
}

async fn told(ctx: Data<Ctx>, courier: Data<Courier>, instance: uuid::Uuid, id: WebhookId) {
    if let Err(error) = tell(&ctx, &**courier, instance, id).await {
        tracing::warn!(webhook = %id, error = ?error, "a webhook endpoint could not be told; it will be tried again");
        // Not at once: what is broken stays so for a while.
        tokio::time::sleep(BEAT).await;
    }
}

#[cfg(test)]
mod tests;
