//! Tells endpoints what is due, one message a lane at a time, and writes down what became of it. Of several instances one tells an
//! endpoint; it holds the endpoint for less than a minute at a time, so that another goes on where it died.

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
use super::{Carrier, Content, Message, Receiver, receiver};
use crate::auth::secret;
use crate::clock;
use crate::prelude::*;

/// How long an endpoint is held without a word of its holder: an attempt takes half of it at most.
pub const HOLD: Duration = Duration::seconds(30);
/// Messages on their way to one endpoint at once, each of another lane.
const ABREAST: u8 = 8;
/// How often it is asked what else is due, while answers are late.
const BEAT: std::time::Duration = std::time::Duration::from_secs(1);
/// Messages before others have their turn.
const AT_A_TURN: usize = 128;

/// Endpoints that wait to be told, `at_most` so many.
pub async fn waiting(ctx: &Ctx, at_most: u64) -> Result<Vec<WebhookId>> {
    let horizon = ctx.read().journal().horizon().await?;
    Ok(ctx.read().webhook_feeds().waiting(horizon, (ctx.now(), clock::wall()), WINDOW, at_most).await?)
}

/// Lets go of everything that this instance holds: it ends.
pub async fn let_go(ctx: &Ctx, instance: Uuid) -> Result<()> {
    ctx.write(&Actor::system(), async |work| Ok(work.release_feeds(instance).await?)).await
}

/// Tells the endpoint what is due, unless another instance is at it. One with very much to be told makes room for others in between.
pub async fn tell(ctx: &Ctx, carrier: &impl Carrier, instance: Uuid, id: WebhookId) -> Result<()> {
    let hold = || Hold { endpoint: id, holder: instance, until: clock::wall() + HOLD };
    if !ctx.write(&Actor::system(), async |work| Ok(work.hold_feed(hold(), clock::wall()).await?)).await? {
        return Ok(());
    }
    let told = send(ctx, carrier, &hold, id).await;
    ctx.write(&Actor::system(), async |work| Ok(work.release_feed(hold(), clock::wall()).await?)).await?;
    told
}

/// Keeps up to [`ABREAST`] messages on their way, and writes down what became of each as soon as it is known: a late answer keeps
/// only its own lane waiting.
async fn send(ctx: &Ctx, carrier: &impl Carrier, hold: impl Fn() -> Hold, id: WebhookId) -> Result<()> {
    let mut on_their_way = FuturesUnordered::new();
    let (mut whose, mut left, mut goes_on) = (HashSet::new(), AT_A_TURN, true);
    loop {
        let free = left.min(usize::from(ABREAST) - whose.len());
        if goes_on && free > 0 {
            for letter in due(ctx, &hold, id, (&whose, free)).await? {
                left -= 1;
                whose.insert(letter.id);
                on_their_way.push(letter.carried(carrier, ctx.now()));
            }
        }
        if on_their_way.is_empty() {
            return Ok(());
        }
        // While an answer is late, what has happened meanwhile is looked for.
        let Ok(known) = tokio::time::timeout(BEAT, on_their_way.next()).await else { continue };
        let mut attempts: HashMap<_, _> = known.into_iter().collect();
        while let Some(Some((delivery, attempt))) = on_their_way.next().now_or_never() {
            attempts.insert(delivery, attempt);
        }
        whose.retain(|delivery| !attempts.contains_key(delivery));
        goes_on = ctx.write(&Actor::system(), async |work| note(work, hold(), &attempts).await).await?;
    }
}

/// A message that is due.
struct Letter {
    id: DeliveryId,
    /// To whom it goes, or why it goes to nobody.
    message: Result<(Rc<Receiver>, Message), Unanswered>,
}

impl Letter {
    async fn carried(self, carrier: &impl Carrier, at: Instant) -> (DeliveryId, Attempt) {
        let attempt = match self.message {
            Ok((to, message)) => carrier.carry(&to, &message, at).await,
            Err(error) => Attempt { at, duration_ms: 0, status: None, error: Some(error), excerpt: None, rest: None },
        };
        (self.id, attempt)
    }
}

/// Makes ready what is new, and finds what is due: at most `free` besides those that are `sent` already, none another's successor.
/// Nothing while the endpoint rests.
async fn due(ctx: &Ctx, hold: impl Fn() -> Hold, id: WebhookId, (sent, free): (&HashSet<DeliveryId>, usize)) -> Result<Vec<Letter>> {
    let Some((endpoint, kinds)) = enabled(ctx, id).await? else { return Ok(Vec::new()) };
    let Some(feed) = ctx.read().webhook_feeds().find(id).await? else { return Ok(Vec::new()) };
    let rests = feed.rests_until.is_some_and(|until| ctx.now() < until);
    if rests || !prepare(ctx, &hold, (&endpoint, &kinds), feed.place).await? {
        return Ok(Vec::new());
    }
    let due = ctx.read().webhook_deliveries().due(id, ctx.now(), ABREAST.into()).await?;
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
    let letters = due.into_iter().map(|delivery| {
        let content = match entries.remove(&delivery.seq) {
            _ if delivery.is_test() => Ok(Content::Test { endpoint: id, at: delivery.occurred_at }),
            Some(entry) if kinds.contains(&entry.subject_kind.as_str()) => Ok(Content::Event(entry)),
            _ => Err(Unanswered::Withheld),
        };
        let message = content.and_then(|content| Ok((to.clone()?, Message { id: delivery.event_id, content })));
        Letter { id: delivery.id, message }
    });
    Ok(letters.collect())
}

/// Writes down what became of each, and of the endpoint; false = nothing more is to be sent now: it rests, or another instance
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
