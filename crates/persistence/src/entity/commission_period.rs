//! Table `commission_periods`: months of the ledger.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commission_periods")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub month: String,
    pub state: String,
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub closed_by: Option<Uuid>,
    pub reopen_finance_id: Option<Uuid>,
    pub reopen_director_id: Option<Uuid>,
    pub reopen_reason: Option<String>,
    pub reminded_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
