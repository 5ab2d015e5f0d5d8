//! What a contract allows, and what the clock does with it.

use uuid::Uuid;

use super::*;
use crate::dossier::plan::{PlanItem, PlanPeriod};
use crate::sales::bought::{Bought, Sold};
use crate::{AlreadyDone, Currency, Illegal};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn draft(until: Option<&str>, purchase_plan: Option<PurchasePlan>) -> Contract {
    let new = NewContract {
        client_id: ClientId::new(Uuid::from_u128(1)),
        kind: if purchase_plan.is_some() { ContractKind::PurchasePlan } else { ContractKind::Supply },
        number: None,
        subject: "вода".into(),
        terms: ContractTerms { payment_days: Some(14), ..ContractTerms::default() },
        amount: None,
        valid_from_on: None,
        valid_until_on: until.map(day),
        purchase_plan,
    };
    new.draft(ContractId::new(Uuid::from_u128(2)), None, Instant::UNIX_EPOCH).unwrap().state
}

fn signed(until: Option<&str>, purchase_plan: Option<PurchasePlan>) -> Contract {
    draft(until, purchase_plan).sign(day("2026-01-01"), "17/26".into()).unwrap().state
}

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::parse("RUB").unwrap())
}

fn plan() -> PurchasePlan {
    let item = |from_on: &str| PlanItem { from_on: day(from_on), planned: rub(1_000), product_line: None };
    PurchasePlan { period: PlanPeriod::Month, items: vec![item("2026-01-01"), item("2026-02-01")], discount_bp: 0, tolerance_bp: 0 }
}

#[test]
fn only_a_draft_changes_and_the_journal_tells_what() {
    let change = || ContractChange { subject: Some("другое".into()), amount: Some(Some(rub(5))), ..ContractChange::default() };
    let changed = draft(None, None).change(change()).unwrap();
    assert_eq!(changed.events[0].facts["subject"], "changed");
    assert!(changed.events[0].facts.contains_key("amount") && changed.events[0].facts.len() == 2);
    assert!(changed.state.change(change()).unwrap().events.is_empty());
    assert_eq!(signed(None, None).change(change()).unwrap_err(), Refusal::ContractNotDraft { state: ContractState::Signed });
    let backwards = ContractChange { valid_from_on: Some(Some(day("2026-02-01"))), ..ContractChange::default() };
    let refused = Refusal::DayBefore { pointer: "/valid_until_on", earlier: day("2026-02-01") };
    assert_eq!(draft(Some("2026-01-31"), None).change(backwards).unwrap_err(), refused);
}

#[test]
fn it_is_signed_once_and_a_plan_is_signed_with_its_items() {
    let again = signed(None, None).sign(day("2026-01-01"), "17/26".into());
    assert_eq!(again.unwrap_err(), Refusal::Illegal(Illegal { from: "signed", event: "sign" }));
    let bare = Contract { purchase_plan: None, ..draft(None, Some(plan())) };
    assert_eq!(bare.sign(day("2026-01-01"), "1".into()).unwrap_err(), Refusal::NoPurchasePlan);
}

#[test]
fn it_ends_once_and_not_before_it_began() {
    let done = signed(None, None).perform(day("2026-03-01")).unwrap().state;
    assert!(done.clone().perform(day("2026-03-01")).unwrap().events.is_empty());
    let performed = Refusal::AlreadyPerformed { performed_on: day("2026-03-01") };
    assert_eq!(done.clone().perform(day("2026-03-02")).unwrap_err(), performed);
    assert_eq!(done.terminate(day("2026-03-02"), "спор".into()).unwrap_err(), performed);
    let early = signed(None, None).terminate(day("2025-12-31"), "спор".into());
    assert_eq!(early.unwrap_err(), Refusal::DayBefore { pointer: "/terminated_on", earlier: day("2026-01-01") });
    let over = signed(None, None).terminate(day("2026-03-02"), "спор".into()).unwrap().state;
    assert!(over.clone().terminate(day("2026-03-02"), "спор".into()).unwrap().events.is_empty());
    let other = over.terminate(day("2026-03-02"), "иначе".into()).unwrap_err();
    assert_eq!(other, AlreadyDone { reason: Some("спор".into()) }.into());
}

#[test]
fn the_curator_is_told_thirty_days_before_the_last_day_and_it_expires_after_it() {
    let contract = signed(Some("2026-12-31"), None);
    assert_eq!((draft(Some("2026-12-31"), None).clock_on(), contract.clock_on()), (None, Some(day("2026-12-01"))));
    let told = contract.clone().tick(&[], day("2026-12-01")).unwrap();
    assert!(told.nears_its_end && told.decided.events.len() == 1);
    let told = told.decided.state;
    assert_eq!((told.expiring, told.clock_on()), (true, Some(day("2027-01-01"))));
    assert!(told.clone().tick(&[], day("2026-12-31")).unwrap().decided.events.is_empty());
    let over = told.tick(&[], day("2027-01-01")).unwrap();
    assert_eq!((over.decided.state.state, over.decided.state.clock_on(), over.nears_its_end), (ContractState::Expired, None, false));
    let late = contract.tick(&[], day("2027-02-01")).unwrap();
    assert!(!late.nears_its_end && late.decided.state.state == ContractState::Expired);
    assert!(late.decided.state.perform(day("2026-12-31")).is_ok(), "what was performed in time is said later");
}

#[test]
fn a_missed_period_is_found_once_and_a_met_one_ends_it() {
    let contract = signed(None, Some(plan()));
    assert_eq!(contract.clock_on(), Some(day("2026-02-01")));
    let first = contract.tick(&[], day("2026-02-01")).unwrap();
    assert_eq!(first.missed.map(|(item, _)| item.from_on), Some(day("2026-01-01")));
    let judged = first.decided.state;
    assert_eq!(judged.clock_on(), Some(day("2026-03-01")));
    let bought = Bought {
        sale_id: crate::SaleId::new(Uuid::nil()),
        product_line: "water".into(),
        sold: Sold { on: day("2026-02-10"), currency: rub(0).currency(), net_minor: 1_000, gross_minor: 1_220, refunded_minor: 0 },
    };
    let second = judged.tick(&[bought], day("2026-03-01")).unwrap();
    assert!(second.met && second.missed.is_none());
    assert_eq!(second.decided.state.clock_on(), None);
}

#[test]
fn a_purchase_plan_gives_its_discount_from_the_signing_to_the_end() {
    let plan = || Some(PurchasePlan { discount_bp: 700, ..plan() });
    let on = |contract: &Contract, days: [&str; 3]| days.map(|on| contract.discount_on(day(on)));
    let contract = signed(Some("2026-03-31"), plan());
    assert_eq!(on(&contract, ["2025-12-31", "2026-01-01", "2026-03-31"]), [None, Some(700), Some(700)]);
    assert_eq!(contract.discount_on(day("2026-04-01")), None);
    assert_eq!(draft(None, plan()).discount_on(day("2026-03-01")), None);
    assert_eq!(signed(None, None).discount_on(day("2026-03-01")), None);
    let later = Contract { valid_from_on: Some(day("2026-02-01")), ..contract.clone() };
    assert_eq!(on(&later, ["2026-01-31", "2026-02-01", "2026-03-01"]), [None, Some(700), Some(700)]);
    let over = contract.terminate(day("2026-02-10"), "спор".into()).unwrap().state;
    assert_eq!(on(&over, ["2026-02-09", "2026-02-10", "2026-03-01"]), [Some(700), None, None]);
}
