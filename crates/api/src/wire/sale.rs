//! A sale on the wire.

use domain::Money as Amount;
use domain::ids::SaleLineKind;
use domain::sales::{self, SaleKind, SaleState};

use super::client::{ClientKey, SaleKey, UserKey};
use super::credit::CreditShare;
use super::opportunity::OpportunityKey;
use super::prelude::*;
use super::user::UnitTerm;

pub type SaleLineKey = Key<SaleLineKind>;
pub type SaleKindTerm = Term<SaleKind>;
pub type SaleStateTerm = Term<SaleState>;

/// A sale: an order or invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sale {
    /// Id of the sale, assigned by the server.
    pub id: SaleKey,
    /// Version number of the sale, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the system that the sale came from; null if it was drafted here.
    pub source: Option<String>,
    /// Number of the sale in the system named by `source`; null if it was drafted here.
    pub external_id: Option<String>,
    /// Id of the client that buys.
    pub client_id: ClientKey,
    /// Id of the deal behind the sale; null if there is none.
    pub opportunity_id: Option<OpportunityKey>,
    /// Id of the person who sold.
    pub seller_id: UserKey,
    /// Unit that the seller belonged to when the sale was confirmed (while a draft: when it was drafted); decides who earns.
    pub seller_unit: UnitTerm,
    /// Date of the sale, a civil date in the company's time zone; decides the rate of commission.
    #[serde(serialize_with = "moment")]
    pub sale_on: NaiveDate,
    /// ISO 4217 code of the currency of all amounts.
    #[schema(examples("RUB"))]
    pub currency: String,
    /// Lines of the sale: what was sold.
    pub lines: Vec<SaleLine>,
    /// Shares of the credit, 10,000 basis points in all; empty means all to the seller (in a draft: as the deal says, if there is one).
    pub credit_split: Vec<CreditShare>,
    /// Kind of the sale for commission, set by the system: the `first` of an acquisition, a `new_line`, or a `follow_on`.
    pub kind: SaleKindTerm,
    /// False while no first sale of the acquisition has been paid, so that the kind may still change.
    pub kind_final: bool,
    /// Number of the acquisition of the client that the sale belongs to.
    pub acquisition_no: i32,
    /// State of the sale, such as `draft`, `confirmed` or `paid`.
    pub state: SaleStateTerm,
    /// Sum of all lines without VAT.
    pub net: Money,
    /// Sum of all lines with VAT.
    pub gross: Money,
    /// Amount that lies on the sale now: payments less refunds and bounced payments.
    pub paid: Money,
    /// Amount that was given back for the sale.
    pub refunded: Money,
    /// Amount that the client still owes for the sale.
    pub due: Money,
    /// Id of the person who drafted the sale; null if an integration did.
    pub created_by: Option<UserKey>,
    /// When the sale was drafted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// When the sale was confirmed, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Why the sale was cancelled, in words; null unless somebody said.
    pub cancel_reason: Option<String>,
}

/// A line of a sale.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaleLine {
    /// Id of the sale line, assigned by the server.
    pub id: SaleLineKey,
    /// Code of the product line that is sold.
    #[schema(examples("water"))]
    pub product_line: String,
    /// What is sold on the line, in words.
    pub description: String,
    /// Net amount of the line without VAT, in minor units (kopecks, cents) of the sale's currency; zero for what is given free, below zero
    /// for a discount.
    pub net_minor: i64,
    /// VAT rate in basis points (2200 is 22 %).
    pub vat_bp: i32,
    /// Gross amount of the line with VAT, in minor units (kopecks, cents) of the sale's currency.
    pub gross_minor: i64,
    /// Kind of the line for commission; a new line and a follow-on may stand on one sale.
    pub kind: SaleKindTerm,
}

impl From<sales::SaleLine> for SaleLine {
    fn from(line: sales::SaleLine) -> Self {
        Self {
            id: Key(line.id),
            product_line: line.product_line,
            description: line.description,
            net_minor: line.net_minor,
            vat_bp: line.vat_bp,
            gross_minor: line.gross_minor,
            kind: Term(line.kind),
        }
    }
}

impl From<sales::Sale> for Sale {
    fn from(sale: sales::Sale) -> Self {
        let money = |minor| Amount::new(minor, sale.currency).into();
        Self {
            id: Key(sale.id),
            version: sale.version,
            client_id: Key(sale.client_id),
            opportunity_id: sale.opportunity_id.map(Key),
            seller_id: Key(sale.seller_id),
            seller_unit: Term(sale.seller_unit),
            sale_on: sale.sale_on,
            currency: sale.currency.to_string(),
            credit_split: sale.credit_split.iter().copied().map(Into::into).collect(),
            kind: Term(sale.kind),
            kind_final: sale.kind_final,
            acquisition_no: sale.acquisition_no,
            state: Term(sale.state),
            net: money(sale.net_minor()),
            gross: money(sale.gross_minor()),
            paid: money(sale.paid_minor),
            refunded: money(sale.refunded_minor),
            due: money(sale.due_minor()),
            created_by: sale.created_by.map(Key),
            created_at: sale.created_at,
            confirmed_at: sale.confirmed_at,
            cancel_reason: sale.cancel_reason,
            source: sale.source,
            external_id: sale.external_id,
            lines: sale.lines.into_iter().map(Into::into).collect(),
        }
    }
}

identified! { Sale }
versioned! { Sale }
