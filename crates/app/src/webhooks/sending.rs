//! Sends endpoints what is due, one message a lane at a time, and records the outcome. Of several instances one sends to an endpoint;
//! it holds the endpoint for less than a minute at a time, so that another continues where it died.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use chrono::Duration;
use domain::webhooks::endpoint::{EndpointEvent, keeps_failing};
use domain::webhooks::schedule::{Jitter, clamp_retry_after};
use domain::webhooks::{Attempt, EndpointState, Unanswered, Verdict};
use domain::{DeliveryId, Instant, WebhookId};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use persistence::journal::Entry;
use persistence::webhooks::Hold;
use uuid::Uuid;

use super::prepare::{WINDOW, enabled, prepare};
use super::{Content, Message, Receiver, Transport, receiver};
use crate::auth::secret;
use crate::clock;
use crate::prelude::*;

/// How long an endpoint is held unless its holder renews that: an attempt takes half of it at most.
pub const HOLD: Duration = Duration::seconds(30);
/// Messages in flight to one endpoint at once, each of another lane.
const PARALLEL: u8 = 8;
/// How often the database is asked what else is due, while answers are late.
const POLL_EVERY: std::time::Duration = std::time::Duration::from_secs(1);
/// Messages to one endpoint before others have their turn.
const MAX_A_TURN: usize = 128;

/// Endpoints for which something is due, `at_most` so many.
pub async fn waiting(ctx: &Ctx, at_most: u64) -> Result<Vec<WebhookId>> {
    let horizon = ctx.read().journal().horizon().await?;
    Ok(ctx.read().webhook_feeds().waiting(horizon, (ctx.now(), clock::wall()), WINDOW, at_most).await?)
}

/// Releases every endpoint that this instance holds, because it stops.
pub async fn release_all(ctx: &Ctx, instance: Uuid) -> Result<()> {
    ctx.write(&Actor::system(), async |work| Ok(work.release_feeds(instance).await?)).await
}

/// Sends the endpoint what is due, unless another instance does. One for which very much is due lets others in between.
pub async fn send_due(ctx: &Ctx, transport: &impl Transport, instance: Uuid, id: WebhookId) -> Result<()> {
    let hold = || Hold { endpoint: id, holder: instance, until: clock::wall() + HOLD };
    if !ctx.write(&Actor::system(), async |work| Ok(work.hold_feed(hold(), clock::wall()).await?)).await? {
        return Ok(());
    }
    let sent = send_all(ctx, transport, &hold, id).await;
    ctx.write(&Actor::system(), async |work| Ok(work.release_feed(hold(), clock::wall()).await?)).await?;
    sent
}

/// Keeps up to [`PARALLEL`] messages in flight, and records the outcome of each as soon as it is known: a late answer delays its own
/// lane only.
async fn send_all(ctx: &Ctx, transport: &impl Transport, hold: impl Fn() -> Hold, id: WebhookId) -> Result<()> {
    let mut running = FuturesUnordered::new();
    let (mut in_flight, mut left, mut goes_on) = (HashSet::new(), MAX_A_TURN, true);
    loop {
        let free = left.min(usize::from(PARALLEL) - in_flight.len());
        if goes_on && free > 0 {
            for message in due(ctx, &hold, id, (&in_flight, free)).await? {
                left -= 1;
                in_flight.insert(message.id);
                running.push(message.sent_by(transport, ctx.now()));
            }
        }
        if running.is_empty() {
            return Ok(());
        }
        // While an answer is late, look for what has happened meanwhile.
        let Ok(known) = tokio::time::timeout(POLL_EVERY, running.next()).await else { continue };
        let mut attempts: HashMap<_, _> = known.into_iter().collect();
        while let Some(Some((delivery, attempt))) = running.next().now_or_never() {
            attempts.insert(delivery, attempt);
        }
        in_flight.retain(|delivery| !attempts.contains_key(delivery));
        goes_on = ctx.write(&Actor::system(), async |work| note(work, hold(), &attempts).await).await?;
    }
}

/// A message that is due.
struct Outgoing {
    id: DeliveryId,
    /// To whom it goes, or why it goes to nobody.
    message: Result<(Rc<Receiver>, Message), Unanswered>,
}

impl Outgoing {
    async fn sent_by(self, transport: &impl Transport, at: Instant) -> (DeliveryId, Attempt) {
        let attempt = match self.message {
            Ok((to, message)) => transport.deliver(&to, &message, at).await,
            Err(error) => Attempt { at, duration_ms: 0, status: None, error: Some(error), excerpt: None, rest: None },
        };
        (self.id, attempt)
    }
}

/// Makes ready what is new, and finds what is due: at most `free` besides those that are `sent` already, none another's successor.
/// Nothing while the endpoint rests.
async fn due(ctx: &Ctx, hold: impl Fn() -> Hold, id: WebhookId, (sent, free): (&HashSet<DeliveryId>, usize)) -> Result<Vec<Outgoing>> {
    let Some((endpoint, kinds)) = enabled(ctx, id).await? else { return Ok(Vec::new()) };
    let Some(feed) = ctx.read().webhook_feeds().find(id).await? else { return Ok(Vec::new()) };
    let rests = feed.rests_until.is_some_and(|until| ctx.now() < until);
    if rests || !prepare(ctx, &hold, (&endpoint, &kinds), feed.place).await? {
        return Ok(Vec::new());
    }
    let due = ctx.read().webhook_deliveries().due(id, ctx.now(), PARALLEL.into()).await?;
    let due: Vec<_> = due.into_iter().filter(|delivery| !sent.contains(&delivery.id)).take(free).collect();
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let to = match receiver(ctx, &endpoint, ctx.now()) {
        Ok(to) => Ok(Rc::new(to)),
        // The operator has closed the network that it lies in.
        Err(AppError::Fields(_)) => Err(Unanswered::AddressRefused),
        Err(other) => return Err(other),
    };
    let seqs: Vec<_> = due.iter().filter(|delivery| !delivery.is_test()).map(|delivery| delivery.seq).collect();
    let mut entries: HashMap<i64, Entry> =
        ctx.read().journal().with_numbers(&seqs).await?.into_iter().map(|entry| (entry.place.seq, entry)).collect();
    let messages = due.into_iter().map(|delivery| {
        let content = match entries.remove(&delivery.seq) {
            _ if delivery.is_test() => Ok(Content::Test { endpoint: id, at: delivery.occurred_at }),
            Some(entry) if kinds.contains(&entry.subject_kind.as_str()) => Ok(Content::Event(entry)),
            _ => Err(Unanswered::Withheld),
        };
        let message = content.and_then(|content| Ok((to.clone()?, Message { id: delivery.event_id, content })));
        Outgoing { id: delivery.id, message }
    });
    Ok(messages.collect())
}

/// Records the outcome of each, and what it means for the endpoint; false = nothing more is to be sent now: it rests, or another instance
/// holds it by now and will send them again.
async fn note(work: &Work<'_>, hold: Hold, attempts: &HashMap<DeliveryId, Attempt>) -> Result<bool> {
    let Some(feed) = work.webhook_feeds().find(hold.endpoint).await? else { return Ok(false) };
    let verdicts: Vec<_> = attempts.values().map(Attempt::verdict).collect();
    let arrived = verdicts.contains(&Verdict::Arrived);
    let failing_since = if arrived { None } else { feed.failing_since.or(Some(work.now)) };
    let rest = verdicts.iter().filter_map(|verdict| if let Verdict::Failed(rest) = verdict { *rest } else { None }).max();
    // Of several that were on their way together, the one that asks for the longest rest is heard.
    let rests_until = rest.map(|rest| work.now + clamp_retry_after(Some(rest))).max(feed.rests_until.filter(|until| *until > work.now));
    if !work.note_feed(hold, failing_since, rests_until).await? {
        return Ok(false);
    }
    let ids: Vec<_> = attempts.keys().copied().collect();
    let mut done = Vec::with_capacity(ids.len());
    for delivery in work.webhook_deliveries().lock(&ids).await? {
        let Some(attempt) = attempts.get(&delivery.id) else { continue };
        let chance = Jitter::of(u16::from_be_bytes(secret::random()?));
        done.push(delivery.attempted(attempt.clone(), chance));
    }
    work.webhook_deliveries().save(&done).await?;
    let event = if verdicts.contains(&Verdict::Gone) {
        Some(EndpointEvent::AnswerGone)
    } else {
        failing_since.filter(|since| keeps_failing(*since, work.now)).map(|_| EndpointEvent::KeepFailing)
    };
    match event {
        Some(event) => disable(work, hold.endpoint, event).await.map(|()| false),
        None => Ok(rests_until.is_none()),
    }
}

async fn disable(work: &Work<'_>, id: WebhookId, event: EndpointEvent) -> Result<()> {
    let Some(endpoint) = work.lock_if_there(id).await? else { return Ok(()) };
    if endpoint.state == EndpointState::Enabled {
        work.apply(endpoint.on(event, work.now)?).await?;
        tracing::warn!(webhook = %id, because = %event, "a webhook endpoint is disabled");
    }
    Ok(())
}
