//! V8, I-11, I-20 and the state table of entitlements.

use super::*;
use crate::commission::plan::tests::default_plan;
use crate::commission::recipients::residual_holder;
use proptest::prelude::*;
use uuid::Uuid;

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn origin(number: u128, user: u128, sale_on: Date) -> Origin {
    Origin {
        id: EntitlementId::new(Uuid::from_u128(number)),
        user_id: UserId::new(Uuid::from_u128(user)),
        client_id: ClientId::new(Uuid::from_u128(1)),
        acquisition_no: 1,
        sale_id: SaleId::new(Uuid::from_u128(number)),
        sale_on,
        at: sale_on.and_hms_opt(9, 0, 0).unwrap().and_utc(),
    }
}

pub(super) fn first(sale_on: &str) -> Entitlement {
    Entitlement::of_first_sale(origin(1, 1, day(sale_on)), &default_plan()).state
}

#[test]
fn v8_steps_end_the_day_before_the_anniversary() {
    let right = first("2026-01-15");
    let rate = |on| right.step_on(day(on)).map_or(0, |span| span.rate_bp);
    assert_eq!(
        [
            rate("2026-01-15"),
            rate("2027-01-14"),
            rate("2027-01-15"),
            rate("2028-01-15"),
            rate("2029-01-14"),
            rate("2029-01-15"),
            rate("2026-01-14")
        ],
        [300, 300, 200, 100, 100, 0, 0]
    );
    assert_eq!(right.schedule_end_on, Some(day("2029-01-14")));
}

#[test]
fn v8_the_end_of_a_month_clamps_to_its_last_day() {
    let spans = schedule(
        day("2024-02-29"),
        &[Step { months: Some(12), rate_bp: 300 }, Step { months: Some(36), rate_bp: 200 }, Step { months: None, rate_bp: 50 }],
    );
    let ends: Vec<_> = spans.iter().map(|span| (span.from_on.to_string(), span.to_on.map(|to| to.to_string()))).collect();
    assert_eq!(
        ends,
        [("2024-02-29".into(), Some("2025-02-27".into())), ("2025-02-28".into(), Some("2028-02-28".into())), ("2028-02-29".into(), None)]
    );
}

#[test]
fn a_right_sleeps_while_any_cause_is_left_and_its_clock_goes_on() {
    let right = first("2026-01-15").accept(day("2026-02-01").and_hms_opt(9, 0, 0).unwrap().and_utc()).state;
    let on = day("2026-03-01");
    let twice = right.suspend(SuspendReason::ClientLost, on).unwrap().state.suspend(SuspendReason::Disputed, on).unwrap().state;
    let still = twice.resume(SuspendReason::ClientLost, day("2026-03-05")).unwrap().state;
    assert_eq!((still.state, still.suspended_for.clone()), (EntitlementState::Suspended, vec![SuspendReason::Disputed]));
    let awake = still.resume(SuspendReason::Disputed, day("2026-03-05")).unwrap().state;
    assert_eq!((awake.state, awake.schedule_end_on), (EntitlementState::Active, Some(day("2029-01-14"))));
    // §8.10: whether it rested is judged at the value date, whenever money is recorded.
    let rested = ["2026-02-28", "2026-03-01", "2026-03-04", "2026-03-05"].map(|on| awake.rested_on(day(on)));
    assert_eq!(rested, [false, true, true, false]);
}

#[test]
fn leaving_changes_nothing_of_a_dispute_or_of_a_loss() {
    let (on, right) = (day("2026-03-01"), first("2026-01-15").accept(Instant::UNIX_EPOCH).state);
    let left = |cause| right.clone().suspend(cause, on).unwrap().state.end(EndReason::Terminated, day("2026-03-02")).unwrap().state;
    assert!(left(SuspendReason::ClientLost).rested_on(day("2026-03-03")));
    let disputed = left(SuspendReason::Disputed);
    assert!(disputed.is_disputed() && !disputed.rested_on(day("2026-03-03")));
    let decided = disputed.resume(SuspendReason::Disputed, day("2026-03-09")).unwrap().state;
    assert_eq!((decided.state, decided.is_disputed()), (EntitlementState::Ended, false));
    // A right that rests since before rests were dated rests on every day.
    let undated = Entitlement { suspended_for: vec![SuspendReason::ClientLost], ..right };
    assert!(undated.rested_on(day("2026-01-16")));
}

#[test]
fn a_new_line_whose_only_money_bounced_sleeps_and_wakes() {
    let (line, on) = (vec!["coolers".to_owned()], day("2026-05-01"));
    let new = Entitlement::of_new_line(origin(2, 2, on), &default_plan(), line.clone()).state;
    let carved = first("2026-01-15").carve_out(&line, on).state;
    let asleep = new.unpaid(day("2026-05-03")).unwrap().state;
    assert_eq!((asleep.state, asleep.covers("coolers", day("2026-06-01"))), (EntitlementState::Dormant, false));
    let back = carved.give_back(&line, on).state;
    assert!(back.covers("coolers", day("2026-06-01")) && back.clone().give_back(&line, on).events.is_empty());
    let lost = asleep.suspend(SuspendReason::ClientLost, day("2026-05-04")).unwrap().state;
    assert_eq!(lost.state, EntitlementState::Dormant);
    let awake = lost.revive(day("2026-05-05")).unwrap().state;
    assert_eq!(awake.state, EntitlementState::Suspended, "the client is lost still");
    let active = awake.resume(SuspendReason::ClientLost, day("2026-05-06")).unwrap().state;
    assert_eq!((active.state, active.covers("coolers", day("2026-06-01"))), (EntitlementState::Active, true));
    assert_eq!(active.clock_start_on, on, "on its old clock");
}

#[test]
fn e3_a_leaver_keeps_sales_up_to_his_last_day_paid_within_the_tail() {
    let left = first("2026-01-15").end(EndReason::Terminated, day("2026-06-30")).unwrap().state;
    assert!(left.covers("water", day("2026-06-30")) && !left.covers("water", day("2026-07-01")));
    assert!(!left.too_late(day("2026-06-30"), day("2026-08-29")) && left.too_late(day("2026-06-30"), day("2026-08-30")));
}

#[test]
fn a_sale_paid_a_year_late_earns_no_residual() {
    let right = first("2026-01-15");
    assert!(!right.too_late(day("2026-02-01"), day("2027-02-01")) && right.too_late(day("2026-02-01"), day("2027-02-02")));
}

#[test]
fn e7_a_new_line_takes_itself_out_of_the_first_right() {
    let line = vec!["coolers".to_owned()];
    let right = first("2026-01-15").carve_out(&line, day("2026-05-01")).state;
    assert!(
        right.covers("coolers", day("2026-04-30"))
            && !right.covers("coolers", day("2026-05-01"))
            && right.covers("water", day("2026-05-01"))
    );
    assert!(right.clone().carve_out(&line, day("2026-06-01")).events.is_empty());
    let new = Entitlement::of_new_line(origin(2, 2, day("2026-05-01")), &default_plan(), line).state;
    assert!(new.covers("coolers", day("2026-05-01")) && !new.covers("water", day("2026-05-01")) && !new.awaits_handoff());
}

proptest! {
    /// However rights follow each other, one person at most holds a line on a day, and none outside its clock.
    #[test]
    fn i11_i20_one_holder_a_line_and_day(opened in prop::collection::vec((0_i64..1_500, 0_u128..4, 0_usize..4, any::<bool>()), 1..8), asked in prop::collection::vec((0_i64..3_000, 0_usize..4), 1..40)) {
        let start = day("2026-01-31");
        let lines = ["water", "coolers", "cups", "tea"];
        let mut opened = opened;
        opened.sort_unstable();
        let mut rights: Vec<Entitlement> = vec![first("2026-01-31").accept(start.and_hms_opt(9, 0, 0).unwrap().and_utc()).state];
        for ((after, user, line, ends), number) in opened.into_iter().zip(2..) {
            let on = start + chrono::Duration::days(after);
            let root = vec![lines[line].to_owned()];
            rights = rights.into_iter().map(|right| right.carve_out(&root, on).state).collect();
            let new = Entitlement::of_new_line(origin(number, user, on), &default_plan(), root).state;
            rights.push(if ends { new.end(EndReason::Terminated, on + chrono::Duration::days(100)).unwrap().state } else { new });
        }
        for (after, line) in asked {
            let on = start + chrono::Duration::days(after);
            let covering: Vec<_> = rights.iter().filter(|right| right.covers(lines[line], on)).collect();
            prop_assert!(covering.len() <= 1, "{covering:?}");
            prop_assert_eq!(residual_holder(&rights, lines[line], on), covering.first().copied());
            for right in covering {
                prop_assert!(on >= right.clock_start_on && right.ended_on.is_none_or(|end| on <= end) && right.schedule_end_on.is_none_or(|end| on <= end));
                prop_assert!(right.step_on(on).is_some());
            }
        }
    }
}
