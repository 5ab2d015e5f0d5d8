//! 13, 12d: what boxes post, and what is read of it.

use super::*;
use crate::calling::CallState;
use crate::clients::Direction;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn moscow() -> Calendar {
    Calendar::standard("Europe/Moscow").unwrap()
}

fn read_as(spoken: Spoken) -> (Report, Vec<(&'static str, &'static str)>) {
    let calendar = moscow();
    let (report, unread) =
        read(spoken, Reading { region: "RU", without_plus: false, calendar: &calendar, now: at("2026-11-02T10:00:00Z") });
    (report, unread.iter().map(|unread| (unread.member, unread.why.code())).collect())
}

#[expect(clippy::unnecessary_wraps, reason = "members are optional")]
fn say(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn outcomes_are_read_in_any_case_and_by_their_synonyms() {
    for (word, meant) in [
        ("ANSWERED", CallOutcome::Answered),
        ("missed", CallOutcome::NoAnswer),
        ("BUSY", CallOutcome::Busy),
        ("no-answer", CallOutcome::NoAnswer),
        ("NO ANSWER", CallOutcome::NoAnswer),
        ("NoAnswer", CallOutcome::NoAnswer),
        ("cancelled", CallOutcome::Canceled),
        ("CHANUNAVAIL", CallOutcome::Unreachable),
        ("486", CallOutcome::Busy),
        ("Пропущенный", CallOutcome::NoAnswer),
        ("voice_mail", CallOutcome::Voicemail),
        ("completed", CallOutcome::Answered),
    ] {
        assert_eq!(outcome(word), Some(meant), "{word}");
    }
    for word in CallOutcome::ALL {
        assert_eq!(outcome(word.as_str()), Some(*word), "what we say ourselves is understood");
    }
    let (report, unread) = read_as(Spoken { outcome: say("gone fishing"), ..Spoken::default() });
    assert_eq!((report.outcome, report.outcome_raw.as_deref()), (Some(CallOutcome::Unknown), Some("gone fishing")));
    assert_eq!(unread, [("outcome", "unknown_outcome")]);
}

#[test]
fn directions_and_states_have_short_words_too() {
    assert_eq!(
        (direction("in"), direction("OUT"), direction("Incoming")),
        (Some(Direction::Inbound), Some(Direction::Outbound), Some(Direction::Inbound))
    );
    assert_eq!((state("in-progress"), state("HANGUP")), (Some(CallState::Answered), Some(CallState::Ended)));
    for word in CallState::ALL {
        assert_eq!(state(word.as_str()), Some(*word));
    }
    let (report, unread) = read_as(Spoken { direction: say("sideways"), ..Spoken::default() });
    assert_eq!((report.direction, unread), (None, vec![("direction", "unknown_direction")]));
}

#[test]
fn an_agent_is_found_in_the_name_of_his_channel() {
    for text in [
        "101",
        "SIP/101-0000a",
        "PJSIP/101-0000002b",
        "sip:101@pbx",
        "1-01",
        "\"Olga\" <sip:101@10.0.0.1:5060;transport=udp>",
        "Local/101@from-internal-00000001;1",
        "sofia/internal/101@pbx.test",
        " 101 ",
        "101@pbx",
    ] {
        assert_eq!(agent(text), "101", "{text}");
    }
    for text in ["olga", "olga.petrova@firma.ru", "no such extension", "user-1", "Anna/Olga"] {
        assert_eq!(agent(text), text);
    }
    assert_eq!(agent("sip:olga@pbx"), "olga");
}

#[test]
fn instants_have_many_spellings() {
    let meant = at("2026-11-02T09:00:00Z");
    for text in [
        "2026-11-02T09:00:00Z",
        "2026-11-02T12:00:00+03:00",
        "1793610000",
        "1793610000000",
        "1793610000000000",
        "1793610000.0",
        "2026-11-02 12:00:00",
        "2026-11-02T12:00:00",
        "02.11.2026 12:00:00",
        "02.11.2026 12:00",
        "20261102T090000Z",
        "2026-11-02 09:00:00Z",
        "2026-11-02 09:00:00 UTC",
        "2026-11-02 12:00:00+0300",
        "Mon, 02 Nov 2026 09:00:00 +0000",
    ] {
        assert_eq!(instant(text, &moscow()), Some(meant), "{text}");
    }
    assert_eq!(instant("1793610000.25", &moscow()), Some(meant + Duration::milliseconds(250)));
    assert_eq!(instant("2026-11-02 12:00:00.25", &moscow()), Some(meant + Duration::milliseconds(250)));
    for text in ["yesterday", "2026-11-02", "12:00", "17", "", "2026-13-02 12:00:00"] {
        assert_eq!(instant(text, &moscow()), None, "{text}");
    }
}

#[test]
fn durations_have_many_spellings() {
    for text in ["170", "170.6", "170,6", "170 s", "2:50", "00:02:50", " 170 ", "170.0"] {
        assert_eq!(seconds(text), Some(170), "{text}");
    }
    for text in ["-1", "long", "1:2:3:4", "99999999999", "1e3", ":", "1:"] {
        assert_eq!(seconds(text), None, "{text}");
    }
}

#[test]
fn nothing_said_is_nothing_unread() {
    let nothing = Spoken {
        talk_seconds: say(""),
        started_at: say(" "),
        client_phone: say(""),
        outcome: say(""),
        direction: None,
        ..Spoken::default()
    };
    assert_eq!(read_as(nothing), (Report::default(), Vec::new()));
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    let (report, unread) = read_as(Spoken {
        started_at: say("yesterday"),
        talk_seconds: say("long"),
        client_phone: say("anonymous"),
        ended_at: say("2026-11-02T11:00:00Z"),
        answered_at: say("1970-01-01T00:00:00Z"),
        sequence: say("first"),
        ..Spoken::default()
    });
    assert_eq!(report, Report { client_phone_raw: say("anonymous"), ..Report::default() });
    let told = [
        ("sequence", "unreadable"),
        ("client_phone", "phone"),
        ("talk_seconds", "unreadable"),
        ("started_at", "unreadable"),
        ("answered_at", "too_long_ago"),
        ("ended_at", "in_the_future"),
    ];
    assert_eq!(unread, told);
}

#[test]
fn instants_in_the_wrong_order_are_left_out() {
    let (report, unread) = read_as(Spoken { started_at: say("1793610000"), ended_at: say("1793609000"), ..Spoken::default() });
    assert_eq!((report.started_at, report.ended_at, unread), (Some(at("2026-11-02T09:00:00Z")), None, vec![("ended_at", "out_of_order")]));
}

#[test]
fn durations_that_contradict_the_instants_are_corrected_to_them() {
    let told = |talk: &str| Spoken {
        started_at: say("1793610000"),
        answered_at: say("1793610010"),
        ended_at: say("1793610060"),
        talk_seconds: say(talk),
        ..Spoken::default()
    };
    let (report, unread) = read_as(told("500"));
    assert_eq!((report.talk_seconds, unread), (Some(50), vec![("talk_seconds", "contradiction")]));
    assert_eq!(read_as(told("51")).0.talk_seconds, Some(51), "boxes round");
    assert_eq!(read_as(told("20")), (Report { talk_seconds: Some(20), ..read_as(told("50")).0 }, Vec::new()), "somebody was on hold");
    let (report, unread) = read_as(Spoken { ring_seconds: say("300"), total_seconds: say("3600"), ..told("50") });
    assert_eq!((report.ring_seconds, report.total_seconds), (Some(10), Some(60)));
    assert_eq!(unread, [("ring_seconds", "contradiction"), ("total_seconds", "contradiction")]);
}
