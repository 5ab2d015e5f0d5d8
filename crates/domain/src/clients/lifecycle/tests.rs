//! How a record begins, and what every step leaves behind (I-1).

use proptest::prelude::*;

use super::*;
use crate::clients::sample;

#[test]
fn c1_c2_c3_a_record_begins_here() {
    let begins: Vec<_> = Origin::ALL.iter().map(|origin| format!("{origin} → {}", first_stage(*origin))).collect();
    insta::assert_snapshot!(begins.join(", "), @"new → suspect, inbound → contacted, imported_active → active, imported_abandoned → abandoned, imported_lost → lost");
}

#[test]
fn c5_a_former_buyer_returns_to_lost() {
    let mut client = sample(Stage::Qualified);
    client.acquisition_no = 2;
    let decided = client.on(ClientEvent::FinalNegative, Instant::UNIX_EPOCH).unwrap();
    assert_eq!(decided.state.stage, Stage::Lost);
    assert_eq!(decided.events[0].name, EventName::ClientLost);
}

#[test]
fn i22_a_merged_record_accepts_nothing() {
    let mut client = sample(Stage::Suspect);
    client.record_status = RecordStatus::Merged;
    for event in ClientEvent::ALL {
        assert_eq!(client.clone().on(*event, Instant::UNIX_EPOCH), Err(Refusal::NotLive { status: RecordStatus::Merged }));
    }
}

proptest! {
    /// I-1, I-9: whatever happens in whatever order, a change of stage has exactly one entry that names both stages and the cause,
    /// no change has none, and no step moves the clock of the last contact.
    #[test]
    fn i1_every_stage_change_has_a_cause(steps in proptest::collection::vec(proptest::sample::select(ClientEvent::ALL), 1..60)) {
        let mut client = sample(Stage::Suspect);
        for (second, event) in steps.into_iter().enumerate() {
            let at = Instant::UNIX_EPOCH + chrono::TimeDelta::seconds(i64::try_from(second).unwrap());
            let before = client.clone();
            let Ok(decided) = client.clone().on(event, at) else { continue };
            prop_assert_eq!(decided.state.last_contact_at, before.last_contact_at);
            if decided.state.stage == before.stage {
                prop_assert!(decided.events.is_empty() || matches!(event, ClientEvent::MergedAway | ClientEvent::Erased));
            } else {
                prop_assert_eq!(decided.events.len(), 1);
                prop_assert_eq!(&decided.events[0].facts["from"], &serde_json::Value::from(before.stage));
                prop_assert_eq!(&decided.events[0].facts["to"], &serde_json::Value::from(decided.state.stage));
                prop_assert_eq!(decided.state.stage_since, at);
            }
            client = decided.state;
        }
    }

    /// I-5: the only ways into `active` are an accepted handoff, a direct sale, a win-back, or a contact with an abandoned client.
    #[test]
    fn i5_nobody_becomes_active_by_another_door(from in proptest::sample::select(Stage::ALL), event in proptest::sample::select(ClientEvent::ALL)) {
        if from != Stage::Active && next(from, event) == Ok(Stage::Active) {
            prop_assert!(matches!((from, event), (Stage::Client, ClientEvent::HandoffAccepted) | (Stage::Abandoned, ClientEvent::ContactMade)
                | (_, ClientEvent::FirstSaleByClientDepartment | ClientEvent::WonBack)));
        }
    }
}
