//! Free slots of hunters: what the call centre may offer (§3.4). Who owes the outcome of a meeting is offered to nobody.

use std::collections::HashSet;

use domain::access::{Action, Role};
use domain::meetings::booking::{Slot, may_hold};
use domain::meetings::slots::{bookable_days, free_slots};
use domain::meetings::{Meeting, MeetingKind};
use domain::{DecisionContext, Instant, UserId};
use persistence::{After, Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// Whose slots, and when.
#[derive(Clone, Debug, Default)]
pub struct SlotQuery {
    pub hunter_id: Option<UserId>,
    pub starts_after: Option<Instant>,
    pub starts_before: Option<Instant>,
}

/// A slot that may be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeSlot {
    pub hunter_id: UserId,
    pub slot: Slot,
}

/// The free slots of the days on which a first meeting may be booked, earliest first.
pub async fn list_slots(ctx: &Ctx, actor: &Actor, query: SlotQuery, request: PageRequest) -> Result<Page<FreeSlot>, AppError> {
    actor.may(Action::ReadCalls)?;
    let now = ctx.now();
    let in_force = ctx.rules().await?;
    let rules = DecisionContext { now, norms: &in_force.norms, calendar: &in_force.calendar };
    let hunters = ctx.read().users().working_as(Role::Hunter).await?;
    let hunters: Vec<_> = hunters
        .into_iter()
        .filter(|user| may_hold(user, MeetingKind::First) && query.hunter_id.is_none_or(|wanted| wanted == user.id))
        .collect();
    let days = bookable_days(in_force.calendar.date(now), rules);
    let span =
        Slot { starts_at: now, ends_at: days.last().map_or(now, |day| in_force.calendar.start_of(*day) + chrono::Duration::days(2)) };
    let meetings = ctx.read().meetings().of_hunters(hunters.iter().map(|user| user.id), span).await?;
    let owing: HashSet<_> = ctx.read().meetings().owing(hunters.iter().map(|user| user.id)).await?.into_iter().collect();
    let mut free = Vec::new();
    for user in hunters.iter().filter(|user| !owing.contains(&user.id)) {
        let others: Vec<Meeting> = meetings.iter().filter(|meeting| meeting.hunter_id == user.id).cloned().collect();
        free.extend(days.iter().flat_map(|day| free_slots(*day, &others, rules)).map(|slot| FreeSlot { hunter_id: user.id, slot }));
    }
    free.retain(|free| {
        query.starts_after.is_none_or(|after| free.slot.starts_at > after)
            && query.starts_before.is_none_or(|before| free.slot.starts_at < before)
    });
    Ok(page(free, &request))
}

/// The part of `free` that `request` asks for.
fn page(mut free: Vec<FreeSlot>, request: &PageRequest) -> Page<FreeSlot> {
    free.sort_by_key(|free| (free.slot.starts_at, free.hunter_id));
    if request.descending {
        free.reverse();
    }
    let place = |after: &After| after.key.as_ref().and_then(|key| key.parse::<Instant>().ok()).map(|at| (at, UserId::new(after.id)));
    if let Some(after) = request.after.as_ref().and_then(place) {
        free.retain(|free| {
            if request.descending { (free.slot.starts_at, free.hunter_id) < after } else { (free.slot.starts_at, free.hunter_id) > after }
        });
    }
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let more = free.len() > limit;
    free.truncate(limit);
    let next = free.last().filter(|_| more).map(|free| After { key: Some(domain::zulu(free.slot.starts_at)), id: free.hunter_id.uuid() });
    Page { items: free, next }
}
