//! A purchase plan on the wire: what a client has agreed to buy, and what came of it.

use domain::dossier::plan::{self, PlanPeriod, Progress};

use super::prelude::*;

/// Ten years of months.
const MOST_ITEMS: usize = 120;

pub type PlanPeriodTerm = Term<PlanPeriod>;

/// What a client has agreed to buy, period by period.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurchasePlan {
    /// Length of each period of the plan.
    pub period: PlanPeriodTerm,
    /// What is to be bought in each period.
    pub items: Vec<PlanItem>,
    /// Discount that the client gets for the plan, in basis points.
    pub discount_bp: i32,
    /// How much less than planned still meets the plan, in basis points of the planned amount.
    pub tolerance_bp: i32,
}

/// What is to be bought in one period, and what was.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanItem {
    /// First day of the period, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub from_on: NaiveDate,
    /// Amount to be bought in the period, without VAT.
    pub planned: Money,
    /// Code of the product line that is to be bought; null for all of them.
    pub product_line: Option<String>,
    /// Amount of the confirmed sales dated in the period, without VAT and less refunds, in the currency of `planned`; other currencies are
    /// not counted.
    pub bought: Money,
    /// True if so much was bought as planned, less the tolerance; null while the period runs.
    pub met: Option<bool>,
}

impl PurchasePlan {
    /// The plan with what has come of each item.
    pub fn of(plan: plan::PurchasePlan, progress: Vec<Progress>) -> Self {
        let item = |(item, progress): (plan::PlanItem, Progress)| PlanItem {
            from_on: item.from_on,
            planned: item.planned.into(),
            product_line: item.product_line,
            bought: progress.bought.into(),
            met: progress.met,
        };
        Self {
            period: Term(plan.period),
            items: plan.items.into_iter().zip(progress).map(item).collect(),
            discount_bp: plan.discount_bp,
            tolerance_bp: plan.tolerance_bp,
        }
    }
}

/// A purchase plan to be agreed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPurchasePlan {
    /// Length of each period of the plan.
    pub period: PlanPeriodTerm,
    /// What is to be bought in each period; a period has at most one item a product line.
    #[validate(nested)]
    #[schema(min_items = 1, max_items = 120)]
    pub items: Vec<NewPlanItem>,
    /// Discount that the client gets for the plan, in basis points; 0 if left out.
    #[serde(default)]
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub discount_bp: i32,
    /// How much less than planned still meets the plan, in basis points of the planned amount; 0 if left out.
    #[serde(default)]
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub tolerance_bp: i32,
}

/// What is to be bought in one period.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlanItem {
    /// First day of the period, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub from_on: NaiveDate,
    /// Amount to be bought in the period, without VAT.
    pub planned: Money,
    /// Code of an active product line that is to be bought; all of them if left out.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub product_line: Option<String>,
}

impl NewPurchasePlan {
    /// The domain's value; wrong amounts and items that stand there twice are wrong members.
    pub fn read(self) -> Result<plan::PurchasePlan, Problem> {
        if self.items.is_empty() || self.items.len() > MOST_ITEMS {
            return Err(Problem::field("/purchase_plan/items", "out_of_range", format!("must have from 1 to {MOST_ITEMS} items")));
        }
        let mut items: Vec<plan::PlanItem> = Vec::with_capacity(self.items.len());
        for (place, item) in self.items.into_iter().enumerate() {
            let at = format!("/purchase_plan/items/{place}");
            let planned = item.planned.positive(&format!("{at}/planned"))?;
            let item = plan::PlanItem { from_on: item.from_on, planned, product_line: item.product_line };
            if items.iter().any(|other| (other.from_on, &other.product_line) == (item.from_on, &item.product_line)) {
                return Err(Problem::field(at, "twice", "is given twice"));
            }
            items.push(item);
        }
        Ok(plan::PurchasePlan { period: self.period.0, items, discount_bp: self.discount_bp, tolerance_bp: self.tolerance_bp })
    }
}
