//! A plan of collections on the wire: what a person plans to collect in a month, and what came of it.

use app::receivables::{self, CollectionPlanView, ProposedItems as View};
use domain::ids::CollectionPlanKind;
use domain::receivables::collection_plan::CollectionPlanState;

use super::client::ClientKey;
use super::month::MonthText;
use super::prelude::*;
use super::user::UserKey;

pub type CollectionPlanKey = Key<CollectionPlanKind>;
pub type CollectionPlanStateTerm = Term<CollectionPlanState>;

/// What a person plans to collect in a month from the clients whose account owner (curator) the person is, and what was collected.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionPlan {
    /// Id of the plan, assigned by the server.
    pub id: CollectionPlanKey,
    /// Version number of the plan, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person whose plan it is.
    pub user_id: UserKey,
    /// Month for which it is planned.
    pub period: MonthText,
    /// What is planned, client by client.
    pub items: Vec<CollectionItem>,
    /// Sum of what is planned, in the company's currency.
    pub planned: Money,
    /// What was collected in the month, gross, in the company's currency: money that lies on sales by its value date, less refunds and
    /// bounces of the month, of clients whose account owner the person was when the value date began, planned or not.
    pub fact: Money,
    /// What was collected in basis points of what is planned; null if nothing is planned.
    pub plan_bp: Option<i64>,
    /// ISO 4217 codes of currencies in which money came on a day without an exchange rate; that money is not counted.
    pub missing_fx: Vec<String>,
    /// State of the plan: `draft` or `approved`.
    pub state: CollectionPlanStateTerm,
    /// Id of the person who wrote the plan as it stands, the last to change it; null if a machine did.
    pub author_id: Option<UserKey>,
    /// Id of the person who approved the plan; null until then.
    pub approved_by: Option<UserKey>,
    /// When the plan was approved, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub approved_at: Option<DateTime<Utc>>,
    /// When the plan was drafted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// What is planned of one client, and what came.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionItem {
    /// Id of the client.
    pub client_id: ClientKey,
    /// What is planned of the client, in the company's currency.
    pub planned: Money,
    /// What was collected of the client, gross, in the company's currency.
    pub fact: Money,
}

impl From<CollectionPlanView> for CollectionPlan {
    fn from(view: CollectionPlanView) -> Self {
        let CollectionPlanView { plan, planned, fact, plan_bp } = view;
        let money = |minor| domain::Money::new(minor, plan.currency).into();
        let item = |item: &receivables::CollectionItem| CollectionItem {
            client_id: Key(item.client_id),
            planned: item.planned.into(),
            fact: money(fact.of_client(item.client_id)),
        };
        Self {
            id: Key(plan.id),
            version: plan.version,
            user_id: Key(plan.user_id),
            period: MonthText(plan.period),
            items: plan.items.iter().map(item).collect(),
            planned: planned.into(),
            fact: money(fact.total()),
            plan_bp,
            missing_fx: fact.missing_fx.iter().map(ToString::to_string).collect(),
            state: Term(plan.state),
            author_id: plan.author_id.map(Key),
            approved_by: plan.approved_by.map(Key),
            approved_at: plan.approved_at,
            created_at: plan.created_at,
        }
    }
}

versioned! { CollectionPlan }

/// What is proposed to be planned; nothing is written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedItems {
    /// What is proposed, client by client; clients of whom nothing is to be expected are left out.
    pub items: Vec<ProposedItem>,
    /// Sum of what is proposed, in the company's currency.
    pub planned: Money,
    /// ISO 4217 codes of currencies of amounts without an exchange rate, which are not counted.
    pub missing_fx: Vec<String>,
}

/// What is proposed of one client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedItem {
    /// Id of the client.
    pub client_id: ClientKey,
    /// What is proposed, in the company's currency: the greater of the two amounts beside it.
    pub planned: Money,
    /// What the client owes that is due by the last day of the month, overdue amounts included.
    pub due: Money,
    /// What came from the client in a month on average, over the three full months before.
    pub average_month: Money,
}

impl From<View> for ProposedItems {
    fn from(view: View) -> Self {
        let money = |minor| Money::from(domain::Money::new(minor, view.currency));
        let items = &view.proposal.items;
        let sum = items.values().fold(0_i64, |sum, item| sum.saturating_add(item.planned));
        let one = |(client, item): (&domain::ClientId, &domain::receivables::proposal::ProposedItem)| ProposedItem {
            client_id: Key(*client),
            planned: money(item.planned),
            due: money(item.due),
            average_month: money(item.average_month),
        };
        Self {
            items: items.iter().map(one).collect(),
            planned: money(sum),
            missing_fx: view.proposal.missing_fx.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What is planned of one client, to be written.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCollectionItem {
    /// Id of the client, whose account owner the person of the plan is.
    pub client_id: ClientKey,
    /// What is planned of the client, in the company's currency; not negative.
    pub planned: Money,
}

/// A plan to be drafted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCollectionPlan {
    /// Id of the person whose plan it is.
    pub user_id: UserKey,
    /// Month for which it is planned.
    #[schema(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", examples("2026-11"))]
    pub period: String,
    /// What is planned, each client once.
    #[validate(length(max = 1_000))]
    #[schema(max_items = 1000)]
    pub items: Vec<NewCollectionItem>,
}

impl NewCollectionPlan {
    /// What the use case takes.
    pub fn read(self) -> Result<receivables::NewCollectionPlan, Problem> {
        let month = |error: domain::commission::InvalidMonth| Problem::field("/period", "month", error.to_string());
        let period = self.period.parse().map_err(month)?;
        Ok(receivables::NewCollectionPlan { user_id: self.user_id.0, period, items: read_items(self.items)? })
    }
}

/// What may change of a draft.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionPlanPatch {
    /// What is planned, each client once; all items are replaced.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 1_000))]
    #[schema(nullable = false, max_items = 1000)]
    pub items: Option<Vec<NewCollectionItem>>,
}

impl CollectionPlanPatch {
    /// What the use case takes.
    pub fn read(self) -> Result<Option<Vec<receivables::CollectionItem>>, Problem> {
        self.items.map(read_items).transpose()
    }
}

fn read_items(items: Vec<NewCollectionItem>) -> Result<Vec<receivables::CollectionItem>, Problem> {
    let read = |(place, item): (usize, NewCollectionItem)| {
        let planned = item.planned.not_negative(&format!("/items/{place}/planned"))?;
        Ok(receivables::CollectionItem { client_id: item.client_id.0, planned })
    };
    items.into_iter().enumerate().map(read).collect()
}
