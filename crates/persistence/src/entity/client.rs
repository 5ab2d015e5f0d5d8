//! Table `clients`: one row a client for his whole life; phones and e-mails lie in it as JSON, so that a card is one row.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clients")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub external_id: Option<String>,
    pub fingerprint: Option<String>,
    pub legal_name: String,
    pub trade_name: Option<String>,
    pub inn: Option<String>,
    pub kpp: Option<String>,
    pub vat_id: Option<String>,
    pub city: Option<String>,
    pub legal_address: Option<String>,
    pub actual_address: Option<String>,
    pub time_zone: Option<String>,
    pub source: String,
    pub referrer_client_id: Option<Uuid>,
    pub phones: Phones,
    pub emails: Texts,
    pub stage: String,
    pub stage_since: chrono::DateTime<chrono::Utc>,
    pub temperature: Option<String>,
    pub recontact_on: Option<chrono::NaiveDate>,
    pub qualification: Option<Qualification>,
    pub reason: Option<String>,
    pub no_shows: i64,
    pub acquisition_no: i64,
    pub first_sale_id: Option<Uuid>,
    pub first_sale_on: Option<chrono::NaiveDate>,
    pub last_sale_on: Option<chrono::NaiveDate>,
    pub handed_over_at: Option<chrono::DateTime<chrono::Utc>>,
    pub last_contact_at: Option<chrono::DateTime<chrono::Utc>>,
    pub last_curator_contact_at: Option<chrono::DateTime<chrono::Utc>>,
    pub silent_since: chrono::DateTime<chrono::Utc>,
    pub loss_proposal: Option<LossProposal>,
    pub lost_at: Option<chrono::DateTime<chrono::Utc>>,
    pub won_back_at: Option<chrono::DateTime<chrono::Utc>>,
    pub contact_exempt_until: Option<chrono::NaiveDate>,
    pub contact_exempt_reason: Option<String>,
    pub credit_hold: bool,
    pub curator_id: Option<Uuid>,
    pub hunter_of_record_id: Option<Uuid>,
    pub created_by: Option<Uuid>,
    pub imported: bool,
    pub duplicate_of_id: Option<Uuid>,
    pub record_status: String,
    pub merged_into_id: Option<Uuid>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Column `phones`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Phones(pub Vec<Phone>);

/// A number, and whether it may be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub callable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_not_call_at: Option<chrono::DateTime<chrono::Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_not_call_by: Option<Uuid>,
}

/// A list of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Texts(pub Vec<String>);

/// Column `qualification`: the checklist of C8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Qualification {
    pub need: String,
    pub decision_maker_known: bool,
    pub volume_hint: String,
    pub solvency_checked: bool,
    pub region_served: bool,
}

/// Column `loss_proposal` (C20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct LossProposal {
    pub reason: String,
    pub by: Uuid,
    pub at: chrono::DateTime<chrono::Utc>,
}
