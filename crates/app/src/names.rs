//! What is told of things that an answer names by their ids: a few members of each that the caller may read, as on the list of these
//! things; one statement a kind.

use std::collections::{BTreeMap, BTreeSet};

use domain::Scalar;
use domain::access::is_discreet;
use domain::ids::untyped;
use persistence::names::Summary;
pub use persistence::names::{
    AccrualSummary, ActivitySummary, AdjustmentSummary, CallListSummary, CallSummary, CallTaskSummary, ClaimSummary, ClientSummary,
    ContactSummary, ContractSummary, EndpointSummary, EntitlementSummary, HandoffSummary, IntegrationSummary, MeetingSummary,
    OpportunitySummary, PaymentSummary, PlanSummary, ProductLineSummary, PromiseSummary, SaleSummary, ScorecardSummary, ScriptSummary,
    StatementSummary, UnitSummary, UserSummary,
};

use crate::prelude::*;

/// Kind of thing (the prefix of its ids) → what the things go by: ids, or codes of units and product lines.
pub type Named = BTreeMap<&'static str, BTreeSet<String>>;

/// What goes by codes instead of ids.
const BY_CODE: [&str; 2] = ["unit", "productline"];

/// The kinds of things of which something is told, and which go by ids.
pub fn kinds_by_id() -> impl Iterator<Item = &'static str> {
    KINDS.iter().copied().filter(|kind| !BY_CODE.contains(kind))
}

/// The kind of what goes by `id`, where the place that names it leaves that open. Nothing is told there of what somebody earns: who
/// looks at it is written down (RULES.md §6), and the thing itself does that.
pub fn kind_of(id: &str) -> Option<&'static str> {
    let (prefix, _) = untyped(id)?;
    kinds_by_id().find(|kind| *kind == prefix && !is_discreet(kind))
}

macro_rules! kinds {
    ($($member:ident: $summary:ident, $kind:literal, $action:ident;)+) => {
        const KINDS: &[&str] = &[$($kind),+];

        /// What is told; `None` of a kind that was not asked for.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Names {
            $(pub $member: Option<Vec<$summary>>,)+
        }

        /// What is told to `actor` of the things that are `named`.
        pub async fn names(ctx: &Ctx, actor: &Actor, named: &Named) -> Result<Names> {
            Ok(Names { $($member: of_kind(ctx, actor, Action::$action, named.get($kind)).await?,)+ })
        }
    };
}

// Member of what is told, what is told of each, the kind, and the action whose scope says of which.
kinds! {
    clients: ClientSummary, "client", ReadClients;
    contacts: ContactSummary, "contact", ReadClients;
    activities: ActivitySummary, "activity", ReadClients;
    users: UserSummary, "user", ReadOrg;
    units: UnitSummary, "unit", ReadOrg;
    integrations: IntegrationSummary, "integration", ManageUsers;
    webhook_endpoints: EndpointSummary, "webhook", ManageWebhooks;
    calls: CallSummary, "call", ReadCalls;
    scripts: ScriptSummary, "script", ReadCalls;
    call_lists: CallListSummary, "calllist", ReadCalls;
    call_tasks: CallTaskSummary, "calltask", ReadCalls;
    scorecards: ScorecardSummary, "scorecard", ReadReviews;
    meetings: MeetingSummary, "meeting", ReadClients;
    handoffs: HandoffSummary, "handoff", ReadClients;
    product_lines: ProductLineSummary, "productline", ReadOrg;
    opportunities: OpportunitySummary, "opportunity", ReadClients;
    sales: SaleSummary, "sale", ReadClients;
    payments: PaymentSummary, "payment", ReadPayments;
    accruals: AccrualSummary, "accrual", ReadCommission;
    adjustments: AdjustmentSummary, "adjustment", ReadCommission;
    entitlements: EntitlementSummary, "entitlement", ReadCommission;
    statements: StatementSummary, "statement", ReadCommission;
    plans: PlanSummary, "plan", ReadPlans;
    contracts: ContractSummary, "contract", ReadContracts;
    promises: PromiseSummary, "promise", ReadClients;
    claims: ClaimSummary, "claim", ReadClaims;
}

async fn of_kind<S: Summary>(ctx: &Ctx, actor: &Actor, action: Action, named: Option<&BTreeSet<String>>) -> Result<Option<Vec<S>>> {
    let Some(named) = named else { return Ok(None) };
    let keys: Vec<_> = named.iter().filter_map(|text| S::Key::from_parameter(text, &ctx.company.region).ok()).collect();
    match actor.reach(action) {
        Ok(reach) if !keys.is_empty() => Ok(Some(ctx.read().summaries(reach, keys).await?)),
        _ => Ok(Some(Vec::new())),
    }
}
