//! Money judges promises to pay.

use uuid::Uuid;

use super::*;
use crate::dossier::promise::{NewPromise, PromiseBy, PromiseKind, PromiseState};
use crate::ids::{ClientId, PromiseId, RefundId, SaleId};
use crate::{Currency, EventName, Instant, Money};

const TODAY: &str = "2026-03-10";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Promises and movements are numbered in the order of recording.
fn promise(number: u128, minor: i64, due_on: &str) -> Promise {
    let new = NewPromise {
        client_id: ClientId::new(Uuid::from_u128(1)),
        made_by: PromiseBy::Client,
        kind: PromiseKind::Payment,
        what: "заплатить".into(),
        due_on: day(due_on),
        sale_id: Some(SaleId::new(Uuid::from_u128(2))),
        user_id: None,
        contact_id: None,
        amount: Some(Money::new(minor, Currency::parse("RUB").unwrap())),
    };
    new.make(PromiseId::new(Uuid::from_u128(number)), None, (Instant::UNIX_EPOCH, day("2026-03-01"))).state
}

fn moved(number: u128, payment: u128, amount_minor: i64, value_on: &str) -> Allocation {
    Allocation {
        id: AllocationId::new(Uuid::from_u128(number)),
        payment_id: PaymentId::new(Uuid::from_u128(payment)),
        sale_id: SaleId::new(Uuid::from_u128(2)),
        refund_id: None,
        amount_minor,
        value_on: day(value_on),
        recorded_at: Instant::UNIX_EPOCH,
        allocated_by: None,
    }
}

fn states(promises: Vec<Promise>, movements: &[Allocation], due_minor: i64) -> Vec<PromiseState> {
    let judged = judge(promises, receipts(movements), due_minor, day(TODAY)).unwrap();
    judged.into_iter().map(|decided| decided.state.state).collect()
}

#[test]
fn money_since_it_was_made_and_in_time_keeps_it() {
    let due = || vec![promise(10, 100, "2026-03-12")];
    assert_eq!(states(due(), &[moved(9, 1, 100, "2026-03-05")], 100), [PromiseState::Open], "it had come before");
    assert_eq!(states(due(), &[moved(11, 1, 99, "2026-03-05")], 1), [PromiseState::Open]);
    let parts = [moved(11, 1, 60, "2026-03-05"), moved(12, 2, 40, "2026-03-08")];
    let kept = judge(due(), receipts(&parts), 50, day(TODAY)).unwrap().pop().unwrap();
    assert_eq!((kept.state.state, kept.state.kept_on), (PromiseState::Kept, Some(day("2026-03-08"))));
    assert_eq!(kept.events[0].name, EventName::PromiseKept);
}

#[test]
fn the_day_after_it_is_broken_and_money_that_was_in_time_mends_it() {
    let late = || vec![promise(10, 100, "2026-03-09")];
    assert_eq!(states(late(), &[], 100), [PromiseState::Broken]);
    assert_eq!(states(late(), &[moved(11, 1, 100, "2026-03-10")], 0), [PromiseState::Broken], "paid late");
    assert_eq!(states(late(), &[], 0), [PromiseState::Withdrawn], "the sale was cancelled");
    let broken = judge(late(), Vec::new(), 100, day(TODAY)).unwrap().pop().unwrap();
    let mended = judge(vec![broken.state], receipts(&[moved(11, 1, 100, "2026-03-09")]), 0, day(TODAY)).unwrap().pop().unwrap();
    assert_eq!((mended.state.state, mended.state.reason), (PromiseState::Kept, None), "the bank told of it a day later");
}

#[test]
fn a_bounce_takes_it_back_and_a_refund_does_not() {
    let paid = [moved(11, 1, 100, "2026-03-05")];
    let kept = |due_on| judge(vec![promise(10, 100, due_on)], receipts(&paid), 0, day(TODAY)).unwrap().pop().unwrap().state;
    let [came] = paid.clone();
    let bounced = [came.clone(), moved(12, 1, -100, "2026-03-09")];
    assert_eq!(states(vec![kept("2026-03-12")], &bounced, 100), [PromiseState::Open]);
    assert_eq!(states(vec![kept("2026-03-09")], &bounced, 100), [PromiseState::Broken]);
    let back = Allocation { refund_id: Some(RefundId::new(Uuid::from_u128(5))), ..moved(12, 1, -100, "2026-03-09") };
    assert_eq!(states(vec![kept("2026-03-09")], &[came, back], 100), [PromiseState::Kept]);
}

#[test]
fn each_amount_counts_for_one_promise_the_earliest_first() {
    let both = || vec![promise(11, 50, "2026-03-20"), promise(10, 50, "2026-03-12")];
    let half = [moved(12, 1, 50, "2026-03-05")];
    assert_eq!(states(both(), &half, 50), [PromiseState::Kept, PromiseState::Open]);
    let all = [moved(12, 1, 60, "2026-03-05"), moved(13, 2, 40, "2026-03-06")];
    assert_eq!(states(both(), &all, 0), [PromiseState::Kept, PromiseState::Kept]);
    let again = vec![promise(10, 100, "2026-03-12"), promise(11, 100, "2026-03-20")];
    assert_eq!(states(again, &[moved(12, 1, 100, "2026-03-05")], 0), [PromiseState::Kept, PromiseState::Kept], "nothing is owed any more");
}

#[test]
fn the_same_judgement_changes_nothing() {
    let money = || receipts(&[moved(11, 1, 100, "2026-03-05")]);
    let kept = judge(vec![promise(10, 100, "2026-03-12")], money(), 0, day(TODAY)).unwrap().pop().unwrap().state;
    assert!(judge(vec![kept], money(), 0, day(TODAY)).unwrap()[0].events.is_empty());
    let open = judge(vec![promise(10, 100, "2026-03-12")], Vec::new(), 100, day(TODAY)).unwrap().pop().unwrap();
    assert!(open.events.is_empty());
}
