//! Money has moved onto a sale or off it: who earns on it, and which lines that makes in the ledger (§8).

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::Assignment;
use domain::clients::curator::curator_at;
use domain::commission::ledger::{Ledger, PostingInputs};
use domain::commission::recipients::{Claim, EarningInputs};
use domain::commission::{Accrual, Entitlement, ExchangeRate, Plan, Rule};
use domain::org::User;
use domain::sales::family::Families;
use domain::sales::{Allocation, Sale, SaleKind};
use domain::{ClientId, Currency, Date, UserId};

use super::entitlements::plan_on;
use super::posting::{periods, write};
use crate::prelude::*;

/// Posts the lines of `moved`, the movements just appended for this sale; `sale` has its new paid amount already.
pub async fn allocations_changed(work: &Work<'_>, client: &Client, sale: &Sale, moved: &[Allocation]) -> Result<()> {
    let Past { movements, posted } = past(work, sale, moved).await?;
    let plan = plan_of(work, sale, &posted)?;
    let plan_currency = plan.currency.unwrap_or(work.company.currency);
    let dates: Vec<Date> = moved.iter().map(|movement| movement.value_on).collect();
    let months = periods(work, &dates).await?;
    let rates = rates(work, (sale.currency, plan_currency), movements.iter().chain(moved)).await?;
    let claims = claims(work, client, (sale, plan), moved).await?;
    let inputs = PostingInputs { sale, plan, plans: work.plans, plan_currency, rates: &rates, periods: &months, now: work.now };
    let mut ledger = Ledger::open(inputs, &movements, posted);
    let lines: Vec<Accrual> = moved.iter().zip(claims).flat_map(|(movement, claims)| ledger.post(movement, claims, || work.id())).collect();
    write(work, &lines).await
}

/// What has happened to the sale before.
struct Past {
    movements: Vec<Allocation>,
    posted: Vec<Accrual>,
}

/// Nothing is read for the first money of a sale: what came and went before has left nothing.
async fn past(work: &Work<'_>, sale: &Sale, moved: &[Allocation]) -> Result<Past> {
    let sum: i64 = moved.iter().map(|movement| movement.amount_minor).sum();
    if sale.paid_minor == sum && sale.refunded_minor == 0 {
        return Ok(Past { movements: Vec::new(), posted: Vec::new() });
    }
    let new: BTreeSet<_> = moved.iter().map(|movement| movement.id).collect();
    let movements = work.allocations().of_sale(sale.id).await?.into_iter().filter(|movement| !new.contains(&movement.id)).collect();
    Ok(Past { movements, posted: work.accruals().of_sale(sale.id).await? })
}

/// The plan that the sale has been paid by so far, else the one in force on its date.
fn plan_of<'a>(work: &Work<'a>, sale: &Sale, posted: &[Accrual]) -> Result<&'a Plan> {
    // A residual is paid by the plan of its entitlement, not of the sale.
    let before = posted.iter().find(|line| !matches!(line.rule, Rule::Residual | Rule::Adjustment)).map(|line| line.plan_id);
    let known = before.and_then(|id| work.plans.iter().find(|plan| plan.id == id));
    known.map_or_else(|| plan_on(work, sale.sale_on), Ok)
}

/// Rates of the sale's currency, asked for after its months are shared: who enters one waits for us, or we see it.
async fn rates(
    work: &Work<'_>,
    (from, to): (Currency, Currency),
    movements: impl Iterator<Item = &Allocation>,
) -> Result<BTreeMap<Date, ExchangeRate>> {
    if from == to {
        return Ok(BTreeMap::new());
    }
    let days: BTreeSet<Date> = movements.filter(|movement| movement.amount_minor > 0).map(|movement| movement.value_on).collect();
    Ok(work.fx_rates().on((from, to), days).await?.into_iter().map(|rate| (rate.value_on, rate.rate)).collect())
}

/// Who earns on each movement; on money that goes nobody does.
async fn claims(work: &Work<'_>, client: &Client, (sale, plan): (&Sale, &Plan), moved: &[Allocation]) -> Result<Vec<Vec<Claim>>> {
    if moved.iter().all(|movement| movement.amount_minor <= 0) {
        return Ok(moved.iter().map(|_| Vec::new()).collect());
    }
    let mut entitlements = work.entitlements().of_client(client.id).await?;
    if entitlements.iter().any(|right| !right.merges.is_empty()) {
        let moved_in = work.merges().moved_in(sale.id).await?;
        entitlements.retain(|right| right.concerns(sale.sale_on, &moved_in));
    }
    let curators = curators(work, client, sale, moved).await?;
    let people = people(work, sale, &entitlements, &curators).await?;
    let families = families(work, &entitlements).await?;
    let inputs = EarningInputs { sale, plan, entitlements: &entitlements, people: &people, families: &families, calendar: work.calendar };
    let earns = |movement: &Allocation, curator: &Option<UserId>| {
        if movement.amount_minor > 0 { inputs.claims(movement.value_on, *curator) } else { Vec::new() }
    };
    Ok(moved.iter().zip(&curators).map(|(movement, curator)| earns(movement, curator)).collect())
}

/// The client's curator at the end of each movement's value date; for today's movements the present one. What was sold to a record that
/// has gone on in this one since, on a day before, had the curator of that record (E-6).
async fn curators(work: &Work<'_>, client: &Client, sale: &Sale, moved: &[Allocation]) -> Result<Vec<Option<UserId>>> {
    let past = moved.iter().any(|movement| movement.value_on < work.today);
    let of = async |record: ClientId| -> Result<Vec<Assignment>> { Ok(work.assignments().curators(record).await?) };
    let intervals = if past { of(client.id).await? } else { Vec::new() };
    let origin = if past { work.merges().origin_of(sale.id).await? } else { None };
    let before = match origin {
        Some((record, until)) => Some((of(record).await?, until)),
        None => None,
    };
    let on = |day: Date| {
        let after = day.succ_opt().unwrap_or(day);
        let at = work.calendar.start_of(after) - chrono::TimeDelta::microseconds(1);
        let then = before.as_ref().filter(|(_, until)| at < *until).map_or(&intervals, |(intervals, _)| intervals);
        curator_at(then, at)
    };
    Ok(moved.iter().map(|movement| if movement.value_on < work.today { on(movement.value_on) } else { client.curator_id }).collect())
}

/// The people about whom something must be known: sellers and holders may have left, a curator may be no farmer.
async fn people(work: &Work<'_>, sale: &Sale, entitlements: &[Entitlement], curators: &[Option<UserId>]) -> Result<Vec<User>> {
    let credited = sale.credit_split.iter().map(|share| share.user_id).chain([sale.seller_id]);
    let sold = credited.filter(|_| sale.lines.iter().any(|line| line.kind != SaleKind::FollowOn));
    let holders = entitlements.iter().map(|one| one.user_id);
    let ids: BTreeSet<UserId> = sold.chain(holders).chain(curators.iter().copied().flatten()).collect();
    Ok(if ids.is_empty() { Vec::new() } else { work.users().by_ids(ids).await? })
}

/// Families of product lines matter only where entitlements cover some lines and not others.
async fn families(work: &Work<'_>, entitlements: &[Entitlement]) -> Result<Families> {
    let by_line = entitlements.iter().any(|one| !one.is_general() || !one.carved_out.is_empty());
    Ok(if by_line { Families::new(work.product_lines().all().await?) } else { Families::default() })
}
