//! Dealing out, undoing.

use chrono::Duration;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

fn clients(number: u128) -> Vec<ClientId> {
    (1..=number).map(|number| ClientId::new(Uuid::from_u128(number))).collect()
}

fn receivers(loads: &[i64]) -> Vec<Receiver> {
    (1..).zip(loads).map(|(number, clients)| Receiver { user_id: user(number), clients: *clients }).collect()
}

fn done() -> Reassignment {
    let new = NewReassignment {
        from_user_id: user(9),
        unit: UnitCode::ClientDepartment,
        mode: ReassignmentMode::Even,
        reason: ReassignmentReason::Leave,
        note: None,
        over: false,
        count: 2,
        by: Some(user(1)),
    };
    let calendar = Calendar::standard("Europe/Moscow").unwrap();
    Reassignment::carry_out(ReassignmentId::new(Uuid::nil()), new, &calendar, "2026-03-02T09:00:00Z".parse().unwrap()).state
}

#[test]
fn e25_whoever_has_fewest_gets_the_next() {
    let to = |moves: Vec<Move>| moves.into_iter().map(|one| one.to_user_id).collect::<Vec<_>>();
    assert_eq!(to(deal(ReassignmentMode::Even, &clients(4), &receivers(&[3, 1]))), [user(2), user(2), user(1), user(2)]);
    assert_eq!(to(deal(ReassignmentMode::RoundRobin, &clients(3), &receivers(&[3, 1]))), [user(1), user(2), user(1)]);
    assert_eq!(to(deal(ReassignmentMode::Even, &clients(3), &[])), []);
}

#[test]
fn e24_nobody_gets_more_than_he_may_have_unless_the_head_says_so() {
    let moves = deal(ReassignmentMode::Even, &clients(2), &receivers(&[39]));
    let loads = loads(&moves, &receivers(&[39]), |_| true, 40);
    assert_eq!((loads[0].before, loads[0].after, loads[0].is_over()), (39, 41, true));
    assert_eq!(fits(&loads, false), Err(Refusal::Full { user_id: user(1), after: 41, norm_max: 40 }));
    assert_eq!(fits(&loads, true), Ok(()));
    let full_already = LoadAfter { user_id: user(1), before: 50, after: 50, norm_max: 40 };
    assert_eq!(fits(&[full_already], false), Ok(()), "he gets nobody");
}

#[test]
fn it_is_undone_once_within_ten_business_days() {
    let done = done();
    assert_eq!(done.undo_until_at, "2026-03-16T09:00:00Z".parse::<Instant>().unwrap());
    assert_eq!(done.is_to_undo("ошибка", done.undo_until_at), Ok(true));
    let late = done.undo_until_at + Duration::seconds(1);
    assert_eq!(done.is_to_undo("ошибка", late), Err(Refusal::UndoOver { until: done.undo_until_at }));
    let undone = done.undone("ошибка".to_owned(), Vec::new(), None, late).unwrap().state;
    assert_eq!(undone.is_to_undo("ошибка", late), Ok(false), "a repeat is harmless, however late");
    assert!(matches!(undone.is_to_undo("иначе", late), Err(Refusal::AlreadyDone(_))));
}

proptest! {
    /// Everybody is dealt out once, and no receiver ends up with two more than another who gets somebody.
    #[test]
    fn an_even_deal_is_even(number in 0_u128..60, loads in proptest::collection::vec(0_i64..40, 1..6)) {
        let (receivers, dealt) = (receivers(&loads), clients(number));
        let moves = deal(ReassignmentMode::Even, &dealt, &receivers);
        prop_assert_eq!(moves.iter().map(|one| one.client_id).collect::<Vec<_>>(), dealt);
        let after = super::loads(&moves, &receivers, |_| true, i64::MAX);
        let least = after.iter().map(|load| load.after).min().unwrap();
        prop_assert!(after.iter().filter(|load| load.after > load.before).all(|load| load.after <= least + 1));
    }
}
