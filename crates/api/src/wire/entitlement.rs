//! An entitlement to residual commission on the wire.

use domain::commission::entitlement::schedule;
use domain::commission::{self, EndReason, EntitlementState, SuspendReason};
use domain::ids::EntitlementKind;

use super::client::{ClientKey, SaleKey};
use super::commission_plan::PlanKey;
use super::prelude::*;
use super::user::UserKey;

pub type EntitlementKey = Key<EntitlementKind>;
pub type EntitlementStateTerm = Term<EntitlementState>;
pub type SuspendReasonTerm = Term<SuspendReason>;
pub type EndReasonTerm = Term<EndReason>;
pub type EntitlementScopeTerm = Term<EntitlementScope>;

domain::words! {
    /// Which product lines an entitlement covers.
    pub enum EntitlementScope { AllExceptCarvedOut = "all_except_carved_out", ProductLines = "product_lines" }
}

/// A product line that another person's entitlement has taken out of this one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CarveOut {
    /// Code of the product line; its variants are taken out as well.
    pub product_line: String,
    /// First sale date of the other entitlement, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub from_on: NaiveDate,
}

/// A step of the rates of an entitlement, with its dates.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ScheduleStep {
    /// Number of the step in the schedule, counted from 1.
    pub number: i64,
    /// First sale date of the step, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub from_on: NaiveDate,
    /// Last sale date of the step, a civil date in the company's time zone; null means without end.
    #[serde(serialize_with = "moment")]
    pub to_on: Option<NaiveDate>,
    /// Rate of residual commission during the step, in basis points (1 bp = 0.01 %).
    pub rate_bp: i32,
}

impl From<commission::StepSpan> for ScheduleStep {
    fn from(span: commission::StepSpan) -> Self {
        Self { number: span.number, from_on: span.from_on, to_on: span.to_on, rate_bp: span.rate_bp }
    }
}

/// A person's entitlement to residual commission on what a client goes on buying.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entitlement {
    /// Id of the entitlement, assigned by the server.
    pub id: EntitlementKey,
    /// Version number of the entitlement, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person who holds the entitlement; entitlements are neither inherited nor transferred.
    pub user_id: UserKey,
    /// Id of the client whose purchases earn the residual commission.
    pub client_id: ClientKey,
    /// Number of the acquisition of the client that the entitlement comes from.
    pub acquisition_no: i32,
    /// Which product lines earn: all except those carved out, or only those listed in `product_lines`.
    pub scope: EntitlementScopeTerm,
    /// Codes of the product lines that earn; empty if the scope is all except those carved out.
    pub product_lines: Vec<String>,
    /// Product lines that have passed to another person's entitlement.
    pub carved_out: Vec<CarveOut>,
    /// Day from which only the product lines of `narrowed_to` earn, since the client's record was merged with another, a civil date; null
    /// if nothing was narrowed.
    #[serde(serialize_with = "moment")]
    pub narrowed_on: Option<NaiveDate>,
    /// Codes of the product lines that earn from `narrowed_on` on; empty if nothing was narrowed.
    pub narrowed_to: Vec<String>,
    /// Id of the commission plan under which the entitlement was opened; later plans do not touch it.
    pub plan_id: PlanKey,
    /// Number of the commission plan under which the entitlement was opened.
    pub plan_version: i64,
    /// Steps of the rate, by date of sale.
    pub steps: Vec<ScheduleStep>,
    /// Sale date from which the schedule counts, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub clock_start_on: NaiveDate,
    /// Last sale date of the schedule, a civil date in the company's time zone; null if it runs without end.
    #[serde(serialize_with = "moment")]
    pub schedule_end_on: Option<NaiveDate>,
    /// State of the entitlement: whether it earns, waits, is suspended or is over.
    pub state: EntitlementStateTerm,
    /// Reasons for which the entitlement is suspended; empty if it is not.
    pub suspended_for: Vec<SuspendReasonTerm>,
    /// Last sale date that still earns, a civil date in the company's time zone; null until the entitlement ends.
    #[serde(serialize_with = "moment")]
    pub ended_on: Option<NaiveDate>,
    /// Why the entitlement ended; null until it ends.
    pub end_reason: Option<EndReasonTerm>,
    /// Reason given by whoever suspended the entitlement for a dispute last; null if none was given.
    pub suspend_note: Option<String>,
    /// Reason given by whoever decided that dispute (resumed the entitlement); null if none was given.
    pub resume_note: Option<String>,
    /// Reason given by whoever ended the entitlement; null if none was given.
    pub end_note: Option<String>,
    /// Id of the sale that opened the entitlement.
    pub origin_sale_id: SaleKey,
    /// When the handoff was accepted, UTC (for a new product line: when the entitlement was opened); null until then.
    #[serde(serialize_with = "moment")]
    pub accepted_at: Option<DateTime<Utc>>,
    /// When the entitlement was opened, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<commission::Entitlement> for Entitlement {
    fn from(right: commission::Entitlement) -> Self {
        let scope = if right.is_general() { EntitlementScope::AllExceptCarvedOut } else { EntitlementScope::ProductLines };
        let narrowed = right.merges.iter().rev().find(|merge| !merge.only.is_empty());
        let (narrowed_on, narrowed_to) = narrowed.map_or((None, Vec::new()), |merge| (Some(merge.on), merge.only.clone()));
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
            narrowed_on,
            narrowed_to,
            plan_id: Key(right.plan_id),
            plan_version: right.plan_number,
            steps: schedule(right.clock_start_on, &right.steps).into_iter().map(ScheduleStep::from).collect(),
            clock_start_on: right.clock_start_on,
            schedule_end_on: right.schedule_end_on,
            state: Term(right.state),
            suspended_for: right.suspended_for.into_iter().map(Term).collect(),
            ended_on: right.ended_on,
            end_reason: right.end_reason.map(Term),
            suspend_note: right.suspend_note,
            resume_note: right.resume_note,
            end_note: right.end_note,
            origin_sale_id: Key(right.origin_sale_id),
            accepted_at: right.accepted_at,
            created_at: right.created_at,
        }
    }
}

versioned! { Entitlement }

/// Why an entitlement is suspended or resumed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementDecision {
    /// Reason, kept with the entitlement and in the journal; names and phone numbers do not belong here.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// How an entitlement is ended.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementEnd {
    /// Last sale date that still earns, a civil date in the company's time zone; today if left out.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub ended_on: Option<NaiveDate>,
    /// Reason, kept with the entitlement and in the journal; names and phone numbers do not belong here.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}
