//! Table `commission_entitlements`: rights to residual commission.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commission_entitlements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub user_id: Uuid,
    pub client_id: Uuid,
    pub acquisition_no: i64,
    pub product_lines: Json,
    pub carved_out: Json,
    pub plan_id: Uuid,
    pub plan_number: i64,
    pub steps: Json,
    pub tail_days: i64,
    pub late_residual_days: i64,
    pub clock_start_on: chrono::NaiveDate,
    pub schedule_end_on: Option<chrono::NaiveDate>,
    pub state: String,
    pub suspended_for: Json,
    pub ended_on: Option<chrono::NaiveDate>,
    pub end_reason: Option<String>,
    pub origin_sale_id: Uuid,
    pub accepted_at: Option<chrono::DateTime<chrono::Utc>>,
    pub completed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
