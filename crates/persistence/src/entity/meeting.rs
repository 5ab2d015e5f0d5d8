//! Table `meetings`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "meetings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub client_id: Uuid,
    pub kind: String,
    pub booked_by: Uuid,
    pub hunter_id: Uuid,
    pub contact_id: Option<Uuid>,
    pub call_id: Option<Uuid>,
    pub starts_at: chrono::DateTime<chrono::Utc>,
    pub ends_at: chrono::DateTime<chrono::Utc>,
    pub place: Option<String>,
    pub state: String,
    pub acceptance: String,
    pub reject_reason: Option<String>,
    pub cancel_reason: Option<String>,
    pub comment: Option<String>,
    pub reschedules: i64,
    pub accept_due_at: Option<chrono::DateTime<chrono::Utc>>,
    pub held_at: Option<chrono::DateTime<chrono::Utc>>,
    pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
    pub disputed_by: Option<Uuid>,
    pub verdicts: Json,
    pub outcome_due_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
