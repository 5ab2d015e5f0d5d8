//! Tells endpoints what is due, one message a lane at a time, and writes down what became of it. Of several instances one tells an
//! endpoint; it holds the endpoint for less than a minute at a time, so that another goes on where it died.

use std::collections::HashMap;

use chrono::Duration;
use domain::webhooks::endpoint::{EndpointEvent, keeps_failing};
use domain::webhooks::schedule::{Jitter, bounded};
use domain::webhooks::{Attempt, Delivery, Endpoint, EndpointState, Unanswered, Verdict};
use domain::{DeliveryId, Instant, WebhookId};
use futures_util::future::join_all;
use persistence::journal::Entry;
use persistence::webhooks::Hold;
use uuid::Uuid;

use super::prepare::{WINDOW, enabled, prepare};
use super::{Carrier, Content, Message, receiver};
use crate::auth::secret;
use crate::{Actor, AppError, Ctx, Work, clock};

/// How long an endpoint is held without a word of its holder: an attempt takes half of it at most.
pub const HOLD: Duration = Duration::seconds(30);
/// Messages on their way to one endpoint at once, each of another lane.
const ABREAST: u64 = 8;
/// Rounds of messages before others have their turn.
const ROUNDS: usize = 16;

/// Endpoints that wait to be told, `at_most` so many.
pub async fn waiting(ctx: &Ctx, at_most: u64) -> Result<Vec<WebhookId>, AppError> {
    let horizon = ctx.read().journal().horizon().await?;
    Ok(ctx.read().webhook_feeds().waiting(horizon, (ctx.now(), clock::wall()), WINDOW, at_most).await?)
}

/// Lets go of everything that this instance holds: it ends.
pub async fn let_go(ctx: &Ctx, instance: Uuid) -> Result<(), AppError> {
    ctx.write(&Actor::system(), async |work| Ok(work.release_feeds(instance).await?)).await
}

/// Tells the endpoint what is due, unless another instance is at it. One with very much to be told makes room for others in between.
pub async fn tell(ctx: &Ctx, carrier: &impl Carrier, instance: Uuid, id: WebhookId) -> Result<(), AppError> {
    let hold = || Hold { endpoint: id, holder: instance, until: clock::wall() + HOLD };
    let mut went_on = Ok(true);
    for _ in 0..ROUNDS {
        if !ctx.write(&Actor::system(), async |work| Ok(work.hold_feed(hold(), clock::wall()).await?)).await? {
            return Ok(());
        }
        went_on = round(ctx, carrier, &hold, id).await;
        if !matches!(went_on, Ok(true)) {
            break;
        }
    }
    ctx.write(&Actor::system(), async |work| Ok(work.release_feed(hold(), clock::wall()).await?)).await?;
    went_on.map(drop)
}

/// Makes ready what is new, sends what is due; false = nothing was due.
async fn round(ctx: &Ctx, carrier: &impl Carrier, hold: impl Fn() -> Hold, id: WebhookId) -> Result<bool, AppError> {
    let Some((endpoint, kinds)) = enabled(ctx, id).await? else { return Ok(false) };
    let resting = async || -> Result<bool, AppError> {
        let feed = ctx.read().webhook_feeds().find(id).await?;
        Ok(feed.and_then(|feed| feed.rests_until).is_some_and(|until| ctx.now() < until))
    };
    if resting().await? || !prepare(ctx, &hold, &endpoint, &kinds).await? {
        return Ok(false);
    }
    let due = ctx.read().webhook_deliveries().due(id, ctx.now(), ABREAST).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let attempts = send(ctx, carrier, &endpoint, (&due, &kinds)).await?;
    ctx.write(&Actor::system(), async |work| note(work, hold(), &attempts).await).await
}

/// Sends all of `due` at once; none is another's successor.
async fn send(
    ctx: &Ctx,
    carrier: &impl Carrier,
    endpoint: &Endpoint,
    (due, kinds): (&[Delivery], &[&'static str]),
) -> Result<HashMap<DeliveryId, Attempt>, AppError> {
    let now = ctx.now();
    let seqs: Vec<_> = due.iter().filter(|delivery| !delivery.is_test()).map(|delivery| delivery.seq).collect();
    let entries: HashMap<i64, Entry> =
        ctx.read().journal().with_numbers(&seqs).await?.into_iter().map(|entry| (entry.place.seq, entry)).collect();
    let to = match receiver(ctx, endpoint, now) {
        Ok(to) => to,
        // The operator has closed the network that it lies in.
        Err(AppError::Fields(_)) => {
            return Ok(due.iter().map(|delivery| (delivery.id, unsent(now, Unanswered::AddressRefused))).collect());
        }
        Err(other) => return Err(other),
    };
    let sent = due.iter().map(async |delivery| {
        let content = match entries.get(&delivery.seq) {
            _ if delivery.is_test() => Content::Test { endpoint: endpoint.id, at: delivery.occurred_at },
            Some(entry) if kinds.contains(&entry.subject_kind.as_str()) => Content::Event(entry.clone()),
            _ => return (delivery.id, unsent(now, Unanswered::Withheld)),
        };
        (delivery.id, carrier.carry(&to, &Message { id: delivery.event_id, content }, now).await)
    });
    Ok(join_all(sent).await.into_iter().collect())
}

const fn unsent(at: Instant, error: Unanswered) -> Attempt {
    Attempt { at, duration_ms: 0, status: None, error: Some(error), excerpt: None, rest: None }
}

/// Writes down what became of each, and of the endpoint; false = another instance holds it by now, and will send them again.
async fn note(work: &Work<'_>, hold: Hold, attempts: &HashMap<DeliveryId, Attempt>) -> Result<bool, AppError> {
    let Some(feed) = work.webhook_feeds().find(hold.endpoint).await? else { return Ok(false) };
    let verdicts: Vec<_> = attempts.values().map(Attempt::verdict).collect();
    let arrived = verdicts.contains(&Verdict::Arrived);
    let failing_since = if arrived { None } else { feed.failing_since.or(Some(work.now)) };
    let rest = verdicts.iter().filter_map(|verdict| if let Verdict::Failed(rest) = verdict { *rest } else { None }).max();
    let rests_until = rest.map(|rest| work.now + bounded(Some(rest)));
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

async fn disable(work: &Work<'_>, id: WebhookId, event: EndpointEvent) -> Result<(), AppError> {
    let Some(endpoint) = work.webhook_endpoints().lock(id).await? else { return Ok(()) };
    if endpoint.state == EndpointState::Enabled {
        work.apply(endpoint.on(event, work.now)?).await?;
        tracing::warn!(webhook = %id, because = %event, "a webhook endpoint is disabled");
    }
    Ok(())
}
