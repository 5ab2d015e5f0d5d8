//! Table `search_texts`: what clients are found by, folded; a line each for a client, for each of his people, and for what is personal of them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_texts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub no: i64,
    pub client_id: Uuid,
    /// The client or one of his people.
    pub subject_id: Uuid,
    /// Only for those who meet him?
    pub personal: bool,
    pub text: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
