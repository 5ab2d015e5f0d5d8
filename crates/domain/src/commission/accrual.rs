//! The lifecycle of a ledger line: held, posted, stated, approved, paid, forfeited or voided (§3.9).

use std::collections::BTreeMap;

use super::{Accrual, AccrualState, Adjustment, EarnedOn, ExchangeRate, HeldReason, Month, PeriodState, Plan, Refusal, Rule, period};
use crate::money::{Currency, Money, WHOLE_BP};
use crate::own_matter::{self, Matter};
use crate::{AccrualId, Date, Decided, Event, EventName, Instant, UserId};

crate::words! {
    pub enum AccrualEvent { Release = "release", Forfeit = "forfeit", Issue = "issue", Approve = "approve", Pay = "pay", Recall = "recall", Void = "void" }
}

crate::lifecycle! {
    /// The state of a line after `event` (§3.9); `recall` takes its statement back to a draft when its month is reopened. A held line
    /// is `voided` when what it was earned on came to nothing (C16): it and its reversal cancel each other and never reach a statement.
    pub fn next(from: AccrualState, event: AccrualEvent) {
        Release: Held => Posted;
        Forfeit: Held => Forfeited;
        Issue: Posted => Stated;
        Approve: Stated => Approved;
        Pay: Approved => Paid;
        Recall: Posted | Stated | Approved => Posted;
        Void: Held => Voided;
    }
}

impl Accrual {
    /// The amount in the currency of the plan; `None` while the exchange rate is missing.
    pub fn plan_amount(&self) -> Option<Money> {
        self.plan_amount_minor.map(|minor| Money::new(minor, self.plan_currency))
    }

    /// The journal event of a new line.
    pub fn posted_event(&self) -> Event {
        let name = match (self.reverses_id, self.state) {
            (Some(_), _) => EventName::AccrualReversed,
            (None, AccrualState::Held) => EventName::AccrualHeld,
            (None, _) => EventName::AccrualPosted,
        };
        self.event(name)
    }

    fn event(&self, name: EventName) -> Event {
        let event = Event::new(name, self.id, self.client_id)
            .with("user_id", self.user_id)
            .with("rule", self.rule)
            .with("amount", serde_json::json!({"amount_minor": self.amount.minor(), "currency": self.amount.currency().code()}));
        match (self.sale_id, self.held_reason) {
            (Some(sale), Some(held)) => event.with("sale_id", sale).with("held_reason", held),
            (Some(sale), None) => event.with("sale_id", sale),
            (None, _) => event,
        }
    }

    /// The cause of holding it has ended. If nothing else holds the line it is posted, to the month of its value date while that is open;
    /// a line held for another cause stays held.
    pub fn release(self, cause: HeldReason, periods: &BTreeMap<Month, PeriodState>) -> Result<Decided<Self>, Refusal> {
        if self.held_reason != Some(cause) {
            return Ok(Decided::unchanged(self));
        }
        let posted = next(self.state, AccrualEvent::Release)?;
        let still = match cause {
            HeldReason::HandoffPending if self.rule == Rule::FirstSaleHoldback => Some(HeldReason::HandoffIncomplete),
            _ => None,
        };
        if let Some(held_reason) = still.or(self.plan_amount_minor.is_none().then_some(HeldReason::MissingFx)) {
            let happened = self.event(EventName::AccrualHeld).changed("held_reason", cause, held_reason);
            return Ok(Decided::one(Self { held_reason: Some(held_reason), ..self }, happened));
        }
        let (month, late) = period::posting_month(self.value_on, periods);
        let happened = self.event(EventName::AccrualReleased).with("period", month.to_string());
        Ok(Decided::one(Self { state: posted, held_reason: None, period: Some(month), late, ..self }, happened))
    }

    /// The director forfeits a held line for good.
    pub fn forfeit(self, by: UserId, reason: &str) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, AccrualEvent::Forfeit)?;
        own_matter::refuse(Matter::Commission, Some(by), [self.user_id])?;
        let happened = self.event(EventName::AccrualForfeited).with("reason", reason);
        Ok(Decided::one(Self { state, held_reason: None, ..self }, happened))
    }

    /// Voids a held line because its first sale is void (C16); a line that is no longer held is taken back by its reversal alone.
    pub fn void(self) -> Result<Decided<Self>, Refusal> {
        if self.state != AccrualState::Held {
            return Ok(Decided::unchanged(self));
        }
        let state = next(self.state, AccrualEvent::Void)?;
        let happened = self.event(EventName::AccrualVoided);
        Ok(Decided::one(Self { state, held_reason: None, ..self }, happened))
    }
}

/// Converts lines that waited for this rate, oldest first: cumulatively by person, line and rule, so that a wholly reversed movement
/// sums to zero in plan currency too (§8.7).
pub fn convert_waiting(lines: Vec<Accrual>, rate: ExchangeRate) -> Vec<Accrual> {
    let mut lines = lines;
    lines.sort_by_key(|line| line.id);
    let mut so_far: BTreeMap<_, (i64, i64)> = BTreeMap::new();
    lines
        .into_iter()
        .map(|line| {
            let (amount, converted) = so_far.entry((line.sale_line_id, line.rule, line.user_id, line.rate_bp)).or_default();
            *amount += line.amount.minor();
            let all = rate.convert(*amount, line.amount.currency(), line.plan_currency);
            let step = all - *converted;
            *converted = all;
            Accrual { fx_rate: Some(rate), plan_amount_minor: Some(step), ..line }
        })
        .collect()
}

/// The lines of an adjustment: one, or a pair that does not change the total (E-36).
pub fn adjustment_lines(adjustment: &Adjustment, plan: &Plan, periods: &BTreeMap<Month, PeriodState>, ids: [AccrualId; 2]) -> Vec<Accrual> {
    let people =
        [Some((adjustment.user_id, adjustment.amount.minor())), adjustment.counterpart_id.map(|other| (other, -adjustment.amount.minor()))];
    let currency = adjustment.amount.currency();
    people
        .into_iter()
        .flatten()
        .zip(ids)
        .map(|((user_id, minor), id)| {
            by_hand(adjustment, plan, (id, user_id), Money::new(minor, currency), period::posting_month(adjustment.value_on, periods))
        })
        .collect()
}

fn by_hand(
    adjustment: &Adjustment,
    plan: &Plan,
    (id, user_id): (AccrualId, UserId),
    amount: Money,
    (month, late): (Month, bool),
) -> Accrual {
    Accrual {
        id,
        version: 0,
        user_id,
        client_id: adjustment.client_id,
        sale_id: adjustment.sale_id,
        sale_line_id: None,
        allocation_id: None,
        entitlement_id: None,
        earned_on: EarnedOn::Adjustment,
        rule: Rule::Adjustment,
        rate_bp: 0,
        share_bp: WHOLE_BP,
        base: Money::new(0, amount.currency()),
        amount,
        base_so_far_minor: 0,
        amount_so_far_minor: amount.minor(),
        plan_id: plan.id,
        plan_number: plan.number,
        step: None,
        fx_on: adjustment.value_on,
        fx_rate: None,
        plan_amount_minor: Some(amount.minor()),
        plan_currency: amount.currency(),
        value_on: adjustment.value_on,
        state: AccrualState::Posted,
        held_reason: None,
        period: Some(month),
        late,
        statement_id: None,
        reverses_id: None,
        adjustment_id: Some(adjustment.id),
        recorded_at: adjustment.recorded_at,
    }
}

/// Reversal lines for what is left of a voided first sale (C16), regardless of the clawback window; none where the sum is zero.
/// The reversal of a held line is `voided`, as that line will be.
pub fn void_lines(
    posted: &[Accrual],
    (value_on, at): (Date, Instant),
    periods: &BTreeMap<Month, PeriodState>,
    mut next_id: impl FnMut() -> AccrualId,
) -> Vec<Accrual> {
    let mut left: BTreeMap<_, (Accrual, i64, i64, i64)> = BTreeMap::new();
    for line in posted {
        let entry =
            left.entry((line.sale_line_id, line.rule, line.user_id, line.rate_bp, line.fx_on)).or_insert_with(|| (line.clone(), 0, 0, 0));
        if entry.0.reverses_id.is_some() && line.reverses_id.is_none() {
            entry.0 = line.clone();
        }
        entry.1 += line.base.minor();
        entry.2 += line.amount.minor();
        entry.3 += line.plan_amount_minor.unwrap_or_default();
    }
    let currency = |line: &Accrual| -> Currency { line.amount.currency() };
    left.into_values()
        .filter(|(_, base, amount, plan)| (*base, *amount, *plan) != (0, 0, 0))
        .map(|(line, base, amount, plan)| {
            let state = match line.state {
                AccrualState::Held | AccrualState::Voided => AccrualState::Voided,
                AccrualState::Forfeited => AccrualState::Forfeited,
                AccrualState::Posted | AccrualState::Stated | AccrualState::Approved | AccrualState::Paid => AccrualState::Posted,
            };
            let (month, late) = period::posting_month(value_on, periods);
            let counts = state == AccrualState::Posted;
            Accrual {
                id: next_id(),
                version: 0,
                allocation_id: None,
                base: Money::new(-base, currency(&line)),
                amount: Money::new(-amount, currency(&line)),
                base_so_far_minor: 0,
                amount_so_far_minor: 0,
                plan_amount_minor: line.plan_amount_minor.map(|_| -plan),
                value_on,
                state,
                held_reason: None,
                period: counts.then_some(month),
                late: counts && late,
                statement_id: None,
                reverses_id: Some(line.id),
                recorded_at: at,
                ..line
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
