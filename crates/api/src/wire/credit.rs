//! A share of the credit for a deal or sale.

use domain::sales;

use super::client::UserKey;
use super::prelude::*;

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
