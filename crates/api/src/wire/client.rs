//! A client on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::clients::search::SearchTerms;
use domain::clients::{self, ClientSource, RecordStatus, Stage, Temperature};
use domain::ids::{ClientKind, SaleKindId};
use persistence::clients::{Personal, Search};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client_command::{ContactExemption, LossProposal, Qualification};
use super::phone::{ClientPhone, filter_phone};
use super::{Key, Term};
use crate::answer::Versioned;
use crate::body::present;
use crate::list::{Filter, Several};
use crate::{Code, Problem};

/// Id of a client.
pub type ClientKey = Key<ClientKind>;
pub use super::user::UserKey;
/// Id of a sale.
pub type SaleKey = Key<SaleKindId>;
/// A stage.
pub type StageTerm = Term<Stage>;
/// A temperature.
pub type TemperatureTerm = Term<Temperature>;
/// Where a client came from.
pub type ClientSourceTerm = Term<ClientSource>;
/// The life of a record.
pub type RecordStatusTerm = Term<RecordStatus>;

/// A company that buys, may buy or has bought: one record for its whole life.
#[derive(Debug, Serialize, ToSchema)]
pub struct Client {
    /// Its id.
    pub id: ClientKey,
    /// The number in its ETag.
    pub version: i64,
    /// The key under which an import knows it.
    pub external_id: Option<String>,
    /// Name by the register.
    #[schema(examples("ООО «Ромашка»"))]
    pub legal_name: String,
    /// Name in use.
    pub trade_name: Option<String>,
    /// Russian tax id.
    #[schema(examples("7707083893"))]
    pub inn: Option<String>,
    /// Russian registration code.
    pub kpp: Option<String>,
    /// VAT id of other countries.
    pub vat_id: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Addresses.
    pub addresses: Addresses,
    /// IANA time zone; the company's where unknown.
    pub time_zone: Option<String>,
    /// Where it came from.
    pub source: ClientSourceTerm,
    /// The client who recommended us.
    pub referrer_client_id: Option<ClientKey>,
    /// Numbers, E.164.
    pub phones: Vec<ClientPhone>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Where it stands; the effect of calls, meetings and sales, never written.
    pub stage: StageTerm,
    /// Since when.
    pub stage_since: DateTime<Utc>,
    /// How near its need is, before the first sale.
    pub temperature: Option<TemperatureTerm>,
    /// When to call again, while it is `nurturing`.
    pub recontact_on: Option<NaiveDate>,
    /// What is known of its need.
    pub qualification: Option<Qualification>,
    /// Why it is disqualified or lost.
    pub reason: Option<String>,
    /// 1, and one more with each reacquisition.
    pub acquisition_no: i32,
    /// The first sale of this acquisition, once it is paid.
    pub first_sale_id: Option<SaleKey>,
    /// Its day.
    pub first_sale_on: Option<NaiveDate>,
    /// Day of the newest sale.
    pub last_sale_on: Option<NaiveDate>,
    /// When a farmer accepted it.
    pub handed_over_at: Option<DateTime<Utc>>,
    /// Newest conversation with anybody of ours; mailings and attempts do not count.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Newest conversation with its curator.
    pub last_curator_contact_at: Option<DateTime<Utc>>,
    /// The curator proposes to declare it lost.
    pub loss_proposal: Option<LossProposal>,
    /// When it was lost, the last time.
    pub lost_at: Option<DateTime<Utc>>,
    /// When it came back, the last time.
    pub won_back_at: Option<DateTime<Utc>>,
    /// Left in peace until a day.
    pub contact_exemption: Option<ContactExemption>,
    /// No new sale is confirmed without the head.
    pub credit_hold: bool,
    /// Who answers for it now.
    pub curator_id: Option<UserKey>,
    /// Who won it.
    pub hunter_of_record_id: Option<UserKey>,
    /// Who brought it into the base; null for integrations.
    pub created_by: Option<UserKey>,
    /// It was ours before we used this system.
    pub imported: bool,
    /// It looks like another record.
    pub duplicate_suspected: bool,
    /// Like which.
    pub duplicate_of_id: Option<ClientKey>,
    /// Is the record alive, merged or erased?
    pub record_status: RecordStatusTerm,
    /// The record that goes on in its place.
    pub merged_into_id: Option<ClientKey>,
    /// When it came into the base.
    pub created_at: DateTime<Utc>,
}

/// Addresses of a client.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields)]
pub struct Addresses {
    /// By the register.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub legal: Option<String>,
    /// Where it really is.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub actual: Option<String>,
}

/// What may be corrected of the addresses of a client; null empties one, the one not named stays.
#[derive(Debug, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields)]
pub struct AddressesPatch {
    /// By the register.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub legal: Option<Option<String>>,
    /// Where it really is.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub actual: Option<Option<String>>,
}

impl From<clients::Client> for Client {
    fn from(client: clients::Client) -> Self {
        Self {
            id: Key(client.id),
            version: client.version,
            external_id: client.external_id,
            legal_name: client.legal_name,
            trade_name: client.trade_name,
            inn: client.inn,
            kpp: client.kpp,
            vat_id: client.vat_id,
            city: client.city,
            addresses: Addresses { legal: client.legal_address, actual: client.actual_address },
            time_zone: client.time_zone,
            source: Term(client.source),
            referrer_client_id: client.referrer_client_id.map(Key),
            phones: client.phones.into_iter().map(Into::into).collect(),
            emails: client.emails,
            stage: Term(client.stage),
            stage_since: client.stage_since,
            temperature: client.temperature.map(Term),
            recontact_on: client.recontact_on,
            qualification: client.qualification.map(Into::into),
            reason: client.reason,
            acquisition_no: client.acquisition_no,
            first_sale_id: client.first_sale_id.map(Key),
            first_sale_on: client.first_sale_on,
            last_sale_on: client.last_sale_on,
            handed_over_at: client.handed_over_at,
            last_contact_at: client.last_contact_at,
            last_curator_contact_at: client.last_curator_contact_at,
            loss_proposal: client.loss_proposal.map(Into::into),
            lost_at: client.lost_at,
            won_back_at: client.won_back_at,
            contact_exemption: client.contact_exemption.map(Into::into),
            credit_hold: client.credit_hold,
            curator_id: client.curator_id.map(Key),
            hunter_of_record_id: client.hunter_of_record_id.map(Key),
            created_by: client.created_by.map(Key),
            imported: client.imported,
            duplicate_suspected: client.duplicate_of_id.is_some(),
            duplicate_of_id: client.duplicate_of_id.map(Key),
            record_status: Term(client.record_status),
            merged_into_id: client.merged_into_id.map(Key),
            created_at: client.created_at,
        }
    }
}

impl Versioned for Client {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Characters of a search.
const LONGEST_SEARCH: usize = 100;

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ClientFilter {
    /// Only clients in these stages, by commas: `active,abandoned`.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<StageTerm>>)]
    pub stage: Option<Several<StageTerm>>,
    /// Only those for whom this person answers.
    pub curator_id: Option<UserKey>,
    /// Only those whom this person won.
    pub hunter_of_record_id: Option<UserKey>,
    /// Only those who came from here.
    pub source: Option<ClientSourceTerm>,
    /// Only those whose need is so near.
    pub temperature: Option<TemperatureTerm>,
    /// Only the one with this key of an import.
    pub external_id: Option<String>,
    /// Only the one with this tax id.
    pub inn: Option<String>,
    /// Only those with this number, in any form that is dialled in the company's region.
    pub phone: Option<String>,
    /// Only those who are found by this: every word of it occurs somewhere in a name, tax id, import key, number or mail address
    /// of the client or of his people, in any case and spelling (ё = е). At least one word of three letters or digits; eight words
    /// at most. People's own numbers are searched for those who may read them.
    #[param(min_length = 3, max_length = 100, example = "аква 123-45-67")]
    pub q: Option<String>,
    /// Only those last spoken to before this instant.
    pub last_contact_before: Option<DateTime<Utc>>,
    /// Only those last spoken to after this instant.
    pub last_contact_after: Option<DateTime<Utc>>,
    /// Only those to be called again on this day or before.
    pub recontact_before: Option<NaiveDate>,
}

impl Filter for ClientFilter {
    const SORTS: &'static [&'static str] = &["id", "last_contact_at", "stage_since"];
}

impl ClientFilter {
    /// What is asked of storage; the number is read as in `region`.
    pub fn read(&self, region: &str) -> Result<persistence::clients::ClientFilter, Problem> {
        let wanted = self.q.as_deref().map(|text| {
            let short = text.chars().count() <= LONGEST_SEARCH;
            let wanted = short.then(|| SearchTerms::parse(text)).flatten();
            wanted.ok_or_else(|| {
                Problem::new(Code::BadQuery, "q: give a word of three letters or digits at least, eight words and 100 characters at most")
            })
        });
        Ok(persistence::clients::ClientFilter {
            search: wanted.transpose()?.map(|wanted| Search { wanted, personal: Personal::Hidden }),
            stages: self.stage.iter().flat_map(|stages| &stages.0).map(|stage| stage.0).collect(),
            curator_id: self.curator_id.map(|key| key.0),
            hunter_of_record_id: self.hunter_of_record_id.map(|key| key.0),
            source: self.source.map(|term| term.0),
            temperature: self.temperature.map(|term| term.0),
            external_id: self.external_id.clone(),
            inn: self.inn.clone(),
            phone: filter_phone("phone", self.phone.as_deref(), region)?,
            last_contact_before: self.last_contact_before,
            last_contact_after: self.last_contact_after,
            recontact_before: self.recontact_before,
        })
    }
}

impl crate::answer::Identified for Client {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
