//! Who earns: §8.3, E-3, E-5, E-7, E-21, the cap.

use super::*;
use crate::commission::calculus::tests::line;
use crate::commission::entitlement::Origin;
use crate::commission::plan::tests::default_plan;
use crate::commission::{EndReason, SuspendReason, Terms};
use crate::org::UserState;
use crate::sales::SaleState;
use crate::sales::family::families;
use crate::{ClientId, Currency, Instant, OpportunityId, SaleId};
use uuid::Uuid;

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn id(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

/// 1, 2 hunt, 3, 4 farm, 5 keeps key accounts.
pub(crate) fn people() -> Vec<User> {
    let person = |number, unit, role| User {
        id: id(number),
        version: 1,
        external_id: None,
        email: format!("{number}@test"),
        name: String::new(),
        unit,
        roles: vec![role],
        state: UserState::Active,
        terminated_on: None,
        extension: None,
        deputy_user_id: None,
        password_hash: None,
        one_time_until: None,
        token_version: 0,
        created_at: Instant::UNIX_EPOCH,
    };
    vec![
        person(1, UnitCode::ActiveSales, Role::Hunter),
        person(2, UnitCode::ActiveSales, Role::Hunter),
        person(3, UnitCode::ClientDepartment, Role::Farmer),
        person(4, UnitCode::ClientDepartment, Role::Farmer),
        person(5, UnitCode::KeyAccounts, Role::KeyAccountManager),
    ]
}

pub(crate) fn sale(kind: SaleKind, sale_on: &str, lines: Vec<SaleLine>) -> Sale {
    let lines = lines.into_iter().map(|line| SaleLine { kind, ..line }).collect();
    Sale {
        cancel_reason: None,
        id: SaleId::new(Uuid::from_u128(10)),
        version: 1,
        source: None,
        external_id: None,
        client_id: ClientId::new(Uuid::from_u128(1)),
        opportunity_id: None::<OpportunityId>,
        seller_id: id(1),
        seller_unit: UnitCode::ActiveSales,
        sale_on: day(sale_on),
        currency: Currency::parse("RUB").unwrap(),
        lines,
        credit_split: Vec::new(),
        kind,
        kind_final: true,
        acquisition_no: 1,
        state: SaleState::Confirmed,
        paid_minor: 0,
        refunded_minor: 0,
        created_by: None,
        created_at: Instant::UNIX_EPOCH,
        confirmed_at: None,
    }
}

fn origin(sale_on: &str) -> Origin {
    Origin {
        id: EntitlementId::new(Uuid::from_u128(1)),
        user_id: id(1),
        client_id: ClientId::new(Uuid::from_u128(1)),
        acquisition_no: 1,
        sale_id: SaleId::new(Uuid::from_u128(10)),
        sale_on: day(sale_on),
        at: Instant::UNIX_EPOCH,
    }
}

fn utc() -> Calendar {
    Calendar::standard("UTC").unwrap()
}

pub(crate) fn pending(sale_on: &str) -> Entitlement {
    Entitlement::of_first_sale(origin(sale_on), &default_plan()).state
}

pub(crate) fn active(sale_on: &str) -> Entitlement {
    pending(sale_on).accept(Instant::UNIX_EPOCH).state
}

fn told(claims: &[Claim]) -> Vec<(u128, &'static str, Bp, Option<HeldReason>)> {
    use crate::Word;
    claims.iter().map(|claim| (claim.user_id.uuid().as_u128(), claim.rule.as_str(), claim.rate_bp, claim.held)).collect()
}

fn claims(sale: &Sale, rights: &[Entitlement], plan: &Plan, curator: u128) -> Vec<(u128, &'static str, Bp, Option<HeldReason>)> {
    let (people, families) = (people(), families(&[("cooler_xl", Some("coolers"))]));
    let facts = EarningInputs { sale, plan, entitlements: rights, people: &people, families: &families, calendar: &utc() };
    told(&facts.claims(day("2026-03-01"), Some(id(curator))))
}

#[test]
fn a_first_sale_pays_its_seller_held_until_the_handoff_is_accepted() {
    let first = sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100, 0)]);
    assert_eq!(claims(&first, &[pending("2026-02-01")], &default_plan(), 1), [(1, "first_sale", 1_000, Some(HeldReason::HandoffPending))]);
    assert_eq!(claims(&first, &[active("2026-02-01")], &default_plan(), 3), [(1, "first_sale", 1_000, None)]);
}

#[test]
fn the_farmers_rate_is_not_paid_on_money_from_before_the_acceptance() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    let right = pending("2026-02-01").accept("2026-02-20T08:00:00Z".parse().unwrap()).state;
    let people = people();
    let inputs = EarningInputs {
        sale: &follow_on,
        plan: &default_plan(),
        entitlements: &[right],
        people: &people,
        families: &Families::default(),
        calendar: &utc(),
    };
    let rules = |on: &str| told(&inputs.claims(day(on), Some(id(3)))).into_iter().map(|claim| claim.1).collect::<Vec<_>>();
    assert_eq!((rules("2026-02-19"), rules("2026-02-20")), (vec!["residual"], vec!["residual", "collection"]));
}

#[test]
fn a_holdback_waits_for_the_completion() {
    let first = sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100, 0)]);
    let plan = Plan { terms: Terms { handoff_holdback_bp: 2_000, ..default_plan().terms }, ..default_plan() };
    assert_eq!(
        claims(&first, &[active("2026-02-01")], &plan, 3),
        [(1, "first_sale", 1_000, None), (1, "first_sale_holdback", 1_000, Some(HeldReason::HandoffIncomplete))]
    );
    let complete = active("2026-02-01").complete(Instant::UNIX_EPOCH).state;
    assert_eq!(claims(&first, &[complete], &plan, 3)[1].3, None);
}

#[test]
fn e21_what_the_client_department_sells_first_is_a_house_account() {
    let house = Sale {
        seller_id: id(3),
        seller_unit: UnitCode::ClientDepartment,
        ..sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100, 0)])
    };
    assert_eq!(claims(&house, &[], &default_plan(), 3), []);
}

#[test]
fn a_follow_on_pays_the_hunter_and_whoever_collects() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    assert_eq!(claims(&follow_on, &[active("2026-02-01")], &default_plan(), 3), [(1, "residual", 300, None), (3, "collection", 200, None)]);
    assert_eq!(
        claims(&follow_on, &[active("2026-02-01")], &default_plan(), 5),
        [(1, "residual", 300, None), (5, "key_account", 200, None)]
    );
    assert_eq!(claims(&follow_on, &[], &default_plan(), 3), [(3, "collection", 200, None)]);
}

#[test]
fn e5_before_the_handoff_the_residual_is_held_and_nobody_collects() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    assert_eq!(claims(&follow_on, &[pending("2026-02-01")], &default_plan(), 3), [(1, "residual", 300, Some(HeldReason::HandoffPending))]);
}

#[test]
fn one_person_earns_one_rate_the_higher() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    let his = Entitlement { user_id: id(3), ..active("2026-02-01") };
    assert_eq!(claims(&follow_on, &[his], &default_plan(), 3), [(3, "residual", 300, None)]);
    let old = Entitlement { user_id: id(3), ..active("2024-02-15") };
    assert_eq!(claims(&follow_on, &[old], &default_plan(), 3), [(3, "collection", 200, None)]);
}

#[test]
fn a_sleeping_right_earns_nothing_a_disputed_one_is_held() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    let asleep = active("2026-02-01").suspend(SuspendReason::ClientLost, day("2026-02-02")).unwrap().state;
    assert_eq!(claims(&follow_on, &[asleep], &default_plan(), 3), [(3, "collection", 200, None)]);
    let disputed = active("2026-02-01").suspend(SuspendReason::Disputed, day("2026-02-02")).unwrap().state;
    assert_eq!(claims(&follow_on, &[disputed], &default_plan(), 3)[0], (1, "residual", 300, Some(HeldReason::Disputed)));
}

#[test]
fn e7_a_new_line_pays_its_seller_only_and_then_is_his() {
    let roots = vec!["coolers".to_owned()];
    let first = active("2026-02-01").carve_out(&roots, day("2026-02-15")).state;
    let new = Entitlement {
        user_id: id(2),
        id: EntitlementId::new(Uuid::from_u128(2)),
        ..Entitlement::of_new_line(origin("2026-02-15"), &default_plan(), roots).state
    };
    let sold = Sale { seller_id: id(2), ..sale(SaleKind::NewLine, "2026-02-15", vec![line(1, "coolers", 100, 0)]) };
    assert_eq!(claims(&sold, &[first.clone(), new.clone()], &default_plan(), 3), [(2, "new_line", 700, None)]);
    let next = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "cooler_xl", 100, 0), line(2, "water", 100, 0)]);
    let earned = [(2, "residual", 300, None), (3, "collection", 200, None), (1, "residual", 300, None), (3, "collection", 200, None)];
    assert_eq!(claims(&next, &[first, new], &default_plan(), 3), earned);
}

#[test]
fn v4_a_new_line_and_a_sold_one_on_one_invoice_each_pay_by_their_own_kind() {
    let mut mixed = sale(SaleKind::NewLine, "2026-02-15", vec![line(1, "coolers", 100, 0), line(2, "water", 100, 0)]);
    mixed.lines[1].kind = SaleKind::FollowOn;
    assert_eq!(
        claims(&mixed, &[active("2026-02-01")], &default_plan(), 3),
        [(1, "new_line", 700, None), (1, "residual", 300, None), (3, "collection", 200, None)]
    );
}

#[test]
fn e3_a_leaver_earns_on_his_sales_paid_within_the_tail() {
    let first = sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100, 0)]);
    let rights = [active("2026-02-01").end(EndReason::Terminated, day("2026-02-10")).unwrap().state];
    let mut people = people();
    people[0].terminated_on = Some(day("2026-02-10"));
    let plan = default_plan();
    let facts = EarningInputs {
        sale: &first,
        plan: &plan,
        entitlements: &rights,
        people: &people,
        families: &Families::default(),
        calendar: &utc(),
    };
    assert_eq!(told(&facts.claims(day("2026-04-11"), None)).len(), 1);
    assert_eq!(told(&facts.claims(day("2026-04-12"), None)), []);
}

#[test]
fn n45_rates_over_the_cap_are_cut_but_shares_of_one_rate_are_not() {
    let follow_on = sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 100, 0)]);
    let plan = Plan { terms: Terms { cap_bp: 250, ..default_plan().terms }, ..default_plan() };
    assert_eq!(claims(&follow_on, &[active("2026-02-01")], &plan, 3), [(1, "residual", 150, None), (3, "collection", 100, None)]);
    let split = Sale {
        credit_split: vec![CreditShare { user_id: id(1), share_bp: 6_000 }, CreditShare { user_id: id(2), share_bp: 4_000 }],
        ..sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100, 0)])
    };
    assert_eq!(
        claims(&split, &[active("2026-02-01")], &default_plan(), 3),
        [(1, "first_sale", 1_000, None), (2, "first_sale", 1_000, None)]
    );
}
