//! Webhooks: what happens is sent to subscribed endpoints, in order, until it has arrived (Standard Webhooks 1.0).
//!
//! The journal is the outbox: each endpoint has a place in it ([`sending`]). What lies behind the place has a delivery, made in the
//! transaction that moves the place, so nothing is lost wherever the process dies; what was sent and not yet written down as sent
//! is sent again. How a message is sent is up to the [`Transport`], outside of any transaction.

mod deliveries;
mod endpoints;
mod prepare;
mod redeliver;
mod rotate_secret;
pub mod sending;
pub mod signing;

mod test_endpoint;

use domain::webhooks::target::{BadTarget, Target};
use domain::webhooks::{Attempt, Endpoint};
use domain::{Instant, JournalId, WebhookId};
use persistence::journal::Entry;

pub use deliveries::{get_delivery, list_deliveries};
pub use endpoints::{Issued, add_endpoint, get_endpoint, list_endpoints, update_endpoint};
pub use persistence::webhooks::{DeliveryFilter, EndpointFilter};
pub use redeliver::redeliver;
pub use rotate_secret::rotate_secret;
pub use test_endpoint::test_endpoint;

use self::signing::SigningSecret;
use crate::prelude::*;

/// Where a message goes.
pub struct Receiver {
    /// Its URL.
    pub target: Target,
    /// What it is signed with, the newest first.
    pub secrets: Vec<SigningSecret>,
}

/// A message.
#[derive(Debug)]
pub struct Message {
    /// The `webhook-id`: the same however often it is sent.
    pub id: JournalId,
    /// What it says.
    pub content: Content,
}

/// What a message says.
#[derive(Debug)]
pub enum Content {
    /// Something happened.
    Event(Entry),
    /// Somebody wants to see whether messages come.
    Test {
        /// To which endpoint.
        endpoint: WebhookId,
        /// When he asked.
        at: Instant,
    },
}

/// Sends messages to endpoints, over HTTP in production.
pub trait Transport {
    /// Sends `message` once and returns the attempt, made at `at`. Takes half of [`sending::HOLD`] at most.
    fn deliver(&self, to: &Receiver, message: &Message, at: Instant) -> impl Future<Output = Attempt>;
}

/// The receiver of an endpoint's messages at `at`.
fn receiver(ctx: &Ctx, endpoint: &Endpoint, at: Instant) -> Result<Receiver> {
    // Which networks the operator lets webhooks reach may have changed since: nothing is sent elsewhere.
    let target = Target::parse(&endpoint.url, &ctx.webhook_networks).map_err(refused)?;
    let secrets = endpoint.secrets(at).into_iter().map(|stored| SigningSecret::open(ctx, stored, endpoint.id));
    Ok(Receiver { target, secrets: secrets.collect::<Result<_, _>>()? })
}

fn refused(bad: BadTarget) -> AppError {
    let code = match bad {
        BadTarget::NoUrl => "url",
        BadTarget::NotHttps => "not_https",
        BadTarget::Credentials | BadTarget::Fragment => "not_sent",
        BadTarget::Inside { .. } => "not_public",
        BadTarget::Port { .. } => "port",
    };
    AppError::field("/url", code, bad.to_string())
}
