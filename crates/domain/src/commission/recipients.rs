//! Who earns on a line of a sale, at which rate, by which rule (§8.3): one person at most one rate, the highest; Σ ≤ the cap.

use super::calculus::{Part, apply_cap};
use super::entitlement::days_between;
use super::{EarnedOn, Entitlement, EntitlementState, HeldReason, Plan, Rule, StepSpan};
use crate::access::Role;
use crate::calendar::Calendar;
use crate::org::{UnitCode, User};
use crate::sales::family::Families;
use crate::sales::{CreditShare, Sale, SaleKind, SaleLine};
use crate::{Bp, Date, EntitlementId, PlanId, SaleLineId, UserId};

/// What one person earns on one line of one movement of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub line_id: SaleLineId,
    pub user_id: UserId,
    pub earned_on: EarnedOn,
    pub rule: Rule,
    pub rate_bp: Bp,
    pub part: Part,
    pub entitlement_id: Option<EntitlementId>,
    /// The plan that the rate comes from; for a residual that of the entitlement (§8.6).
    pub plan: (PlanId, i64),
    pub step: Option<StepSpan>,
    /// What it waits for, if anything.
    pub held: Option<HeldReason>,
}

/// What decides who earns on a sale.
#[derive(Clone, Copy, Debug)]
pub struct EarningInputs<'a> {
    pub sale: &'a Sale,
    /// The plan in force on the sale date.
    pub plan: &'a Plan,
    /// All entitlements on this client, whatever their state.
    pub entitlements: &'a [Entitlement],
    /// The people concerned, leavers included.
    pub people: &'a [User],
    /// Which product line is a variant of which (E-7).
    pub families: &'a Families,
    /// The company's, by which the day of an acceptance is told.
    pub calendar: &'a Calendar,
}

/// The `EarnedOn` of a line's kind.
pub const fn earned_on(kind: SaleKind) -> EarnedOn {
    match kind {
        SaleKind::First => EarnedOn::First,
        SaleKind::NewLine => EarnedOn::NewLine,
        SaleKind::FollowOn => EarnedOn::FollowOn,
    }
}

/// The right that earns the residual on a line sold on this day (I-11): that of the line itself, else the general one; of two the
/// newer.
pub fn residual_holder<'a>(rights: &'a [Entitlement], root: &str, sale_on: Date) -> Option<&'a Entitlement> {
    rights.iter().filter(|right| right.covers(root, sale_on)).max_by_key(|right| (!right.is_general(), right.clock_start_on, right.id))
}

impl EarningInputs<'_> {
    /// Who earns on money of this value date, line by line; `curator` is the client's curator on that day. On a gift nobody earns, and a
    /// discount is taken from whoever earns on what it goes with.
    pub fn claims(&self, value_on: Date, curator: Option<UserId>) -> Vec<Claim> {
        let earning = self.sale.lines.iter().filter(|line| line.gross_minor != 0);
        earning
            .flat_map(|line| {
                let claims = match line.kind {
                    SaleKind::First => self.first(line, value_on),
                    SaleKind::NewLine => self.credited(line, value_on, Rule::NewLine, self.plan.terms.new_line_bp),
                    SaleKind::FollowOn => self.follow_on(line, value_on, curator),
                };
                self.cap(claims)
            })
            .collect()
    }

    /// The right that its client's first sale has opened, in the acquisition of this sale.
    fn first_right(&self) -> Option<&Entitlement> {
        let of_acquisition = |right: &&Entitlement| {
            right.is_general() && right.acquisition_no == self.sale.acquisition_no && right.state != EntitlementState::Voided
        };
        self.entitlements.iter().filter(of_acquisition).max_by_key(|right| right.id)
    }

    /// The sellers' first-sale rate, held until the handoff is accepted; a share of it until it is completed (§8.4).
    fn first(&self, line: &SaleLine, value_on: Date) -> Vec<Claim> {
        let claims = self.credited(line, value_on, Rule::FirstSale, self.plan.terms.first_sale_bp);
        let right = self.first_right();
        let pending = right.filter(|right| right.awaits_handoff()).map(|_| HeldReason::HandoffPending);
        let incomplete = right.filter(|right| right.completed_at.is_none()).map(|_| HeldReason::HandoffIncomplete);
        let held_back = if right.is_some() { self.plan.terms.handoff_holdback_bp } else { 0 };
        claims
            .into_iter()
            .flat_map(|claim| {
                let entitlement_id = right.map(|right| right.id);
                let rest = (held_back > 0).then(|| Claim {
                    rule: Rule::FirstSaleHoldback,
                    part: claim.part.clone().only(held_back),
                    held: pending.or(incomplete),
                    entitlement_id,
                    ..claim.clone()
                });
                [Some(Claim { part: claim.part.clone().without(held_back), held: pending, entitlement_id, ..claim }), rest]
                    .into_iter()
                    .flatten()
            })
            .collect()
    }

    /// The sellers' rate on a first sale or a new line, split as agreed. What the client department sells first earns nobody
    /// first-sale commission (E-21). A leaver earns on what he sold, paid within the tail (E-3).
    fn credited(&self, line: &SaleLine, value_on: Date, rule: Rule, rate_bp: Bp) -> Vec<Claim> {
        let sale = self.sale;
        let no_commission = sale.credit_split.is_empty() && matches!(sale.seller_unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts);
        let alone = [CreditShare { user_id: sale.seller_id, share_bp: crate::money::WHOLE_BP }];
        let shares: &[CreditShare] = if sale.credit_split.is_empty() { &alone } else { &sale.credit_split };
        let earners = shares.iter().filter(|share| {
            !no_commission && rate_bp > 0 && share.share_bp > 0 && !self.has_left(share.user_id, self.plan.terms.tail_days, value_on)
        });
        earners
            .filter_map(|share| {
                let part = Part::of(share.user_id, &sale.credit_split)?;
                Some(Claim {
                    line_id: line.id,
                    user_id: share.user_id,
                    earned_on: earned_on(line.kind),
                    rule,
                    rate_bp,
                    part,
                    entitlement_id: None,
                    plan: self.plan_key(),
                    step: None,
                    held: None,
                })
            })
            .collect()
    }

    const fn plan_key(&self) -> (PlanId, i64) {
        (self.plan.id, self.plan.number)
    }

    /// Rights are personal: of a leaver only the tail is left, whether his right has been ended yet or not (E-3).
    fn has_left(&self, user: UserId, tail_days: i64, value_on: Date) -> bool {
        let last_day = self.people.iter().find(|person| person.id == user).and_then(|person| person.terminated_on);
        last_day.is_some_and(|last| self.sale.sale_on > last || days_between(last, value_on) > tail_days)
    }

    /// The residual of whoever holds it, and the rate of the curator who collects; if they are one person, the higher.
    fn follow_on(&self, line: &SaleLine, value_on: Date, curator: Option<UserId>) -> Vec<Claim> {
        let mut claims: Vec<Claim> =
            [self.residual(line, value_on), self.collection(line.id, value_on, curator)].into_iter().flatten().collect();
        if let [first, second] = claims.as_slice()
            && first.user_id == second.user_id
        {
            claims.remove(usize::from(first.rate_bp >= second.rate_bp));
        }
        claims
    }

    fn residual(&self, line: &SaleLine, value_on: Date) -> Option<Claim> {
        let sale_on = self.sale.sale_on;
        let right = residual_holder(self.entitlements, self.families.root(&self.sale.companion(line, self.families).product_line), sale_on)
            .filter(|right| !right.too_late(sale_on, value_on) && !self.has_left(right.user_id, right.tail_days, value_on))?;
        let step = right.step_on(sale_on).filter(|step| step.rate_bp > 0 && !right.rested_on(value_on))?;
        let disputed = right.is_disputed().then_some(HeldReason::Disputed);
        let held = right.awaits_handoff().then_some(HeldReason::HandoffPending).or(disputed);
        Some(Claim {
            line_id: line.id,
            user_id: right.user_id,
            earned_on: EarnedOn::FollowOn,
            rule: Rule::Residual,
            rate_bp: step.rate_bp,
            part: Part::WHOLE,
            entitlement_id: Some(right.id),
            plan: (right.plan_id, right.plan_number),
            step: Some(step),
            held,
        })
    }

    /// The curator's rate, once the client has been handed over by the value date: of money before that nobody gets it (E-5).
    fn collection(&self, line_id: SaleLineId, value_on: Date, curator: Option<UserId>) -> Option<Claim> {
        let by_then = |right: &Entitlement| right.accepted_at.is_some_and(|at| self.calendar.date(at) <= value_on);
        let handed_over = self.first_right().is_none_or(by_then);
        let person = curator.filter(|_| handed_over).and_then(|curator| self.people.iter().find(|person| person.id == curator))?;
        let (rule, rate_bp) = collects(person, self.plan)?;
        (rate_bp > 0).then_some(Claim {
            line_id,
            user_id: person.id,
            earned_on: EarnedOn::FollowOn,
            rule,
            rate_bp,
            part: Part::WHOLE,
            entitlement_id: None,
            plan: self.plan_key(),
            step: None,
            held: None,
        })
    }

    fn cap(&self, claims: Vec<Claim>) -> Vec<Claim> {
        // The shares of one rule are parts of one rate.
        let mut rates: Vec<(Rule, Bp)> =
            claims.iter().filter(|claim| claim.rule != Rule::FirstSaleHoldback).map(|claim| (claim.rule, claim.rate_bp)).collect();
        rates.dedup();
        let cut = apply_cap(&rates.iter().map(|(_, rate)| *rate).collect::<Vec<_>>(), self.plan.terms.cap_bp);
        let rate_of = |claim: &Claim| {
            let rule = if claim.rule == Rule::FirstSaleHoldback { Rule::FirstSale } else { claim.rule };
            rates.iter().zip(&cut).find(|((other, _), _)| *other == rule).map_or(claim.rate_bp, |(_, rate)| *rate)
        };
        claims.into_iter().map(|claim| Claim { rate_bp: rate_of(&claim), ..claim }).collect()
    }
}

/// By which rule a curator collects: as a key-account manager or as a farmer (N-43, N-44); others do not.
fn collects(person: &User, plan: &Plan) -> Option<(Rule, Bp)> {
    let has = |roles: [Role; 2], unit: UnitCode| person.unit == unit || person.roles.iter().any(|role| roles.contains(role));
    if has([Role::KeyAccountManager, Role::HeadKeyAccounts], UnitCode::KeyAccounts) {
        Some((Rule::KeyAccount, plan.terms.key_account_bp))
    } else if has([Role::Farmer, Role::HeadClientDept], UnitCode::ClientDepartment) {
        Some((Rule::Collection, plan.terms.farmer_bp))
    } else {
        None
    }
}

#[cfg(test)]
pub(crate) mod tests;
