//! Scripts: what a call manager says and asks, in versions that somebody has approved; and the answers that a call has brought
//! (RULES.md §3.2).

mod answers;
mod steps;
mod version;

pub use answers::{Answer, Answers, WrongAnswer, counted, judge};
pub use steps::{WrongStep, faults};
pub use version::{NewVersion, ScriptVersion, VersionChange, VersionState};

use super::Refusal;
use crate::ids::{ScriptId, UserId};
use crate::{Decided, Event, EventName, Instant, Version};

crate::words! {
    /// Whether a script is in use.
    pub enum ScriptState { Draft = "draft", Active = "active", Withdrawn = "withdrawn" }

    /// What may happen to a script.
    pub enum ScriptEvent {
        /// A version of it was approved.
        Approve = "approve",
        Activate = "activate",
        Withdraw = "withdraw",
    }

    /// What a step asks for.
    pub enum AnswerKind { None = "none", Text = "text", Choice = "choice", YesNo = "yes_no", Number = "number", Date = "date" }
}

crate::lifecycle! {
    /// The state of a script after `event`; repeats are harmless.
    pub fn next(from: ScriptState, event: ScriptEvent) {
        Approve: Draft => Active, Active => stays, Withdrawn => stays;
        Activate: _ => Active;
        Withdraw: _ => Withdrawn;
    }
}

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub id: ScriptId,
    pub version: Version,
    pub name: String,
    pub state: ScriptState,
    /// The version that is read from.
    pub approved_version: Option<i32>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

/// A way to answer a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
    /// Which step comes after it.
    pub next: Option<String>,
}

/// What is said at one point, and what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub code: String,
    pub text: String,
    pub answer: AnswerKind,
    pub options: Vec<Choice>,
    /// No meeting is booked without an answer.
    pub required: bool,
    pub next: Option<String>,
}

/// What a client may object, and what is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub code: String,
    pub text: String,
    pub answer: String,
}

impl Script {
    /// A draft without any version.
    pub fn create(id: ScriptId, name: String, by: Option<UserId>, at: Instant) -> Decided<Self> {
        let event = Event::new(EventName::ScriptCreated, id, None).with("name", name.as_str());
        let made = Self { id, version: 0, name, state: ScriptState::Draft, approved_version: None, created_by: by, created_at: at };
        Decided::one(made, event)
    }

    /// Another name.
    pub fn rename(self, name: Option<String>) -> Decided<Self> {
        match name.filter(|name| *name != self.name) {
            None => Decided::unchanged(self),
            Some(name) => {
                let event = Event::new(EventName::ScriptUpdated, self.id, None).changed("name", self.name.as_str(), name.as_str());
                Decided::one(Self { name, ..self }, event)
            }
        }
    }

    /// This version is read from now on.
    pub fn approve(mut self, number: i32) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, ScriptEvent::Approve)?;
        let event = Event::new(EventName::ScriptUpdated, self.id, None).changed("approved_version", self.approved_version, number);
        let event = if self.state == before { event } else { event.changed("state", before, self.state) };
        self.approved_version = Some(number);
        Ok(Decided::one(self, event))
    }

    /// It may be read from again; it needs a version that was approved.
    pub fn activate(self) -> Result<Decided<Self>, Refusal> {
        if self.approved_version.is_none() {
            return Err(Refusal::ScriptNotApproved { script_id: self.id });
        }
        Ok(self.on(ScriptEvent::Activate, EventName::ScriptUpdated)?)
    }

    /// Nobody reads from it any more.
    pub fn withdraw(self) -> Result<Decided<Self>, Refusal> {
        Ok(self.on(ScriptEvent::Withdraw, EventName::ScriptWithdrawn)?)
    }

    fn on(mut self, event: ScriptEvent, name: EventName) -> Result<Decided<Self>, crate::Illegal> {
        let before = self.state;
        self.state = next(before, event)?;
        if self.state == before {
            return Ok(Decided::unchanged(self));
        }
        let event = Event::new(name, self.id, None).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// The version that a call is read from; nobody reads from one that is withdrawn, or was never approved.
    pub fn in_use(&self) -> Result<i32, Refusal> {
        let number = self.approved_version.filter(|_| self.state == ScriptState::Active);
        number.ok_or(Refusal::ScriptNotApproved { script_id: self.id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_script_is_read_from_once_a_version_is_approved() {
        let script = Script::create(ScriptId::new(Uuid::from_u128(1)), "Вода".into(), None, Instant::UNIX_EPOCH).state;
        let not_yet = Refusal::ScriptNotApproved { script_id: script.id };
        assert_eq!((script.in_use(), script.clone().activate()), (Err(not_yet.clone()), Err(not_yet.clone())));
        let script = script.approve(1).unwrap().state;
        assert_eq!((script.state, script.in_use()), (ScriptState::Active, Ok(1)));
        let gone = script.withdraw().unwrap();
        assert_eq!((gone.state.in_use(), gone.events.len()), (Err(not_yet), 1));
        assert!(gone.state.clone().withdraw().unwrap().events.is_empty(), "a repeat is harmless");
        assert_eq!(gone.state.activate().unwrap().state.in_use(), Ok(1));
    }
}
