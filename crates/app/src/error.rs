//! Why a use case did not happen. The api crate gives each its problem code.

use domain::access::Action;
use persistence::StoreError;

/// A member of the input that is well formed but wrong here, such as the code of an unknown product line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {detail}")]
pub struct FieldError {
    /// JSON pointer, `/lines/0/product_line`.
    pub pointer: String,
    /// What is wrong, for programs: `unknown`, `too_long` …
    pub code: &'static str,
    /// What is wrong and what to do, for people.
    pub detail: String,
}

/// A use case was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the caller may not know of it.
    #[error("this {0} does not exist")]
    NotFound(&'static str),
    /// The caller may never do this, or not to this object.
    #[error("you may not {0} here")]
    Forbidden(Action),
    /// `If-Match` names another version.
    #[error("it has been changed since you read it")]
    VersionMismatch,
    /// A place in the journal that it has not reached: of another database, or of this one before it was restored.
    #[error("this cursor lies beyond everything that has happened")]
    BeyondJournal,
    /// Another request has used this `Idempotency-Key`.
    #[error("this request has been sent before")]
    Repeated,
    /// A batch was given up, and nothing of it is kept: the database went away, or its caller wants all or nothing.
    #[error("the batch was left undone")]
    Interrupted,
    /// Members of the input are wrong.
    #[error("some members are wrong")]
    Fields(Vec<FieldError>),
    /// A rule of §3.15–§3.17 refused.
    #[error(transparent)]
    Dossier(#[from] domain::dossier::Refusal),
    /// A rule of E-6 or E-18 refused.
    #[error(transparent)]
    Merges(#[from] domain::merges::Refusal),
    /// A rule of §3.20 refused.
    #[error(transparent)]
    Groups(#[from] domain::groups::Refusal),
    /// A rule of §3.1 refused.
    #[error(transparent)]
    Clients(#[from] domain::clients::Refusal),
    /// Nobody decides on a matter of his own (§6.1).
    #[error(transparent)]
    OwnMatter(#[from] domain::own_matter::OwnMatter),
    /// E-45: no more clients are shown to him today.
    #[error(transparent)]
    ReadingStopped(#[from] domain::portfolio::unusual_reading::Stopped),
    /// A lifecycle does not allow the event.
    #[error(transparent)]
    Illegal(#[from] domain::Illegal),
    /// A rule of §3.5 refused.
    #[error(transparent)]
    Sales(#[from] domain::sales::Refusal),
    /// A rule of §3.9, §3.10 or §8 refused.
    #[error(transparent)]
    Commission(#[from] domain::commission::Refusal),
    /// A rule of §3.6 refused.
    #[error(transparent)]
    Handoffs(#[from] domain::handoffs::Refusal),
    /// A rule about people, units, machines refused.
    #[error(transparent)]
    Org(#[from] domain::org::Refusal),
    /// The server could not do its own part: no randomness, a damaged signing key.
    #[error("{0}")]
    Internal(&'static str),
    /// A rule about calls refused.
    #[error(transparent)]
    Calling(#[from] domain::calling::Refusal),
    /// A rule about missed calls refused (§3.3d).
    #[error(transparent)]
    MissedCalls(#[from] domain::calling::missed::Refusal),
    /// A rule about the reviews of calls refused (§3.3c).
    #[error(transparent)]
    Reviews(#[from] domain::calling::review::Refusal),
    /// A rule about clients who get other curators refused.
    #[error(transparent)]
    Reassignments(#[from] domain::reassignments::Refusal),
    /// A rule of receivables and plans of collections refuses.
    #[error(transparent)]
    Receivables(#[from] domain::receivables::Refusal),
    /// A rule of the queue refused.
    #[error(transparent)]
    Queue(#[from] domain::queue::Refusal),
    /// A rule of §3.4 refused.
    #[error(transparent)]
    Meetings(#[from] domain::meetings::Refusal),
    /// A rule about webhooks refused.
    #[error(transparent)]
    Webhooks(#[from] domain::webhooks::Refusal),
    /// The sandbox clock refused.
    #[error(transparent)]
    Sandbox(#[from] crate::sandbox::Refusal),
    /// Storage.
    #[error("storage")]
    Store(#[from] StoreError),
}

impl From<crate::auth::password::HashFailed> for AppError {
    fn from(_: crate::auth::password::HashFailed) -> Self {
        Self::Internal("a password could not be hashed")
    }
}
impl From<crate::auth::secret::NoRandomness> for AppError {
    fn from(_: crate::auth::secret::NoRandomness) -> Self {
        Self::Internal("the operating system gives no randomness")
    }
}

impl AppError {
    /// One wrong member.
    pub fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError { pointer: pointer.into(), code, detail: detail.into() }])
    }
}

impl persistence::AsStoreError for AppError {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
