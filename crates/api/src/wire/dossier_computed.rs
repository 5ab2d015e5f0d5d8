//! What the sections of a dossier tell beside what people write: made at reading, at most a hundred things of a kind.

use app::clients::ContactCard;
use app::dossier::{Computed, Receivables};
use domain::dossier::history::{LineBought, PurchaseHistory};

use super::claim::Claim;
use super::client::{AbcTerm, Addresses, XyzTerm};
use super::contact::{Contact, ContactKey};
use super::contract::Contract;
use super::opportunity::OpportunityKey;
use super::phone::ClientPhone;
use super::prelude::*;
use super::promise::Promise;
use super::receivable::{OwedSale, PromisedPayment};

mod made;

/// What is computed for a section; the section says which of the shapes it has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum DossierComputed {
    General(GeneralComputed),
    DecisionMakers(DecisionMakersComputed),
    Usage(UsageComputed),
    Dates(DatesComputed),
    PurchaseHistory(PurchaseHistoryComputed),
    Competitors(CompetitorsComputed),
    Solvency(SolvencyComputed),
    Contracts(ContractsComputed),
    Receivables(ReceivablesComputed),
    Conflicts(ConflictsComputed),
    Promises(PromisesComputed),
}

/// How the client is called and where the client is found.
#[derive(Debug, Serialize, ToSchema)]
pub struct GeneralComputed {
    /// Name of the company as registered.
    pub legal_name: String,
    /// Name that the company uses in trade; null if unknown.
    pub trade_name: Option<String>,
    /// City of the client; null if unknown.
    pub city: Option<String>,
    /// Postal addresses of the client.
    pub addresses: Addresses,
    /// Phone numbers of the client.
    pub phones: Vec<ClientPhone>,
    /// E-mail addresses of the client.
    pub emails: Vec<String>,
}

/// The client's people, with their part in the decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionMakersComputed {
    /// Contact persons of the client, oldest first, at most 100; birthday and phone numbers only for employees who meet the person.
    pub contacts: Vec<Contact>,
}

/// What the client buys.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageComputed {
    /// Product lines that the client has bought, the greatest amount first.
    pub product_lines: Vec<BoughtLine>,
}

/// What the client has bought of a product line.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoughtLine {
    /// Code of the product line.
    pub product_line: String,
    /// Amount of confirmed sales of the line, without VAT and less refunds, in the company's currency.
    pub total: Money,
    /// Date of the newest of these sales, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub last_on: NaiveDate,
}

/// Birthdays of the client's people.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatesComputed {
    /// Birthdays that are known, at most 100.
    pub birthdays: Vec<ContactBirthday>,
}

/// The birthday of a contact person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactBirthday {
    /// Id of the contact person.
    pub contact_id: ContactKey,
    /// Name of the person.
    pub name: String,
    /// True if the person decides about purchases.
    pub decision_maker: bool,
    /// Birthday of the person, a civil date.
    #[serde(serialize_with = "moment")]
    pub birthday: NaiveDate,
}

/// What the client has bought so far: confirmed sales, without VAT and less refunds, in the company's currency by the rate of their day.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurchaseHistoryComputed {
    /// Day since which the company knows the client, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub since_on: NaiveDate,
    /// Number of sales so far.
    pub sales: i64,
    /// Date of the first sale, a civil date in the company's time zone; null without sales.
    #[serde(serialize_with = "moment")]
    pub first_on: Option<NaiveDate>,
    /// Date of the newest sale, a civil date in the company's time zone; null without sales.
    #[serde(serialize_with = "moment")]
    pub last_on: Option<NaiveDate>,
    /// Amount of all sales.
    pub total: Money,
    /// Amount of a sale on the average; null without sales.
    pub average: Option<Money>,
    /// Number of days from one sale to the next on the average; null under two sales.
    pub average_interval_days: Option<i64>,
    /// Amount of the sales of the last twelve months.
    pub last_12_months: Money,
    /// Amounts by product lines, the greatest first.
    pub by_line: Vec<BoughtLine>,
    /// Class of the client by amount of twelve months; null if the client bought nothing in them.
    pub abc: Option<AbcTerm>,
    /// Class of the client by regularity of the months; null if the client bought nothing in twelve months.
    pub xyz: Option<XyzTerm>,
    /// Ranks of the client by recency, frequency and money, 5 the best, such as `545`; null if the client bought nothing in twelve months.
    pub rfm: Option<String>,
    /// ISO 4217 codes of currencies of sales that are in no amount here, since their day has no rate.
    pub missing_fx: Vec<String>,
}

/// Deals that the company lost to competitors.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetitorsComputed {
    /// Opportunities lost to somebody, newest first, at most 100.
    pub lost: Vec<LostDeal>,
}

/// A deal that the company lost to a competitor.
#[derive(Debug, Serialize, ToSchema)]
pub struct LostDeal {
    /// Id of the opportunity.
    pub opportunity_id: OpportunityKey,
    /// Code of the product line of the deal.
    pub product_line: String,
    /// Name of the competitor.
    pub competitor: String,
    /// Expected amount of the deal.
    pub amount: Money,
    /// Why the deal was lost; null if nobody said.
    pub lost_reason: Option<String>,
    /// When the deal was lost, UTC; null if unknown.
    #[serde(serialize_with = "moment")]
    pub closed_at: Option<DateTime<Utc>>,
}

/// How the client pays.
#[derive(Debug, Serialize, ToSchema)]
pub struct SolvencyComputed {
    /// True if no new sale to the client is confirmed unless a head or finance overrides it.
    pub credit_hold: bool,
    /// Number of days by which the client pays late on the average, over all sales that are paid, early ones counting as in time; null if
    /// none is paid.
    pub average_days_late: Option<i64>,
}

/// Contracts with the client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractsComputed {
    /// Contracts with the client, newest first, at most 100.
    pub contracts: Vec<Contract>,
}

/// What the client owes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceivablesComputed {
    /// What is still to be paid, one item a currency.
    pub currencies: Vec<OwedInCurrency>,
    /// Sales of which something is still to be paid, the earliest day first.
    pub sales: Vec<OwedSale>,
    /// Open promises of the client to pay, the earliest day first.
    pub promised: Vec<PromisedPayment>,
    /// True if no new sale to the client is confirmed unless a head or finance overrides it.
    pub credit_hold: bool,
}

/// What the client owes in a currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedInCurrency {
    /// Amount that is still to be paid, with VAT.
    pub total: Money,
    /// Part of the amount whose day is over.
    pub overdue: Money,
}

/// Claims of the client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConflictsComputed {
    /// Claims of the client, newest first, at most 100.
    pub claims: Vec<Claim>,
}

/// What was promised to the client, and what the client has promised.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromisesComputed {
    /// Promises of both sides, newest first, at most 100.
    pub promises: Vec<Promise>,
}
