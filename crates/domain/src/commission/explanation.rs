//! Explains a line of the ledger in sentences. Reads only what the line recorded when it was posted; recomputes nothing.

use super::{Accrual, AccrualState, EarnedOn, HeldReason, Rule};
use crate::money::{Bp, Money, WHOLE_BP};

/// A rate or share for people: `3 %`, `12.5 %`.
pub(crate) fn percent(bp: Bp) -> String {
    let text = format!("{}.{:02}", bp / 100, bp.unsigned_abs() % 100);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// An amount for people: `1 234.50 RUB`.
pub(crate) fn amount(money: Money) -> String {
    let scale = 10_u64.pow(money.currency().exponent());
    let digits = (money.minor().unsigned_abs() / scale).to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    let sign = if money.minor() < 0 { "−" } else { "" };
    let decimals = match money.currency().exponent() {
        0 => String::new(),
        exponent => format!(".{:0width$}", money.minor().unsigned_abs() % scale, width = usize::try_from(exponent).unwrap_or_default()),
    };
    format!("{sign}{}{decimals} {}", groups.join(" "), money.currency())
}

/// The rule, in one sentence.
const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::FirstSale => "Who makes a client's first sale earns on what the client pays for it (N-40).",
        Rule::FirstSaleHoldback => "A share of the first-sale commission waits until the handoff is completed (§3.9).",
        Rule::NewLine => "Who sells a client a product line that he has not bought before earns on that sale (N-42).",
        Rule::Residual => "The hunter who won the client earns on what he goes on buying, step by step less (N-41).",
        Rule::Collection => "The farmer who answers for the client on the day of the payment earns on what he collects (N-43).",
        Rule::KeyAccount => {
            "The key-account manager who answers for the client on the day of the payment earns on what he collects (N-44)."
        }
        Rule::Adjustment => "A correction by hand.",
    }
}

const fn waits(reason: HeldReason) -> &'static str {
    match reason {
        HeldReason::HandoffPending => "Held until the handoff of the client is accepted.",
        HeldReason::HandoffIncomplete => "Held until the handoff of the client is completed.",
        HeldReason::MissingFx => "Held until finance enters the exchange rate of the day.",
        HeldReason::Disputed => "Held until the dispute is decided.",
    }
}

/// Does it stand for a line of the sale that takes from the others? Of a discount less than nothing has come so far.
const fn is_discount(line: &Accrual) -> bool {
    let back = line.reverses_id.is_some() && line.base_so_far_minor == 0 && line.base.minor() > 0;
    line.base_so_far_minor < 0 || back
}

/// The line explained, sentence by sentence.
pub fn explain(line: &Accrual) -> Vec<String> {
    let mut told = vec![rule(line.rule).to_owned()];
    if line.earned_on != EarnedOn::Adjustment {
        let (base, day) = (amount(line.base), line.value_on);
        told.push(if is_discount(line) {
            format!("{base} net: the share of a discount that goes with the money of {day}; the base is the sum of the sale's lines.")
        } else if line.base.minor() < 0 {
            format!("{base} net of this line of the sale left us on {day}; the rate was locked by the sale date.")
        } else {
            format!("{base} net of this line of the sale reached us on {day}; the rate was locked by the sale date.")
        });
        told.push(format!(
            "{} of the {} that came so far is {}; {} of it had been posted before.",
            percent(line.rate_bp),
            amount(Money::new(line.base_so_far_minor, line.base.currency())),
            amount(Money::new(line.amount_so_far_minor, line.amount.currency())),
            amount(Money::new(line.amount_so_far_minor - line.amount.minor(), line.amount.currency()))
        ));
    }
    if let Some(step) = line.step {
        let (number, from, rate) = (step.number, step.from_on, percent(step.rate_bp));
        told.push(match step.to_on {
            None => format!("Step {number} of the schedule, sales from {from} without end: {rate}."),
            Some(to) => format!("Step {number} of the schedule, sales from {from} to {to}: {rate}."),
        });
    }
    if line.share_bp != WHOLE_BP {
        told.push(format!("The credit of the sale is split: this person's share is {}.", percent(line.share_bp)));
    }
    if let (Some(rate), Some(converted)) = (line.fx_rate, line.plan_amount_minor) {
        told.push(format!("Converted at {rate}, the rate of {}: {}.", line.fx_on, amount(Money::new(converted, line.plan_currency))));
    }
    if line.reverses_id.is_some() {
        told.push("Money was taken back: this takes the commission on it back, at the original rate.".to_owned());
    }
    if let Some(reason) = line.held_reason {
        told.push(waits(reason).to_owned());
    }
    if line.state == AccrualState::Forfeited {
        told.push("Forfeited by decision of the director.".to_owned());
    }
    if line.state == AccrualState::Voided {
        told.push(
            "The first sale came to nothing before this was released: it and its reversal cancel each other, and stand on no statement."
                .to_owned(),
        );
    }
    if let Some(month) = line.period {
        told.push(if line.late {
            format!("Counts in {month}: the month of its value date was closed.")
        } else {
            format!("Counts in {month}.")
        });
    }
    told
}
