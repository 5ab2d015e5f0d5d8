//! A claim on the wire.

use app::dossier;
use domain::dossier::claim::{self, ClaimSeverity, ClaimState};
use domain::ids::ClaimKind;

use super::client::{ClientKey, SaleKey};
use super::prelude::*;
use super::promise::PromiseKey;
use super::user::UserKey;

pub type ClaimKey = Key<ClaimKind>;
pub type ClaimSeverityTerm = Term<ClaimSeverity>;
pub type ClaimStateTerm = Term<ClaimState>;

/// A claim of a client: something that the client is not content with.
#[derive(Debug, Serialize, ToSchema)]
pub struct Claim {
    /// Id of the claim, assigned by the server.
    pub id: ClaimKey,
    /// Version number of the claim, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client who makes the claim.
    pub client_id: ClientKey,
    /// Id of the sale that the claim is about; null if it is about none.
    pub sale_id: Option<SaleKey>,
    /// Subject of the claim in a few words.
    #[schema(examples("ржавая вода"))]
    pub subject: String,
    /// What the client says, in words.
    pub text: String,
    /// How bad the claim is.
    pub severity: ClaimSeverityTerm,
    /// State of the claim. While one is open, nobody begins to sell the client anything new.
    pub state: ClaimStateTerm,
    /// Id of the employee who settles the claim.
    pub owner_id: UserKey,
    /// How the claim was settled, or why it was rejected, in words; null while it is open.
    pub resolution: Option<String>,
    /// When the claim was settled or rejected, UTC; null while it is open.
    #[serde(serialize_with = "moment")]
    pub resolved_at: Option<DateTime<Utc>>,
    /// Id of the promise that was made to settle the claim; null if none was.
    pub promise_id: Option<PromiseKey>,
    /// Id of the employee who opened the claim.
    pub created_by: Option<UserKey>,
    /// When the claim was opened, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<claim::Claim> for Claim {
    fn from(claim: claim::Claim) -> Self {
        Self {
            id: Key(claim.id),
            version: claim.version,
            client_id: Key(claim.client_id),
            sale_id: claim.sale_id.map(Key),
            subject: claim.subject,
            text: claim.text,
            severity: Term(claim.severity),
            state: Term(claim.state),
            owner_id: Key(claim.owner_id),
            resolution: claim.resolution,
            resolved_at: claim.resolved_at,
            promise_id: claim.promise_id.map(Key),
            created_by: claim.created_by.map(Key),
            created_at: claim.created_at,
        }
    }
}

versioned! { Claim }

/// A claim to be opened.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClaim {
    /// Id of the client who makes the claim.
    pub client_id: ClientKey,
    /// Id of a sale to the client that the claim is about.
    pub sale_id: Option<SaleKey>,
    /// Subject of the claim in a few words.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(examples("ржавая вода"), min_length = 1, max_length = 500)]
    pub subject: String,
    /// What the client says, in words.
    #[validate(length(min = 1, max = 8_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 8_000)]
    pub text: String,
    /// How bad the claim is.
    pub severity: ClaimSeverityTerm,
    /// Id of a promise with the client that was made to settle the claim.
    pub promise_id: Option<PromiseKey>,
}

impl From<NewClaim> for dossier::NewClaim {
    fn from(new: NewClaim) -> Self {
        Self {
            client_id: new.client_id.0,
            sale_id: new.sale_id.map(|key| key.0),
            subject: new.subject,
            text: new.text,
            severity: new.severity.0,
            promise_id: new.promise_id.map(|key| key.0),
        }
    }
}

/// What may change of an open claim.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimPatch {
    /// Id of a sale to the client that the claim is about; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<SaleKey>)]
    pub sale_id: Option<Option<SaleKey>>,
    /// Subject of the claim in a few words.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 500)]
    pub subject: Option<String>,
    /// What the client says, in words.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 8_000), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 8_000)]
    pub text: Option<String>,
    /// How bad the claim is.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub severity: Option<ClaimSeverityTerm>,
    /// Id of a promise with the client that was made to settle the claim; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<PromiseKey>)]
    pub promise_id: Option<Option<PromiseKey>>,
}

impl From<ClaimPatch> for dossier::ClaimChange {
    fn from(patch: ClaimPatch) -> Self {
        Self {
            sale_id: patch.sale_id.map(|sale| sale.map(|key| key.0)),
            subject: patch.subject,
            text: patch.text,
            severity: patch.severity.map(|severity| severity.0),
            promise_id: patch.promise_id.map(|promise| promise.map(|key| key.0)),
        }
    }
}

/// Who settles a claim from now on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignClaim {
    /// Id of the employee who settles the claim from now on.
    pub user_id: UserKey,
}

/// How a claim was settled.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveClaim {
    /// How the claim was settled, in words.
    #[validate(length(min = 1, max = 4_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 4_000)]
    pub resolution: String,
}

/// Why a claim is rejected.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectClaim {
    /// Why the claim is rejected, in words.
    #[validate(length(min = 1, max = 4_000), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 4_000)]
    pub reason: String,
}
