//! The lifecycle of a handoff (§3.6). Conditions and effects are in `steps.rs`.

use super::HandoffState;

crate::words! {
    /// What may happen to a handoff.
    pub enum HandoffEvent {
        /// The first-sale trigger has fired (§3.5).
        Fire = "first_sale_fired",
        Propose = "propose",
        Return = "return",
        Accept = "accept",
        /// Silence, a return too many, or nobody with room.
        Escalate = "escalate",
        Assign = "assign",
        Introduce = "introduce",
        Complete = "complete",
        Exempt = "exempt",
        /// The exemption has run out (E-5).
        EndExemption = "exemption_ended",
        /// The deal fell through before anything was paid.
        Cancel = "cancel",
        /// C16.
        Void = "first_sale_voided",
        /// C5, C13, C19, C20, C25: there is nobody left to hand over.
        ClientGone = "client_gone",
    }
}

crate::lifecycle! {
    /// The state of a handoff after `event`; only a cancellation may be repeated: of two who accept, one wins.
    pub fn next(from: HandoffState, event: HandoffEvent) {
        Fire: Prepared | Exempted => stays;
        Propose: Prepared | Returned => Proposed;
        Return: Proposed => Returned;
        Accept: Proposed => Accepted;
        Escalate: Proposed => Escalated;
        Assign: Escalated => Accepted;
        Introduce: Accepted => Introduced;
        Complete: Introduced => Completed;
        Exempt: Prepared | Proposed | Returned | Escalated => Exempted;
        EndExemption: Exempted => Prepared;
        Cancel: Prepared | Proposed | Returned | Escalated | Exempted | Cancelled => Cancelled;
        Void | ClientGone: Prepared | Proposed | Returned | Accepted | Introduced | Escalated | Exempted | Cancelled => Cancelled;
    }
}
