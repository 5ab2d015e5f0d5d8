//! What a client owes, on the wire; what was promised and done about it.

use app::receivables::{self, ReceivableView};
use domain::receivables::debt::{OwedSale as DomainSale, Promised};
use domain::receivables::work::{ReceivableWork as DomainWork, ReceivableWorkKind};

use super::activity::ActivityKey;
use super::client::{ClientKey, SaleKey};
use super::contact::ContactKey;
use super::prelude::*;
use super::promise::PromiseKey;
use super::user::UserKey;

pub type ReceivableWorkKindTerm = Term<ReceivableWorkKind>;

/// What a client owes in one currency, by age. Money that lies on no sale is shown and not taken off.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receivable {
    /// Id of the client who owes.
    pub client_id: ClientKey,
    /// Id of the account owner (curator) of the client; null if nobody is.
    pub curator_id: Option<UserKey>,
    /// ISO 4217 code of the currency of all amounts.
    pub currency: String,
    /// All that is owed.
    pub total: Money,
    /// What is not due before today.
    pub not_due: Money,
    /// What has been overdue for 1 to 30 days.
    pub overdue_1_30: Money,
    /// What has been overdue for 31 to 60 days.
    pub overdue_31_60: Money,
    /// What has been overdue for 61 to 90 days.
    pub overdue_61_90: Money,
    /// What has been overdue for more than 90 days.
    pub overdue_over_90: Money,
    /// All that is overdue.
    pub overdue: Money,
    /// Day by which the oldest of it was due, a civil date in the company's time zone; null if nothing is owed and only money waits.
    #[serde(serialize_with = "moment")]
    pub oldest_due_on: Option<NaiveDate>,
    /// Money of the client that lies on no sale yet.
    pub unallocated: Money,
    /// What the client has promised to pay and has not paid yet, the nearest day first.
    pub promised: Vec<PromisedPayment>,
    /// True while no more is sold to the client until the client pays.
    pub credit_hold: bool,
    /// The sales for which money is owed; what is due first comes first.
    pub sales: Vec<OwedSale>,
}

/// An open promise of a client to pay.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromisedPayment {
    /// Id of the promise.
    pub promise_id: PromiseKey,
    /// Amount that was promised.
    pub amount: Money,
    /// Day by which it was promised, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub due_on: NaiveDate,
}

/// A sale for which money is owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedSale {
    /// Id of the sale.
    pub sale_id: SaleKey,
    /// Day of the sale, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub sale_on: NaiveDate,
    /// Day by which the money is due, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub due_on: NaiveDate,
    /// What is still owed for the sale.
    pub due: Money,
    /// Number of days since the money was due; 0 or less if it is not overdue.
    pub overdue_days: i64,
}

impl From<ReceivableView> for Receivable {
    fn from(view: ReceivableView) -> Self {
        let ReceivableView { debtor, ageing, sales, promised, today } = view;
        let money = |minor| domain::Money::new(minor, debtor.currency).into();
        Self {
            client_id: Key(debtor.client_id),
            curator_id: debtor.curator_id.map(Key),
            currency: debtor.currency.to_string(),
            total: money(ageing.total),
            not_due: money(ageing.not_due),
            overdue_1_30: money(ageing.overdue_1_30),
            overdue_31_60: money(ageing.overdue_31_60),
            overdue_61_90: money(ageing.overdue_61_90),
            overdue_over_90: money(ageing.overdue_over_90),
            overdue: money(ageing.overdue),
            oldest_due_on: ageing.oldest_due_on,
            unallocated: money(debtor.unallocated_minor),
            promised: promised.into_iter().map(Into::into).collect(),
            credit_hold: debtor.credit_hold,
            sales: sales.iter().map(|sale| OwedSale::new(sale, today)).collect(),
        }
    }
}

impl From<Promised> for PromisedPayment {
    fn from(promised: Promised) -> Self {
        Self { promise_id: Key(promised.promise_id), amount: promised.amount.into(), due_on: promised.due_on }
    }
}

impl OwedSale {
    /// As it is today.
    pub(super) fn new(sale: &DomainSale, today: NaiveDate) -> Self {
        Self {
            sale_id: Key(sale.sale_id),
            sale_on: sale.sale_on,
            due_on: sale.due_on,
            due: domain::Money::new(sale.due_minor, sale.currency).into(),
            overdue_days: sale.overdue_days(today),
        }
    }
}

/// A promise of a client to pay for a sale.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPromiseToPay {
    /// Day by which the client promises to pay, a civil date in the company's time zone; not in the past.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub promised_on: NaiveDate,
    /// Amount that the client promises to pay, in the currency of the sale.
    pub amount: Money,
    /// Id of the client's contact person who promises it.
    pub contact_id: Option<ContactKey>,
    /// What was said, in words; `payment` stands there if nothing is told.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(examples("заплатят после инкассации"), min_length = 1, max_length = 2_000)]
    pub note: Option<String>,
}

impl NewPromiseToPay {
    /// What the use case takes.
    pub fn read(self) -> Result<receivables::PromiseToPay, Problem> {
        let contact_id = self.contact_id.map(|contact| contact.0);
        let amount = self.amount.positive("/amount")?;
        Ok(receivables::PromiseToPay { promised_on: self.promised_on, amount, contact_id, note: self.note })
    }
}

/// Something that was done about a debt; it stands in the contact history of the client too.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceivableWork {
    /// Id of the entry in the contact history of the client.
    pub id: ActivityKey,
    /// Id of the client who owes.
    pub client_id: ClientKey,
    /// Id of the sale for which money is owed.
    pub sale_id: SaleKey,
    /// What was done: `call`, `letter`, `claim_letter`, `court` or `note`.
    pub kind: ReceivableWorkKindTerm,
    /// What came of it, in words.
    pub result: String,
    /// Day on which to go on, a civil date in the company's time zone; null if none was set.
    #[serde(serialize_with = "moment")]
    pub next_step_on: Option<NaiveDate>,
    /// Id of the employee who did it; null if a machine did.
    pub created_by: Option<UserKey>,
    /// When it was logged, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<DomainWork> for ReceivableWork {
    fn from(work: DomainWork) -> Self {
        Self {
            id: Key(work.activity_id),
            client_id: Key(work.client_id),
            sale_id: Key(work.sale_id),
            kind: Term(work.kind),
            result: work.result,
            next_step_on: work.next_step_on,
            created_by: work.created_by.map(Key),
            created_at: work.created_at,
        }
    }
}

/// Something that was done about a debt, to be logged.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReceivableWork {
    /// What was done: `call`, `letter`, `claim_letter`, `court` or `note`.
    pub kind: ReceivableWorkKindTerm,
    /// What came of it, in words.
    #[validate(length(min = 1, max = 2_000), custom(function = "not_blank"))]
    #[schema(examples("обещали выслать платёжку"), min_length = 1, max_length = 2_000)]
    pub result: String,
    /// Day on which to go on, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub next_step_on: Option<NaiveDate>,
}

impl From<NewReceivableWork> for receivables::NewReceivableWork {
    fn from(new: NewReceivableWork) -> Self {
        Self { kind: new.kind.0, result: new.result, next_step_on: new.next_step_on }
    }
}
