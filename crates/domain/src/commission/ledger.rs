//! Posts lines of the commission ledger for movements of money (§8): what everybody should have by now, less what is posted already.
//!
//! The totals of a sale are recomputed from all its movements each time and only the difference is posted, so the sums do not depend on
//! how the money was divided, ordered or repeated (I-13, I-14). Foreign currency is summed by value date, each with its own rate.

mod pattern;

use std::collections::BTreeMap;

use self::pattern::Pattern;
use super::calculus::{Part, net_by_line};
use super::portions::Portions;
use super::recipients::Claim;
use super::{Accrual, AccrualState, ExchangeRate, HeldReason, Month, PeriodState, Plan, Rule, period};
use crate::money::{Bp, Currency, Money};
use crate::sales::{Allocation, Sale};
use crate::{AccrualId, AllocationId, Date, Instant, PlanId, SaleLineId, UserId};

/// The key of lines that are summed and rounded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Stream {
    line_id: SaleLineId,
    rule: Rule,
    user_id: UserId,
    rate_bp: Bp,
}

/// Base and amount, so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    base: i64,
    amount: i64,
    /// In plan currency, as far as converted.
    plan: i64,
}

/// What a posting needs besides the movements themselves.
#[derive(Clone, Copy, Debug)]
pub struct PostingInputs<'a> {
    pub sale: &'a Sale,
    /// The plan by which the sale is paid.
    pub plan: &'a Plan,
    /// Every published plan: a residual is paid by that of its right.
    pub plans: &'a [Plan],
    pub plan_currency: Currency,
    /// Rates of the sale's currency by value date.
    pub rates: &'a BTreeMap<Date, ExchangeRate>,
    /// States of the months from the earliest value date on.
    pub periods: &'a BTreeMap<Month, PeriodState>,
    pub now: Instant,
}

/// The ledger of one sale.
#[derive(Debug)]
pub struct Ledger<'a> {
    facts: PostingInputs<'a>,
    portions: Portions,
    /// Who earns on which movement: decided when it was posted, and never changed.
    claims: BTreeMap<AllocationId, Vec<(Stream, Part)>>,
    /// The clawback window of each stream, that of the plan which its lines name (§8.10).
    windows: BTreeMap<Stream, Option<i64>>,
    posted: BTreeMap<(Stream, Date), Sum>,
    /// Newest line of each stream and movement, to mirror and to link to.
    originals: BTreeMap<(Stream, AllocationId), Accrual>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a sale from its movements so far, oldest first, and the lines posted for them.
    pub fn open(facts: PostingInputs<'a>, movements: &[Allocation], posted: Vec<Accrual>) -> Self {
        let mut ledger = Self {
            facts,
            portions: Portions::after(movements),
            claims: BTreeMap::new(),
            windows: BTreeMap::new(),
            posted: BTreeMap::new(),
            originals: BTreeMap::new(),
        };
        for accrual in posted {
            ledger.remember(accrual);
        }
        ledger
    }

    fn remember(&mut self, accrual: Accrual) {
        let Some(line_id) = accrual.sale_line_id else { return };
        let stream = Stream { line_id, rule: accrual.rule, user_id: accrual.user_id, rate_bp: accrual.rate_bp };
        self.windows.entry(stream).or_insert_with(|| window(self.facts, accrual.plan_id));
        let sum = self.posted.entry((stream, accrual.fx_on)).or_default();
        sum.base += accrual.base.minor();
        sum.amount += accrual.amount.minor();
        sum.plan += accrual.plan_amount_minor.unwrap_or_default();
        if let Some(allocation) = accrual.allocation_id {
            if accrual.reverses_id.is_none()
                && let Some(part) = self.part_of(&accrual)
            {
                self.claims.entry(allocation).or_default().push((stream, part));
            }
            self.originals.insert((stream, allocation), accrual);
        }
    }

    /// A person's part, read back from what was posted: the split of a paid sale and its plan do not change (E-36).
    fn part_of(&self, accrual: &Accrual) -> Option<Part> {
        let credited = matches!(accrual.rule, Rule::FirstSale | Rule::FirstSaleHoldback | Rule::NewLine);
        let part = if credited { Part::of(accrual.user_id, &self.facts.sale.credit_split)? } else { Part::WHOLE };
        // A line without a right behind it was never held back.
        let holdback = if accrual.entitlement_id.is_some() { self.facts.plan.terms.handoff_holdback_bp } else { 0 };
        Some(match accrual.rule {
            Rule::FirstSale => part.without(holdback),
            Rule::FirstSaleHoldback => part.only(holdback),
            _ => part,
        })
    }

    /// Posts a new movement with who earns on it (nobody, where it takes money away), and returns the new lines.
    pub fn post(&mut self, movement: &Allocation, claims: Vec<Claim>, mut next_id: impl FnMut() -> AccrualId) -> Vec<Accrual> {
        let touched = self.portions.apply(movement);
        let mut fresh = BTreeMap::new();
        for claim in claims {
            let stream = Stream { line_id: claim.line_id, rule: claim.rule, user_id: claim.user_id, rate_bp: claim.rate_bp };
            self.claims.entry(movement.id).or_default().push((stream, claim.part.clone()));
            self.windows.entry(stream).or_insert_with(|| window(self.facts, claim.plan.0));
            fresh.insert(stream, claim);
        }
        let (due, totals) = self.position();
        let mut lines = Vec::new();
        for ((stream, fx_on), due) in due {
            let posted = self.posted.get(&(stream, fx_on)).copied().unwrap_or_default();
            let claim = fresh.get(&stream).filter(|_| fx_on == self.fx_on(movement.value_on));
            if claim.is_none() && (due.base, due.amount) == (posted.base, posted.amount) {
                continue;
            }
            let Some(pattern) = claim
                .map(|claim| Pattern::claimed(stream, claim))
                .or_else(|| self.original(stream, fx_on, &touched).map(|original| Pattern::mirrored(stream, original)))
            else {
                continue;
            };
            let change = Change { fx_on, due, posted, total: totals.get(&stream).copied().unwrap_or_default() };
            lines.push(self.line(next_id(), movement, &pattern, &change));
        }
        for line in &lines {
            self.remember(line.clone());
        }
        lines
    }

    /// What everybody should have by now, by stream and conversion date; and each stream's total.
    fn position(&self) -> (BTreeMap<(Stream, Date), Sum>, BTreeMap<Stream, Sum>) {
        // A stream that is posted but due no longer is due nothing.
        let mut due: BTreeMap<(Stream, Date), Sum> = self.posted.keys().map(|key| (*key, Sum::default())).collect();
        let totals = self.windows.iter().map(|(stream, window)| (*stream, self.walk(*stream, *window, &mut due))).collect();
        (due, totals)
    }

    /// Adds up what one stream should have, payment after payment: on what it earned by, what counts under its window; of all other
    /// money, what lies on the sale.
    fn walk(&self, stream: Stream, window: Option<i64>, due: &mut BTreeMap<(Stream, Date), Sum>) -> Sum {
        let lines = &self.facts.sale.lines;
        let net_of_line = |paid: i64| {
            let place = lines.iter().position(|line| line.id == stream.line_id);
            place.and_then(|place| net_by_line(paid, lines).get(place).copied()).unwrap_or_default()
        };
        let (mut paid, mut total) = (0, Sum::default());
        for portion in self.portions.iter() {
            let claims = self.claims.get(&portion.allocation_id);
            let Some((_, part)) = claims.and_then(|claims| claims.iter().find(|(other, _)| *other == stream)) else {
                paid += portion.left_minor;
                continue;
            };
            let before = net_of_line(paid);
            paid += portion.kept_minor(window);
            let step = net_of_line(paid) - before;
            let amount = part.of_commission(total.base + step, stream.rate_bp);
            let sum = due.entry((stream, self.fx_on(portion.value_on))).or_default();
            sum.base += step;
            sum.amount += amount - total.amount;
            total = Sum { base: total.base + step, amount, plan: 0 };
        }
        total
    }

    /// The day of the exchange rate for money of this value date; the sale date where nothing is converted.
    fn fx_on(&self, value_on: Date) -> Date {
        if self.facts.sale.currency == self.facts.plan_currency { self.facts.sale.sale_on } else { value_on }
    }

    /// The line that a movement takes back: of the money it consumed, else the newest of its kind.
    fn original(&self, stream: Stream, fx_on: Date, touched: &[AllocationId]) -> Option<&Accrual> {
        let direct =
            touched.iter().filter_map(|allocation| self.originals.get(&(stream, *allocation))).find(|accrual| accrual.fx_on == fx_on);
        direct.or_else(|| {
            self.originals
                .iter()
                .filter(|((other, _), accrual)| *other == stream && accrual.fx_on == fx_on && accrual.reverses_id.is_none())
                .map(|(_, accrual)| accrual)
                .max_by_key(|accrual| accrual.id)
        })
    }

    /// The rate of a conversion date: as it was frozen, else as it is known now.
    fn rate(&self, stream: Stream, fx_on: Date) -> Option<ExchangeRate> {
        let frozen = self
            .originals
            .iter()
            .filter(|((other, _), accrual)| *other == stream && accrual.fx_on == fx_on)
            .find_map(|(_, accrual)| accrual.fx_rate);
        frozen.or_else(|| self.facts.rates.get(&fx_on).copied())
    }

    /// Builds a line from its pattern and the change of the totals.
    fn line(&self, id: AccrualId, movement: &Allocation, pattern: &Pattern, change: &Change) -> Accrual {
        let (currency, plan_currency) = (self.facts.sale.currency, self.facts.plan_currency);
        let rate = if currency == plan_currency { None } else { self.rate(pattern.stream, change.fx_on) };
        let in_plan = match rate {
            None if currency == plan_currency => Some(change.due.amount - change.posted.plan),
            rate => rate.map(|rate| rate.convert(change.due.amount, currency, plan_currency) - change.posted.plan),
        };
        let held_reason = pattern.held.or(in_plan.is_none().then_some(HeldReason::MissingFx));
        let state = if held_reason.is_some() { AccrualState::Held } else { pattern.state };
        let (month, late) = period::posting_month(movement.value_on, self.facts.periods);
        let counts = state == AccrualState::Posted;
        Accrual {
            id,
            version: 0,
            client_id: Some(self.facts.sale.client_id),
            sale_id: Some(self.facts.sale.id),
            sale_line_id: Some(pattern.stream.line_id),
            allocation_id: Some(movement.id),
            base: Money::new(change.due.base - change.posted.base, currency),
            amount: Money::new(change.due.amount - change.posted.amount, currency),
            base_so_far_minor: change.total.base,
            amount_so_far_minor: change.total.amount,
            fx_on: change.fx_on,
            fx_rate: rate,
            plan_amount_minor: in_plan,
            plan_currency,
            value_on: movement.value_on,
            state,
            held_reason,
            period: counts.then_some(month),
            late: counts && late,
            statement_id: None,
            adjustment_id: None,
            recorded_at: self.facts.now,
            user_id: pattern.stream.user_id,
            rule: pattern.stream.rule,
            rate_bp: pattern.stream.rate_bp,
            earned_on: pattern.earned_on,
            entitlement_id: pattern.entitlement_id,
            share_bp: pattern.share_bp,
            plan_id: pattern.plan.0,
            plan_number: pattern.plan.1,
            step: pattern.step,
            reverses_id: pattern.reverses_id,
        }
    }
}

/// The clawback window of a plan (N-46).
fn window(facts: PostingInputs<'_>, plan: PlanId) -> Option<i64> {
    facts.plans.iter().find(|known| known.id == plan).unwrap_or(facts.plan).terms.clawback_days
}

/// How the totals of a stream change on one conversion date.
struct Change {
    fx_on: Date,
    due: Sum,
    posted: Sum,
    total: Sum,
}

#[cfg(test)]
mod tests;
