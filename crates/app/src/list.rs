//! Lists: who sees how much of each, the same in its pages and in its counts; and what they are asked with and answer, re-exported from
//! storage, so that HTTP knows nothing of it.

use domain::access::Action;
pub use domain::scalar::Shape;
pub use persistence::counts::{CountedMember, Counts, Group, GroupKey, MOST_GROUPS};
pub use persistence::filter::{Asker, Countable, ME, NULL, Parameter, Parameters, Several, is_person};
pub use persistence::{After, Page, PageRequest, Reach};

use persistence::Filter;
use persistence::calling::{AvailabilityFilter, CallFilter, MissedCallFilter, ReviewFilter, ScorecardFilter, SuppressionFilter};
use persistence::commission::{AccrualFilter, AdjustmentFilter, EntitlementFilter, FxRateFilter, PlanFilter, StatementFilter};
use persistence::dossier::{ClaimFilter, ContractFilter, PromiseFilter};
use persistence::groups::ClientGroupFilter;
use persistence::handoffs::HandoffFilter;
use persistence::meetings::MeetingFilter;
use persistence::merges::{DuplicateFilter, MergeFilter};
use persistence::org::{IntegrationFilter, UnitFilter, UserFilter};
use persistence::portfolio::SignalFilter;
use persistence::queue::{CallListFilter, CallTaskFilter, ScriptFilter};
use persistence::reassignments::ReassignmentFilter;
use persistence::receivables::CollectionPlanFilter;
use persistence::sales::{OpportunityFilter, PaymentFilter, ProductLineFilter, RefundFilter, SaleFilter};
use persistence::webhooks::EndpointFilter;

use crate::prelude::Result;
use crate::{Actor, Ctx};

/// A list of which a caller sees what is within his reach.
pub trait Listed: Filter {
    /// How far he sees; no permission at all is [`AppError::Forbidden`](crate::AppError::Forbidden).
    fn reach(actor: &Actor) -> Result<Reach>;
}

/// `within`: as far as the permission goes; `all`: everything for everybody who has the permission, however far it goes.
macro_rules! listed {
    ($($filter:ident: $how:ident $action:ident;)+) => {$(
        impl Listed for $filter {
            fn reach(actor: &Actor) -> Result<Reach> {
                listed!(@$how actor, Action::$action)
            }
        }
    )+};
    (@within $actor:ident, $action:expr) => { $actor.reach($action) };
    (@all $actor:ident, $action:expr) => { $actor.may($action).map(|_| Reach::All) };
}

listed! {
    CallFilter: within ReadCalls;
    AvailabilityFilter: within KeepAvailability;
    MissedCallFilter: all ReadCalls;
    ReviewFilter: within ReadReviews;
    ScorecardFilter: all ReadReviews;
    SuppressionFilter: all ReadCalls;
    ScriptFilter: all ReadCalls;
    CallListFilter: all ReadCalls;
    CallTaskFilter: all ReadCalls;
    OpportunityFilter: all ReadClients;
    SaleFilter: all ReadClients;
    PaymentFilter: within ReadPayments;
    RefundFilter: within ReadPayments;
    ProductLineFilter: all ReadOrg;
    MeetingFilter: all ReadCalls;
    HandoffFilter: all ReadClients;
    ContractFilter: within ReadContracts;
    PromiseFilter: all ReadClients;
    ClaimFilter: within ReadClaims;
    CollectionPlanFilter: within ReadCollections;
    ClientGroupFilter: all ReadOrg;
    SignalFilter: within ReadSignals;
    ReassignmentFilter: within ReassignCurator;
    DuplicateFilter: all ReadDuplicates;
    MergeFilter: within ReadMerges;
    AccrualFilter: within ReadCommission;
    AdjustmentFilter: within ReadCommission;
    EntitlementFilter: within ReadCommission;
    StatementFilter: within ReadCommission;
    PlanFilter: all ReadPlans;
    FxRateFilter: all ReadPlans;
    UnitFilter: within ReadOrg;
    UserFilter: within ReadOrg;
    IntegrationFilter: within ManageUsers;
    EndpointFilter: within ManageWebhooks;
}

impl Ctx {
    /// A page of what the caller may see and what passes the filter.
    pub async fn page<F: Listed>(&self, actor: &Actor, filter: &F, request: &PageRequest) -> Result<Page<F::Item>> {
        Ok(self.read().page(F::reach(actor)?, filter, request).await?)
    }
}

/// A list that is counted as well: only what the caller may see, with the same filters.
pub trait Counted: Countable {
    /// Whose list it is: the id of what it belongs to, if it belongs to something.
    type Of;
    /// How many there are by the members `by`, which are of [`Countable::COUNTED`].
    fn counts(&self, ctx: &Ctx, actor: &Actor, of: Self::Of, by: &[&'static str]) -> impl Future<Output = Result<Counts>>;
}

impl<F: Listed> Counted for F {
    type Of = ();
    async fn counts(&self, ctx: &Ctx, actor: &Actor, (): (), by: &[&'static str]) -> Result<Counts> {
        Ok(ctx.read().counts(F::reach(actor)?, self, by).await?)
    }
}
