//! A sale on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Money as Amount;
use domain::ids::SaleLineKind;
use domain::sales::{self, SaleKind, SaleState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client::{ClientKey, SaleKey, UserKey};
use super::credit::CreditShare;
use super::opportunity::OpportunityKey;
use super::user::UnitTerm;
use super::{Key, Money, Term};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Id of a line.
pub type SaleLineKey = Key<SaleLineKind>;
/// What commission calls a sale.
pub type SaleKindTerm = Term<SaleKind>;
/// The life of a sale.
pub type SaleStateTerm = Term<SaleState>;

/// An order or invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sale {
    /// Its id.
    pub id: SaleKey,
    /// The number in its ETag.
    pub version: i64,
    /// Where it came from, if from outside.
    pub source: Option<String>,
    /// Its number there.
    pub external_id: Option<String>,
    /// To whom.
    pub client_id: ClientKey,
    /// The deal behind it.
    pub opportunity_id: Option<OpportunityKey>,
    /// Who sold it.
    pub seller_id: UserKey,
    /// His unit then.
    pub seller_unit: UnitTerm,
    /// Its date; decides the rate of commission.
    pub sale_on: NaiveDate,
    /// ISO 4217 code.
    #[schema(examples("RUB"))]
    pub currency: String,
    /// What was sold.
    pub lines: Vec<SaleLine>,
    /// Who shares the credit; empty: all to the seller.
    pub credit_split: Vec<CreditShare>,
    /// Set by the system: the first of an acquisition, a new line, or a follow-on.
    pub kind: SaleKindTerm,
    /// False while no first sale has been paid and the kind may turn out otherwise.
    pub kind_final: bool,
    /// The acquisition of the client to which it belongs.
    pub acquisition_no: i32,
    /// Draft, confirmed, paid …
    pub state: SaleStateTerm,
    /// Without VAT.
    pub net: Money,
    /// With VAT.
    pub gross: Money,
    /// What lies on it now: payments less refunds.
    pub paid: Money,
    /// What was given back.
    pub refunded: Money,
    /// What is still owed.
    pub due: Money,
    /// Who drafted it; null for integrations.
    pub created_by: Option<UserKey>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A line of a sale.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaleLine {
    /// Its id.
    pub id: SaleLineKey,
    /// Code of the product line.
    #[schema(examples("water"))]
    pub product_line: String,
    /// What it is.
    pub description: String,
    /// Without VAT, minor units.
    pub net_minor: i64,
    /// VAT, basis points.
    pub vat_bp: i32,
    /// With VAT, minor units.
    pub gross_minor: i64,
    /// What commission calls this line.
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
            net: money(sale.lines.iter().map(|line| line.net_minor).sum()),
            gross: money(sale.gross_minor()),
            paid: money(sale.paid_minor),
            refunded: money(sale.refunded_minor),
            due: money(sale.due_minor()),
            created_by: sale.created_by.map(Key),
            created_at: sale.created_at,
            confirmed_at: sale.confirmed_at,
            source: sale.source,
            external_id: sale.external_id,
            lines: sale.lines.into_iter().map(Into::into).collect(),
        }
    }
}

impl Versioned for Sale {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SaleFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only this person's.
    pub seller_id: Option<UserKey>,
    /// Only those of this deal.
    pub opportunity_id: Option<OpportunityKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<SaleStateTerm>>)]
    pub state: Option<Several<SaleStateTerm>>,
    /// Only those of these kinds, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<SaleKindTerm>>)]
    pub kind: Option<Several<SaleKindTerm>>,
    /// Only those dated on this day or later.
    pub sale_from: Option<NaiveDate>,
    /// Only those dated before this day.
    pub sale_before: Option<NaiveDate>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
    pub external_id: Option<String>,
}

impl Filter for SaleFilter {
    const SORTS: &'static [&'static str] = &["id", "sale_on"];
}

impl From<&SaleFilter> for persistence::sales::SaleFilter {
    fn from(filter: &SaleFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            seller_id: filter.seller_id.map(|key| key.0),
            opportunity_id: filter.opportunity_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            kinds: filter.kind.iter().flat_map(|kinds| &kinds.0).map(|kind| kind.0).collect(),
            from: filter.sale_from,
            before: filter.sale_before,
            source: filter.source.clone(),
            external_id: filter.external_id.clone(),
        }
    }
}

impl crate::answer::Identified for Sale {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
