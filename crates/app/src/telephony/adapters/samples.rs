//! Each adapter against what its system really posts (`../samples`, with their sources): the neutral call of each.

use domain::Instant;
use domain::calendar::Calendar;
use domain::calling::fold::{FoldedCall, fold};
use domain::calling::reading::{Reading, read as read_words};
use domain::calling::report::{CallEvent, Report};
use domain::calling::{CallOutcome, RecordingState};
use domain::clients::Direction;
use domain::phone::Phone;
use serde_json::Value;

use super::*;

const NOW: &str = "2026-12-01T00:00:00Z";
const FORM: &str = "application/x-www-form-urlencoded";

/// How a box is set up.
struct Set<'a> {
    provider: Provider,
    zone: &'a str,
    region: &'a str,
    lines: &'a [&'a str],
}

impl Set<'_> {
    fn of(provider: Provider) -> Self {
        Self { provider, zone: "Etc/UTC", region: "RU", lines: &[] }
    }

    /// The calls that these bodies tell of, by their ids; none that is internal.
    fn calls(&self, bodies: &[(&str, &str, &[u8])]) -> Vec<(String, FoldedCall)> {
        let calendar = Calendar::standard(self.zone).unwrap();
        let reading =
            Reading { region: self.region, without_plus: self.provider.is_without_plus(), calendar: &calendar, now: NOW.parse().unwrap() };
        let lines: Vec<_> = self.lines.iter().map(|line| Phone::parse(line, "RU").unwrap()).collect();
        let how = How { reading, lines: &lines };
        let mut events: Vec<(String, Vec<CallEvent>)> = Vec::new();
        for (path, content_type, body) in bodies {
            for heard in read(self.provider, &Raw { path, query: "", content_type, body }, &how).unwrap() {
                let (report, _) = read_words(heard.spoken, reading);
                if report.direction == Some(Direction::Internal) {
                    continue;
                }
                let event = event(events.len(), report);
                match events.iter_mut().find(|(id, _)| *id == heard.external_call_id) {
                    Some((_, known)) => known.push(event),
                    None => events.push((heard.external_call_id, vec![event])),
                }
            }
        }
        events.into_iter().map(|(id, events)| (id, fold(&events).unwrap())).collect()
    }

    /// The only call of a body.
    fn call(&self, content_type: &str, body: &[u8]) -> (String, FoldedCall) {
        let calls = self.calls(&[("", content_type, body.trim_ascii())]);
        assert_eq!(calls.len(), 1);
        calls.into_iter().next().unwrap()
    }
}

fn event(number: usize, report: Report) -> CallEvent {
    let fingerprint = [u8::try_from(number).unwrap(); 32];
    CallEvent { fingerprint, received_at: NOW.parse().unwrap(), ordinal: 0, report }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Direction, client's number, outcome, seconds of talk.
fn essence(call: &FoldedCall) -> (Direction, Option<&str>, Option<CallOutcome>, Option<i32>) {
    (call.direction, call.client_phone.as_ref().map(Phone::as_str), call.outcome, call.talk_seconds)
}

/// The bodies of a capture, a request a line.
fn captured(lines: &str) -> Vec<(String, String)> {
    let body = |line: &str| {
        let request: Value = serde_json::from_str(line).unwrap();
        let headers = request["headers"].as_array().unwrap().iter();
        let mut kind =
            headers.filter(|header| header[0].as_str().unwrap().eq_ignore_ascii_case("content-type")).map(|header| header[1].clone());
        let kind = kind.next_back().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
        (kind, request["body"].as_str().unwrap().to_owned())
    };
    lines.lines().filter(|line| !line.is_empty()).map(body).collect()
}

/// The last digits of the dialled number, and what came of it.
fn six(set: &Set<'_>, captured: &[(String, String)]) -> Vec<(String, CallOutcome, i32)> {
    let bodies: Vec<_> = captured.iter().map(|(kind, body)| ("", kind.as_str(), body.as_bytes())).collect();
    let mut calls: Vec<_> = set
        .calls(&bodies)
        .into_iter()
        .map(|(_, call)| {
            let dialled = if call.direction == Direction::Outbound {
                call.client_phone.unwrap().as_str().to_owned()
            } else {
                call.line_phone.unwrap()
            };
            let failed = !matches!(call.outcome, Some(CallOutcome::Answered));
            (dialled[dialled.len() - 3..].to_owned(), call.outcome.unwrap(), if failed { 0 } else { call.talk_seconds.unwrap() })
        })
        .collect();
    calls.sort();
    calls
}

fn all(of_480: CallOutcome) -> Vec<(String, CallOutcome, i32)> {
    let calls = [
        ("200", CallOutcome::Answered, 3),
        ("404", CallOutcome::InvalidNumber, 0),
        ("408", CallOutcome::NoAnswer, 0),
        ("480", of_480, 0),
        ("486", CallOutcome::Busy, 0),
        ("603", CallOutcome::Rejected, 0),
    ];
    calls.map(|(number, outcome, talk)| (number.to_owned(), outcome, talk)).to_vec()
}

#[test]
fn boxes_in_the_cloud() {
    let (id, call) = Set::of(Provider::Twilio).call(FORM, include_bytes!("../samples/twilio_completed.form"));
    assert_eq!(id, "CAbe982f58915a2def4cf7aaa1f1766236");
    assert_eq!(essence(&call), (Direction::Outbound, Some("+12025550123"), Some(CallOutcome::Answered), Some(49)));
    assert_eq!((call.started_at, call.ended_at), (at("2018-03-25T09:52:30Z"), Some(at("2018-03-25T09:53:19Z"))));
    assert_eq!((call.total_seconds, call.sip_code, call.sequence), (None, Some(200), Some(3)));
    let (id, call) = Set::of(Provider::Vonage).call("application/json", include_bytes!("../samples/vonage_completed.json"));
    assert_eq!(id, "CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab");
    assert_eq!(essence(&call), (Direction::Inbound, Some("+442079460000"), Some(CallOutcome::Answered), Some(2)));
    let india = Set { zone: "Asia/Kolkata", ..Set::of(Provider::Plivo) };
    let (_, call) = india.call(FORM, include_bytes!("../samples/plivo_hangup.form"));
    assert_eq!(essence(&call), (Direction::Outbound, Some("+12025550123"), Some(CallOutcome::Answered), Some(66)));
    assert_eq!(call.started_at, at("2024-09-26T08:35:08Z"), "local time, not SessionStart");
    let (id, call) = Set::of(Provider::Hubspot).call("application/json", include_bytes!("../samples/hubspot_inbound_call.json"));
    assert_eq!((id.as_str(), call.outcome, call.total_seconds), ("1795294309.0", Some(CallOutcome::Busy), Some(123)));
}

#[test]
fn boxes_of_russia() {
    let (id, call) = Set::of(Provider::Mango).call(FORM, include_bytes!("../samples/mango_summary.form"));
    assert_eq!(
        (id.as_str(), call.agent_ref.as_deref(), call.client_phone_raw.as_deref()),
        ("232wc3e3w3s222", Some("123"), Some("7800123456789"))
    );
    assert_eq!(essence(&call), (Direction::Outbound, None, Some(CallOutcome::Answered), Some(10)));
    let (_, call) = Set::of(Provider::Uis).call("", include_bytes!("../samples/uis_call_finish.json"));
    assert_eq!(essence(&call), (Direction::Outbound, Some("+79160000200"), Some(CallOutcome::Answered), Some(120)));
    assert_eq!((call.started_at, call.ring_seconds, call.total_seconds), (at("2025-12-22T12:27:35Z"), Some(25), Some(145)));
    let moscow = Set { zone: "Europe/Moscow", ..Set::of(Provider::Zadarma) };
    let (_, call) = moscow.call(FORM, include_bytes!("../samples/zadarma_out_end.form"));
    assert_eq!(essence(&call), (Direction::Outbound, Some("+79160000200"), Some(CallOutcome::Answered), Some(42)));
    assert_eq!((call.started_at, call.recording_state), (at("2023-01-17T07:52:53Z"), Some(RecordingState::Pending)));
    let (_, call) = Set::of(Provider::Megafon).call(FORM, include_bytes!("../samples/megafon_history.form"));
    assert_eq!(essence(&call), (Direction::Inbound, Some("+78005553535"), Some(CallOutcome::Answered), None));
    assert_eq!((call.total_seconds, call.agent_ref.as_deref()), (Some(50), Some("510")));
    let (id, call) = Set::of(Provider::Beeline).call("application/xml", include_bytes!("../samples/beeline_call_released.xml"));
    assert_eq!((id.as_str(), call.external_leg_id.as_deref()), ("123456:1", Some("callhalf-123456789:0")));
    assert_eq!(essence(&call), (Direction::Outbound, Some("+79160000486"), Some(CallOutcome::Busy), None));
    let (_, call) = Set::of(Provider::Telphin).call(FORM, include_bytes!("../samples/telphin_hangup.form"));
    assert_eq!((call.agent_ref.as_deref(), call.outcome), (Some("15657*101"), Some(CallOutcome::Busy)));
    let ukraine = Set { region: "UA", ..Set::of(Provider::Binotel) };
    let (id, call) = ukraine.call(FORM, include_bytes!("../samples/binotel_call_completed.form"));
    assert_eq!((id.as_str(), call.ended_at), ("612107649", Some(at("2018-05-18T10:22:37Z"))));
    assert_eq!(essence(&call), (Direction::Inbound, Some("+380440000000"), Some(CallOutcome::Answered), Some(122)));
}

#[test]
fn what_telephony_posts_to_other_systems() {
    let (_, call) = Set::of(Provider::Amocrm).call("application/json", include_bytes!("../samples/amocrm_calls.json"));
    assert_eq!(
        (call.outcome, call.talk_seconds, call.agent_ref.as_deref()),
        (Some(CallOutcome::Answered), Some(148), Some("+79161234567"))
    );
    let both: Value = serde_json::from_slice(include_bytes!("../samples/bitrix24_external_call.json")).unwrap();
    let finish = Value::Object(
        both["finish"].as_object().unwrap().clone().into_iter().chain([("CALL_ID".to_owned(), "1795294309.0".into())]).collect(),
    );
    let (register, finish) = (both["register"].to_string(), finish.to_string());
    let path = |method: &str| format!("rest/telephony.externalCall.{method}.json");
    let (first, second) = (path("register"), path("finish"));
    let calls = Set::of(Provider::Bitrix24).calls(&[(&first, "", register.as_bytes()), (&second, "", finish.as_bytes())]);
    assert_eq!(calls.len(), 1);
    assert_eq!(essence(&calls[0].1), (Direction::Outbound, Some("+79062195047"), Some(CallOutcome::Answered), Some(95)));
    let (_, call) = Set::of(Provider::Bitrix24).call("", include_bytes!("../samples/bitrix24_onvoximplantcallend.json"));
    assert_eq!((call.outcome, call.outcome_raw.as_deref()), (Some(CallOutcome::NoAnswer), Some("304")));
    let (id, call) = Set::of(Provider::ThreeCx).call("", include_bytes!("../samples/3cx_report_call.json"));
    assert_eq!(id, derived("1752676200|201|+79160000200|outbound"));
    assert_eq!(essence(&call), (Direction::Outbound, Some("+79160000200"), Some(CallOutcome::Answered), Some(272)));
}

#[test]
fn freeswitch_in_each_of_its_encodings() {
    let sample = include_str!("../samples/freeswitch_json_cdr.json").trim();
    let set = Set::of(Provider::Freeswitch);
    assert!(set.calls(&[("", "application/json", sample.as_bytes())]).is_empty(), "1001 to 1003 is internal");
    let outside = sample.replace("\"1003\"", "\"79160000486\"");
    let form = format!("cdr={}", serde_urlencoded::to_string([("", &outside)]).unwrap().trim_start_matches('='));
    let packed = base64::engine::general_purpose::STANDARD.encode(&outside);
    for body in [outside.clone(), form, format!("cdr={packed}")] {
        let (id, call) = set.call(FORM, body.as_bytes());
        assert_eq!(id, "51156b0b-f91b-4fd3-9c8f-15226f6098be");
        assert_eq!(essence(&call), (Direction::Outbound, Some("+79160000486"), Some(CallOutcome::Canceled), Some(0)));
        assert_eq!((call.agent_ref.as_deref(), call.q850_cause, call.total_seconds), (Some("1001"), Some(16), Some(14)));
    }
}

#[test]
fn asterisk_and_rustpbx_as_they_were_captured() {
    let lines: &[&str] = &["+74951234567"];
    let asterisk = Set { lines, ..Set::of(Provider::Asterisk) };
    let json = captured(include_str!("../samples/asterisk_captured_json.jsonl"));
    assert_eq!(six(&asterisk, &json), all(CallOutcome::NoAnswer), "a cause alone: 19");
    let form = captured(include_str!("../samples/asterisk_captured_form.jsonl"));
    assert_eq!(six(&asterisk, &form), all(CallOutcome::Unreachable), "the status of SIP: 480");
    let rustpbx = captured(include_str!("../samples/rustpbx_captured.jsonl"));
    assert_eq!(six(&Set { lines, ..Set::of(Provider::Rustpbx) }, &rustpbx), all(CallOutcome::Unreachable));
    assert_eq!(six(&Set::of(Provider::Rustpbx), &rustpbx), all(CallOutcome::Unreachable), "inbound, as it says itself");
}

#[test]
fn records_of_asterisk_are_one_a_call_in_any_order() {
    let asterisk = Set { lines: &["+74951234567"], ..Set::of(Provider::Asterisk) };
    // A record alone does not know more (§3.3b).
    let mut wanted = all(CallOutcome::NoAnswer);
    for (number, outcome, _) in &mut wanted {
        if number == "603" || number == "404" {
            *outcome = CallOutcome::NoAnswer;
        }
    }
    let rows = include_str!("../samples/asterisk_cdr_csv.csv");
    let backwards: Vec<_> = rows.lines().rev().collect();
    for rows in [rows.to_owned(), backwards.join("\n")] {
        assert_eq!(six(&asterisk, &[("text/csv".to_owned(), rows)]), wanted);
    }
    let blocks = String::from_utf8_lossy(include_bytes!("../samples/asterisk_ami_cdr.txt")).into_owned();
    assert_eq!(six(&asterisk, &[("text/plain".to_owned(), blocks)]), wanted);
}

#[test]
fn what_names_no_call_is_none() {
    let calendar = Calendar::standard("Etc/UTC").unwrap();
    let how = How { reading: Reading { region: "RU", without_plus: false, calendar: &calendar, now: at(NOW) }, lines: &[] };
    for provider in <Provider as domain::Word>::ALL {
        for body in ["{\"direction\":\"inbound\"}", "{", "<a/>", "<!DOCTYPE a []><a/>", "[]", "\0", "Event: Cdr", ""] {
            let raw = Raw { path: "", query: "", content_type: "", body: body.as_bytes() };
            assert!(read(*provider, &raw, &how).is_err(), "{provider} {body}");
        }
    }
}
