//! The handoff, step by step.

use uuid::Uuid;

use super::*;
use crate::calendar::Calendar;
use crate::handoffs::load::least_loaded;
use crate::norms::Norms;

struct Company {
    norms: Norms,
    calendar: Calendar,
}

impl Company {
    fn new() -> Self {
        Self { norms: Norms::default(), calendar: Calendar::standard("Europe/Moscow").unwrap() }
    }

    /// Friday, 2026-11-20, plus some days.
    fn context(&self, days: i64) -> DecisionContext<'_> {
        DecisionContext { now: at("2026-11-20T09:00:00Z") + chrono::Duration::days(days), norms: &self.norms, calendar: &self.calendar }
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

const HUNTER: u128 = 1;
const FARMER: u128 = 2;
const HEAD: u128 = 3;

fn room(farmer: u128, clients: i64) -> Load {
    Load { farmer: user(farmer), unit: crate::org::UnitCode::ClientDepartment, clients, max: 40 }
}

fn whole(to: Option<u128>) -> Proposal {
    Proposal { checklist: ChecklistItem::ALL.to_vec(), rehearsed: true, to: to.map(user) }
}

fn prepared() -> Handoff {
    Handoff::prepare(HandoffId::new(Uuid::from_u128(1)), ClientId::new(Uuid::from_u128(1)), user(HUNTER), at("2026-11-20T09:00:00Z"))
}

fn fired(company: &Company) -> Handoff {
    prepared().fire(SaleId::new(Uuid::from_u128(1)), user(HUNTER), company.context(0)).unwrap().state
}

fn proposed(company: &Company) -> Handoff {
    fired(company).propose(whole(Some(FARMER)), company.context(0)).unwrap().state
}

#[test]
fn deadlines_are_business_days_n18_n19() {
    let company = Company::new();
    let due = |handoff: &Handoff| handoff.due_at.map(crate::zulu);
    assert_eq!(due(&prepared()), None);
    assert_eq!(due(&fired(&company)).unwrap(), "2026-11-25T09:00:00Z");
    let proposed = proposed(&company);
    assert_eq!(due(&proposed).unwrap(), "2026-11-23T09:00:00Z");
    let accepted = proposed.accept(user(FARMER), room(FARMER, 39), false, company.context(0)).unwrap().state;
    assert_eq!(due(&accepted).unwrap(), "2026-11-27T09:00:00Z");
    let introduced = accepted.introduce(ActivityId::new(Uuid::from_u128(1)), company.context(0).now, company.context(0)).unwrap().state;
    assert_eq!(due(&introduced).unwrap(), "2026-11-25T09:00:00Z");
    assert!(
        introduced.is_completed_by(user(FARMER), company.context(0).now)
            && !introduced.is_completed_by(user(HUNTER), company.context(0).now)
    );
    assert_eq!(introduced.clone().complete(None, company.context(1)).unwrap_err(), Refusal::NoContactYet);
    let done = introduced.complete(Some(company.context(0).now), company.context(1)).unwrap().state;
    assert_eq!((done.state, done.due_at), (HandoffState::Completed, None));
}

#[test]
fn nobody_hands_over_what_is_not_sold_told_or_rehearsed() {
    let company = Company::new();
    assert_eq!(prepared().propose(whole(Some(FARMER)), company.context(0)).unwrap_err(), Refusal::FirstSaleNotPaid);
    let gap = Proposal {
        checklist: ChecklistItem::ALL.iter().copied().filter(|item| *item != ChecklistItem::Promises).collect(),
        ..whole(Some(FARMER))
    };
    let refused = fired(&company).propose(gap, company.context(0)).unwrap_err();
    assert_eq!(refused, Refusal::ChecklistIncomplete { missing: vec![ChecklistItem::Promises] });
    let unrehearsed = Proposal { rehearsed: false, ..whole(Some(FARMER)) };
    assert_eq!(fired(&company).propose(unrehearsed, company.context(0)).unwrap_err(), Refusal::NotRehearsed);
}

#[test]
fn e38_persons_not_roles() {
    let company = Company::new();
    assert_eq!(fired(&company).propose(whole(Some(HUNTER)), company.context(0)).unwrap_err(), Refusal::GiverTakes);
    assert_eq!(proposed(&company).accept(user(HUNTER), room(FARMER, 0), false, company.context(0)).unwrap_err(), Refusal::GiverTakes);
    assert_eq!(
        proposed(&company).return_to_giver(ReturnReason::Incomplete, None, user(HUNTER), company.context(0)).unwrap_err(),
        Refusal::GiverTakes
    );
}

#[test]
fn of_two_who_accept_one_wins() {
    let company = Company::new();
    let taken = proposed(&company).accept(user(FARMER), room(FARMER, 0), false, company.context(0)).unwrap().state;
    assert_eq!(
        taken.accept(user(HEAD), room(FARMER, 0), false, company.context(0)).unwrap_err(),
        Refusal::Illegal(crate::Illegal { from: "accepted", event: "accept" })
    );
}

#[test]
fn e24_a_full_portfolio_takes_nobody_unless_the_head_overrides() {
    let company = Company::new();
    let full = Refusal::PortfolioFull { farmer: user(FARMER), load: 40, max: 40 };
    assert_eq!(proposed(&company).accept(user(FARMER), room(FARMER, 40), false, company.context(0)).unwrap_err(), full);
    let nobody = fired(&company).propose(whole(None), company.context(0)).unwrap();
    assert_eq!((nobody.state.state, nobody.events.len()), (HandoffState::Escalated, 2));
    assert_eq!(nobody.state.clone().assign(user(HEAD), room(FARMER, 40), false, company.context(0)).unwrap_err(), full);
    let over = nobody.state.assign(user(HEAD), room(FARMER, 40), true, company.context(0)).unwrap().state;
    assert_eq!((over.state, over.overridden, over.to_user_id), (HandoffState::Accepted, true, Some(user(FARMER))));
}

#[test]
fn e5_two_reasoned_returns_then_the_head_assigns() {
    let company = Company::new();
    let mut handoff = fired(&company);
    for state in [HandoffState::Returned, HandoffState::Returned, HandoffState::Escalated] {
        let proposed = handoff.propose(whole(Some(FARMER)), company.context(0)).unwrap().state;
        handoff = proposed.return_to_giver(ReturnReason::Incomplete, None, user(FARMER), company.context(0)).unwrap().state;
        assert_eq!(handoff.state, state);
    }
    assert_eq!(handoff.returns.len(), 3);
    assert!(handoff.return_to_giver(ReturnReason::Capacity, None, user(FARMER), company.context(0)).is_err());
}

#[test]
fn n18b_an_answer_in_time_or_the_head_decides() {
    let company = Company::new();
    let late = proposed(&company).return_to_giver(ReturnReason::WrongData, None, user(FARMER), company.context(4));
    assert_eq!(late.unwrap_err(), Refusal::TooLate { due_at: at("2026-11-23T09:00:00Z") });
    assert_eq!(proposed(&company).escalate("silence", company.context(4)).unwrap().state.state, HandoffState::Escalated);
}

#[test]
fn e5_the_director_exempts_twice_for_ninety_days() {
    let company = Company::new();
    let until = |days| company.context(days).now;
    let mut handoff = fired(&company);
    for _ in 0..2 {
        let exempted = handoff.exempt(until(90), "the client insists", Some(user(HEAD)), company.context(0)).unwrap().state;
        assert_eq!((exempted.state, exempted.due_at), (HandoffState::Exempted, None));
        handoff = exempted.end_exemption(company.context(90)).unwrap().state;
        assert!(handoff.state == HandoffState::Prepared && handoff.due_at.is_some());
    }
    assert_eq!(
        handoff.exempt(until(90), "the client insists", None, company.context(0)).unwrap_err(),
        Refusal::ExemptionsUsedUp { max: 2 }
    );
    assert_eq!(
        fired(&company).exempt(until(91), "the client insists", None, company.context(0)).unwrap_err(),
        Refusal::ExemptionTooLong { max_days: 90 }
    );
    assert_eq!(
        fired(&company).exempt(until(9), "the client insists", Some(user(HUNTER)), company.context(0)).unwrap_err(),
        Refusal::OwnExemption
    );
}

#[test]
fn what_is_paid_is_not_cancelled_but_c16_undoes_it() {
    let company = Company::new();
    assert_eq!(prepared().cancel(company.context(0)).unwrap().state.state, HandoffState::Cancelled);
    assert_eq!(fired(&company).cancel(company.context(0)).unwrap_err(), Refusal::FirstSaleStands);
    assert_eq!(proposed(&company).void(company.context(0)).unwrap().state.state, HandoffState::Cancelled);
}

#[test]
fn the_least_loaded_farmer_with_room_is_asked() {
    let loads = [room(5, 40), room(6, 12), room(7, 9), room(8, 9)];
    assert_eq!(least_loaded(&loads, &[]), Some(user(7)));
    assert_eq!(least_loaded(&loads, &[user(7), user(8)]), Some(user(6)));
    assert_eq!(least_loaded(&loads[..1], &[]), None);
}
