//! Table `handoffs`.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "handoffs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub client_id: Uuid,
    pub kind: String,
    pub from_user_id: Uuid,
    pub to_user_id: Option<Uuid>,
    pub state: String,
    pub checklist: Json,
    pub rehearsed: bool,
    pub returns: Returns,
    pub first_sale_id: Option<Uuid>,
    pub due_at: Option<chrono::DateTime<chrono::Utc>>,
    pub overdue: bool,
    pub proposed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub accepted_at: Option<chrono::DateTime<chrono::Utc>>,
    pub introduced_at: Option<chrono::DateTime<chrono::Utc>>,
    pub completed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub intro_activity_id: Option<Uuid>,
    pub exempt_until: Option<chrono::DateTime<chrono::Utc>>,
    pub exempt_reason: Option<String>,
    pub exemptions: i64,
    pub overridden: bool,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Column `returns`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Returns(pub Vec<Return>);

/// One reasoned return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    pub by: Uuid,
    pub at: chrono::DateTime<chrono::Utc>,
}
