//! Webhooks: what happens is told to whoever wants to know, in order, until it has arrived (Standard Webhooks 1.0).
//!
//! The journal is the outbox: each endpoint has a place in it ([`tell`]). What lies behind the place has a delivery, made in the
//! transaction that moves the place, so nothing is lost wherever the process dies; what was sent and not yet written down as sent
//! is sent again. How a message travels is the [`Carrier`]'s matter, outside of any transaction.

mod deliveries;
mod endpoints;
mod prepare;
mod redeliver;
mod rotate_secret;
pub mod signing;
pub mod tell;
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

/// Whom a message goes to.
pub struct Receiver {
    /// Where.
    pub target: Target,
    /// What it is signed with, the newest first.
    pub secrets: Vec<SigningSecret>,
}

/// What is told.
#[derive(Debug)]
pub struct Message {
    /// The `webhook-id`: the same however often it is sent.
    pub id: JournalId,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a message.
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

/// Carries messages out of the house.
pub trait Carrier {
    /// Sends `message` once; what became of it is told as an attempt at `at`. Answers within half a lease.
    fn carry(&self, to: &Receiver, message: &Message, at: Instant) -> impl Future<Output = Attempt>;
}

/// The receiver behind an endpoint, as things stand at `at`.
fn receiver(ctx: &Ctx, endpoint: &Endpoint, at: Instant) -> Result<Receiver> {
    // What the operator lets webhooks reach may have changed since: the carrier is told of nothing that is not let.
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
