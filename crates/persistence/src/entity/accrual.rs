//! Table `commission_accruals`: the ledger; append-only but for state, month and conversion.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "commission_accruals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub user_id: Uuid,
    pub client_id: Option<Uuid>,
    pub sale_id: Option<Uuid>,
    pub sale_line_id: Option<Uuid>,
    pub allocation_id: Option<Uuid>,
    pub entitlement_id: Option<Uuid>,
    pub earned_on: String,
    pub rule: String,
    pub rate_bp: i64,
    pub share_bp: i64,
    pub base_minor: i64,
    pub amount_minor: i64,
    pub currency: String,
    pub base_so_far_minor: i64,
    pub amount_so_far_minor: i64,
    pub plan_id: Uuid,
    pub plan_number: i64,
    pub step: Option<Json>,
    pub fx_on: chrono::NaiveDate,
    pub fx_rate: Option<i64>,
    pub plan_amount_minor: Option<i64>,
    pub plan_currency: String,
    pub value_on: chrono::NaiveDate,
    pub state: String,
    pub held_reason: Option<String>,
    pub period: Option<String>,
    pub late: bool,
    pub statement_id: Option<Uuid>,
    pub reverses_id: Option<Uuid>,
    pub adjustment_id: Option<Uuid>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
