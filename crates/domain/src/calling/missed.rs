//! A call that nobody answered is a duty to call back: one open a number, returned by calling it or by talking with the client
//! (RULES.md §3.3d, N-14).

use super::{Call, CallOutcome, CallState};
use crate::access::Standing;
use crate::already::same_reason;
use crate::clients::{Client, Direction, Stage};
use crate::ids::{CallId, ClientId, MissedCallId, UserId};
use crate::norms::{NormKey, Norms};
use crate::org::UnitCode;
use crate::phone::Phone;
use crate::{AlreadyDone, Decided, Event, EventName, Illegal, Instant, Version};

crate::words! {
    /// How far the duty has come.
    pub enum MissedCallState { Open = "open", Overdue = "overdue", Returned = "returned", Dismissed = "dismissed" }

    /// What happens to it.
    pub enum MissedCallEvent { MissAgain = "miss_again", Take = "take", RunOut = "run_out", Return = "return", Dismiss = "dismiss" }
}

crate::lifecycle! {
    /// The state of a duty after `event`. What is overdue stays so until somebody calls back or decides that nobody has to.
    pub fn next(from: MissedCallState, event: MissedCallEvent) {
        MissAgain | Take: Open | Overdue => stays;
        RunOut: Open => Overdue;
        Return: Open | Overdue => Returned;
        Dismiss: Open | Overdue | Dismissed => Dismissed;
    }
}

/// Why a command on it is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Illegal(#[from] Illegal),
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
}

/// Calls of one duty beyond these are not listed: somebody presses redial.
const MOST_CALLS: usize = 100;

/// The duty to call a number back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedCall {
    pub id: MissedCallId,
    pub version: Version,
    pub number: Phone,
    pub client_id: Option<ClientId>,
    /// The calls that nobody answered, the first one first.
    pub call_ids: Vec<CallId>,
    /// When the first of them ended.
    pub missed_at: Instant,
    /// N-14 after the last of them that came in time.
    pub due_at: Instant,
    /// Whose head answers for it.
    pub unit: UnitCode,
    /// The curator, or whoever took it.
    pub user_id: Option<UserId>,
    pub state: MissedCallState,
    pub returned_call_id: Option<CallId>,
    /// From `missed_at` to the start of the call that returned it.
    pub returned_after_seconds: Option<i64>,
    pub returned_in_time: Option<bool>,
    pub dismiss_reason: Option<String>,
    pub created_at: Instant,
}

impl Call {
    /// Did somebody call whom nobody answered? A call of which telephony tells no outcome may have been answered.
    pub fn is_missed(&self) -> bool {
        self.direction == Direction::Inbound
            && self.state == CallState::Ended
            && self.client_phone.is_some()
            && self.outcome.is_some_and(|outcome| !matches!(outcome, CallOutcome::Answered | CallOutcome::Unknown))
    }

    /// Does it call somebody back: from us to him, or answered?
    pub fn calls_back(&self) -> bool {
        self.direction == Direction::Outbound || self.is_answered_inbound()
    }

    fn is_answered_inbound(&self) -> bool {
        self.direction == Direction::Inbound && self.outcome == Some(CallOutcome::Answered)
    }

    /// When nobody had answered it.
    fn given_up_at(&self) -> Instant {
        self.ended_at.unwrap_or(self.started_at)
    }
}

/// N-14 after `missed_at`.
fn due(missed_at: Instant, norms: &Norms) -> Instant {
    let within = chrono::Duration::try_minutes(norms.number(NormKey::CallBackMinutes)).unwrap_or_default();
    missed_at + within
}

/// Who calls back whoever has been served: his curator, and the head of the client department. All others are the call centre's.
fn duty_of(client: Option<&Client>) -> (UnitCode, Option<UserId>) {
    match client {
        Some(client) if matches!(client.stage, Stage::Client | Stage::Active | Stage::Abandoned) => {
            (UnitCode::ClientDepartment, client.curator_id)
        }
        _ => (UnitCode::CallCentre, None),
    }
}

impl MissedCall {
    /// The first call of a number that nobody answered.
    pub fn open(id: MissedCallId, call: &Call, number: Phone, client: Option<&Client>, norms: &Norms, at: Instant) -> Decided<Self> {
        let (unit, user_id) = duty_of(client);
        let missed_at = call.given_up_at();
        let missed = Self {
            id,
            version: 0,
            number,
            client_id: client.map(|client| client.id),
            call_ids: vec![call.id],
            missed_at,
            due_at: due(missed_at, norms),
            unit,
            user_id,
            state: MissedCallState::Open,
            returned_call_id: None,
            returned_after_seconds: None,
            returned_in_time: None,
            dismiss_reason: None,
            created_at: at,
        };
        let event = missed.event(EventName::MissedCallOpened).with("call_id", call.id).with("due_at", crate::zulu(missed.due_at));
        Decided::one(missed, event)
    }

    /// He called again, and again nobody answered: the time runs from the last call, unless it is over already.
    pub fn again(self, call: &Call, norms: &Norms) -> Result<Decided<Self>, Illegal> {
        next(self.state, MissedCallEvent::MissAgain)?;
        if self.call_ids.contains(&call.id) {
            return Ok(Decided::unchanged(self));
        }
        let mut missed = self;
        if missed.call_ids.len() < MOST_CALLS {
            missed.call_ids.push(call.id);
        }
        let given_up_at = call.given_up_at();
        missed.missed_at = missed.missed_at.min(given_up_at);
        if missed.state == MissedCallState::Open {
            missed.due_at = missed.due_at.max(due(given_up_at, norms));
        }
        let event = missed.event(EventName::MissedCallRepeated).with("call_id", call.id).with("due_at", crate::zulu(missed.due_at));
        Ok(Decided::one(missed, event))
    }

    /// Does this call return it? It must have begun afterwards, or be one of its own that was answered after all.
    pub fn is_returned_by(&self, call: &Call) -> bool {
        call.calls_back() && (call.started_at >= self.missed_at || self.call_ids.contains(&call.id))
    }

    /// Somebody called back.
    pub fn returned(self, call: &Call) -> Result<Decided<Self>, Illegal> {
        let state = next(self.state, MissedCallEvent::Return)?;
        let before = self.state;
        let seconds = (call.started_at - self.missed_at).num_seconds().max(0);
        let missed = Self {
            state,
            returned_call_id: Some(call.id),
            returned_after_seconds: Some(seconds),
            returned_in_time: Some(call.started_at <= self.due_at),
            ..self
        };
        let event = missed
            .event(EventName::MissedCallReturned)
            .changed("state", before, state)
            .with("call_id", call.id)
            .with("returned_after_seconds", seconds);
        Ok(Decided::one(missed, event))
    }

    /// N-14 is over.
    pub fn run_out(self) -> Result<Decided<Self>, Illegal> {
        let (before, state) = (self.state, next(self.state, MissedCallEvent::RunOut)?);
        let missed = Self { state, ..self };
        let event = missed.event(EventName::MissedCallOverdue).changed("state", before, state);
        Ok(Decided::one(missed, event))
    }

    /// It is known now who called: the duty is of whoever serves him, unless somebody has taken it.
    pub fn belongs_to(self, client: &Client) -> Decided<Self> {
        if self.client_id.is_some() || !matches!(self.state, MissedCallState::Open | MissedCallState::Overdue) {
            return Decided::unchanged(self);
        }
        let (unit, curator) = duty_of(Some(client));
        let missed = Self { client_id: Some(client.id), unit, user_id: self.user_id.or(curator), ..self };
        let event = missed.event(EventName::MissedCallMatched);
        Decided::one(missed, event)
    }

    /// Somebody says that he will call back; whoever said so last does.
    pub fn take(self, by: UserId) -> Result<Decided<Self>, Illegal> {
        next(self.state, MissedCallEvent::Take)?;
        if self.user_id == Some(by) {
            return Ok(Decided::unchanged(self));
        }
        let event = self.event(EventName::MissedCallTaken).changed("user_id", self.user_id, Some(by));
        Ok(Decided::one(Self { user_id: Some(by), ..self }, event))
    }

    /// Nobody has to call back: it was a wrong number, an advertiser, a test.
    pub fn dismiss(self, reason: String) -> Result<Decided<Self>, Refusal> {
        let (before, state) = (self.state, next(self.state, MissedCallEvent::Dismiss)?);
        if before == state {
            same_reason(self.dismiss_reason.as_deref(), Some(&reason))?;
            return Ok(Decided::unchanged(self));
        }
        let missed = Self { state, dismiss_reason: Some(reason), ..self };
        let event = missed.event(EventName::MissedCallDismissed).changed("state", before, state);
        Ok(Decided::one(missed, event))
    }

    /// Whose it is: the curator's, or whoever's took it; and the unit's.
    pub fn standing(&self) -> Standing {
        Standing { people: self.user_id.into_iter().collect(), unit: Some(self.unit) }
    }

    fn event(&self, name: EventName) -> Event {
        let event = Event::new(name, self.id, self.client_id).with("unit", self.unit);
        if name == EventName::MissedCallTaken {
            event
        } else {
            self.user_id.into_iter().fold(event, |event, user| event.with("user_id", user))
        }
    }
}

#[cfg(test)]
mod tests;
