//! Table `contacts`: the people at a client's.

use sea_orm::entity::prelude::*;

use super::client::Texts;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub client_id: Uuid,
    pub name: String,
    pub position: Option<String>,
    pub influence: Option<String>,
    pub decision_maker: bool,
    pub phones: Texts,
    pub emails: Texts,
    pub birthday: Option<chrono::NaiveDate>,
    pub do_not_contact: bool,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
