//! Sending webhooks: the HTTP client, and the loop that delivers to several endpoints at a time. Which messages, when and in which
//! order is the matter of `app::webhooks`.

use std::collections::HashMap;
use std::time::{Duration, Instant as Tick};

use actix_web::web::Data;
use app::Ctx;
use app::webhooks::sending::{release_all, send_due, waiting};
use app::webhooks::signing::signatures;
use app::webhooks::{Content, Message, Receiver, Transport};
use domain::network::Networks;
use domain::webhooks::address::is_allowed;
use domain::webhooks::{Attempt, Unanswered};
use domain::{Instant, WebhookId};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::wire::webhook_message;

mod answer;
mod resolver;

use answer::{excerpt, retry_after, why};
use resolver::GuardedResolver;

/// How often the database is asked which endpoints wait; what this process writes is seen at once.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// Writes that come within so short a time are delivered together.
const DEBOUNCE: Duration = Duration::from_millis(100);
/// Endpoints delivered to at a time.
const CONCURRENCY: usize = 16;
/// An attempt takes no longer, name and answer included.
const TIMEOUT: Duration = Duration::from_secs(15);
/// A test is waited for by a request that has a deadline of its own.
const TEST_TIMEOUT: Duration = Duration::from_secs(8);

/// Sends messages over HTTP.
pub struct WebhookClient {
    /// To the public internet, and where the operator lets us.
    safe: reqwest::Client,
    /// In the clear: only where the operator lets us.
    clear: reqwest::Client,
    networks: Networks,
}

impl WebhookClient {
    /// One that may also reach `networks`.
    pub fn new(networks: &Networks) -> Result<Self, reqwest::Error> {
        Self::with_lookup(networks, resolver::Lookup::System)
    }

    fn with_lookup(networks: &Networks, lookup: resolver::Lookup) -> Result<Self, reqwest::Error> {
        let client = |plain_http, trusts: bool| {
            let builder = reqwest::Client::builder()
                .dns_resolver(GuardedResolver { networks: networks.clone(), plain_http, lookup: lookup.clone() })
                // A redirect would lead where nobody has looked, a proxy would look for itself.
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .https_only(!plain_http)
                .referer(false)
                .timeout(TIMEOUT)
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

impl Transport for WebhookClient {
    async fn deliver(&self, to: &Receiver, message: &Message, at: Instant) -> Attempt {
        let began = Tick::now();
        let timeout = if matches!(message.content, Content::Test { .. }) { TEST_TIMEOUT } else { TIMEOUT };
        let sent = tokio::time::timeout(timeout, async {
            let response = self.send(to, message).await?;
            let (status, rest) = (response.status().as_u16(), retry_after(response.headers()));
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

/// Delivers what happens to the endpoints, until the server stops.
pub async fn run(ctx: Data<Ctx>, client: Data<WebhookClient>, stopping: CancellationToken) {
    let instance = app::ids::fresh();
    let mut dispatcher = Dispatcher { ctx, client, instance, running: JoinSet::new(), endpoints: HashMap::new() };
    let mut wrote = dispatcher.ctx.store.wrote();
    loop {
        dispatcher.start_waiting().await;
        tokio::select! {
            () = stopping.cancelled() => break,
            () = dispatcher.finish_one() => {}
            _ = wrote.changed() => tokio::time::sleep(DEBOUNCE).await,
            () = tokio::time::sleep(POLL_INTERVAL) => {}
        }
    }
    // What is on its way now may arrive and be sent again: at least once.
    dispatcher.running.shutdown().await;
    if let Err(error) = release_all(&dispatcher.ctx, instance).await {
        tracing::debug!(error = ?error, "webhook endpoints are let go of when their time is over");
    }
}

/// The deliveries that this instance is making.
struct Dispatcher {
    ctx: Data<Ctx>,
    client: Data<WebhookClient>,
    instance: uuid::Uuid,
    running: JoinSet<()>,
    endpoints: HashMap<Id, WebhookId>,
}

impl Dispatcher {
    /// Starts with every endpoint that waits, as far as [`CONCURRENCY`] allows.
    async fn start_waiting(&mut self) {
        let free = CONCURRENCY.saturating_sub(self.running.len());
        if free == 0 {
            return;
        }
        match waiting(&self.ctx, u64::try_from(free).unwrap_or_default()).await {
            Ok(waiting) => {
                for id in waiting {
                    if !self.endpoints.values().any(|known| *known == id) {
                        let handle = self.running.spawn_local(deliver(self.ctx.clone(), self.client.clone(), self.instance, id));
                        self.endpoints.insert(handle.id(), id);
                    }
                }
            }
            Err(error) => tracing::warn!(error = ?error, "webhooks cannot be told now; it will be tried again"),
        }
    }

    /// Waits until one has ended; for ever if none is running.
    async fn finish_one(&mut self) {
        let ended = match self.running.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
            None => return std::future::pending().await,
        };
        self.endpoints.remove(&ended);
    }
}

async fn deliver(ctx: Data<Ctx>, client: Data<WebhookClient>, instance: uuid::Uuid, id: WebhookId) {
    if let Err(error) = send_due(&ctx, &**client, instance, id).await {
        tracing::warn!(webhook = %id, error = ?error, "a webhook endpoint could not be told; it will be tried again");
        // Not at once: what is broken stays so for a while.
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

#[cfg(test)]
mod tests;
