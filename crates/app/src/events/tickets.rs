//! Tickets to the stream of events: browsers cannot send a token with it, and a token does not belong into a URL.

use chrono::Duration;
use domain::Instant;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::{Pass, secret};
use crate::clock;
use crate::prelude::*;

/// How long a ticket can be used.
const LIFE: Duration = Duration::minutes(1);
const PREFIX: &str = "baton_et_";

/// A ticket as it is handed out, once.
#[derive(Debug)]
pub struct Ticket {
    /// The secret that opens the stream.
    pub secret: SecretString,
    /// Instant until which it can be used.
    pub expires_at: Instant,
}

/// A ticket for the bearer of `pass`; tokens live on the wall clock, and so do tickets.
pub async fn issue_ticket(ctx: &Ctx, actor: &Actor, pass: &Pass) -> Result<Ticket> {
    actor.may(Action::ReadEvents)?;
    let now = clock::wall();
    let ticket = Ticket { secret: secret::generate(PREFIX)?, expires_at: now + LIFE };
    let hash = secret::hash(ticket.secret.expose_secret());
    let pass = serde_json::to_string(pass).map_err(|_| AppError::Internal("a pass could not be written"))?;
    ctx.write(actor, async |work| Ok(work.insert_ticket(&hash, &pass, (now, ticket.expires_at)).await?)).await?;
    Ok(ticket)
}

/// The pass that the ticket was issued for; `None`: there is no such ticket, or it has been used or has run out.
pub async fn spend_ticket(ctx: &Ctx, ticket: &str) -> Result<Option<Pass>> {
    // Anybody may send anything: what cannot be a ticket does not begin a transaction.
    if !ticket.starts_with(PREFIX) {
        return Ok(None);
    }
    let (hash, now) = (secret::hash(ticket), clock::wall());
    let pass = ctx.write(&Actor::system(), async |work| Ok(work.spend_ticket(&hash, now).await?)).await?;
    Ok(pass.and_then(|pass| serde_json::from_str(&pass).ok()))
}
