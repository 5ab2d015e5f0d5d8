//! A right to residual commission on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::commission::entitlement::schedule;
use domain::commission::{self, EndReason, EntitlementState, SuspendReason};
use domain::ids::EntitlementKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::{ClientKey, SaleKey};
use super::commission_plan::PlanKey;
use super::rules::not_blank;
use super::user::UserKey;
use super::{Key, Term, moments};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

domain::words! {
    /// What a right is about.
    pub enum EntitlementScope { AllExceptCarvedOut = "all_except_carved_out", ProductLines = "product_lines" }
}

/// Id of a right.
pub type EntitlementKey = Key<EntitlementKind>;
/// The state of a right.
pub type EntitlementStateTerm = Term<EntitlementState>;
/// Why a right rests.
pub type SuspendReasonTerm = Term<SuspendReason>;
/// Why a right is over.
pub type EndReasonTerm = Term<EndReason>;
/// What a right is about.
pub type EntitlementScopeTerm = Term<EntitlementScope>;

/// A product line that another right has taken out of this one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarveOut {
    /// Code of the line; its variants go with it.
    pub product_line: String,
    /// For sales from this day.
    pub from_on: NaiveDate,
}

/// A stretch of a schedule.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ScheduleStep {
    /// 1, 2 ….
    pub number: i64,
    /// For sales from this day.
    pub from_on: NaiveDate,
    /// To this day; null = for ever.
    pub to_on: Option<NaiveDate>,
    /// At this rate.
    pub rate_bp: i32,
}

impl From<commission::StepSpan> for ScheduleStep {
    fn from(span: commission::StepSpan) -> Self {
        Self { number: span.number, from_on: span.from_on, to_on: span.to_on, rate_bp: span.rate_bp }
    }
}

/// A right to residual commission on what a client goes on buying.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entitlement {
    /// Its id.
    pub id: EntitlementKey,
    /// The number in its ETag.
    pub version: i64,
    /// Who holds it; it is neither inherited nor passed on.
    pub user_id: UserKey,
    /// On which client.
    pub client_id: ClientKey,
    /// In which acquisition of the client.
    pub acquisition_no: i32,
    /// About all lines but those carved out, or about some only.
    pub scope: EntitlementScopeTerm,
    /// Codes of the lines that it is about, where it is about some only.
    pub product_lines: Vec<String>,
    /// Lines that are another's.
    pub carved_out: Vec<CarveOut>,
    /// The plan that it was opened under; a new one does not touch it.
    pub plan_id: PlanKey,
    /// The plan's number.
    pub plan_version: i64,
    /// Its rates by sale date.
    pub steps: Vec<ScheduleStep>,
    /// The sale date from which it counts.
    pub clock_start_on: NaiveDate,
    /// The last sale date of its schedule; null = runs for ever.
    pub schedule_end_on: Option<NaiveDate>,
    /// Does it earn?
    pub state: EntitlementStateTerm,
    /// Why it rests.
    pub suspended_for: Vec<SuspendReasonTerm>,
    /// The last sale date that it reaches, once it is over.
    pub ended_on: Option<NaiveDate>,
    /// Why it is over.
    pub end_reason: Option<EndReasonTerm>,
    /// The sale that opened it.
    pub origin_sale_id: SaleKey,
    /// When the handoff was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

impl From<commission::Entitlement> for Entitlement {
    fn from(right: commission::Entitlement) -> Self {
        let scope = if right.is_general() { EntitlementScope::AllExceptCarvedOut } else { EntitlementScope::ProductLines };
        let carved = right.carved_out.into_iter().map(|carve| CarveOut { product_line: carve.product_line, from_on: carve.from_on });
        Self {
            id: Key(right.id),
            version: right.version,
            user_id: Key(right.user_id),
            client_id: Key(right.client_id),
            acquisition_no: right.acquisition_no,
            scope: Term(scope),
            product_lines: right.product_lines,
            carved_out: carved.collect(),
            plan_id: Key(right.plan_id),
            plan_version: right.plan_number,
            steps: schedule(right.clock_start_on, &right.steps).into_iter().map(ScheduleStep::from).collect(),
            clock_start_on: right.clock_start_on,
            schedule_end_on: right.schedule_end_on,
            state: Term(right.state),
            suspended_for: right.suspended_for.into_iter().map(Term).collect(),
            ended_on: right.ended_on,
            end_reason: right.end_reason.map(Term),
            origin_sale_id: Key(right.origin_sale_id),
            accepted_at: right.accepted_at,
            created_at: right.created_at,
        }
    }
}

impl Versioned for Entitlement {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Why a right is suspended or goes on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementDecision {
    /// Why, for the journal: no names, no phones.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// How a right is ended.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementEnd {
    /// The last sale date that it reaches; today unless told.
    #[validate(custom(function = "moments::date"))]
    pub ended_on: Option<NaiveDate>,
    /// Why, for the journal: no names, no phones.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntitlementFilter {
    /// Only on this client.
    pub client_id: Option<ClientKey>,
    /// Only this person's.
    pub user_id: Option<UserKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<EntitlementStateTerm>>)]
    pub state: Option<Several<EntitlementStateTerm>>,
}

impl Filter for EntitlementFilter {}

impl From<&EntitlementFilter> for persistence::commission::EntitlementFilter {
    fn from(filter: &EntitlementFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            user_id: filter.user_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            ..Self::default()
        }
    }
}
