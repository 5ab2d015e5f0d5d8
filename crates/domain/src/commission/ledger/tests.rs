//! V1, V2, V5, V6 through the whole ledger; I-13, I-14 and replay for random histories.

use super::*;
use crate::calendar::Calendar;
use crate::commission::calculus::tests::line;
use crate::commission::plan::tests::default_plan;
use crate::commission::recipients::tests::{active, day, id, pending, people, sale};
use crate::commission::recipients::{self, EarningInputs as Recipients};
use crate::commission::{Entitlement, Terms};
use crate::money::share;
use crate::sales::family::Families;
use crate::sales::{CreditShare, SaleKind};
use crate::{PaymentId, RefundId, SaleId};
use proptest::prelude::*;
use uuid::Uuid;

/// A sale and everything that has happened to it, posted movement by movement as in production.
struct Book {
    sale: Sale,
    rights: Vec<Entitlement>,
    plan: Plan,
    plans: Vec<Plan>,
    rates: BTreeMap<Date, ExchangeRate>,
    periods: BTreeMap<Month, PeriodState>,
    movements: Vec<Allocation>,
    posted: Vec<Accrual>,
}

impl Book {
    fn new(sale: Sale, rights: Vec<Entitlement>) -> Self {
        Self {
            sale,
            rights,
            plan: default_plan(),
            plans: vec![default_plan()],
            rates: BTreeMap::new(),
            periods: BTreeMap::new(),
            movements: Vec::new(),
            posted: Vec::new(),
        }
    }

    fn movement(&self, payment: u128, minor: i64, on: &str, refund: bool) -> Allocation {
        let number = u128::try_from(self.movements.len()).unwrap() + 1;
        Allocation {
            id: AllocationId::new(Uuid::from_u128(number)),
            payment_id: PaymentId::new(Uuid::from_u128(payment)),
            sale_id: SaleId::new(Uuid::from_u128(10)),
            refund_id: refund.then(|| RefundId::new(Uuid::from_u128(number))),
            amount_minor: minor,
            value_on: day(on),
            recorded_at: Instant::UNIX_EPOCH,
            allocated_by: None,
        }
    }

    fn move_money(&mut self, payment: u128, minor: i64, on: &str, refund: bool, curator: u128) -> Vec<Accrual> {
        let movement = self.movement(payment, minor, on, refund);
        let people = people();
        let (families, calendar) = (Families::default(), Calendar::standard("UTC").unwrap());
        let (sale, plan, entitlements) = (&self.sale, &self.plan, self.rights.as_slice());
        let who = Recipients { sale, plan, entitlements, people: &people, families: &families, calendar: &calendar };
        let claims = if minor > 0 { who.claims(movement.value_on, Some(id(curator))) } else { Vec::new() };
        let facts = PostingInputs {
            sale: &self.sale,
            plan: &self.plan,
            plans: &self.plans,
            plan_currency: Currency::parse("RUB").unwrap(),
            rates: &self.rates,
            periods: &self.periods,
            now: Instant::UNIX_EPOCH,
        };
        let mut number = u128::try_from(self.posted.len()).unwrap();
        let mut ledger = Ledger::open(facts, &self.movements, self.posted.clone());
        let lines = ledger.post(&movement, claims, || {
            number += 1;
            AccrualId::new(Uuid::from_u128(number))
        });
        self.movements.push(movement);
        self.posted.extend(lines.clone());
        lines
    }

    fn of(&self, user: u128) -> Vec<i64> {
        self.posted.iter().filter(|line| line.user_id == id(user)).map(|line| line.amount.minor()).collect()
    }

    fn sum(&self, user: u128) -> i64 {
        self.of(user).iter().sum()
    }
}

fn follow_on() -> Book {
    Book::new(sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 10_000_000, 2_200)]), vec![active("2026-02-01")])
}

#[test]
fn v1_a_first_sale_is_held_and_its_refund_waits_with_it() {
    let mut book = Book::new(sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 10_000_000, 2_200)]), vec![pending("2026-02-01")]);
    let line = book.move_money(1, 12_200_000, "2026-02-02", false, 1).remove(0);
    assert_eq!(
        (line.amount.minor(), line.base.minor(), line.state, line.held_reason, line.period),
        (1_000_000, 10_000_000, AccrualState::Held, Some(HeldReason::HandoffPending), None)
    );
    let back = book.move_money(1, -6_100_000, "2026-02-03", true, 1).remove(0);
    assert_eq!((back.amount.minor(), back.state, back.reverses_id), (-500_000, AccrualState::Held, Some(line.id)));
}

#[test]
fn v2_and_v5_three_parts_a_refund_and_the_rest_of_it() {
    let mut book = follow_on();
    for (payment, minor) in [(1, 4_066_667), (2, 4_066_667), (3, 4_066_666)] {
        book.move_money(payment, minor, "2026-02-21", false, 3);
    }
    assert_eq!((book.of(1), book.of(3)), (vec![100_000; 3], vec![66_667, 66_666, 66_667]));
    let back = book.move_money(3, -3_050_000, "2026-03-01", true, 3);
    assert_eq!(back.iter().map(|line| line.amount.minor()).collect::<Vec<_>>(), [-75_000, -50_000]);
    assert!(back.iter().all(|line| line.reverses_id.is_some() && line.value_on == day("2026-03-01")));
    for (payment, minor) in [(3, -1_016_666), (2, -4_066_667), (1, -4_066_667)] {
        book.move_money(payment, minor, "2026-03-02", true, 3);
    }
    assert_eq!((book.sum(1), book.sum(3)), (0, 0));
}

#[test]
fn v6_a_missing_rate_holds_and_a_known_one_is_frozen() {
    let dollars = || Sale {
        currency: Currency::parse("USD").unwrap(),
        ..sale(SaleKind::FollowOn, "2026-02-20", vec![line(1, "water", 1_000_000, 0)])
    };
    let mut book = Book::new(dollars(), vec![active("2026-02-01")]);
    let held = book.move_money(1, 1_000_000, "2026-02-21", false, 1).remove(0);
    assert_eq!(
        (held.amount.minor(), held.state, held.held_reason, held.plan_amount_minor),
        (30_000, AccrualState::Held, Some(HeldReason::MissingFx), None)
    );
    let mut book = Book::new(dollars(), vec![active("2026-02-01")]);
    book.rates.insert(day("2026-02-21"), "92.3456".parse().unwrap());
    let posted = book.move_money(1, 1_000_000, "2026-02-21", false, 1).remove(0);
    assert_eq!((posted.state, posted.plan_amount_minor), (AccrualState::Posted, Some(2_770_368)));
    book.rates.insert(day("2026-03-01"), "50".parse().unwrap());
    let back = book.move_money(1, -1_000_000, "2026-03-01", true, 1).remove(0);
    assert_eq!((back.plan_amount_minor, back.fx_rate, back.fx_on), (Some(-2_770_368), posted.fx_rate, day("2026-02-21")));
}

#[test]
fn e2_after_the_window_a_refund_takes_nothing_and_a_bounce_everything() {
    let mut book = follow_on();
    book.move_money(1, 12_200_000, "2026-02-21", false, 3);
    assert_eq!(book.move_money(1, -1_220_000, "2026-05-23", true, 3), []);
    book.move_money(1, -12_200_000, "2026-05-24", false, 3);
    assert_eq!((book.sum(1), book.sum(3)), (0, 0));
}

#[test]
fn e2_the_window_is_that_of_the_plan_which_the_line_names() {
    let mut book = follow_on();
    // The right was opened under plan 1 with 90 days; the sale is paid by plan 2 with 30.
    book.plan = Plan {
        id: PlanId::new(Uuid::from_u128(2)),
        number: 2,
        terms: Terms { clawback_days: Some(30), ..default_plan().terms },
        ..default_plan()
    };
    book.plans.push(book.plan.clone());
    book.move_money(1, 12_200_000, "2026-02-21", false, 3);
    let back = book.move_money(1, -12_200_000, "2026-04-02", true, 3);
    assert_eq!(back.iter().map(|line| (line.rule, line.plan_number)).collect::<Vec<_>>(), [(Rule::Residual, 1)]);
    assert_eq!((book.sum(1), book.sum(3)), (0, 200_000));
}

#[test]
fn a_refund_of_an_earlier_curators_payment_is_his() {
    let mut book = follow_on();
    book.move_money(1, 6_100_000, "2026-02-21", false, 3);
    book.move_money(2, 6_100_000, "2026-02-25", false, 4);
    book.move_money(1, -6_100_000, "2026-03-01", true, 4);
    assert_eq!((book.sum(1), book.sum(3), book.sum(4)), (150_000, 0, 100_000));
}

#[test]
fn a_closed_month_sends_a_line_on_and_says_so() {
    let mut book = follow_on();
    book.periods.insert("2026-02".parse().unwrap(), PeriodState::Closed);
    let line = book.move_money(1, 6_100_000, "2026-02-21", false, 3).remove(0);
    assert_eq!((line.period.unwrap().to_string().as_str(), line.late), ("2026-03", true));
}

#[test]
fn a_split_first_sale_with_a_holdback_adds_up_and_goes_back_to_nothing() {
    let split = vec![CreditShare { user_id: id(2), share_bp: 3_333 }, CreditShare { user_id: id(1), share_bp: 6_667 }];
    let mut book = Book::new(
        Sale {
            credit_split: split,
            ..sale(SaleKind::First, "2026-02-01", vec![line(1, "water", 100_003, 2_200), line(2, "coolers", 7_777, 1_000)])
        },
        vec![pending("2026-02-01")],
    );
    book.plan = Plan { terms: Terms { handoff_holdback_bp: 1_500, ..default_plan().terms }, ..default_plan() };
    let gross = book.sale.gross_minor();
    book.move_money(1, 1_701, "2026-02-02", false, 1);
    book.move_money(2, gross - 1_701, "2026-02-02", false, 1);
    assert_eq!(book.sum(1) + book.sum(2), share(100_003, 1_000) + share(7_777, 1_000));
    assert_eq!(book.posted.iter().filter(|line| line.rule == Rule::FirstSaleHoldback).count(), 8);
    book.move_money(1, -1_701, "2026-02-03", false, 1);
    book.move_money(2, 1_701 - gross, "2026-02-03", false, 1);
    assert_eq!((book.sum(1), book.sum(2)), (0, 0));
}

#[test]
fn every_line_tells_how_it_was_rounded() {
    let mut book = follow_on();
    for payment in 1..=3 {
        book.move_money(payment, 4_066_666, "2026-02-21", false, 3);
    }
    let last = book.posted.iter().rfind(|line| line.user_id == id(1)).unwrap();
    insta::assert_snapshot!(super::super::explanation::explain(last).join("\n"), @r"
    The hunter who won the client earns on what he goes on buying, step by step less (N-41).
    33 333.32 RUB net of this line of the sale reached us on 2026-02-21; the rate was locked by the sale date.
    3 % of the 99 999.98 RUB that came so far is 3 000.00 RUB; 2 000.00 RUB of it had been posted before.
    Step 1 of the schedule, sales from 2026-02-01 to 2027-01-31: 3 %.
    Counts in 2026-02.
    ");
}

proptest! {
    /// I-14 for whole sales of one farmer; I-13 when all of it goes back in any pieces.
    #[test]
    fn i13_i14_any_history_ends_where_its_money_ends(
        nets in prop::collection::vec((1_i64..5_000_000, 0_i32..2_500), 1..4), cuts in prop::collection::vec(1_i64..1_000, 1..8), back in prop::collection::vec(1_i64..1_000, 1..6), curators in prop::collection::vec(3_u128..5, 8),
    ) {
        let lines: Vec<_> = nets.iter().zip(1..).map(|((net, vat), number)| line(number, "water", *net, *vat)).collect();
        let mut book = Book::new(sale(SaleKind::FollowOn, "2026-02-20", lines.clone()), vec![active("2026-02-01")]);
        let gross = book.sale.gross_minor();
        let parts = crate::money::split(gross, &cuts);
        for ((part, payment), curator) in parts.iter().zip(1..).zip(&curators) {
            if *part > 0 {
                book.move_money(payment, *part, "2026-02-21", false, *curator);
            }
        }
        let whole = |rate| lines.iter().map(|line| share(line.net_minor, rate)).sum::<i64>();
        prop_assert_eq!(book.sum(1), whole(300));
        prop_assert!((book.sum(3) + book.sum(4) - whole(200)).abs() <= i64::try_from(lines.len()).unwrap());
        for (part, payment) in parts.iter().zip(1..) {
            for piece in crate::money::split(*part, &back) {
                if piece > 0 {
                    book.move_money(payment, -piece, "2026-03-01", true, 3);
                }
            }
        }
        prop_assert_eq!((book.sum(1), book.sum(3), book.sum(4)), (0, 0, 0));
    }

    /// A posting repeated on the same movements posts nothing: the ledger is replay-safe.
    #[test]
    fn a_position_that_is_posted_posts_nothing_more(parts in prop::collection::vec(1_i64..4_000_000, 1..4)) {
        let mut book = follow_on();
        for (part, payment) in parts.iter().zip(1..) {
            book.move_money(payment, (*part).min(4_000_000), "2026-02-21", false, 3);
        }
        let facts = PostingInputs { sale: &book.sale, plan: &book.plan, plans: &book.plans, plan_currency: Currency::parse("RUB").unwrap(), rates: &book.rates, periods: &book.periods, now: Instant::UNIX_EPOCH };
        let ledger = Ledger::open(facts, &book.movements, book.posted.clone());
        let (due, _) = ledger.position();
        for (key, sum) in due {
            let posted = ledger.posted[&key];
            prop_assert_eq!((sum.base, sum.amount, sum.amount), (posted.base, posted.amount, posted.plan));
        }
    }
}

#[test]
fn who_earns_is_called_by_the_kind_of_the_sale() {
    assert_eq!(recipients::earned_on(SaleKind::NewLine), crate::commission::EarnedOn::NewLine);
}
