//! What a screen shows of a thing that something else names by its id: a few columns, and all things of one kind in one statement.

use domain::access::UnitCode;
use domain::calling::CallOutcome;
use domain::clients::{ActivityKind, Direction, Stage};
use domain::commission::{AccrualState, EntitlementState, Month, PlanState, Rule, StatementState};
use domain::dossier::claim::{ClaimSeverity, ClaimState};
use domain::dossier::contract::{ContractKind, ContractState};
use domain::dossier::promise::{PromiseKind, PromiseState};
use domain::handoffs::{HandoffKind, HandoffState};
use domain::meetings::{MeetingKind, MeetingState};
use domain::org::IntegrationKind;
use domain::queue::list::ListState;
use domain::queue::script::ScriptState;
use domain::queue::task::TaskState;
use domain::sales::{OpportunityStage, OpportunityState, PaymentState, SaleState};
use domain::webhooks::EndpointState;
use domain::{
    AccrualId, ActivityId, AdjustmentId, CallId, CallListId, CallTaskId, ClaimId, ClientId, ContactId, ContractId, Currency, Date,
    EntitlementId, HandoffId, Instant, IntegrationId, MeetingId, OpportunityId, PaymentId, PlanId, PromiseId, SaleId, Scalar, ScorecardId,
    ScriptId, StatementId, UserId, WebhookId,
};
use sea_orm::sea_query::Value;

use crate::calling::{call, scorecard};
use crate::clients::{activity, client, contact};
use crate::codec::Plain;
use crate::commission::{accrual, adjustment, commission_plan, entitlement, statement};
use crate::dossier::{claim, contract, promise};
use crate::handoffs::handoff;
use crate::meetings::meeting;
use crate::org::{integration, unit, user};
use crate::prelude::*;
use crate::queue::{call_list, call_task, script};
use crate::sales::{opportunity, payment, product_line, sale};
use crate::statement::Statement;
use crate::table::Cells;
use crate::webhooks::webhook_endpoint;

/// A few members of a thing that is named elsewhere.
pub trait Summary: Sized + Send {
    /// What it is named by.
    type Key: Scalar<Plain: Into<Value>> + Send;
    /// Its table.
    type Table: Table;
    /// The columns that are read, that of the key first.
    const COLUMNS: &'static [&'static str];

    /// The rows within `reach`.
    fn within(reach: Reach) -> Condition;

    /// What a row holds.
    fn read(cells: Cells<'_>) -> Result<Self, StoreError>;
}

impl Db {
    /// Those of `keys` that are within `reach`, in no particular order.
    pub async fn summaries<S: Summary>(&self, reach: Reach, keys: impl IntoIterator<Item = S::Key>) -> Result<Vec<S>, StoreError> {
        let keys = keys.into_iter().map(|key| key.plain());
        let mut select = Query::select();
        select.columns(S::COLUMNS.iter().copied()).from(S::Table::default()).cond_where(S::within(reach));
        select.and_where_option(S::COLUMNS.first().map(|key| Expr::col(*key).is_in(keys)));
        let rows = self.answer(Statement::written(&select, self.dialect())).await?;
        rows.iter().map(|row| S::read(Cells::of(row, S::Table::NAME, 0))).collect()
    }
}

/// Declares what is shown of a thing: its table, the column by which it is named, the columns that are shown, in their plain form,
/// and who sees it, as on the list of these things.
macro_rules! summaries {
    ($(
        $(#[$doc:meta])*
        $name:ident of $module:ident by $key:ident: $key_type:ty { $($column:ident: $type:ty),+ $(,)? }
        within $reach:ident $within:block
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            pub $key: $key_type,
            $(pub $column: $type,)+
        }

        impl Summary for $name {
            type Key = $key_type;
            type Table = $module::Entity;
            const COLUMNS: &'static [&'static str] = &[stringify!($key), $(stringify!($column)),+];

            fn within($reach: Reach) -> Condition $within

            fn read(mut cells: Cells<'_>) -> Result<Self, StoreError> {
                Ok(Self {
                    $key: cells.take::<Plain, _>(stringify!($key))?,
                    $($column: cells.take::<Plain, _>(stringify!($column))?,)+
                })
            }
        }
    )+};
}

summaries! {
    /// A client.
    ClientSummary of client by id: ClientId {
        legal_name: String, trade_name: Option<String>, stage: Stage, curator_id: Option<UserId>,
    } within reach { reach.all_or_nothing() }

    /// A person at a client's, without what is personal.
    ContactSummary of contact by id: ContactId { name: String, position: Option<String> }
    within reach { reach.all_or_nothing() }

    /// An entry of a contact history.
    ActivitySummary of activity by id: ActivityId {
        kind: ActivityKind, user_id: Option<UserId>, occurred_at: Instant,
    } within reach { reach.all_or_nothing() }

    /// A person who works here.
    UserSummary of user by id: UserId { name: String, unit: UnitCode }
    within reach { reach.all_or_nothing() }

    /// A unit, which is named by its code.
    UnitSummary of unit by code: UnitCode { name: String, head_user_id: Option<UserId> }
    within reach { reach.all_or_nothing() }

    /// An outside system.
    IntegrationSummary of integration by id: IntegrationId { name: String, kind: IntegrationKind, source: String }
    within reach { reach.all_or_nothing() }

    /// A webhook endpoint.
    EndpointSummary of webhook_endpoint by id: WebhookId {
        url: String, description: Option<String>, state: EndpointState,
    } within reach { reach.all_or_nothing() }

    /// A call.
    CallSummary of call by id: CallId {
        direction: Direction, started_at: Instant, outcome: Option<CallOutcome>, talk_seconds: Option<i32>,
    } within reach { reach.all_or_nothing() }

    /// A script of the call centre.
    ScriptSummary of script by id: ScriptId { name: String, state: ScriptState }
    within reach { reach.all_or_nothing() }

    /// A list of clients to be called.
    CallListSummary of call_list by id: CallListId { name: String, state: ListState }
    within reach { reach.all_or_nothing() }

    /// A client who is to be called.
    CallTaskSummary of call_task by id: CallTaskId {
        call_list_id: CallListId, client_id: ClientId, state: TaskState, attempts: i32,
    } within reach { reach.all_or_nothing() }

    /// A scorecard by which calls are reviewed.
    ScorecardSummary of scorecard by id: ScorecardId { name: String, pass_bp: i64 }
    within reach { reach.all_or_nothing() }

    /// A meeting.
    MeetingSummary of meeting by id: MeetingId { kind: MeetingKind, starts_at: Instant, state: MeetingState }
    within reach { reach.all_or_nothing() }

    /// A handoff.
    HandoffSummary of handoff by id: HandoffId { kind: HandoffKind, state: HandoffState, to_user_id: Option<UserId> }
    within reach { reach.all_or_nothing() }

    /// A product line, which is named by its code.
    ProductLineSummary of product_line by code: String { name: String }
    within reach { reach.all_or_nothing() }

    /// A deal.
    OpportunitySummary of opportunity by id: OpportunityId {
        product_line: String, stage: OpportunityStage, state: OpportunityState, amount_minor: i64, currency: Currency,
    } within reach { reach.all_or_nothing() }

    /// A sale.
    SaleSummary of sale by id: SaleId {
        sale_on: Date, currency: Currency, gross_minor: i64, paid_minor: i64, refunded_minor: i64, state: SaleState,
    } within reach { reach.all_or_nothing() }

    /// A payment.
    PaymentSummary of payment by id: PaymentId {
        value_on: Date, amount_minor: i64, currency: Currency, state: PaymentState,
    } within reach { reach.clients(payment::Column::ClientId) }

    /// A line of the ledger of commission. Of commission a summary tells no amounts: who reads them is written down (RULES.md §6).
    AccrualSummary of accrual by id: AccrualId {
        rule: Rule, state: AccrualState, value_on: Date, period: Option<Month>,
    } within reach { reach.people(accrual::Column::UserId) }

    /// A correction of commission.
    AdjustmentSummary of adjustment by id: AdjustmentId { user_id: UserId, value_on: Date }
    within reach { reach.people(adjustment::Column::UserId) }

    /// A right to residual commission.
    EntitlementSummary of entitlement by id: EntitlementId {
        client_id: ClientId, state: EntitlementState, clock_start_on: Date,
    } within reach { reach.people(entitlement::Column::UserId) }

    /// A statement of commission.
    StatementSummary of statement by id: StatementId { user_id: UserId, period: Month, state: StatementState }
    within reach { reach.people(statement::Column::UserId) }

    /// A version of the commission plan.
    PlanSummary of commission_plan by id: PlanId { number: i64, name: String, state: PlanState }
    within reach { reach.all_or_nothing() }

    /// A contract. Of what stands in a restricted file a summary tells no words: who reads them is written down (RULES.md §6).
    ContractSummary of contract by id: ContractId { kind: ContractKind, number: Option<String>, state: ContractState }
    within reach { reach.files(contract::Column::ClientId) }

    /// A promise.
    PromiseSummary of promise by id: PromiseId { kind: PromiseKind, what: String, due_on: Date, state: PromiseState }
    within reach { reach.all_or_nothing() }

    /// A claim.
    ClaimSummary of claim by id: ClaimId { severity: ClaimSeverity, state: ClaimState }
    within reach { reach.files_or_people(claim::Column::ClientId, &[claim::Column::CreatedBy, claim::Column::OwnerId]) }
}
