//! Table `webhook_deliveries`: what becomes of each event at each endpoint.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub endpoint_id: Uuid,
    pub event_id: Uuid,
    pub event_type: String,
    pub client_id: Option<Uuid>,
    pub occurred_at: chrono::DateTime<chrono::Utc>,
    /// Those of one lane go one after the other, by `seq`.
    pub lane: Option<Uuid>,
    pub seq: i64,
    pub state: String,
    pub tries: i64,
    pub attempt_count: i64,
    /// The newest attempts.
    pub attempts: Json,
    pub next_attempt_at: Option<chrono::DateTime<chrono::Utc>>,
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
