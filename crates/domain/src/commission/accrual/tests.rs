//! The state table of accruals, release, forfeit, conversion, corrections by hand.

use super::*;
use crate::commission::correction::AdjustmentState;
use crate::commission::plan::tests::default_plan;
use crate::own_matter::OwnMatter;
use crate::{AdjustmentId, AllocationId, ClientId, SaleId, SaleLineId};
use uuid::Uuid;

fn money(minor: i64, code: &str) -> Money {
    Money::new(minor, Currency::parse(code).unwrap())
}

fn held(reason: HeldReason, rule: Rule, number: u128, minor: i64) -> Accrual {
    let adjustment = Adjustment {
        id: AdjustmentId::new(Uuid::from_u128(1)),
        version: 0,
        user_id: UserId::new(Uuid::from_u128(1)),
        counterpart_id: None,
        amount: money(minor, "USD"),
        reason: String::new(),
        client_id: Some(ClientId::new(Uuid::from_u128(1))),
        sale_id: Some(SaleId::new(Uuid::from_u128(1))),
        statement_id: None,
        value_on: "2026-10-20".parse().unwrap(),
        state: AdjustmentState::Posted,
        recorded_by: None,
        recorded_at: Instant::UNIX_EPOCH,
        decided_by: None,
        decided_at: None,
    };
    let line = adjustment_lines(
        &adjustment,
        &default_plan(),
        &BTreeMap::new(),
        [AccrualId::new(Uuid::from_u128(number)), AccrualId::new(Uuid::from_u128(99))],
    )
    .remove(0);
    Accrual {
        rule,
        state: AccrualState::Held,
        held_reason: Some(reason),
        period: None,
        plan_amount_minor: None,
        plan_currency: Currency::parse("RUB").unwrap(),
        sale_line_id: Some(SaleLineId::new(Uuid::from_u128(1))),
        allocation_id: Some(AllocationId::new(Uuid::from_u128(number))),
        ..line
    }
}

#[test]
fn a_released_line_goes_to_the_month_of_its_value_date_while_that_is_open() {
    let line = Accrual { plan_amount_minor: Some(100), ..held(HeldReason::HandoffPending, Rule::FirstSale, 1, 100) };
    let october: Month = "2026-10".parse().unwrap();
    let open = line.clone().release(HeldReason::HandoffPending, &BTreeMap::new()).unwrap().state;
    assert_eq!((open.state, open.period, open.late), (AccrualState::Posted, Some(october), false));
    let closed = line.release(HeldReason::HandoffPending, &BTreeMap::from([(october, PeriodState::Closed)])).unwrap().state;
    assert_eq!((closed.period, closed.late), (Some(october.next()), true));
}

#[test]
fn a_second_cause_goes_on_holding() {
    let no_rate =
        held(HeldReason::HandoffPending, Rule::FirstSale, 1, 100).release(HeldReason::HandoffPending, &BTreeMap::new()).unwrap().state;
    assert_eq!((no_rate.state, no_rate.held_reason), (AccrualState::Held, Some(HeldReason::MissingFx)));
    let back = held(HeldReason::HandoffPending, Rule::FirstSaleHoldback, 1, 100)
        .release(HeldReason::HandoffPending, &BTreeMap::new())
        .unwrap()
        .state;
    assert_eq!(back.held_reason, Some(HeldReason::HandoffIncomplete));
    assert!(held(HeldReason::Disputed, Rule::Residual, 1, 100).release(HeldReason::MissingFx, &BTreeMap::new()).unwrap().events.is_empty());
}

#[test]
fn nobody_forfeits_his_own_line_and_a_posted_one_is_not_forfeited() {
    let (own, other) = (UserId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
    let line = held(HeldReason::HandoffPending, Rule::FirstSale, 1, 100);
    assert_eq!(line.clone().forfeit(own, "late"), Err(Refusal::OwnMatter(OwnMatter { user_id: own, matter: Matter::Commission })));
    assert_eq!(line.clone().forfeit(other, "late").unwrap().state.state, AccrualState::Forfeited);
    assert!(Accrual { state: AccrualState::Posted, ..line }.forfeit(other, "late").is_err());
}

#[test]
fn what_came_to_nothing_is_void_with_its_reversal_and_what_was_posted_is_taken_back() {
    let line = Accrual { plan_amount_minor: Some(100), ..held(HeldReason::HandoffPending, Rule::FirstSale, 1, 100) };
    assert_eq!(line.clone().void().unwrap().state.state, AccrualState::Voided);
    let posted = Accrual { state: AccrualState::Posted, held_reason: None, ..line.clone() };
    assert!(posted.clone().void().unwrap().events.is_empty());
    let mut number = 10;
    let mut back = |lines: &[Accrual]| {
        let ids = || {
            number += 1;
            AccrualId::new(Uuid::from_u128(number))
        };
        let (on, at) = ("2026-10-25".parse().unwrap(), Instant::UNIX_EPOCH);
        void_lines(lines, (on, at), &BTreeMap::new(), ids).into_iter().map(|line| (line.amount.minor(), line.state)).collect::<Vec<_>>()
    };
    assert_eq!(back(std::slice::from_ref(&line)), [(-100, AccrualState::Voided)]);
    assert_eq!(back(&[posted]), [(-100, AccrualState::Posted)]);
    let mirror = Accrual { amount: money(-100, "USD"), plan_amount_minor: Some(-100), reverses_id: Some(line.id), ..line.clone() };
    assert_eq!(back(&[line, mirror]), []);
}

#[test]
fn waiting_lines_are_converted_cumulatively() {
    let lines = [(1, 1), (2, 1), (3, 1), (4, -3)].map(|(number, minor)| held(HeldReason::MissingFx, Rule::Residual, number, minor));
    let converted = convert_waiting(lines.to_vec(), "0.5".parse().unwrap());
    assert_eq!(converted.iter().map(|line| line.plan_amount_minor.unwrap()).collect::<Vec<_>>(), [1, 0, 1, -2]);
}

#[test]
fn e36_a_pair_changes_no_total() {
    let adjustment = Adjustment {
        id: AdjustmentId::new(Uuid::from_u128(1)),
        version: 0,
        user_id: UserId::new(Uuid::from_u128(1)),
        counterpart_id: Some(UserId::new(Uuid::from_u128(2))),
        amount: money(500, "RUB"),
        reason: "split agreed afterwards".to_owned(),
        client_id: None,
        sale_id: None,
        statement_id: None,
        value_on: "2026-10-20".parse().unwrap(),
        state: AdjustmentState::Posted,
        recorded_by: None,
        recorded_at: Instant::UNIX_EPOCH,
        decided_by: None,
        decided_at: None,
    };
    let pair =
        adjustment_lines(&adjustment, &default_plan(), &BTreeMap::new(), [1, 2].map(|number| AccrualId::new(Uuid::from_u128(number))));
    assert_eq!(pair.iter().map(|line| (line.user_id.uuid().as_u128(), line.amount.minor())).collect::<Vec<_>>(), [(1, 500), (2, -500)]);
}
