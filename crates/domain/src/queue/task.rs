//! A call task: one client who is to be called for one list, and how far that has come (RULES.md §3.2, E-13, E-16, I-8, I-10).

mod attempt;
mod lease;
mod lifecycle;
mod outcome;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod tests;

use crate::calling::{CallOutcome, DispositionKind};
use crate::clients::{Client, Stage};
use crate::ids::{CallId, CallListId, CallTaskId, ClientId, ScriptId, UserId};
use crate::phone::Phone;
use crate::{Date, Decided, Event, EventName, Instant, Version};

pub use attempt::Attempt;
pub use lease::{ALONE, SNOOZE_DAYS, lease};
pub use lifecycle::{TaskEvent, next};
pub use outcome::Said;

crate::words! {
    /// How far a task has come.
    pub enum TaskState {
        Queued = "queued", Leased = "leased", Callback = "callback", Done = "done", Exhausted = "exhausted", Cancelled = "cancelled",
    }

    /// Why it came to an end without a result.
    pub enum TaskReason {
        /// The client went on: a meeting, a sale.
        Converted = "converted",
        Merged = "merged",
        /// He was written off elsewhere, or lost.
        Disqualified = "disqualified",
        DoNotCall = "do_not_call",
        ListWithdrawn = "list_withdrawn",
        /// So often tried as N-7a says.
        Attempts = "attempts",
        /// He has no number that could be dialled.
        NoPhone = "no_phone",
    }
}

impl TaskState {
    /// Is it still to be done?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Leased | Self::Callback)
    }
}

/// One client who is to be called.
#[derive(Clone, Debug, PartialEq)]
pub struct CallTask {
    pub id: CallTaskId,
    pub version: Version,
    pub call_list_id: CallListId,
    pub client_id: ClientId,
    /// Of whom only one is called at a time: his head office, else he himself.
    pub group_id: ClientId,
    /// What is said to him, and in which version; settled by each claim.
    pub script_id: Option<ScriptId>,
    pub script_version: Option<i32>,
    pub state: TaskState,
    /// That of its list.
    pub priority: i32,
    /// Which number is dialled next.
    pub phone: Option<Phone>,
    /// The client's time zone, or the company's.
    pub time_zone: String,
    pub attempts: i32,
    pub attempts_max: i32,
    pub first_attempt_at: Option<Instant>,
    pub last_attempt_at: Option<Instant>,
    /// The part of the day that is left alone, and until when (N-7c).
    pub rest_part: Option<i32>,
    pub rest_until: Option<Instant>,
    /// From when on it may be claimed; null once it has come to an end.
    pub next_attempt_at: Option<Instant>,
    /// The promised callback, and to whom it was promised.
    pub due_at: Option<Instant>,
    pub callback_user_id: Option<UserId>,
    pub leased_by: Option<UserId>,
    pub leased_at: Option<Instant>,
    pub leased_until_at: Option<Instant>,
    pub last_outcome: Option<CallOutcome>,
    pub last_call_id: Option<CallId>,
    pub disposition: Option<DispositionKind>,
    pub reason: Option<TaskReason>,
    /// What was said when it was last given back or put off.
    pub note: Option<String>,
    pub created_at: Instant,
    /// The day on which it was made, in the company's time zone.
    pub created_on: Date,
    pub closed_at: Option<Instant>,
    /// When the clock takes it up again (N-7d).
    pub recycle_at: Option<Instant>,
}

/// What a list gives each of its tasks.
#[derive(Clone, Copy, Debug)]
pub struct OfList<'a> {
    pub call_list_id: CallListId,
    pub script_id: Option<ScriptId>,
    pub priority: i32,
    pub attempts_max: i32,
    pub company_zone: &'a str,
    pub at: Instant,
    pub on: Date,
}

impl CallTask {
    /// A task for this client, due at once; `None` if he has no number that may be dialled.
    pub fn of(client: &Client, id: CallTaskId, list: OfList<'_>) -> Option<Self> {
        let phone = next_phone(client)?;
        Some(Self {
            id,
            version: 0,
            call_list_id: list.call_list_id,
            client_id: client.id,
            group_id: client.head_office_id.unwrap_or(client.id),
            script_id: list.script_id,
            script_version: None,
            state: TaskState::Queued,
            priority: list.priority,
            phone: Some(phone),
            time_zone: client.time_zone.clone().unwrap_or_else(|| list.company_zone.to_owned()),
            attempts: 0,
            attempts_max: list.attempts_max,
            first_attempt_at: None,
            last_attempt_at: None,
            rest_part: None,
            rest_until: None,
            next_attempt_at: Some(list.at),
            due_at: None,
            callback_user_id: None,
            leased_by: None,
            leased_at: None,
            leased_until_at: None,
            last_outcome: None,
            last_call_id: None,
            disposition: None,
            reason: None,
            note: None,
            created_at: list.at,
            created_on: list.on,
            closed_at: None,
            recycle_at: None,
        })
    }

    /// Is it leased to this person?
    pub fn is_held_by(&self, user: UserId) -> bool {
        self.state == TaskState::Leased && self.leased_by == Some(user)
    }

    /// What happened to it: which list, how often he was tried, and the state before and after.
    fn told(&self, name: EventName, before: TaskState) -> Event {
        Event::new(name, self.id, Some(self.client_id))
            .with("call_list_id", self.call_list_id)
            .with("attempts", self.attempts)
            .changed("state", before, self.state)
    }
}

/// The number to dial: the first that may be dialled.
pub fn next_phone(client: &Client) -> Option<Phone> {
    client.phones.iter().find(|phone| phone.callable && phone.do_not_call.is_none()).map(|phone| phone.number.clone())
}

impl Client {
    /// The number does not exist: it is never dialled for him again. Known already, nothing changes.
    pub fn uncallable(mut self, number: &Phone) -> Decided<Self> {
        let mut marked = 0_u32;
        for phone in self.phones.iter_mut().filter(|phone| phone.number == *number && phone.callable) {
            phone.callable = false;
            marked += 1;
        }
        if marked == 0 {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::ClientUpdated, self.id, Some(self.id)).with("phones", marked);
        Decided::one(self, event)
    }
}

/// Why a client of this stage is no longer for the queue; `None`: he is for it.
pub const fn out_of_pool(stage: Stage) -> Option<TaskReason> {
    match stage {
        Stage::Suspect | Stage::Contacted | Stage::Nurturing | Stage::Qualified => None,
        Stage::MeetingBooked | Stage::Prospect | Stage::Client | Stage::Active | Stage::Abandoned => Some(TaskReason::Converted),
        Stage::Lost | Stage::Disqualified => Some(TaskReason::Disqualified),
    }
}
