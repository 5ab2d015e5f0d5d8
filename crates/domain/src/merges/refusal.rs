//! Why a step with a duplicate or a merge is refused; each variant is one `code`, its fields are the facts.

use crate::{AlreadyDone, Illegal};

/// A rule of E-6 or E-18 refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It was done already, for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// One record is not two.
    #[error("a client is not merged with itself: name two clients")]
    SameClient,
    /// E-6: what has been paid since is settled.
    #[error("the month {month} is closed and holds what was earned since the merge: register the client anew instead")]
    PeriodClosed { month: String },
}
