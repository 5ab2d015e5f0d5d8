//! Promises: what people say came of them.

use uuid::Uuid;

use super::*;
use crate::AlreadyDone;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn promise() -> Promise {
    let new = NewPromise {
        client_id: ClientId::new(Uuid::from_u128(1)),
        made_by: PromiseBy::Us,
        kind: PromiseKind::Delivery,
        what: "привезти воду".into(),
        due_on: day("2026-03-10"),
        sale_id: None,
        user_id: Some(UserId::new(Uuid::from_u128(2))),
        contact_id: None,
        amount: None,
    };
    new.make(PromiseId::new(Uuid::from_u128(3)), None, (Instant::UNIX_EPOCH, day("2026-03-01"))).state
}

#[test]
fn a_promise_past_its_day_stays_open_and_is_overdue() {
    let late = promise().fall_due();
    assert_eq!((late.state.state, late.state.overdue, late.events[0].name), (PromiseState::Open, true, EventName::PromiseOverdue));
    let later = PromiseChange { due_on: Some(day("2026-04-01")), ..PromiseChange::default() };
    assert!(!late.state.clone().change(later, day("2026-03-11")).unwrap().state.overdue, "it has another day");
    let kept = late.state.keep(None, day("2026-03-12")).unwrap().state;
    assert_eq!((kept.state, kept.overdue, kept.kept_on), (PromiseState::Kept, false, Some(day("2026-03-12"))));
}

#[test]
fn what_came_of_it_is_said_once() {
    let broken = promise().fail("машина сломалась".into()).unwrap();
    assert!(!format!("{:?}", broken.events).contains("машина"), "the journal cannot forget");
    assert!(broken.state.clone().fail("машина сломалась".into()).unwrap().events.is_empty());
    let other = broken.state.clone().fail("забыли".into()).unwrap_err();
    assert_eq!(other, AlreadyDone { reason: Some("машина сломалась".into()) }.into());
    let illegal = Refusal::Illegal(Illegal { from: "broken", event: "withdraw" });
    assert_eq!(broken.state.clone().withdraw("просили".into()).unwrap_err(), illegal);
    assert!(broken.state.change(PromiseChange::default(), day("2026-03-01")).is_err());
    let kept = promise().keep(Some(day("2026-03-09")), day("2026-03-12")).unwrap().state;
    assert!(kept.clone().keep(None, day("2026-03-13")).unwrap().events.is_empty());
    assert!(kept.keep(Some(day("2026-03-10")), day("2026-03-13")).is_err());
}

#[test]
fn of_a_promise_to_pay_the_money_says_what_came_of_it() {
    let rub = crate::Currency::parse("RUB").unwrap();
    let sale_id = Some(SaleId::new(Uuid::from_u128(4)));
    let to_pay = Promise { made_by: PromiseBy::Client, kind: PromiseKind::Payment, sale_id, amount: Some(Money::new(5, rub)), ..promise() };
    let illegal = |event| Err(Refusal::Illegal(Illegal { from: "open", event }));
    assert_eq!(to_pay.clone().keep(None, day("2026-03-12")), illegal("keep"));
    assert_eq!(to_pay.clone().fail("нет денег".into()), illegal("break"));
    assert_eq!(to_pay.clone().withdraw("договорились иначе".into()).unwrap().state.state, PromiseState::Withdrawn);
    let change = PromiseChange { due_on: Some(day("2026-02-01")), ..PromiseChange::default() };
    assert!(!to_pay.clone().change(change, day("2026-03-01")).unwrap().state.overdue, "it will be broken");
    let unnamed = Promise { sale_id: None, ..to_pay };
    assert!(unnamed.keep(None, day("2026-03-12")).is_ok(), "no money can be told to be for it");
}

#[test]
fn it_belongs_also_to_whoever_answers_for_it() {
    let client = crate::clients::sample(crate::clients::Stage::Active);
    assert!(promise().standing(&client).people.contains(&UserId::new(Uuid::from_u128(2))));
}
