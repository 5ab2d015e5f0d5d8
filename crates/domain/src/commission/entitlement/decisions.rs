//! What people decide about an entitlement (§3.9), with the reasons that they give: the same said again changes nothing, another reason
//! is told the first one.

use crate::already::same_reason;
use crate::commission::{EndReason, Entitlement, EntitlementState, Refusal, SuspendReason};
use crate::{Date, Decided};

impl Entitlement {
    /// Suspends it for a dispute.
    pub fn dispute(self, reason: Option<&str>, on: Date) -> Result<Decided<Self>, Refusal> {
        if self.is_disputed() {
            same_reason(self.suspend_note.as_deref(), reason)?;
        }
        let noted = |right: Self| Self { suspend_note: reason.map(str::to_owned), resume_note: None, ..right };
        self.suspend(SuspendReason::Disputed, on).map(|decided| with_reason(decided, reason, noted))
    }

    /// The dispute is decided for its holder.
    pub fn settle_dispute(self, reason: Option<&str>, on: Date) -> Result<Decided<Self>, Refusal> {
        if !self.is_disputed() && self.resume_note.is_some() {
            same_reason(self.resume_note.as_deref(), reason)?;
            return Ok(Decided::unchanged(self));
        }
        let noted = |right: Self| Self { resume_note: reason.map(str::to_owned), ..right };
        self.resume(SuspendReason::Disputed, on).map(|decided| with_reason(decided, reason, noted))
    }

    /// Finance or the director ends it; `on` is the last sale date that it covers, `today` unless given.
    pub fn end_by_decision(self, on: Option<Date>, reason: Option<&str>, today: Date) -> Result<Decided<Self>, Refusal> {
        if self.state == EntitlementState::Ended && self.end_reason == Some(EndReason::Decided) {
            same_reason(self.end_note.as_deref(), reason)?;
            if on.is_none() || on == self.ended_on {
                return Ok(Decided::unchanged(self));
            }
        }
        let noted = |right: Self| Self { end_note: reason.map(str::to_owned), ..right };
        self.end(EndReason::Decided, on.unwrap_or(today)).map(|decided| with_reason(decided, reason, noted))
    }
}

/// A decision that changed something, with its reason on the right and in the journal.
fn with_reason(decided: Decided<Entitlement>, reason: Option<&str>, noted: impl Fn(Entitlement) -> Entitlement) -> Decided<Entitlement> {
    if decided.events.is_empty() {
        return decided;
    }
    let Decided { state, events } = decided;
    let told = events.into_iter().map(|event| reason.into_iter().fold(event, |event, reason| event.with("note", reason)));
    Decided { state: noted(state), events: told.collect() }
}
