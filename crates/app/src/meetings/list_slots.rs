//! Free slots of hunters: what the call centre may offer (§3.4). Who owes the outcome of a meeting is offered to nobody.

use std::collections::HashSet;

use domain::access::Role;
use domain::meetings::booking::{Slot, may_hold};
use domain::meetings::slots::{bookable_days, free_slots};
use domain::meetings::{Meeting, MeetingKind};
use domain::{Instant, UserId};
use persistence::After;

use crate::prelude::*;

persistence::filter! {
    /// Which free slots a list shows.
    pub struct SlotFilter {
        /// Only free slots of this hunter.
        hunter_id: UserId,
        /// Only slots that begin after this instant, UTC.
        starts_after: Instant,
        /// Only slots that begin before this instant, UTC.
        starts_before: Instant,
    }
    sorts_only { starts_at }
}

/// A slot that may be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeSlot {
    /// Whose.
    pub hunter_id: UserId,
    /// When.
    pub slot: Slot,
}

/// The free slots of the days on which a first meeting may be booked, earliest first.
pub async fn list_slots(ctx: &Ctx, actor: &Actor, filter: &SlotFilter, request: &PageRequest) -> Result<Page<FreeSlot>> {
    actor.may(Action::ReadCalls)?;
    let now = ctx.now();
    let rules = ctx.rules().await?;
    let context = rules.decision_context(now);
    let mut hunters = ctx.read().users().working_as(Role::Hunter).await?;
    hunters.retain(|user| may_hold(user, MeetingKind::First) && filter.hunter_id.is_none_or(|wanted| wanted == user.id));
    let days = bookable_days(context.today(), context);
    let span = Slot { starts_at: now, ends_at: days.last().map_or(now, |day| rules.calendar.start_of(*day) + chrono::Duration::days(2)) };
    let meetings = ctx.read().meetings().of_hunters(hunters.iter().map(|user| user.id), span).await?;
    let owing: HashSet<_> = ctx.read().meetings().owing(hunters.iter().map(|user| user.id)).await?.into_iter().collect();
    let mut free = Vec::new();
    for user in hunters.iter().filter(|user| !owing.contains(&user.id)) {
        let others: Vec<Meeting> = meetings.iter().filter(|meeting| meeting.hunter_id == user.id).cloned().collect();
        free.extend(days.iter().flat_map(|day| free_slots(*day, &others, context)).map(|slot| FreeSlot { hunter_id: user.id, slot }));
    }
    free.retain(|free| {
        filter.starts_after.is_none_or(|after| free.slot.starts_at > after)
            && filter.starts_before.is_none_or(|before| free.slot.starts_at < before)
    });
    Ok(page(free, request))
}

/// The part of `free` that `request` asks for.
fn page(mut free: Vec<FreeSlot>, request: &PageRequest) -> Page<FreeSlot> {
    let place = |free: &FreeSlot| (free.slot.starts_at, free.hunter_id);
    free.sort_by_key(place);
    if request.descending {
        free.reverse();
    }
    let start = request.after.as_ref().and_then(|after| Some((after.key.as_ref()?.parse().ok()?, UserId::new(after.id))));
    if let Some(start) = start {
        free.retain(|free| if request.descending { place(free) < start } else { place(free) > start });
    }
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let more = free.len() > limit;
    free.truncate(limit);
    let next = free.last().filter(|_| more).map(|free| After { key: Some(domain::zulu(free.slot.starts_at)), id: free.hunter_id.uuid() });
    Page { items: free, next }
}
