//! Table `journal`: everything that happened, in the order of writing; append-only.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    /// The writing transaction; 0 on SQLite, where there is one at a time.
    pub tx: i64,
    pub at: chrono::DateTime<chrono::Utc>,
    pub name: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub client_id: Option<Uuid>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub request_id: Option<String>,
    pub facts: Json,
    /// Its number in the chain of its subject, from 1; below, it was written before there were chains.
    pub chain_no: i64,
    /// SHA-256 over the hash before it in the chain and its own content.
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
