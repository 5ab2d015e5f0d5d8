//! The cells of §3.1, one function an event, every stage named: `None` is a refusal, the same stage means that it is not concerned.

#![expect(clippy::unnecessary_wraps, reason = "all cells have one shape")]

use super::super::Stage;
use Stage as S;

/// C4, C7. Nobody is refused a conversation; later stages are not moved by it.
pub(super) const fn reached(from: Stage) -> Option<Stage> {
    match from {
        S::Suspect | S::Nurturing => Some(S::Contacted),
        S::Contacted | S::Qualified | S::MeetingBooked | S::Prospect | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => {
            Some(from)
        }
    }
}

/// C5. From `meeting_booked` on a meeting or a deal decides.
pub(super) const fn final_negative(from: Stage) -> Option<Stage> {
    match from {
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified => Some(S::Disqualified),
        S::MeetingBooked | S::Prospect | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => None,
    }
}

/// C5 and C13 for whoever has bought before.
pub(super) const fn former_buyer_lost(from: Stage) -> Option<Stage> {
    match from {
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified | S::Prospect => Some(S::Lost),
        S::MeetingBooked | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => None,
    }
}

/// C6.
pub(super) const fn postponed(from: Stage) -> Option<Stage> {
    match from {
        S::Contacted | S::Qualified | S::MeetingBooked | S::Prospect => Some(S::Nurturing),
        S::Suspect | S::Nurturing | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => None,
    }
}

/// C8.
pub(super) const fn qualified(from: Stage) -> Option<Stage> {
    match from {
        S::Contacted | S::Nurturing => Some(S::Qualified),
        S::Suspect | S::Qualified | S::MeetingBooked | S::Prospect | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => {
            None
        }
    }
}

/// C9.
pub(super) const fn meeting_booked(from: Stage) -> Option<Stage> {
    match from {
        S::Contacted | S::Nurturing | S::Qualified => Some(S::MeetingBooked),
        S::Suspect | S::MeetingBooked | S::Prospect | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => None,
    }
}

/// C10–C12. A meeting may outlive its stage (he bought directly, E-21): then its outcome moves nobody.
pub(super) const fn first_meeting(from: Stage, to: Stage) -> Option<Stage> {
    match from {
        S::MeetingBooked => Some(to),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::Prospect
        | S::Client
        | S::Active
        | S::Abandoned
        | S::Lost
        | S::Disqualified => Some(from),
    }
}

/// C12 late: the hunter's no (C11) was overturned by the admin (§3.4).
pub(super) const fn rejection_overturned(from: Stage) -> Option<Stage> {
    match from {
        S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked => Some(S::Prospect),
        S::Suspect | S::Prospect | S::Client | S::Active | S::Abandoned | S::Lost | S::Disqualified => Some(from),
    }
}

/// C13. After the first sale a lost deal moves nobody.
pub(super) const fn last_deal(from: Stage, to: Stage) -> Option<Stage> {
    match from {
        S::Prospect => Some(to),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Client
        | S::Active
        | S::Abandoned
        | S::Lost
        | S::Disqualified => Some(from),
    }
}

/// C14, C14b. Only once in an acquisition; a payment by somebody written off proves the record wrong, not the payment (C).
pub(super) const fn first_sale(from: Stage, to: Stage) -> Option<Stage> {
    match from {
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked | S::Prospect | S::Lost | S::Disqualified => Some(to),
        S::Client | S::Active | S::Abandoned => None,
    }
}

/// C15; between two farmers nothing moves.
pub(super) const fn handoff_accepted(from: Stage) -> Option<Stage> {
    match from {
        S::Client => Some(S::Active),
        S::Active | S::Abandoned => Some(from),
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked | S::Prospect | S::Lost | S::Disqualified => None,
    }
}

/// C16; an early loss is not undone by the refund that follows it (C).
pub(super) const fn first_sale_voided(from: Stage) -> Option<Stage> {
    match from {
        S::Client | S::Active | S::Abandoned => Some(S::Prospect),
        S::Lost => Some(from),
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked | S::Prospect | S::Disqualified => None,
    }
}

/// C17.
pub(super) const fn silent_too_long(from: Stage) -> Option<Stage> {
    match from {
        S::Active => Some(S::Abandoned),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Prospect
        | S::Client
        | S::Abandoned
        | S::Lost
        | S::Disqualified => None,
    }
}

/// C18. Nobody is refused a conversation.
pub(super) const fn contact_made(from: Stage) -> Option<Stage> {
    match from {
        S::Abandoned => Some(S::Active),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Prospect
        | S::Client
        | S::Active
        | S::Lost
        | S::Disqualified => Some(from),
    }
}

/// C19.
pub(super) const fn given_up(from: Stage) -> Option<Stage> {
    match from {
        S::Abandoned => Some(S::Lost),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Prospect
        | S::Client
        | S::Active
        | S::Lost
        | S::Disqualified => None,
    }
}

/// C20.
pub(super) const fn loss_confirmed(from: Stage) -> Option<Stage> {
    match from {
        S::Client | S::Active | S::Abandoned => Some(S::Lost),
        S::Suspect | S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked | S::Prospect | S::Lost | S::Disqualified => None,
    }
}

/// C21; also of somebody reopened within N-48, whose acquisition goes on (C).
pub(super) const fn won_back(from: Stage) -> Option<Stage> {
    match from {
        S::Contacted | S::Nurturing | S::Qualified | S::MeetingBooked | S::Prospect | S::Lost => Some(S::Active),
        S::Suspect | S::Client | S::Active | S::Abandoned | S::Disqualified => None,
    }
}

/// C22.
pub(super) const fn reopened(from: Stage) -> Option<Stage> {
    match from {
        S::Lost => Some(S::Contacted),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Prospect
        | S::Client
        | S::Active
        | S::Abandoned
        | S::Disqualified => None,
    }
}

/// C23.
pub(super) const fn recycled(from: Stage) -> Option<Stage> {
    match from {
        S::Disqualified => Some(S::Suspect),
        S::Suspect
        | S::Contacted
        | S::Nurturing
        | S::Qualified
        | S::MeetingBooked
        | S::Prospect
        | S::Client
        | S::Active
        | S::Abandoned
        | S::Lost => None,
    }
}
