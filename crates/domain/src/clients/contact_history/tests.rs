//! I-9 and C18 as tests.

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::clients::sample;
use crate::{ActivityId, UserId, Word};

fn day(number: i64) -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(number)
}

fn activity(kind: ActivityKind, direction: Direction, two_way: bool, user: u128, occurred_at: Instant) -> Activity {
    Activity {
        id: ActivityId::new(Uuid::nil()),
        client_id: sample(Stage::Active).id,
        kind,
        direction,
        two_way,
        user_id: Some(UserId::new(Uuid::from_u128(user))),
        contact_id: None,
        occurred_at,
        result: None,
        next_step_on: None,
        call_id: None,
        meeting_id: None,
        handoff_id: None,
        corrects_id: None,
        recorded_at: occurred_at,
    }
}

#[test]
fn what_qualifies_is_this_table() {
    let rows: Vec<_> = ActivityKind::ALL
        .iter()
        .map(|kind| {
            let cell = |direction, two_way| if activity(*kind, direction, two_way, 1, day(0)).qualifies() { "yes" } else { "no" };
            format!(
                "{kind}: in {} out {} in-two-way {} out-two-way {}",
                cell(Direction::Inbound, false),
                cell(Direction::Outbound, false),
                cell(Direction::Inbound, true),
                cell(Direction::Outbound, true)
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    call: in no out no in-two-way yes out-two-way yes
    visit: in no out no in-two-way yes out-two-way yes
    meeting: in no out no in-two-way yes out-two-way yes
    email_in: in yes out yes in-two-way yes out-two-way yes
    email_out: in no out no in-two-way no out-two-way no
    letter_in: in yes out yes in-two-way yes out-two-way yes
    letter_out: in no out no in-two-way no out-two-way no
    messenger: in yes out no in-two-way yes out-two-way yes
    mailing: in no out no in-two-way no out-two-way no
    note: in no out no in-two-way no out-two-way no
    intro: in no out no in-two-way yes out-two-way yes
    ");
}

#[test]
fn c17_silence_begins_after_thirty_days() {
    let mut client = sample(Stage::Active);
    client.last_contact_at = Some(day(0));
    assert!(!client.is_silent(day(30), &Norms::default()));
    assert!(client.is_silent(day(30) + TimeDelta::seconds(1), &Norms::default()));
}

#[test]
fn c18_a_fresh_talk_recovers_and_an_old_one_does_not() {
    let mut client = sample(Stage::Abandoned);
    client.last_contact_at = Some(day(0));
    let talk = |on| activity(ActivityKind::Call, Direction::Inbound, true, 1, day(on));
    let late = client.clone().contacted(&talk(10), false, &Norms::default(), day(60)).unwrap();
    assert_eq!((late.state.stage, late.state.last_contact_at), (Stage::Abandoned, Some(day(10))));
    let fresh = client.contacted(&talk(59), false, &Norms::default(), day(60)).unwrap();
    assert_eq!((fresh.state.stage, fresh.events[1].name), (Stage::Active, EventName::ClientRecovered));
}

proptest! {
    /// I-9: mailings, attempts, letters out and notes never move a clock; nothing ever moves one backwards, and only the
    /// curator himself moves his own.
    #[test]
    fn i9_only_qualifying_contacts_move_the_clock(log in proptest::collection::vec(
        (proptest::sample::select(ActivityKind::ALL), proptest::sample::select(Direction::ALL), any::<bool>(), 1_u128..4, 0_i64..100), 1..40)) {
        let mut client = sample(Stage::Active);
        client.curator_id = Some(UserId::new(Uuid::from_u128(1)));
        for (kind, direction, two_way, user, on) in log {
            let entry = activity(kind, direction, two_way, user, day(on));
            let before = client.clone();
            client = client.contacted(&entry, user == 1, &Norms::default(), day(100)).unwrap().state;
            prop_assert!(client.last_contact_at >= before.last_contact_at && client.last_curator_contact_at >= before.last_curator_contact_at);
            if !entry.qualifies() {
                prop_assert_eq!(&client, &before);
            }
            if user != 1 {
                prop_assert_eq!(client.last_curator_contact_at, before.last_curator_contact_at);
            }
        }
    }
}

#[test]
fn e42_a_conversation_was_neither_before_2000_nor_after_now() {
    let at = |text: &str| text.parse::<Instant>().unwrap();
    let now = at("2026-11-02T10:00:00Z");
    let found = |text: &str| Misdated::find(at(text), now).map(Misdated::code);
    assert_eq!([found("1970-01-01T00:00:00Z"), found("1999-12-31T23:59:59.999999Z")], [Some("too_long_ago"); 2]);
    assert_eq!([found("2000-01-01T00:00:00Z"), found("2026-11-02T10:05:00Z")], [None; 2]);
    assert_eq!(found("2026-11-02T10:05:01Z"), Some("in_the_future"));
}

#[test]
fn being_abandoned_begins_no_new_silence() {
    let active = sample(Stage::Active);
    let abandoned = active.on(ClientEvent::SilentTooLong, day(31)).unwrap().state;
    assert_eq!((abandoned.stage_since, abandoned.silent_since()), (day(31), day(0)));
    let lost = abandoned.clone().on(ClientEvent::GivenUp, day(91)).unwrap().state;
    assert_eq!(lost.silent_since(), day(0));
    let back = lost.on(ClientEvent::WonBack, day(200)).unwrap().state;
    assert_eq!(back.silent_since(), day(200), "who buys again begins anew");
    let spoken = Client { last_contact_at: Some(day(40)), ..abandoned };
    assert_eq!(spoken.silent_since(), day(40));
}
