//! Table `refunds`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub source: String,
    pub external_id: String,
    pub client_id: Option<Uuid>,
    pub sale_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    pub payment_external_id: Option<String>,
    pub amount_minor: i64,
    pub currency: String,
    pub value_on: chrono::NaiveDate,
    pub reason: String,
    pub state: String,
    pub recorded_by: Option<Uuid>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
