//! A month of the commission ledger on the wire.

use domain::commission::{self, PeriodState};

use super::month::MonthText;
use super::prelude::*;
use super::user::UserKey;

pub type PeriodStateTerm = Term<PeriodState>;

/// A month of the commission ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct Period {
    /// The month, as `YYYY-MM` in the company's time zone.
    pub month: MonthText,
    /// Version number of the month, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// State of the month: an open month takes postings, a closing or closed one passes them on to the next open month.
    pub state: PeriodStateTerm,
    /// When the month was closed, UTC; null while it is not closed.
    #[serde(serialize_with = "moment")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Id of the person who closed the month; null while it is not closed.
    pub closed_by: Option<UserKey>,
    /// Id of the person of finance who signed the reopening; null without that signature.
    pub reopen_finance_id: Option<UserKey>,
    /// Id of the director who signed the reopening; null without that signature.
    pub reopen_director_id: Option<UserKey>,
    /// Why the month is to be reopened, or was; null if nobody asked for it.
    pub reopen_reason: Option<String>,
}

impl From<commission::Period> for Period {
    fn from(period: commission::Period) -> Self {
        Self {
            month: MonthText(period.month),
            version: period.version,
            state: Term(period.state),
            closed_at: period.closed_at,
            closed_by: period.closed_by.map(Key),
            reopen_finance_id: period.reopen_finance_id.map(Key),
            reopen_director_id: period.reopen_director_id.map(Key),
            reopen_reason: period.reopen_reason,
        }
    }
}

versioned! { Period }

/// How a month is closed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodClose {
    /// `true` closes softly: statements are drafted and new postings go to the next month, but the month can still be reviewed. False if
    /// left out.
    #[serde(default)]
    pub soft: bool,
}

impl From<PeriodClose> for app::commission::Close {
    fn from(close: PeriodClose) -> Self {
        if close.soft { Self::Soft } else { Self::Full }
    }
}

/// Why a month is to be reopened.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodReopening {
    /// Why the month is to be reopened, in words.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}
