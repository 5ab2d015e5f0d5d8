//! Carries negative balances forward into a person's next statement, whatever the order in which months are closed (§8.9).

use std::collections::VecDeque;

use super::{Statement, StatementState};
use crate::{Decided, Event};

/// Payout = `carry_in` + total; what is negative is carried out and set off against future commission, never deducted (§8.9).
pub const fn payout(carry_in_minor: i64, total_minor: i64) -> (i64, i64) {
    let balance = carry_in_minor.saturating_add(total_minor);
    if balance < 0 { (0, balance) } else { (balance, 0) }
}

impl Statement {
    /// Is there a balance that no other statement has taken over?
    const fn owes(&self) -> bool {
        self.carry_out_minor < 0 && self.carried_to_id.is_none()
    }

    /// May it take over the balance of `earlier`? Its month is later, and it is a draft whose own balance has not been carried on.
    fn may_inherit(&self, earlier: &Self) -> bool {
        (self.user_id, self.currency) == (earlier.user_id, earlier.currency)
            && self.period > earlier.period
            && self.state == StatementState::Draft
            && self.carried_to_id.is_none()
    }
}

/// For a month that is closed after later ones: carries the balances of its statements into the next of the `later` drafts, and on
/// from there. Where all have been issued already a balance waits for the next month to be closed. Returns all of them as they are now.
pub fn carry_forward(drafted: Vec<Statement>, later: Vec<Statement>) -> (Vec<Statement>, Vec<Event>) {
    let mut all: Vec<Statement> = drafted.into_iter().chain(later).collect();
    all.sort_by_key(|statement| (statement.period, statement.id));
    let (mut left, mut done, mut happened) = (VecDeque::from(all), Vec::new(), Vec::new());
    while let Some(mut statement) = left.pop_front() {
        if statement.owes()
            && let Some(heir) = left.iter_mut().find(|other| other.may_inherit(&statement))
        {
            statement.carried_to_id = Some(heir.id);
            let Decided { state, events } = heir.clone().add_carry_in(statement.carry_out_minor);
            *heir = state;
            happened.extend(events);
        }
        done.push(statement);
    }
    (done, happened)
}

#[cfg(test)]
mod tests {
    use super::super::statement::Total;
    use super::*;
    use crate::money::Currency;
    use crate::{Instant, StatementId, UserId};
    use uuid::Uuid;

    fn draft(number: u128, month: &str, person: u128, total_minor: i64) -> Statement {
        let user_id = UserId::new(Uuid::from_u128(person));
        let total = Total { user_id, currency: Currency::parse("RUB").unwrap(), total_minor, line_count: 1 };
        Statement::draft(StatementId::new(Uuid::from_u128(number)), month.parse().unwrap(), total, 0, Instant::UNIX_EPOCH).state
    }

    fn shown(all: &[Statement]) -> Vec<(i64, i64, i64, Option<u128>)> {
        let heir = |one: &Statement| one.carried_to_id.map(|id| id.uuid().as_u128());
        all.iter().map(|one| (one.carry_in_minor, one.payable_minor, one.carry_out_minor, heir(one))).collect()
    }

    #[test]
    fn a_negative_balance_is_carried_and_set_off() {
        assert_eq!((payout(0, -300), payout(-300, 200), payout(-100, 250)), ((0, -300), (0, -100), (150, 0)));
    }

    #[test]
    fn what_a_month_closed_late_owes_follows_into_the_drafts_after_it() {
        let later = vec![draft(3, "2026-03", 1, 500), draft(2, "2026-02", 1, 200), draft(4, "2026-02", 2, 900)];
        let (all, events) = carry_forward(vec![draft(1, "2026-01", 1, -300)], later);
        assert_eq!(shown(&all), [(0, 0, -300, Some(2)), (-300, 0, -100, Some(3)), (0, 900, 0, None), (-100, 400, 0, None)]);
        assert_eq!(events.len(), 2);
    }

    #[test]
    fn an_issued_statement_and_an_earlier_one_take_nothing_over() {
        let issued = Statement { state: StatementState::Issued, ..draft(2, "2026-02", 1, 200) };
        let (all, events) = carry_forward(vec![draft(3, "2026-03", 1, -300)], vec![issued.clone(), draft(4, "2026-04", 1, 100)]);
        assert_eq!(shown(&all), [(0, 200, 0, None), (0, 0, -300, Some(4)), (-300, 0, -200, None)]);
        assert_eq!(events.len(), 1);
        assert_eq!(shown(&carry_forward(vec![draft(1, "2026-01", 1, -300)], vec![issued]).0), [(0, 0, -300, None), (0, 200, 0, None)]);
    }
}
