//! Table `payments`.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub source: String,
    pub external_id: String,
    pub client_id: Uuid,
    pub amount_minor: i64,
    pub currency: String,
    pub value_on: chrono::NaiveDate,
    pub state: String,
    pub unallocated_minor: i64,
    pub named: Wishes,
    pub recorded_by: Option<Uuid>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Column `named`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Wishes(pub Vec<Wish>);

/// A sale that the payer named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub sale_id: Uuid,
    pub amount_minor: i64,
}
