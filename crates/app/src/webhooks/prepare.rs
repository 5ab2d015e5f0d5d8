//! Makes what has happened ready for an endpoint: a delivery for each event that it wants and may get, and its place moved on,
//! in one transaction.

use domain::webhooks::delivery::JournalEvent;
use domain::webhooks::endpoint::EndpointEvent;
use domain::webhooks::{Delivery, Endpoint, EndpointState, EventFilter, is_subscribable};
use domain::{Id, WebhookId};
use persistence::After;
use persistence::journal::{Entry, EntryFilter, Place};
use persistence::webhooks::Hold;

use crate::events::{read_journal, readable_kinds};
use crate::prelude::*;

/// Entries of the journal looked at a time.
const STEP: u64 = 200;
/// Messages that wait for an endpoint at most; what comes after waits in the journal.
pub(super) const WINDOW: u64 = 1_000;

/// The kinds of things whose events the endpoint gets now; `None` = it gets nothing.
pub(super) async fn kinds(ctx: &Ctx, endpoint: &Endpoint) -> Result<Option<Vec<&'static str>>> {
    let owner = ctx.read().find(endpoint.owner_id).await?.filter(domain::org::User::may_work);
    Ok(owner.map(|owner| {
        let reader = Actor::person(owner.id, owner.unit, owner.roles);
        readable_kinds(&reader, None).into_iter().filter(|kind| is_subscribable(kind)).collect()
    }))
}

/// The endpoint, if it gets anything: one whose owner has left is disabled.
pub(super) async fn enabled(ctx: &Ctx, id: WebhookId) -> Result<Option<(Endpoint, Vec<&'static str>)>> {
    let found = ctx.read().find(id).await?;
    let Some(endpoint) = found.filter(|endpoint| endpoint.state == EndpointState::Enabled) else { return Ok(None) };
    if let Some(kinds) = kinds(ctx, &endpoint).await? {
        return Ok(Some((endpoint, kinds)));
    }
    ctx.write(&Actor::system(), async |work| {
        let Some(endpoint) = work.lock_if_there(id).await? else { return Ok(()) };
        if endpoint.state == EndpointState::Enabled {
            work.apply(endpoint.on(EndpointEvent::LoseOwner, work.now)?).await?;
            tracing::warn!(webhook = %id, "a webhook endpoint is disabled: whoever answered for it has left");
        }
        Ok(())
    })
    .await?;
    Ok(None)
}

/// Makes ready what lies between the endpoint's place, `from`, and the end of the journal, as far as fits into [`WINDOW`]. All of it,
/// before anything is sent: on PostgreSQL what happened to one client later may have an earlier place in the journal, and lanes are put
/// in order here.
pub(super) async fn prepare(
    ctx: &Ctx,
    hold: impl Fn() -> Hold,
    (endpoint, kinds): (&Endpoint, &[&'static str]),
    from: Place,
) -> Result<bool> {
    let mut room = WINDOW.saturating_sub(ctx.read().webhook_deliveries().waiting(endpoint.id).await?);
    let mut place = from;
    while room > 0 {
        let after = After { key: Some(place.to_string()), id: uuid::Uuid::nil() };
        let request = PageRequest { limit: STEP.min(room), after: Some(after), sort: "id", descending: false };
        let found = read_journal(ctx, &wanted(endpoint, kinds), &request).await?;
        if found.place <= place {
            break;
        }
        let now = ctx.now();
        let ready: Vec<_> = found.page.items.iter().map(|entry| delivery(entry, endpoint, now)).collect();
        let moved = ctx
            .write(&Actor::system(), async |work| {
                let moved = work.move_feed(hold(), place, found.place).await?;
                if moved {
                    work.webhook_deliveries().save(&ready).await?;
                }
                Ok(moved)
            })
            .await?;
        if !moved {
            return Ok(false);
        }
        place = found.place;
        room = room.saturating_sub(u64::try_from(ready.len()).unwrap_or(room));
        if found.page.next.is_none() {
            break;
        }
    }
    Ok(true)
}

fn wanted(endpoint: &Endpoint, kinds: &[&'static str]) -> EntryFilter {
    let mut filter = EntryFilter { kinds: Some(kinds.to_vec()), ..EntryFilter::default() };
    for interest in &endpoint.filters {
        match interest {
            EventFilter::Event(name) => filter.names.push(*name),
            EventFilter::Kind(kind) => filter.or_kinds.push(kind),
        }
    }
    filter
}

fn delivery(entry: &Entry, endpoint: &Endpoint, now: domain::Instant) -> Delivery {
    let event = JournalEvent {
        event_id: Id::new(entry.id),
        name: entry.name.clone(),
        subject_id: entry.subject_id,
        client_id: entry.client_id,
        occurred_at: entry.at,
        seq: entry.place.seq,
    };
    Delivery::of_event(Id::new(crate::ids::fresh()), &event, endpoint, now)
}
