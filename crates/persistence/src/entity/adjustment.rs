//! Table `commission_adjustments`: corrections by hand.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commission_adjustments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub user_id: Uuid,
    pub counterpart_id: Option<Uuid>,
    pub amount_minor: i64,
    pub currency: String,
    pub reason: String,
    pub client_id: Option<Uuid>,
    pub sale_id: Option<Uuid>,
    pub statement_id: Option<Uuid>,
    pub value_on: chrono::NaiveDate,
    pub recorded_by: Option<Uuid>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
