//! Table `commission_statements`: what people are owed for a month.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commission_statements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub user_id: Uuid,
    pub period: String,
    pub currency: String,
    pub total_minor: i64,
    pub line_count: i64,
    pub carry_in_minor: i64,
    pub payable_minor: i64,
    pub carry_out_minor: i64,
    pub state: String,
    pub dispute: Option<Json>,
    pub issued_at: Option<chrono::DateTime<chrono::Utc>>,
    pub dispute_until: Option<chrono::DateTime<chrono::Utc>>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
    pub paid_by: Option<Uuid>,
    pub paid_at: Option<chrono::DateTime<chrono::Utc>>,
    pub payment_ref: Option<String>,
    pub carried_to_id: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
