//! Why a command on a client is refused: one variant per rule, its facts as fields. Status codes are the api's.

use super::{RecordStatus, Temperature};
use crate::{ClientId, ContactId, Date, Illegal};

/// A command on a client is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The lifecycle of a client (§3.1) does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Merged and erased records accept no command (I-22).
    #[error("the record of this client is {status} and takes no commands")]
    NotLive { status: RecordStatus },
    /// C8: what is not yet known.
    #[error("the qualification lacks {}", missing.join(", "))]
    ChecklistIncomplete { missing: Vec<&'static str> },
    /// C6: only a warm or cool need is worth waiting for.
    #[error("only a warm or cool client can be postponed, not a {temperature} one")]
    NotPostponable { temperature: Temperature },
    /// C6: the date is not after today, or too far away.
    #[error("recontact_on must lie after today and not after {latest_on}")]
    RecontactOutOfRange { latest_on: Date },
    /// C6: a meeting is still to be held.
    #[error("a meeting is still open")]
    OpenMeeting,
    /// C6: a deal is still in progress.
    #[error("a deal is still open")]
    OpenOpportunity,
    /// C23: too early to begin again.
    #[error("the client may be taken up again from {from_on}")]
    TooEarlyToRecycle { from_on: Date },
    /// C23: he is never taken up again.
    #[error("a client disqualified as {reason} is not taken up again")]
    NeverRecycled { reason: String },
    /// C20: nobody proposed it.
    #[error("nobody has proposed to declare this client lost: send propose-lost first")]
    NoLossProposed,
    /// §3.1a: the exemption does not end in time.
    #[error("until_on must lie after today and not after {latest_on}")]
    ExemptionOutOfRange { latest_on: Date },
    /// C25: something is still owed, to him or by him.
    #[error("money is still open: settle it before the client's data is erased")]
    OpenMoney,
    /// I-18: the curator does not exempt himself from his own work.
    #[error("the curator of a client cannot exempt it from contact: a head decides")]
    OwnExemption,
    /// E-18: a branch of a branch, or a head office that would become one.
    #[error("a head office is no branch itself")]
    BranchOfBranch,
    /// E-18: the tax id is another record's.
    #[error("the client exists already: {id}")]
    Exists { id: ClientId },
    /// The external id is another contact's, or the contact's with other content.
    #[error("the contact {id} has this external_id and other content")]
    ContactKnown { id: ContactId },
    /// The external id is known with other content.
    #[error("the client {id} has this external_id and other content")]
    ExternalIdTaken { id: ClientId },
}
