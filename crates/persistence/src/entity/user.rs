//! Table `users`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub email: String,
    pub name: String,
    pub unit: String,
    pub roles: String,
    pub state: String,
    pub terminated_on: Option<chrono::NaiveDate>,
    pub extension: Option<String>,
    pub deputy_user_id: Option<Uuid>,
    pub password_hash: Option<String>,
    pub token_version: i64,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
