//! A suppression on the wire.

use domain::calling::suppression::{self, SuppressionReason, SuppressionState};
use domain::ids::SuppressionKind;

use super::call::CallKey;
use super::client::ClientKey;
use super::phone::read_one;
use super::prelude::*;
use super::user::UserKey;

pub type SuppressionKey = Key<SuppressionKind>;
pub type SuppressionReasonTerm = Term<SuppressionReason>;
pub type SuppressionStateTerm = Term<SuppressionState>;

/// A phone number that nobody calls, whoever has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Suppression {
    /// Id of the suppression, assigned by the server.
    pub id: SuppressionKey,
    /// Version number of the suppression, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Phone number that is not called, in E.164.
    #[schema(examples("+74955550000"))]
    pub number: String,
    /// Why the number is not called.
    pub reason: SuppressionReasonTerm,
    /// Free note about the suppression; null if none was given.
    pub note: Option<String>,
    /// Id of the client with whom the suppression came up; null if it came up with nobody.
    pub client_id: Option<ClientKey>,
    /// Id of the call in which somebody asked for the suppression; null if it was no call.
    pub call_id: Option<CallKey>,
    /// Whether the suppression is in force: `active`, or `lifted` by the director.
    pub state: SuppressionStateTerm,
    /// Id of the employee who made the suppression; null if a machine did.
    pub created_by: Option<UserKey>,
    /// When the suppression was made, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// Id of the director who lifted the suppression; null while it is in force.
    pub lifted_by: Option<UserKey>,
    /// When the suppression was lifted, UTC; null while it is in force.
    #[serde(serialize_with = "moment")]
    pub lifted_at: Option<DateTime<Utc>>,
    /// Why the suppression was lifted; null while it is in force.
    pub lift_reason: Option<String>,
    /// What shows that the number may be called again; null while the suppression is in force.
    pub lift_proof: Option<String>,
}

impl From<suppression::Suppression> for Suppression {
    fn from(suppression: suppression::Suppression) -> Self {
        Self {
            id: Key(suppression.id),
            version: suppression.version,
            number: suppression.number.as_str().to_owned(),
            reason: Term(suppression.reason),
            note: suppression.note,
            client_id: suppression.client_id.map(Key),
            call_id: suppression.call_id.map(Key),
            state: Term(suppression.state),
            created_by: suppression.created_by.map(Key),
            created_at: suppression.created_at,
            lifted_by: suppression.lifted_by.map(Key),
            lifted_at: suppression.lifted_at,
            lift_reason: suppression.lift_reason,
            lift_proof: suppression.lift_proof,
        }
    }
}

versioned! { Suppression }
identified! { Suppression }

/// A phone number that is not to be called any more.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSuppression {
    /// Phone number that must not be called, in international form or as it is dialled in the company's region.
    #[validate(length(min = 1, max = 200))]
    #[schema(examples("8 (495) 555-00-00"), min_length = 1, max_length = 200)]
    pub number: String,
    /// Why the number must not be called.
    pub reason: SuppressionReasonTerm,
    /// Free note about the suppression, such as which letter asked for it.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub note: Option<String>,
    /// Id of the client with whom the suppression came up.
    pub client_id: Option<ClientKey>,
    /// Id of the call in which somebody asked for the suppression.
    pub call_id: Option<CallKey>,
}

impl NewSuppression {
    /// What is to be suppressed; the number is read as in `region`.
    pub fn read(self, region: &str) -> Result<suppression::NewSuppression, Problem> {
        let mut errors = Vec::new();
        let number = read_one(&self.number, region, "/number".into(), &mut errors);
        let Some(number) = number else { return Err(Problem::fields(errors)) };
        Ok(suppression::NewSuppression {
            number,
            reason: self.reason.0,
            note: self.note,
            client_id: self.client_id.map(|key| key.0),
            call_id: self.call_id.map(|key| key.0),
        })
    }
}

/// Why a number may be called again, and what shows it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftSuppression {
    /// Why the number may be called again.
    #[validate(length(min = 1, max = 4000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    /// What shows that the number may be called again, such as a letter of its owner.
    #[validate(length(min = 1, max = 4000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 4000)]
    pub proof: String,
}
