//! A client on the wire.

use domain::clients::ranking::{Abc, Xyz};
use domain::clients::{self, ClientSource, RecordStatus, Stage};
use domain::ids::{ClientKind, SaleKindId};

use super::client_command::{ContactExemption, LossProposal, Qualification, TemperatureTerm};
use super::phone::ClientPhone;
use super::prelude::*;
use crate::answer::Versioned;

pub use super::user::UserKey;

pub type ClientKey = Key<ClientKind>;
pub type SaleKey = Key<SaleKindId>;
pub type StageTerm = Term<Stage>;
pub type ClientSourceTerm = Term<ClientSource>;
pub type RecordStatusTerm = Term<RecordStatus>;
pub type AbcTerm = Term<Abc>;
pub type XyzTerm = Term<Xyz>;

/// A company that buys, may buy or has bought: one record for its whole life, from suspect to lost.
#[derive(Debug, Serialize, ToSchema)]
pub struct Client {
    /// Id of the client, assigned by the server.
    pub id: ClientKey,
    /// Version number of the client; grows by one with every change. The ETag header also tells `abc`, `xyz`, `rfm` and `net_12_months`, which
    /// are written by night and make no new version.
    pub version: i64,
    /// Key by which an import knows the client; unique, null if the client has none.
    pub external_id: Option<String>,
    /// Name of the company as registered.
    #[schema(examples("ООО «Ромашка»"))]
    pub legal_name: String,
    /// Name that the company uses in trade; null if unknown.
    pub trade_name: Option<String>,
    /// Russian tax id (INN) of the company, 10 or 12 digits; null if unknown.
    #[schema(examples("7707083893"))]
    pub inn: Option<String>,
    /// Russian registration reason code (KPP); null if unknown.
    pub kpp: Option<String>,
    /// VAT id of a company outside Russia; null if unknown.
    pub vat_id: Option<String>,
    /// Id of the client that is the head office of the same company; null if this one is no branch.
    pub head_office_id: Option<ClientKey>,
    /// City of the client; null if unknown.
    pub city: Option<String>,
    /// Postal addresses of the client.
    pub addresses: Addresses,
    /// Time zone of the client, a name of the IANA database; null if unknown, and then the company's zone counts.
    pub time_zone: Option<String>,
    /// Where the client came from.
    pub source: ClientSourceTerm,
    /// Id of the client that recommended the company; null if none did.
    pub referrer_client_id: Option<ClientKey>,
    /// Phone numbers of the client.
    pub phones: Vec<ClientPhone>,
    /// E-mail addresses of the client.
    pub emails: Vec<String>,
    /// Stage of the client's life. The stage is the effect of calls, meetings, sales and handoffs and cannot be written.
    pub stage: StageTerm,
    /// When the client entered the present stage, UTC.
    #[serde(serialize_with = "moment")]
    pub stage_since: DateTime<Utc>,
    /// How near the client's need is, before the first sale; null if unknown or no longer asked.
    pub temperature: Option<TemperatureTerm>,
    /// Day on which to call the client again while `nurturing`, a civil date in the company's time zone; null otherwise.
    #[serde(serialize_with = "moment")]
    pub recontact_on: Option<NaiveDate>,
    /// What is known of the client's need and means; null until somebody has asked.
    pub qualification: Option<Qualification>,
    /// Why the client is `disqualified` or `lost`: a word of those reasons; null in every other stage.
    pub reason: Option<String>,
    /// Number of the acquisition of this client: 1 at first, and one more each time the client is won anew after being lost.
    pub acquisition_no: i32,
    /// Id of the first sale of the present acquisition; null until that sale is paid.
    pub first_sale_id: Option<SaleKey>,
    /// Date of the first sale of the present acquisition, a civil date in the company's time zone; null until that sale is paid.
    #[serde(serialize_with = "moment")]
    pub first_sale_on: Option<NaiveDate>,
    /// Date of the newest confirmed sale, a civil date in the company's time zone; null if nothing was sold.
    #[serde(serialize_with = "moment")]
    pub last_sale_on: Option<NaiveDate>,
    /// When a farmer (account manager) accepted the client, UTC; null before the handoff.
    #[serde(serialize_with = "moment")]
    pub handed_over_at: Option<DateTime<Utc>>,
    /// When anybody of the company last spoke with the client, UTC; mailings and attempts do not count. Null if nobody ever did.
    #[serde(serialize_with = "moment")]
    pub last_contact_at: Option<DateTime<Utc>>,
    /// When the account owner (curator) personally last spoke with the client, UTC; null if that never happened.
    #[serde(serialize_with = "moment")]
    pub last_curator_contact_at: Option<DateTime<Utc>>,
    /// The curator's proposal to declare the client lost, waiting for the head; null if there is none.
    pub loss_proposal: Option<LossProposal>,
    /// When the client was last declared lost, UTC; null if that never happened.
    #[serde(serialize_with = "moment")]
    pub lost_at: Option<DateTime<Utc>>,
    /// When the client last came back after being lost, UTC; null if that never happened.
    #[serde(serialize_with = "moment")]
    pub won_back_at: Option<DateTime<Utc>>,
    /// Exemption from regular contact, during which the client is not abandoned; null if there is none.
    pub contact_exemption: Option<ContactExemption>,
    /// True if no new sale to the client is confirmed unless a head or finance overrides it.
    pub credit_hold: bool,
    /// Code of the group whose terms hold for the client; null if the client is in none.
    pub group_code: Option<String>,
    /// Class of the client by how much was bought in twelve months, A the most; written by night, null without a sale in them.
    pub abc: Option<AbcTerm>,
    /// Class of the client by how evenly the twelve last full months were, X the most; null without a sale in twelve months.
    pub xyz: Option<XyzTerm>,
    /// Recency, frequency and money of the client compared with the others, three digits from 1 to 5, which is best; null without a sale in
    /// twelve months.
    #[schema(examples("545"))]
    pub rfm: Option<String>,
    /// What the client bought in twelve months: confirmed sales without VAT, less refunds, in the currency of the company; null without a
    /// sale in them.
    pub net_12_months: Option<Money>,
    /// Id of the account owner (curator), who answers for the client now; null while nobody does.
    pub curator_id: Option<UserKey>,
    /// Id of the hunter who made the first sale of the present acquisition; null if no hunter did.
    pub hunter_of_record_id: Option<UserKey>,
    /// Id of the person who created the record; null if an integration did.
    pub created_by: Option<UserKey>,
    /// True if the client was imported from the base that existed before Baton.
    pub imported: bool,
    /// True if the record looks like a duplicate of another client.
    pub duplicate_suspected: bool,
    /// Id of the client that this record may duplicate; null if none is suspected.
    pub duplicate_of_id: Option<ClientKey>,
    /// Status of the record itself: alive, merged into another, or erased.
    pub record_status: RecordStatusTerm,
    /// Id of the client that replaces this record after a merge; null if it was not merged.
    pub merged_into_id: Option<ClientKey>,
    /// When the record was created, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// Postal addresses of a client.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields)]
pub struct Addresses {
    /// Address of the company as registered; null if unknown.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub legal: Option<String>,
    /// Address at which the company really is; null if unknown.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub actual: Option<String>,
}

/// What may be corrected of the addresses of a client; null empties an address, and one that is left out stays.
#[derive(Debug, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields)]
pub struct AddressesPatch {
    /// Address of the company as registered; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub legal: Option<Option<String>>,
    /// Address at which the company really is; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
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
            head_office_id: client.head_office_id.map(Key),
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
            group_code: client.group_code,
            abc: client.rank.map(|rank| Term(rank.abc)),
            xyz: client.rank.map(|rank| Term(rank.xyz)),
            rfm: client.rank.map(|rank| rank.rfm.to_string()),
            net_12_months: client.rank.map(|rank| rank.net_12_months.into()),
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

    /// Ranks are written by night without a new version: what was read before them is another thing to a cache, and the same to an editor.
    fn etag(&self) -> String {
        let parts = [self.abc.as_ref().map(|abc| abc.0.to_string()), self.xyz.as_ref().map(|xyz| xyz.0.to_string()), self.rfm.clone()];
        let Some(net) = &self.net_12_months else { return format!("\"{}\"", self.version) };
        let rank: String = parts.into_iter().flatten().collect();
        format!("\"{}-{rank}.{}{}\"", self.version, net.amount_minor, net.currency)
    }
}

identified! { Client }
