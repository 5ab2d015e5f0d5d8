//! Call lists: whom to call, in which order, with which script; and who is left out of a list and why (RULES.md §3.2, E-17, N-7d).

mod lifecycle;
mod refused;

pub use lifecycle::{ListEvent, ListState, next};
pub use refused::{Candidate, RefusalCode, refused};

use super::Refusal;
use super::window::Hours;
use crate::clients::{ClientSource, Stage, Temperature};
use crate::ids::{CallListId, ClientId, ScriptId, UserId};
use crate::{AlreadyDone, Date, Decided, Event, EventName, Instant, Version};

/// Clients of whom an activation makes tasks before it answers.
pub const AT_ONCE: usize = 10_000;

/// The stages in which clients are for the queue.
pub const POOL: [Stage; 4] = [Stage::Suspect, Stage::Contacted, Stage::Nurturing, Stage::Qualified];

/// Which clients a list is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// None means those of [`POOL`].
    pub stage: Vec<Stage>,
    pub source: Option<ClientSource>,
    pub temperature: Option<Temperature>,
    pub curator_id: Option<UserId>,
    pub q: Option<String>,
    pub city: Option<String>,
    pub time_zone: Option<String>,
    pub last_contact_before: Option<Instant>,
    pub recontact_before: Option<Date>,
    pub created_after: Option<Instant>,
}

/// Where the clients of a list come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListSource {
    /// Whoever fits when it is activated.
    Segment(Segment),
    /// These, in the order in which they were pasted.
    Clients(Vec<ClientId>),
}

/// A call list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallList {
    pub id: CallListId,
    pub version: Version,
    pub name: String,
    /// `None`: clients were pasted.
    pub segment: Option<Segment>,
    pub script_id: Option<ScriptId>,
    pub priority: i32,
    pub window: Option<Hours>,
    /// Whose claims it serves; nobody in particular means every call manager.
    pub user_ids: Vec<UserId>,
    pub state: ListState,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// How far its activation has come, while it goes on: the last client that was looked at.
    pub reached: Option<ClientId>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
    pub activated_at: Option<Instant>,
}

/// A list to be made.
#[derive(Clone, Debug)]
pub struct NewList {
    pub name: String,
    pub source: ListSource,
    pub script_id: Option<ScriptId>,
    pub priority: i32,
    pub window: Option<Hours>,
    pub user_ids: Vec<UserId>,
}

/// Other data of a list; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct ListChange {
    pub name: Option<String>,
    pub script_id: Option<Option<ScriptId>>,
    pub priority: Option<i32>,
    pub window: Option<Option<Hours>>,
    pub user_ids: Option<Vec<UserId>>,
}

impl NewList {
    /// A draft.
    pub fn create(self, id: CallListId, by: Option<UserId>, at: Instant) -> Decided<CallList> {
        let segment = match self.source {
            ListSource::Segment(segment) => Some(segment),
            ListSource::Clients(_) => None,
        };
        let list = CallList {
            id,
            version: 0,
            name: self.name,
            segment,
            script_id: self.script_id,
            priority: self.priority,
            window: self.window,
            user_ids: distinct(self.user_ids),
            state: ListState::Draft,
            reason: None,
            reached: None,
            created_by: by,
            created_at: at,
            activated_at: None,
        };
        let event = Event::new(EventName::CallListCreated, id, None).with("name", list.name.as_str());
        Decided::one(list, event)
    }
}

fn distinct(mut users: Vec<UserId>) -> Vec<UserId> {
    users.sort_unstable();
    users.dedup();
    users
}

impl CallList {
    /// Does it serve the claims of this person?
    pub fn serves(&self, user: UserId) -> bool {
        self.user_ids.is_empty() || self.user_ids.contains(&user)
    }

    /// Other data. One that was withdrawn does not change.
    pub fn change(self, change: ListChange) -> Result<Decided<Self>, Refusal> {
        next(self.state, ListEvent::Change)?;
        let before = self.clone();
        let after = Self {
            name: change.name.unwrap_or(self.name),
            script_id: change.script_id.unwrap_or(self.script_id),
            priority: change.priority.unwrap_or(self.priority),
            window: change.window.unwrap_or(self.window),
            user_ids: change.user_ids.map_or(self.user_ids, distinct),
            ..before.clone()
        };
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let mut event = Event::new(EventName::CallListUpdated, after.id, None);
        if after.name != before.name {
            event = event.changed("name", before.name, after.name.as_str());
        }
        if after.script_id != before.script_id {
            event = event.changed("script_id", before.script_id, after.script_id);
        }
        if after.priority != before.priority {
            event = event.changed("priority", before.priority, after.priority);
        }
        if after.window != before.window {
            event = event.changed("window", hours(before.window), hours(after.window));
        }
        if after.user_ids != before.user_ids {
            event = event.changed("user_ids", ids(&before.user_ids), ids(&after.user_ids));
        }
        Ok(Decided::one(after, event))
    }

    /// Its tasks are made; `all`: all of them, else the clock goes on after the client `reached`.
    pub fn activate(mut self, all: bool, reached: Option<ClientId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        let event = match (before, all) {
            (ListState::Activating, true) => ListEvent::Complete,
            (ListState::Activating, false) => ListEvent::GoOn,
            (_, true) => ListEvent::Activate,
            (_, false) => ListEvent::Begin,
        };
        self.state = next(before, event)?;
        self.reached = reached.filter(|_| !all);
        self.activated_at = self.activated_at.or(Some(at));
        let name = if all { EventName::CallListActivated } else { EventName::CallListUpdated };
        let event = Event::new(name, self.id, None).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// No task of it is open, or one is again. What is so already changes nothing.
    pub fn has_open(mut self, any: bool) -> Decided<Self> {
        let event = if any { ListEvent::Refill } else { ListEvent::RunOut };
        let before = self.state;
        match next(before, event) {
            Ok(state) if state != before => self.state = state,
            _ => return Decided::unchanged(self),
        }
        let name = if any { EventName::CallListUpdated } else { EventName::CallListExhausted };
        let event = Event::new(name, self.id, None).changed("state", before, self.state);
        Decided::one(self, event)
    }

    /// Nobody calls for it any more. Said again for the same reason it changes nothing.
    pub fn withdraw(mut self, reason: Option<String>) -> Result<Decided<Self>, Refusal> {
        if self.state == ListState::Withdrawn {
            let same = reason.is_none() || reason == self.reason;
            return if same { Ok(Decided::unchanged(self)) } else { Err(AlreadyDone { reason: self.reason }.into()) };
        }
        let before = self.state;
        self.state = next(before, ListEvent::Withdraw)?;
        (self.reason, self.reached) = (reason, None);
        let event = Event::new(EventName::CallListWithdrawn, self.id, None).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }
}

fn hours(hours: Option<Hours>) -> Option<String> {
    hours.map(|hours| format!("{}-{}", hours.from_hour, hours.until_hour))
}

fn ids(ids: &[UserId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::share_bp;
    use uuid::Uuid;

    fn list() -> CallList {
        let new = NewList {
            name: "Тверь".into(),
            source: ListSource::Segment(Segment::default()),
            script_id: None,
            priority: 50,
            window: None,
            user_ids: Vec::new(),
        };
        new.create(CallListId::new(Uuid::from_u128(1)), None, Instant::UNIX_EPOCH).state
    }

    #[test]
    fn a_list_runs_out_and_is_filled_again() {
        let now = Instant::UNIX_EPOCH;
        let active = list().activate(true, None, now).unwrap().state;
        assert_eq!(active.state, ListState::Active);
        assert!(active.clone().activate(true, None, now).is_err(), "once only");
        let out = active.has_open(false);
        assert_eq!((out.state.state, out.events.len()), (ListState::Exhausted, 1));
        assert!(out.state.clone().has_open(false).events.is_empty());
        assert_eq!(out.state.has_open(true).state.state, ListState::Active);
        assert_eq!(list().has_open(false).state.state, ListState::Draft);
    }

    #[test]
    fn a_long_one_is_activated_in_several_steps() {
        let now = Instant::UNIX_EPOCH;
        let reached = Some(ClientId::new(Uuid::from_u128(9)));
        let begun = list().activate(false, reached, now).unwrap().state;
        assert_eq!((begun.state, begun.reached), (ListState::Activating, reached));
        let done = begun.activate(true, reached, now).unwrap();
        assert_eq!((done.state.state, done.state.reached, done.events[0].name), (ListState::Active, None, EventName::CallListActivated));
    }

    #[test]
    fn it_is_withdrawn_for_one_reason() {
        let gone = list().withdraw(Some("a".into())).unwrap().state;
        assert!(gone.clone().withdraw(None).unwrap().events.is_empty());
        assert_eq!(gone.clone().withdraw(Some("b".into())), Err(AlreadyDone { reason: Some("a".into()) }.into()));
        assert!(gone.change(ListChange { priority: Some(1), ..ListChange::default() }).is_err());
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!([share_bp(1, 60), share_bp(1, 2), share_bp(0, 0), share_bp(1, 8)], [167, 5_000, 0, 1_250]);
    }
}
