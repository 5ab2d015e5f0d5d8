//! The effect of a first meeting on the client (RULES.md §3.1: C9–C12). Other meetings do not change his stage.

use super::{Meeting, MeetingKind};
use crate::clients::lifecycle::ClientEvent;
use crate::clients::{Activity, ActivityKind, Client, Direction, Qualification, Refusal, Stage, Temperature, guards};
use crate::ids::ActivityId;
use crate::{Date, Decided, Instant};

/// An empty checklist.
const UNKNOWN: Qualification = Qualification {
    need: String::new(),
    decision_maker_known: false,
    volume_hint: String::new(),
    solvency_checked: false,
    region_served: false,
};

/// C9, and C8 if it is not done yet: the checklist is complete, or completed with `facts`, and a first meeting is booked.
pub fn book_first_meeting(client: Client, facts: Option<Qualification>, at: Instant) -> Result<Decided<Client>, Refusal> {
    guards::checklist_complete(facts.as_ref().or(client.qualification.as_ref()).unwrap_or(&UNKNOWN))?;
    let mut all = client.on(ClientEvent::Reached, at)?;
    match (facts, all.state.stage) {
        (Some(facts), Stage::Contacted | Stage::Nurturing) => all = all.then(|client| client.qualify(facts, at))?,
        (Some(facts), _) => all.state.qualification = Some(facts),
        (None, _) => {}
    }
    all = all.then(|client| client.on(ClientEvent::MeetingBooked, at))?;
    all.state.temperature = Some(Temperature::Hot);
    Ok(all)
}

/// How a meeting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingResult {
    Cancelled,
    NoShow,
    Accepted,
    Rejected,
    /// A rejection that was disputed and overturned.
    Restored,
}

/// After so many no-shows the client is postponed (C10).
const NO_SHOWS: i32 = 2;

impl MeetingResult {
    /// C10–C12: the client after it.
    pub fn on(self, kind: MeetingKind, mut client: Client, today: Date, at: Instant) -> Result<Decided<Client>, Refusal> {
        if kind != MeetingKind::First {
            return Ok(Decided::unchanged(client));
        }
        if self == Self::NoShow {
            client.no_shows += 1;
        }
        let event = match self {
            Self::NoShow if client.no_shows >= NO_SHOWS => ClientEvent::SecondNoShow,
            Self::Cancelled | Self::NoShow => ClientEvent::MeetingFellThrough,
            Self::Accepted => ClientEvent::MeetingAccepted,
            Self::Rejected => ClientEvent::MeetingRejected,
            Self::Restored => ClientEvent::RejectionOverturned,
        };
        let mut all = client.on(event, at)?;
        if all.state.stage == Stage::Nurturing && !all.events.is_empty() {
            all.state.recontact_on = Some(guards::after_second_no_show(today));
        }
        Ok(all)
    }

    /// §3.13: does the client go back to the call centre's pool and lose his curator?
    pub const fn releases_curator(self, client: &Client) -> bool {
        let pooled = matches!(client.stage, Stage::Contacted | Stage::Nurturing | Stage::Qualified);
        pooled && matches!(self, Self::Cancelled | Self::NoShow | Self::Rejected)
    }
}

impl Meeting {
    /// The held meeting as an entry of the contact history (§3.1a).
    pub fn as_activity(&self, id: ActivityId, recorded_at: Instant) -> Activity {
        let kind = match self.kind {
            MeetingKind::First | MeetingKind::FollowUp | MeetingKind::Intro => ActivityKind::Meeting,
            MeetingKind::KeyVisit => ActivityKind::Visit,
        };
        Activity {
            id,
            client_id: self.client_id,
            kind,
            direction: Direction::Outbound,
            two_way: true,
            user_id: Some(self.hunter_id),
            contact_id: self.contact_id,
            occurred_at: self.starts_at,
            result: None,
            next_step_on: None,
            call_id: None,
            meeting_id: Some(self.id),
            handoff_id: None,
            corrects_id: None,
            recorded_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::sample;

    const NOW: Instant = Instant::UNIX_EPOCH;

    fn facts() -> Qualification {
        Qualification {
            need: "вода".into(),
            decision_maker_known: true,
            volume_hint: "60".into(),
            solvency_checked: true,
            region_served: true,
        }
    }

    fn today() -> Date {
        "2026-11-02".parse().unwrap()
    }

    #[test]
    fn c9_the_checklist_comes_before_or_with_the_meeting() {
        for stage in [Stage::Suspect, Stage::Contacted, Stage::Nurturing, Stage::Qualified] {
            let after = book_first_meeting(sample(stage), Some(facts()), NOW).unwrap().state;
            assert_eq!(
                (after.stage, after.temperature, after.qualification.is_some()),
                (Stage::MeetingBooked, Some(Temperature::Hot), true),
                "{stage}"
            );
            assert!(matches!(book_first_meeting(sample(stage), None, NOW), Err(Refusal::ChecklistIncomplete { .. })));
        }
        let known = Client { qualification: Some(facts()), ..sample(Stage::Qualified) };
        assert_eq!(book_first_meeting(known, None, NOW).unwrap().state.stage, Stage::MeetingBooked);
        let partly = Qualification { region_served: false, ..facts() };
        assert_eq!(
            book_first_meeting(sample(Stage::Contacted), Some(partly), NOW),
            Err(Refusal::ChecklistIncomplete { missing: vec!["region_served"] })
        );
        assert!(matches!(
            book_first_meeting(sample(Stage::Active), Some(facts()), NOW),
            Err(Refusal::Illegal(crate::Illegal { from: "active", .. }))
        ));
    }

    #[test]
    fn c10_the_second_no_show_leaves_him_in_peace_for_two_weeks() {
        let first = MeetingResult::NoShow.on(MeetingKind::First, sample(Stage::MeetingBooked), today(), NOW).unwrap().state;
        assert_eq!((first.stage, first.no_shows), (Stage::Qualified, 1));
        let again = Client { stage: Stage::MeetingBooked, ..first };
        let second = MeetingResult::NoShow.on(MeetingKind::First, again, today(), NOW).unwrap().state;
        assert_eq!(
            (second.stage, second.temperature, second.recontact_on),
            (Stage::Nurturing, Some(Temperature::Warm), Some("2026-11-16".parse().unwrap()))
        );
        assert!(MeetingResult::NoShow.releases_curator(&second));
    }

    #[test]
    fn c11_c12_the_hunters_word_moves_him() {
        let end = |ending: MeetingResult, stage| ending.on(MeetingKind::First, sample(stage), today(), NOW).unwrap().state;
        assert_eq!(end(MeetingResult::Cancelled, Stage::MeetingBooked).stage, Stage::Qualified);
        assert_eq!(end(MeetingResult::Accepted, Stage::MeetingBooked).stage, Stage::Prospect);
        assert!(!MeetingResult::Accepted.releases_curator(&end(MeetingResult::Accepted, Stage::MeetingBooked)));
        let rejected = end(MeetingResult::Rejected, Stage::MeetingBooked);
        assert_eq!((rejected.stage, MeetingResult::Rejected.releases_curator(&rejected)), (Stage::Contacted, true));
        assert_eq!(end(MeetingResult::Restored, Stage::Contacted).stage, Stage::Prospect);
        assert_eq!(end(MeetingResult::Accepted, Stage::Client).stage, Stage::Client, "he bought meanwhile (E-21)");
    }

    #[test]
    fn other_meetings_move_nobody() {
        let kept = MeetingResult::Cancelled.on(MeetingKind::FollowUp, sample(Stage::MeetingBooked), today(), NOW).unwrap();
        assert!(kept.events.is_empty());
    }
}
