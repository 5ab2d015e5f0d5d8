//! A version of a script: written as a draft, approved, and retired by the next one that is approved.

use super::{Objection, Step};
use crate::ids::{ScriptId, ScriptVersionId, UserId};
use crate::queue::Refusal;
use crate::{Decided, Event, EventName, Illegal, Instant, Version, Word};

crate::words! {
    /// Whether a version is read from.
    pub enum VersionState { Draft = "draft", Approved = "approved", Retired = "retired" }
}

/// A version of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptVersion {
    pub id: ScriptVersionId,
    pub version: Version,
    pub script_id: ScriptId,
    /// Counted from 1 within the script.
    pub number: i32,
    pub state: VersionState,
    pub steps: Vec<Step>,
    pub objections: Vec<Objection>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<Instant>,
}

/// What a version says.
#[derive(Clone, Debug)]
pub struct NewVersion {
    pub steps: Vec<Step>,
    pub objections: Vec<Objection>,
}

/// What changes of a draft; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct VersionChange {
    pub steps: Option<Vec<Step>>,
    pub objections: Option<Vec<Objection>>,
}

impl ScriptVersion {
    /// A draft.
    pub fn create(id: ScriptVersionId, (of, number): (ScriptId, i32), new: NewVersion, by: Option<UserId>, at: Instant) -> Decided<Self> {
        let event = Event::new(EventName::ScriptVersionDrafted, id, None).with("script_id", of).with("number", number);
        let made = Self {
            id,
            version: 0,
            script_id: of,
            number,
            state: VersionState::Draft,
            steps: new.steps,
            objections: new.objections,
            created_by: by,
            created_at: at,
            approved_by: None,
            approved_at: None,
        };
        Decided::one(made, event)
    }

    /// Other words; only of a draft.
    pub fn change(self, change: VersionChange) -> Result<Decided<Self>, Refusal> {
        self.draft("change")?;
        let (id, before) = (self.id, self.clone());
        let after =
            Self { steps: change.steps.unwrap_or(self.steps), objections: change.objections.unwrap_or(self.objections), ..before.clone() };
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let mut event = Event::new(EventName::ScriptVersionUpdated, id, None);
        for (member, changed) in [("steps", after.steps != before.steps), ("objections", after.objections != before.objections)] {
            event = if changed { event.with(member, "changed") } else { event };
        }
        Ok(Decided::one(after, event))
    }

    fn draft(&self, event: &'static str) -> Result<(), Illegal> {
        if self.state == VersionState::Draft { Ok(()) } else { Err(Illegal { from: self.state.as_str(), event }) }
    }

    /// It is read from now on. Approved already, nothing changes.
    pub fn approve(self, by: UserId, at: Instant) -> Result<Decided<Self>, Refusal> {
        if self.state == VersionState::Approved {
            return Ok(Decided::unchanged(self));
        }
        self.draft("approve")?;
        let event = Event::new(EventName::ScriptVersionApproved, self.id, None)
            .with("script_id", self.script_id)
            .with("number", self.number)
            .changed("state", self.state, VersionState::Approved);
        Ok(Decided::one(Self { state: VersionState::Approved, approved_by: Some(by), approved_at: Some(at), ..self }, event))
    }

    /// Another one is read from now on.
    pub fn retire(self) -> Decided<Self> {
        if self.state != VersionState::Approved {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::ScriptVersionUpdated, self.id, None).changed("state", self.state, VersionState::Retired);
        Decided::one(Self { state: VersionState::Retired, ..self }, event)
    }
}
