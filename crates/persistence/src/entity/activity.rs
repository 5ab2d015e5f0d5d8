//! Table `activities`: the contact history; append-only (I-2).

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub kind: String,
    pub direction: String,
    pub two_way: bool,
    pub user_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub occurred_at: chrono::DateTime<chrono::Utc>,
    pub result: Option<String>,
    pub next_step_on: Option<chrono::NaiveDate>,
    pub call_id: Option<Uuid>,
    pub meeting_id: Option<Uuid>,
    pub handoff_id: Option<Uuid>,
    pub corrects_id: Option<Uuid>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
