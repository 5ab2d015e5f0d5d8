//! Why a group of clients is refused.

use crate::Currency;
use crate::ids::ClientGroupId;

/// A rule of §3.20 refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The code is taken.
    #[error("there is a client group with this code already")]
    Exists { id: ClientGroupId },
    /// Averages are in the currency of the company, and are compared with it.
    #[error("must be in {company}, the currency of the company")]
    Currency { pointer: String, company: Currency },
    /// A step is not above the one before.
    #[error("must be more than in the step before: the lowest step comes first")]
    NotAscending { pointer: String },
}
