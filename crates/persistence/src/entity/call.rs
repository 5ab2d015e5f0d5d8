//! Table `calls`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub source: String,
    pub external_call_id: String,
    pub integration_id: Uuid,
    pub client_id: Option<Uuid>,
    pub candidate_ids: Json,
    pub user_id: Option<Uuid>,
    pub direction: String,
    pub client_phone_raw: Option<String>,
    pub client_phone: Option<String>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    pub state: String,
    pub started_at: chrono::DateTime<chrono::Utc>,
    pub time_estimated: bool,
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub ring_seconds: Option<i64>,
    pub talk_seconds: Option<i64>,
    pub total_seconds: Option<i64>,
    pub outcome: Option<String>,
    pub outcome_raw: Option<String>,
    pub recording_url: Option<String>,
    pub activity_id: Option<Uuid>,
    pub disposition: Option<String>,
    pub disposition_by: Option<Uuid>,
    pub disposition_at: Option<chrono::DateTime<chrono::Utc>>,
    pub disposition_conflict: bool,
    pub callback_at: Option<chrono::DateTime<chrono::Utc>>,
    pub note: Option<String>,
    pub meeting_id: Option<Uuid>,
    pub received_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
