//! Why a command on a handoff is refused: one variant per rule, its facts as fields.

use super::ChecklistItem;
use crate::{Illegal, Instant, UserId};

/// A command on a handoff is refused (§3.6).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle of a handoff (§3.6) does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Nobody hands over what is not sold.
    #[error("the first sale is not paid yet")]
    FirstSaleNotPaid,
    /// The file is incomplete.
    #[error("the checklist is incomplete: every item must be true, and missing names those that are not")]
    ChecklistIncomplete { missing: Vec<ChecklistItem> },
    /// The handoff was not rehearsed.
    #[error("the handoff was not rehearsed")]
    NotRehearsed,
    /// E-38: persons, not roles: nobody hands over to himself.
    #[error("giver and receiver of a handoff must be two different persons")]
    GiverTakes,
    /// N-11; the head may override (E-24).
    #[error("{farmer} has {load} clients, and the maximum is {max}: a head may send override")]
    PortfolioFull { farmer: UserId, load: i64, max: i64 },
    /// N-18b has passed: the head decides now.
    #[error("the handoff could be returned until {}", crate::zulu(*.due_at))]
    TooLate { due_at: Instant },
    /// E-5: the client has been left with the hunter often enough.
    #[error("all {max} exemptions of this handoff are used up")]
    ExemptionsUsedUp { max: i64 },
    /// E-5: no longer than the norm.
    #[error("an exemption lasts at most {max_days} days")]
    ExemptionTooLong { max_days: i64 },
    /// I-18: nobody exempts himself.
    #[error("a party to the handoff cannot exempt it: another director decides")]
    OwnExemption,
    /// The farmer has not spoken with the client since the introduction.
    #[error("the new curator has not spoken with the client since the introduction")]
    NoContactYet,
    /// A paid first sale is handed over, not forgotten.
    #[error("the first sale stands: the client must be handed over")]
    FirstSaleStands,
}
