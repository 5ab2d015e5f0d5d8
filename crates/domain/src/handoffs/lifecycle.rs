//! The table of a handoff (§3.6): which state follows which event. Guards and effects are in `steps.rs`.

use super::{HandoffState, Refusal};
use crate::Word;

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

/// The table of §3.6 has no such step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Illegal {
    pub from: HandoffState,
    pub event: HandoffEvent,
}

impl From<Illegal> for Refusal {
    fn from(illegal: Illegal) -> Self {
        Self::Illegal { from: illegal.from.as_str(), event: illegal.event.as_str() }
    }
}

/// The state after `event`; only a cancellation may be repeated: of two who accept, one wins.
pub const fn next(from: HandoffState, event: HandoffEvent) -> Result<HandoffState, Illegal> {
    use {HandoffEvent as E, HandoffState as S};
    match (from, event) {
        (S::Prepared, E::Fire) | (S::Exempted, E::EndExemption) => Ok(S::Prepared),
        (S::Prepared | S::Returned, E::Propose) => Ok(S::Proposed),
        (S::Proposed, E::Return) => Ok(S::Returned),
        (S::Proposed, E::Escalate) => Ok(S::Escalated),
        (S::Proposed, E::Accept) | (S::Escalated, E::Assign) => Ok(S::Accepted),
        (S::Accepted, E::Introduce) => Ok(S::Introduced),
        (S::Introduced, E::Complete) => Ok(S::Completed),
        (S::Prepared | S::Proposed | S::Returned | S::Escalated, E::Exempt) | (S::Exempted, E::Fire) => Ok(S::Exempted),
        (S::Prepared | S::Proposed | S::Returned | S::Escalated | S::Exempted | S::Cancelled, E::Cancel)
        | (
            S::Prepared | S::Proposed | S::Returned | S::Accepted | S::Introduced | S::Escalated | S::Exempted | S::Cancelled,
            E::Void | E::ClientGone,
        ) => Ok(S::Cancelled),
        (S::Prepared, E::Return | E::Accept | E::Escalate | E::Assign | E::Introduce | E::Complete | E::EndExemption)
        | (S::Proposed, E::Fire | E::Propose | E::Assign | E::Introduce | E::Complete | E::EndExemption)
        | (S::Returned, E::Fire | E::Return | E::Accept | E::Escalate | E::Assign | E::Introduce | E::Complete | E::EndExemption)
        | (
            S::Accepted,
            E::Fire | E::Propose | E::Return | E::Accept | E::Escalate | E::Assign | E::Complete | E::Exempt | E::EndExemption | E::Cancel,
        )
        | (
            S::Introduced,
            E::Fire | E::Propose | E::Return | E::Accept | E::Escalate | E::Assign | E::Introduce | E::Exempt | E::EndExemption | E::Cancel,
        )
        | (S::Escalated, E::Fire | E::Propose | E::Return | E::Accept | E::Escalate | E::Introduce | E::Complete | E::EndExemption)
        | (S::Exempted, E::Propose | E::Return | E::Accept | E::Escalate | E::Assign | E::Introduce | E::Complete | E::Exempt)
        | (
            S::Completed,
            E::Fire
            | E::Propose
            | E::Return
            | E::Accept
            | E::Escalate
            | E::Assign
            | E::Introduce
            | E::Complete
            | E::Exempt
            | E::EndExemption
            | E::Cancel
            | E::Void
            | E::ClientGone,
        )
        | (
            S::Cancelled,
            E::Fire
            | E::Propose
            | E::Return
            | E::Accept
            | E::Escalate
            | E::Assign
            | E::Introduce
            | E::Complete
            | E::Exempt
            | E::EndExemption,
        ) => Err(Illegal { from, event }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_handoff() {
        let table: Vec<String> = HandoffState::ALL
            .iter()
            .map(|from| {
                let steps: Vec<_> =
                    HandoffEvent::ALL.iter().filter_map(|event| next(*from, *event).ok().map(|to| format!("{event}→{to}"))).collect();
                format!("{from} | {}", steps.join(" "))
            })
            .collect();
        assert_eq!(
            table,
            [
                "prepared | first_sale_fired→prepared propose→proposed exempt→exempted cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
                "proposed | return→returned accept→accepted escalate→escalated exempt→exempted cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
                "returned | propose→proposed exempt→exempted cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
                "accepted | introduce→introduced first_sale_voided→cancelled client_gone→cancelled",
                "introduced | complete→completed first_sale_voided→cancelled client_gone→cancelled",
                "completed | ",
                "escalated | assign→accepted exempt→exempted cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
                "exempted | first_sale_fired→exempted exemption_ended→prepared cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
                "cancelled | cancel→cancelled first_sale_voided→cancelled client_gone→cancelled",
            ]
        );
    }
}
