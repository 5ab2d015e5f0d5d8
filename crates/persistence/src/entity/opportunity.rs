//! Table `opportunities`: deals in progress.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub client_id: Uuid,
    pub product_line: String,
    pub owner_id: Uuid,
    pub stage: String,
    pub state: String,
    pub amount_minor: i64,
    pub currency: String,
    pub close_on: Option<chrono::NaiveDate>,
    pub credit_split: Shares,
    pub lost_reason: Option<String>,
    pub competitor: Option<String>,
    pub acquisition_no: i64,
    pub registered_at: chrono::DateTime<chrono::Utc>,
    pub touched_at: chrono::DateTime<chrono::Utc>,
    pub stale: bool,
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Column `credit_split`, here and in `sales`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Shares(pub Vec<Share>);

/// One person's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub user_id: Uuid,
    pub share_bp: i32,
}
