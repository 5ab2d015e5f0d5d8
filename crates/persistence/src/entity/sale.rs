//! Table `sales`; its lines are in `sale_lines`.

use sea_orm::entity::prelude::*;

use super::opportunity::Shares;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sales")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub source: Option<String>,
    pub external_id: Option<String>,
    pub client_id: Uuid,
    pub opportunity_id: Option<Uuid>,
    pub seller_id: Uuid,
    pub seller_unit: String,
    pub sale_on: chrono::NaiveDate,
    pub currency: String,
    pub credit_split: Shares,
    pub kind: String,
    pub kind_final: bool,
    pub acquisition_no: i64,
    pub state: String,
    pub gross_minor: i64,
    pub paid_minor: i64,
    pub refunded_minor: i64,
    pub created_by: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub confirmed_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::sale_line::Entity")]
    Lines,
}

impl Related<super::sale_line::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Lines.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
