//! Monthly commission statements: drafted at the close, issued, disputed once, approved by another person, paid (§3.10, §8.9).

use super::{Dispute, DisputeVerdict, Month, Refusal, Statement, StatementState};
use crate::calendar::Calendar;
use crate::money::Currency;
use crate::norms::{NormKey, Norms};
use crate::own_matter::{self, Matter, OwnMatter};
use crate::{AccrualId, Decided, Event, EventName, Instant, StatementId, UserId};

crate::words! {
    pub enum StatementEvent { Issue = "issue", Acknowledge = "acknowledge", Dispute = "dispute", Resolve = "resolve", Approve = "approve", Pay = "pay", Recall = "recall" }
}

crate::lifecycle! {
    /// The state of a statement after `event` (§3.10). Issuing, approving and paying twice is once; `recall` makes it a draft again
    /// when its month is reopened.
    pub fn next(from: StatementState, event: StatementEvent) {
        Issue: Draft | Issued => Issued;
        Acknowledge: Issued => stays;
        Dispute: Issued => Disputed;
        Resolve: Disputed => Issued;
        Approve: Issued | Approved => Approved;
        Pay: Approved | Paid => Paid;
        Recall: Draft | Issued | Disputed | Approved => Draft;
    }
}

/// The sum of a month's lines of one person and currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub user_id: UserId,
    pub currency: Currency,
    pub total_minor: i64,
    pub line_count: i64,
}

/// Payout = `carry_in` + total; what is negative is carried out and set off against future commission, never deducted (§8.9).
pub const fn payout(carry_in_minor: i64, total_minor: i64) -> (i64, i64) {
    let balance = carry_in_minor.saturating_add(total_minor);
    if balance < 0 { (0, balance) } else { (balance, 0) }
}

impl Statement {
    /// A month's statement of one person, with the negative balance of his earlier ones.
    pub fn draft(id: StatementId, period: Month, total: Total, carry_in_minor: i64, at: Instant) -> Decided<Self> {
        let (payable_minor, carry_out_minor) = payout(carry_in_minor, total.total_minor);
        let drafted = Self {
            id,
            version: 0,
            user_id: total.user_id,
            period,
            currency: total.currency,
            total_minor: total.total_minor,
            line_count: total.line_count,
            carry_in_minor,
            payable_minor,
            carry_out_minor,
            state: StatementState::Draft,
            dispute: None,
            issued_at: None,
            dispute_until: None,
            acknowledged_at: None,
            approved_by: None,
            approved_at: None,
            paid_at: None,
            paid_by: None,
            payment_ref: None,
            carried_to_id: None,
            created_at: at,
        };
        let happened = drafted.event(EventName::StatementDrafted);
        Decided::one(drafted, happened)
    }

    /// Drafts it again over the lines that its month has now; `more_carry_minor` is added to the balance carried in.
    pub fn redraft(self, total: Total, more_carry_minor: i64) -> Decided<Self> {
        let carry_in_minor = self.carry_in_minor.saturating_add(more_carry_minor);
        let (payable_minor, carry_out_minor) = payout(carry_in_minor, total.total_minor);
        let happened = self.event(EventName::StatementDrafted).changed("total_minor", self.total_minor, total.total_minor);
        let (total_minor, line_count) = (total.total_minor, total.line_count);
        Decided::one(Self { total_minor, line_count, carry_in_minor, payable_minor, carry_out_minor, ..self }, happened)
    }

    /// Its month is open again: it is a draft until that closes.
    pub fn recall(self) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Recall)?;
        let happened = self.event(EventName::StatementDrafted).changed("state", self.state, state);
        let cleared = Self {
            state,
            dispute: None,
            issued_at: None,
            dispute_until: None,
            acknowledged_at: None,
            approved_by: None,
            approved_at: None,
            ..self
        };
        Ok(Decided::one(cleared, happened))
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, None).with("user_id", self.user_id).with("period", self.period.to_string())
    }

    /// Issues it to its person, who may dispute it until the window is over (N-49).
    pub fn issue(self, norms: &Norms, calendar: &Calendar, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Issue)?;
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        let until = calendar.deadline(at, norms.count(NormKey::DisputeDays));
        let happened = self.event(EventName::StatementIssued).changed("state", self.state, state);
        Ok(Decided::one(Self { state, issued_at: Some(at), dispute_until: Some(until), ..self }, happened))
    }

    /// Its person disputes one of its lines: once, and within the window.
    pub fn dispute(self, accrual_id: AccrualId, reason: &str, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Dispute)?;
        if self.dispute.is_some() {
            return Err(Refusal::AlreadyDisputed);
        }
        if self.dispute_until.is_none_or(|until| at > until) {
            return Err(Refusal::DisputeWindowOver { until: self.dispute_until });
        }
        let happened = self.event(EventName::StatementDisputed).with("accrual_id", accrual_id);
        let dispute = Dispute { accrual_id, reason: reason.to_owned(), at, verdict: None, resolution: None, decided_by: None };
        Ok(Decided::one(Self { state, dispute: Some(dispute), ..self }, happened))
    }

    /// Decides the dispute; a correction is an adjustment in an open month, this statement keeps its lines (I-15).
    pub fn resolve(self, verdict: DisputeVerdict, resolution: &str, by: UserId) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Resolve)?;
        self.refuse_own(by)?;
        let happened = self.event(EventName::StatementResolved).with("verdict", verdict);
        let dispute = self.dispute.clone().map(|dispute| Dispute {
            verdict: Some(verdict),
            resolution: Some(resolution.to_owned()),
            decided_by: Some(by),
            ..dispute
        });
        Ok(Decided::one(Self { state, dispute, ..self }, happened))
    }

    /// Its person says that it is right, and will not object.
    pub fn acknowledge(self, by: UserId, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Acknowledge)?;
        if self.user_id != by {
            return Err(OwnMatter { user_id: self.user_id, matter: Matter::Acknowledged }.into());
        }
        if self.acknowledged_at.is_some() {
            return Ok(Decided::unchanged(self));
        }
        let happened = self.event(EventName::StatementAcknowledged);
        Ok(Decided::one(Self { state, acknowledged_at: Some(at), ..self }, happened))
    }

    /// Approves it: not its own person (I-18), nor one of the `posters` of what it holds (§6.1), and when its person can no longer
    /// object, or has said that he will not.
    pub fn approve(self, by: UserId, posters: &[UserId], at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Approve)?;
        self.refuse_own(by)?;
        own_matter::refuse(Matter::Posted, Some(by), posters.iter().copied())?;
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        let settled = self.acknowledged_at.is_some() || self.dispute.is_some();
        if let Some(until) = self.dispute_until.filter(|until| at <= *until && !settled) {
            return Err(Refusal::DisputeWindowOpen { until });
        }
        let happened = self.event(EventName::StatementApproved).changed("state", self.state, state);
        Ok(Decided::one(Self { state, approved_by: Some(by), approved_at: Some(at), ..self }, happened))
    }

    /// Records that payroll has paid it; it never changes again.
    pub fn pay(self, by: UserId, payment_ref: Option<String>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, StatementEvent::Pay)?;
        self.refuse_own(by)?;
        if state == self.state {
            // A repeat is harmless, but not under another number: two payrolls would each believe they had paid it.
            let same = payment_ref.is_none() || payment_ref == self.payment_ref;
            return if same { Ok(Decided::unchanged(self)) } else { Err(Refusal::StatementPaid { statement_id: self.id }) };
        }
        let happened = self.event(EventName::StatementPaid).changed("state", self.state, state);
        Ok(Decided::one(Self { state, paid_by: Some(by), paid_at: Some(at), payment_ref, ..self }, happened))
    }

    fn refuse_own(&self, by: UserId) -> Result<(), Refusal> {
        Ok(own_matter::refuse(Matter::Statement, Some(by), [self.user_id])?)
    }
}

/// May a month be opened again, as far as its statements go? Not if one is paid, or if its balance went on into a later one.
pub fn may_reopen(statements: &[Statement]) -> Result<(), Refusal> {
    if let Some(paid) = statements.iter().find(|statement| statement.state == StatementState::Paid) {
        return Err(Refusal::StatementPaid { statement_id: paid.id });
    }
    match statements.iter().find(|statement| statement.carried_to_id.is_some()) {
        Some(carried) => Err(Refusal::BalanceCarried { statement_id: carried.id }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn person(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn own() -> Refusal {
        Refusal::OwnMatter(OwnMatter { user_id: person(1), matter: Matter::Statement })
    }

    fn draft(total_minor: i64, carry_in: i64) -> Statement {
        let total = Total { user_id: person(1), currency: Currency::parse("RUB").unwrap(), total_minor, line_count: 3 };
        Statement::draft(StatementId::new(Uuid::from_u128(1)), "2026-10".parse().unwrap(), total, carry_in, at("2026-11-06T09:00:00Z"))
            .state
    }

    fn issued() -> Statement {
        draft(100, 0).issue(&Norms::default(), &Calendar::standard("UTC").unwrap(), at("2026-11-06T09:00:00Z")).unwrap().state
    }

    #[test]
    fn a_negative_balance_is_carried_and_set_off() {
        assert_eq!((payout(0, -300), payout(-300, 200), payout(-100, 250)), ((0, -300), (0, -100), (150, 0)));
    }

    #[test]
    fn n49_objections_have_five_business_days_and_come_once() {
        let line = AccrualId::new(Uuid::from_u128(9));
        assert_eq!(issued().dispute_until, Some(at("2026-11-13T09:00:00Z")));
        assert!(matches!(issued().dispute(line, "not mine", at("2026-11-13T09:00:01Z")), Err(Refusal::DisputeWindowOver { .. })));
        let again = issued()
            .dispute(line, "not mine", at("2026-11-13T09:00:00Z"))
            .unwrap()
            .state
            .resolve(DisputeVerdict::Rejected, "it is", person(2))
            .unwrap()
            .state;
        assert_eq!(again.clone().dispute(line, "not mine", at("2026-11-13T09:00:00Z")), Err(Refusal::AlreadyDisputed));
        assert!(again.approve(person(2), &[], at("2026-11-07T09:00:00Z")).is_ok());
    }

    #[test]
    fn i18_nobody_approves_or_pays_his_own_and_nobody_while_objections_are_possible() {
        let (early, late) = (at("2026-11-07T09:00:00Z"), at("2026-11-14T09:00:00Z"));
        assert_eq!(issued().approve(person(1), &[], late), Err(own()));
        assert!(matches!(issued().approve(person(2), &[], early), Err(Refusal::DisputeWindowOpen { .. })));
        let seen = issued().acknowledge(person(1), early).unwrap().state;
        assert!(seen.approve(person(2), &[], early).is_ok());
        let posted = OwnMatter { user_id: person(2), matter: Matter::Posted };
        assert_eq!(issued().approve(person(2), &[person(2)], late), Err(posted.into()));
        let for_him = OwnMatter { user_id: person(1), matter: Matter::Acknowledged };
        assert_eq!(issued().acknowledge(person(2), early), Err(for_him.into()));
        let approved = issued().approve(person(2), &[], late).unwrap().state;
        assert_eq!(approved.clone().pay(person(1), None, late), Err(own()));
        let paid = approved.pay(person(2), Some("PAY-7".to_owned()), late).unwrap().state;
        assert!(paid.clone().pay(person(2), None, late).unwrap().events.is_empty());
        assert!(matches!(may_reopen(&[paid]), Err(Refusal::StatementPaid { .. })));
    }
}
