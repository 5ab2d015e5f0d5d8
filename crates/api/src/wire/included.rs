//! What is told beside an answer of the things that it names by their ids (`include`).

use std::collections::BTreeMap;

use app::names::Names;

use super::prelude::*;
use crate::answer::Identified;

mod file;
mod money;
mod organisation;
mod queue;
mod relations;

pub use file::{ClaimSummary, ContractSummary, PromiseSummary};
pub use money::{
    AccrualSummary, AdjustmentSummary, EntitlementSummary, OpportunitySummary, PaymentSummary, PlanSummary, SaleSummary, StatementSummary,
};
pub use organisation::{IntegrationSummary, ProductLineSummary, UnitSummary, UserSummary, WebhookEndpointSummary};
pub use queue::{CallListSummary, CallTaskSummary, ScorecardSummary, ScriptSummary};
pub use relations::{ActivitySummary, CallSummary, ClientSummary, ContactSummary, HandoffSummary, MeetingSummary};

/// Things by what they go by.
type ById<T> = Option<BTreeMap<String, T>>;

/// What the words of `include` ask for, each thing once; only what you may read. A kind that no word asks for is left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Included {
    /// Clients, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ClientSummary>>, nullable = false)]
    pub clients: ById<ClientSummary>,
    /// Contact persons of clients, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ContactSummary>>, nullable = false)]
    pub contacts: ById<ContactSummary>,
    /// Entries of contact histories, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ActivitySummary>>, nullable = false)]
    pub activities: ById<ActivitySummary>,
    /// People who work in the company, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, UserSummary>>, nullable = false)]
    pub users: ById<UserSummary>,
    /// Units, by code; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, UnitSummary>>, nullable = false)]
    pub units: ById<UnitSummary>,
    /// Integrations, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, IntegrationSummary>>, nullable = false)]
    pub integrations: ById<IntegrationSummary>,
    /// Webhook endpoints, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, WebhookEndpointSummary>>, nullable = false)]
    pub webhook_endpoints: ById<WebhookEndpointSummary>,
    /// Telephone calls, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, CallSummary>>, nullable = false)]
    pub calls: ById<CallSummary>,
    /// Scripts of the call centre, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ScriptSummary>>, nullable = false)]
    pub scripts: ById<ScriptSummary>,
    /// Lists of clients to be called, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, CallListSummary>>, nullable = false)]
    pub call_lists: ById<CallListSummary>,
    /// Clients who are to be called, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, CallTaskSummary>>, nullable = false)]
    pub call_tasks: ById<CallTaskSummary>,
    /// Scorecards by which calls are reviewed, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ScorecardSummary>>, nullable = false)]
    pub scorecards: ById<ScorecardSummary>,
    /// Meetings, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, MeetingSummary>>, nullable = false)]
    pub meetings: ById<MeetingSummary>,
    /// Handoffs, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, HandoffSummary>>, nullable = false)]
    pub handoffs: ById<HandoffSummary>,
    /// Product lines, by code; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ProductLineSummary>>, nullable = false)]
    pub product_lines: ById<ProductLineSummary>,
    /// Deals, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, OpportunitySummary>>, nullable = false)]
    pub opportunities: ById<OpportunitySummary>,
    /// Sales, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, SaleSummary>>, nullable = false)]
    pub sales: ById<SaleSummary>,
    /// Payments, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, PaymentSummary>>, nullable = false)]
    pub payments: ById<PaymentSummary>,
    /// Lines of the commission ledger, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, AccrualSummary>>, nullable = false)]
    pub accruals: ById<AccrualSummary>,
    /// Corrections of commission, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, AdjustmentSummary>>, nullable = false)]
    pub adjustments: ById<AdjustmentSummary>,
    /// Rights to residual commission, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, EntitlementSummary>>, nullable = false)]
    pub entitlements: ById<EntitlementSummary>,
    /// Commission statements, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, StatementSummary>>, nullable = false)]
    pub statements: ById<StatementSummary>,
    /// Versions of the commission plan, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, PlanSummary>>, nullable = false)]
    pub plans: ById<PlanSummary>,
    /// Contracts with clients, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ContractSummary>>, nullable = false)]
    pub contracts: ById<ContractSummary>,
    /// Promises to clients and of clients, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, PromiseSummary>>, nullable = false)]
    pub promises: ById<PromiseSummary>,
    /// Claims of clients, by id; left out if no word asks for such things.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, ClaimSummary>>, nullable = false)]
    pub claims: ById<ClaimSummary>,
}

impl From<Names> for Included {
    fn from(names: Names) -> Self {
        Self {
            clients: by_id(names.clients),
            contacts: by_id(names.contacts),
            activities: by_id(names.activities),
            users: by_id(names.users),
            units: by_id(names.units),
            integrations: by_id(names.integrations),
            webhook_endpoints: by_id(names.webhook_endpoints),
            calls: by_id(names.calls),
            scripts: by_id(names.scripts),
            call_lists: by_id(names.call_lists),
            call_tasks: by_id(names.call_tasks),
            scorecards: by_id(names.scorecards),
            meetings: by_id(names.meetings),
            handoffs: by_id(names.handoffs),
            product_lines: by_id(names.product_lines),
            opportunities: by_id(names.opportunities),
            sales: by_id(names.sales),
            payments: by_id(names.payments),
            accruals: by_id(names.accruals),
            adjustments: by_id(names.adjustments),
            entitlements: by_id(names.entitlements),
            statements: by_id(names.statements),
            plans: by_id(names.plans),
            contracts: by_id(names.contracts),
            promises: by_id(names.promises),
            claims: by_id(names.claims),
        }
    }
}

fn by_id<D, T: From<D> + Identified>(things: Option<Vec<D>>) -> ById<T> {
    let entry = |thing: D| {
        let thing = T::from(thing);
        (thing.id(), thing)
    };
    things.map(|things| things.into_iter().map(entry).collect())
}
