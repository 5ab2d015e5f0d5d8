//! A share of the credit for a deal or sale.

use domain::sales;
use domain::sales::split_signature::{self, SplitParty};

use super::client::UserKey;
use super::prelude::*;
use super::user::UnitTerm;

/// One person's share of the credit for a deal or sale; all shares together are 10,000 basis points.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditShare {
    /// Id of the person who gets the share.
    pub user_id: UserKey,
    /// Share of the credit in basis points; 10,000 is the whole credit.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000)]
    pub share_bp: i32,
}

impl From<sales::CreditShare> for CreditShare {
    fn from(share: sales::CreditShare) -> Self {
        Self { user_id: Key(share.user_id), share_bp: share.share_bp }
    }
}

impl From<CreditShare> for sales::CreditShare {
    fn from(share: CreditShare) -> Self {
        Self { user_id: share.user_id.0, share_bp: share.share_bp }
    }
}

pub type SplitPartyTerm = Term<SplitParty>;

/// The place where somebody agrees to a split.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SplitSignature {
    /// In which capacity somebody agrees: `seller`, or `head` of a unit whose people share the credit.
    pub party: SplitPartyTerm,
    /// Code of the unit whose head agrees; of the seller, the seller's own unit.
    pub unit: UnitTerm,
    /// Id of the seller; of a head, whoever has agreed, null until then.
    pub user_id: Option<UserKey>,
    /// When it was agreed, UTC; null while the agreement is missing.
    #[serde(serialize_with = "moment")]
    pub at: Option<DateTime<Utc>>,
}

impl From<split_signature::SplitSignature> for SplitSignature {
    fn from(place: split_signature::SplitSignature) -> Self {
        Self { party: Term(place.party), unit: Term(place.unit), user_id: place.user_id.map(Key), at: place.at }
    }
}
