//! A plan of commission on the wire.

use domain::commission::plan::{PlanChange, TermsChange};
use domain::commission::{self, PlanState};
use domain::ids::PlanKind;

use super::prelude::*;
use super::user::UserKey;

pub type PlanKey = Key<PlanKind>;
pub type PlanStateTerm = Term<PlanState>;

/// One step of the hunter's residual commission: a rate for a number of months.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    /// Length of the step in months; null on the last step means without end.
    #[validate(range(min = 1, max = 600, message = "from 1 to 600"))]
    #[schema(minimum = 1, maximum = 600, examples(12))]
    pub months: Option<u32>,
    /// Rate of residual commission during the step, in basis points (1 bp = 0.01 %).
    #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
    #[schema(minimum = 0, maximum = 10_000, examples(300))]
    pub rate_bp: i32,
}

impl From<commission::Step> for PlanStep {
    fn from(step: commission::Step) -> Self {
        Self { months: step.months, rate_bp: step.rate_bp }
    }
}

impl From<PlanStep> for commission::Step {
    fn from(step: PlanStep) -> Self {
        Self { months: step.months, rate_bp: step.rate_bp }
    }
}

/// A version of the commission plan: the rates and limits by which commission is computed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Plan {
    /// Id of the commission plan, assigned by the server.
    pub id: PlanKey,
    /// Version number of the commission plan, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Number of the plan, 1, 2 and so on; ledger lines and entitlements name it as `plan_version`.
    pub number: i64,
    /// Name of the plan for people.
    pub name: String,
    /// State of the plan; a published plan never changes.
    pub state: PlanStateTerm,
    /// Civil date in the company's time zone from which sales are paid by the plan; null means all dates until another plan takes effect.
    #[serde(serialize_with = "moment")]
    pub effective_on: Option<NaiveDate>,
    /// ISO 4217 code of the currency in which the plan pays; null means the company's currency.
    pub currency: Option<String>,
    /// What the rates are applied to; always `net`, the money collected without VAT.
    #[schema(examples("net"))]
    pub base: &'static str,
    /// Rate of the hunter on a first sale, in basis points (1 bp = 0.01 %).
    pub first_sale_bp: i32,
    /// Steps of the hunter's residual commission, counted from the first sale.
    pub residual_steps: Vec<PlanStep>,
    /// Rate of the hunter on the sale of a new product line, in basis points (1 bp = 0.01 %).
    pub new_line_bp: i32,
    /// A product line counts as new if the client has not bought it for this many months.
    pub new_line_months: i64,
    /// Rate of the farmer (account manager) on money collected, in basis points (1 bp = 0.01 %).
    pub farmer_bp: i32,
    /// Rate of the key-account manager on money collected, in basis points (1 bp = 0.01 %).
    pub key_account_bp: i32,
    /// Highest sum of all rates on one sale line, in basis points (1 bp = 0.01 %).
    pub cap_bp: i32,
    /// A refund takes commission back if it comes within this many days of the payment; null means however late.
    pub clawback_days: Option<i64>,
    /// Sales that a leaver dated before leaving still earn if they are paid within this many days after the last day of work.
    pub tail_days: i64,
    /// Money that arrives more than this many days after the sale date earns no residual commission.
    pub late_residual_days: i64,
    /// Share of first-sale commission that is held until the handoff is completed, in basis points of that commission.
    pub handoff_holdback_bp: i32,
    /// Id of the person who last changed the draft; null for the plan that Baton starts with.
    pub author_id: Option<UserKey>,
    /// Id of the person who published the plan; null for drafts and for the plan that Baton starts with.
    pub published_by: Option<UserKey>,
    /// When the plan was published, UTC; null for drafts.
    #[serde(serialize_with = "moment")]
    pub published_at: Option<DateTime<Utc>>,
    /// When the plan was drafted, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<commission::Plan> for Plan {
    fn from(plan: commission::Plan) -> Self {
        let terms = plan.terms;
        Self {
            id: Key(plan.id),
            version: plan.version,
            number: plan.number,
            name: plan.name,
            state: Term(plan.state),
            effective_on: plan.effective_on,
            currency: plan.currency.map(|currency| currency.to_string()),
            base: "net",
            first_sale_bp: terms.first_sale_bp,
            residual_steps: terms.residual_steps.into_iter().map(PlanStep::from).collect(),
            new_line_bp: terms.new_line_bp,
            new_line_months: terms.new_line_months,
            farmer_bp: terms.farmer_bp,
            key_account_bp: terms.key_account_bp,
            cap_bp: terms.cap_bp,
            clawback_days: terms.clawback_days,
            tail_days: terms.tail_days,
            late_residual_days: terms.late_residual_days,
            handoff_holdback_bp: terms.handoff_holdback_bp,
            author_id: plan.author_id.map(Key),
            published_by: plan.published_by.map(Key),
            published_at: plan.published_at,
            created_at: plan.created_at,
        }
    }
}

versioned! { Plan }

macro_rules! plan_inputs {
    ($($(#[$meta:meta])* $name:ident($said:literal, $listed:literal, nullable = $null:literal) { $($(#[$field:meta])* $member:ident: Option<$kind:ty>,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Deserialize, Validate, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field])* pub $member: Option<$kind>,)+
            /// Rate of the hunter on a first sale, in basis points (1 bp = 0.01 %).
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub first_sale_bp: Option<i32>,
            /// Steps of the hunter's residual commission, counted from the first sale; replaces all steps.
            #[serde(default, deserialize_with = $listed)]
            #[validate(length(max = 20), nested, custom(function = "steps_end"))]
            pub residual_steps: Option<Vec<PlanStep>>,
            /// Rate of the hunter on the sale of a new product line, in basis points (1 bp = 0.01 %).
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub new_line_bp: Option<i32>,
            /// A product line counts as new if the client has not bought it for this many months.
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 1, max = 600, message = "from 1 to 600"))]
            #[schema(nullable = $null, minimum = 1, maximum = 600)]
            pub new_line_months: Option<i64>,
            /// Rate of the farmer (account manager) on money collected, in basis points (1 bp = 0.01 %).
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub farmer_bp: Option<i32>,
            /// Rate of the key-account manager on money collected, in basis points (1 bp = 0.01 %).
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub key_account_bp: Option<i32>,
            /// Highest sum of all rates on one sale line, in basis points (1 bp = 0.01 %).
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub cap_bp: Option<i32>,
            /// A refund takes commission back if it comes within this many days of the payment; null means however late.
            #[serde(default, deserialize_with = "present")]
            #[schema(minimum = 0, maximum = 3_650)]
            pub clawback_days: Option<Option<i64>>,
            /// Sales that a leaver dated before leaving still earn if they are paid within this many days after the last day of work.
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 3_650, message = "from 0 to 3650"))]
            #[schema(nullable = $null, minimum = 0, maximum = 3_650)]
            pub tail_days: Option<i64>,
            /// Money that arrives more than this many days after the sale date earns no residual commission.
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 1, max = 3_650, message = "from 1 to 3650"))]
            #[schema(nullable = $null, minimum = 1, maximum = 3_650)]
            pub late_residual_days: Option<i64>,
            /// Share of first-sale commission that is held until the handoff is completed, in basis points of that commission.
            #[serde(default, deserialize_with = $said)]
            #[validate(range(min = 0, max = 10_000, message = "from 0 to 10000"))]
            #[schema(nullable = $null, minimum = 0, maximum = 10_000)]
            pub handoff_holdback_bp: Option<i32>,
        }

        impl $name {
            fn terms(&self) -> Result<TermsChange, Problem> {
                Ok(TermsChange {
                    first_sale_bp: self.first_sale_bp,
                    residual_steps: self.residual_steps.clone().map(|steps| steps.into_iter().map(commission::Step::from).collect()),
                    new_line_bp: self.new_line_bp,
                    new_line_months: self.new_line_months,
                    farmer_bp: self.farmer_bp,
                    key_account_bp: self.key_account_bp,
                    cap_bp: self.cap_bp,
                    clawback_days: clawback(self.clawback_days)?,
                    tail_days: self.tail_days,
                    late_residual_days: self.late_residual_days,
                    handoff_holdback_bp: self.handoff_holdback_bp,
                })
            }
        }
    )+};
}

plan_inputs! {
    /// A commission plan to be drafted. Numbers that are left out stay as in the plan in force on its first day.
    NewPlan("Option::deserialize", "Option::deserialize", nullable = true) {
        /// Name of the plan for people.
        #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
        #[schema(min_length = 1, max_length = 200)]
        name: Option<String>,
        /// Civil date in the company's time zone from which sales are paid by the plan; today if left out.
        #[serde(default, deserialize_with = "told")]
        #[validate(custom(function = "moments::date"))]
        effective_on: Option<NaiveDate>,
        /// ISO 4217 code of the currency in which the plan pays; the company's currency if left out.
        currency: Option<String>,
    }
    /// What may change of a draft of a commission plan.
    PlanPatch("stated", "emptied", nullable = false) {
        /// Name of the plan for people.
        #[serde(default, deserialize_with = "stated")]
        #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
        #[schema(nullable = false, min_length = 1, max_length = 200)]
        name: Option<String>,
        /// Civil date in the company's time zone from which sales are paid by the plan.
        #[serde(default, deserialize_with = "told_stated")]
        #[validate(custom(function = "moments::date"))]
        #[schema(nullable = false)]
        effective_on: Option<NaiveDate>,
    }
}

fn steps_end(steps: &[PlanStep]) -> Result<(), validator::ValidationError> {
    let endless = steps.iter().position(|step| step.months.is_none());
    match endless {
        Some(place) if place + 1 < steps.len() => {
            Err(validator::ValidationError::new("endless").with_message("only the last step may be without months".into()))
        }
        _ => Ok(()),
    }
}

fn clawback(days: Option<Option<i64>>) -> Result<Option<Option<i64>>, Problem> {
    match days {
        Some(Some(days)) if !(0..=3_650).contains(&days) => {
            Err(Problem::field("/clawback_days", "out_of_range", "from 0 to 3650, or null"))
        }
        other => Ok(other),
    }
}

impl NewPlan {
    /// What the use case takes.
    pub fn read(self) -> Result<app::commission::PlanInput, Problem> {
        let terms = self.terms()?;
        let currency = self.currency.as_deref().map(|code| currency(code, "/currency")).transpose()?;
        let name = self.name.unwrap_or_else(|| "Plan".to_owned());
        Ok(app::commission::PlanInput { name, effective_on: self.effective_on, currency, terms })
    }
}

impl PlanPatch {
    /// What the use case takes.
    pub fn read(self) -> Result<PlanChange, Problem> {
        Ok(PlanChange { terms: self.terms()?, name: self.name, effective_on: self.effective_on })
    }
}
