//! Plans of collections with what was collected: three statements for a page, however many plans and clients it has.

use std::collections::{BTreeSet, HashMap};

use domain::calendar::Calendar;
use domain::receivables::collection_plan::CollectionPlan;
use domain::receivables::fact::{Collected, Fact, Rates, plan_bp};
use domain::{Currency, Date, Money};
use persistence::Db;

use crate::prelude::*;

/// A plan, and what came of it.
#[derive(Clone, Debug)]
pub struct CollectionPlanView {
    pub plan: CollectionPlan,
    pub planned: Money,
    pub fact: Fact,
    /// In basis points; `None` where nothing is planned.
    pub plan_bp: Option<i64>,
}

/// The plans with what was collected in their months.
pub(super) async fn views(db: &Db, calendar: &Calendar, plans: Vec<CollectionPlan>) -> Result<Vec<CollectionPlanView>> {
    let (Some(first), Some(last)) = (plans.iter().map(|plan| plan.period).min(), plans.iter().map(|plan| plan.period).max()) else {
        return Ok(Vec::new());
    };
    let days = (first.first_day(), last.next().first_day());
    let during = (calendar.start_of(days.0), calendar.start_of(days.1));
    let people: Vec<_> = plans.iter().map(|plan| plan.user_id).collect::<BTreeSet<_>>().into_iter().collect();
    let curators = db.collections().curators(&people, during).await?;
    let collected = db.collections().collected_by(&people, during, days).await?;
    // The company has one currency, and so have its plans.
    let into = plans.first().map(|plan| plan.currency);
    let rates = match into {
        Some(into) => rates(db, into, &foreign(into, &collected)).await?,
        None => return Ok(Vec::new()),
    };
    let view = |plan: CollectionPlan| {
        let fact = Fact::of((plan.user_id, plan.period), &curators, &collected, |day| calendar.start_of(day), &rates);
        let planned = plan.planned()?;
        let plan_bp = plan_bp(fact.total(), planned);
        Ok(CollectionPlanView { plan, planned, fact, plan_bp })
    };
    plans.into_iter().map(view).collect()
}

/// Currencies and days of money in other currencies.
pub(super) fn foreign(into: Currency, collected: &[Collected]) -> Vec<(Currency, Date)> {
    collected.iter().filter(|sum| sum.currency != into).map(|sum| (sum.currency, sum.value_on)).collect()
}

/// The rates of these currencies on these days: one statement, or none.
pub(super) async fn rates(db: &Db, into: Currency, wanted: &[(Currency, Date)]) -> Result<Rates> {
    let mut of = HashMap::new();
    if !wanted.is_empty() {
        let currencies: BTreeSet<_> = wanted.iter().map(|(currency, _)| *currency).collect();
        let days: BTreeSet<_> = wanted.iter().map(|(_, day)| *day).collect();
        let found = db.fx_rates().into_one(currencies, into, days).await?;
        of.extend(found.into_iter().map(|rate| ((rate.currency, rate.value_on), rate.rate)));
    }
    Ok(Rates { into, of })
}
