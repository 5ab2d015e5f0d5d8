//! Free slots of hunters: what the call centre may offer (§3.4). Who owes the outcome of a meeting is offered to nobody.

use std::collections::{HashMap, HashSet};

use domain::access::Role;
use domain::meetings::booking::{Slot, may_hold};
use domain::meetings::slots::{bookable_days, free_slots};
use domain::meetings::{Meeting, MeetingKind};
use domain::org::User;
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
    let mut days = bookable_days(context.today(), context);
    let span = Slot { starts_at: now, ends_at: days.last().map_or(now, |day| rules.calendar.start_of(*day) + chrono::Duration::days(2)) };
    let meetings = ctx.read().meetings().of_hunters(hunters.iter().map(|user| user.id), span).await?;
    let owing: HashSet<_> = ctx.read().meetings().owing(hunters.iter().map(|user| user.id)).await?.into_iter().collect();
    let mut taken: HashMap<UserId, Vec<Meeting>> = HashMap::new();
    for meeting in meetings {
        taken.entry(meeting.hunter_id).or_default().push(meeting);
    }
    hunters.retain(|user| !owing.contains(&user.id));
    if request.descending {
        days.reverse();
    }
    let of_day = |day| {
        let of_hunter = |user: &User| {
            let (hunter_id, others) = (user.id, taken.get(&user.id).map(Vec::as_slice).unwrap_or_default());
            free_slots(day, others, context).into_iter().map(move |slot| FreeSlot { hunter_id, slot })
        };
        hunters.iter().flat_map(of_hunter).filter(|free| filter.lets(free)).collect()
    };
    page(days.into_iter().map(of_day), request)
}

impl SlotFilter {
    fn lets(&self, free: &FreeSlot) -> bool {
        self.starts_after.is_none_or(|after| free.slot.starts_at > after)
            && self.starts_before.is_none_or(|before| free.slot.starts_at < before)
    }
}

/// The part that `request` asks for of the slots of days, which come in its order; no more days are looked at than it takes.
fn page(days: impl Iterator<Item = Vec<FreeSlot>>, request: &PageRequest) -> Result<Page<FreeSlot>> {
    let place = |free: &FreeSlot| (free.slot.starts_at, free.hunter_id);
    let start = request.after.as_ref().map(start).transpose()?;
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let mut items = Vec::new();
    for mut day in days {
        day.sort_by_key(place);
        if request.descending {
            day.reverse();
        }
        day.retain(|free| start.is_none_or(|start| if request.descending { place(free) < start } else { place(free) > start }));
        items.extend(day);
        if items.len() > limit {
            break;
        }
    }
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|free| After { key: Some(domain::zulu(free.slot.starts_at)), id: free.hunter_id.uuid() });
    Ok(Page { items, next })
}

/// Where a page begins.
fn start(after: &After) -> Result<(Instant, UserId)> {
    Ok((after.read(|key| key.parse().ok())?, UserId::new(after.id)))
}
