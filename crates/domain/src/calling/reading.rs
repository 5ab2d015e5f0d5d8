//! Reads what a box posts of a call, in whatever spelling (RULES.md §3.3a, E-15, E-42): words in any case and by their usual synonyms,
//! numbers inside of SIP addresses, seconds and instants in any usual form. What cannot be read is left out of the report, stays in the
//! body that is kept, and is told; it refuses no call, since telephony would repeat it for ever.

mod causes;
mod moments;
mod words;

use chrono::Duration;

use super::report::Report;
use super::{AnsweredBy, CallOutcome};
use crate::calendar::Calendar;
use crate::clients::contact_history::Misdated;
use crate::phone::{Phone, PhoneLine};
use crate::{Instant, Word};

pub use self::causes::{by_q850, by_sip, cause, sip_code};
pub use self::moments::{instant, seconds};
pub use self::words::{agent, answered_by, direction, is_extension, outcome, recording_state, state};

/// A report in the words of the box; `None` or an empty text: it does not say.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    pub direction: Option<String>,
    pub external_leg_id: Option<String>,
    pub state: Option<String>,
    pub client_phone: Option<String>,
    pub client_phone_raw: Option<String>,
    pub line_phone: Option<String>,
    pub agent_ref: Option<String>,
    /// `agent_ref` is a name that is taken as it is, not a spelling of an extension.
    pub agent_is_name: bool,
    pub started_at: Option<String>,
    pub answered_at: Option<String>,
    pub ended_at: Option<String>,
    pub ring_seconds: Option<String>,
    pub talk_seconds: Option<String>,
    pub total_seconds: Option<String>,
    pub outcome: Option<String>,
    pub outcome_raw: Option<String>,
    /// `outcome` has been weighed against the causes beside it already, and is not to be again.
    pub outcome_is_weighed: bool,
    pub sip_code: Option<String>,
    pub q850_cause: Option<String>,
    pub answered_by: Option<String>,
    pub recording_url: Option<String>,
    pub recording_id: Option<String>,
    pub recording_state: Option<String>,
    pub sequence: Option<String>,
    pub occurred_at: Option<String>,
}

/// By what it is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// National telephone numbers are of this region (ISO 3166).
    pub region: &'a str,
    /// Numbers come in international form without the plus.
    pub without_plus: bool,
    /// Local times are of its zone.
    pub calendar: &'a Calendar,
    pub now: Instant,
}

/// A member that was not taken as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub member: &'static str,
    pub why: Why,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("cannot be read and is left out; what you sent is kept as it came")]
    Unreadable,
    #[error("is no telephone number that anybody could dial; the text is kept, and the call waits in the inbox if no client is known")]
    NoNumber,
    #[error("is an outcome that is not known here and counts as unknown; the word is kept")]
    UnknownOutcome,
    #[error("cannot be read, so that the call counts as outbound; say inbound or outbound")]
    NoDirection,
    #[error("must be of at most {most} characters; the rest is left out")]
    TooLong { most: usize },
    #[error("{0}")]
    Misdated(Misdated),
    #[error("must not lie before {earlier}; it is left out")]
    OutOfOrder { earlier: &'static str },
    #[error("is more than the instants of the call allow; {seconds} seconds are counted")]
    Contradicts { seconds: i32 },
}

impl Why {
    /// Its code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NoNumber => "phone",
            Self::UnknownOutcome => "unknown_outcome",
            Self::NoDirection => "unknown_direction",
            Self::TooLong { .. } => "length",
            Self::Misdated(wrong) => wrong.code(),
            Self::OutOfOrder { .. } => "out_of_order",
            Self::Contradicts { .. } => "contradiction",
        }
    }
}

/// PBXs cut the fractions of some instants and not of others, and round the rest.
const ROUNDING: i32 = 2;

/// The report that is meant, and what of it was not taken as it came.
pub fn read(spoken: Spoken, how: Reading<'_>) -> (Report, Vec<Unread>) {
    let mut unread = Vec::new();
    let mut report =
        Report { sequence: taken(&mut unread, "sequence", spoken.sequence, |text| text.trim().parse().ok()), ..Report::default() };
    report.direction = match spoken.direction.as_deref().map(direction) {
        Some(None) => {
            unread.push(Unread { member: "direction", why: Why::NoDirection });
            None
        }
        said => said.flatten(),
    };
    report.state = taken(&mut unread, "state", spoken.state, state);
    report.external_leg_id = cut(&mut unread, "external_leg_id", spoken.external_leg_id, 200);
    let line = cut(&mut unread, "line_phone", spoken.line_phone, 200);
    report.line_phone = line.map(|text| how.number(&text).map_or(text, |number| number.as_str().to_owned()));
    let as_named = spoken.agent_is_name;
    report.agent_ref = cut(&mut unread, "agent_ref", spoken.agent_ref, 200).map(|text| if as_named { text } else { agent(&text) });
    report.recording_url = cut(&mut unread, "recording", spoken.recording_url, 2_000);
    report.recording_id = cut(&mut unread, "recording", spoken.recording_id, 200);
    report.recording_state = taken(&mut unread, "recording", spoken.recording_state, recording_state);
    phones(&mut report, &mut unread, [spoken.client_phone, spoken.client_phone_raw], how);
    report.sip_code = taken(&mut unread, "sip_code", spoken.sip_code, sip_code);
    report.q850_cause = taken(&mut unread, "q850_cause", spoken.q850_cause, cause);
    report.answered_by = taken(&mut unread, "answered_by", spoken.answered_by, answered_by);
    let rang = spoken.ring_seconds.as_deref().and_then(seconds).is_some_and(|seconds| seconds > 0);
    outcomes(&mut report, &mut unread, [spoken.outcome, spoken.outcome_raw], (spoken.outcome_is_weighed, rang));
    report.ring_seconds = taken(&mut unread, "ring_seconds", spoken.ring_seconds, seconds);
    report.talk_seconds = taken(&mut unread, "talk_seconds", spoken.talk_seconds, seconds);
    report.total_seconds = taken(&mut unread, "total_seconds", spoken.total_seconds, seconds);
    let mut at = |member, text| {
        let at = taken(&mut unread, member, text, |text| instant(text, how.calendar))?;
        let wrong = Misdated::find(at, how.now);
        unread.extend(wrong.map(|wrong| Unread { member, why: Why::Misdated(wrong) }));
        wrong.is_none().then_some(at)
    };
    report.started_at = at("started_at", spoken.started_at);
    report.answered_at = at("answered_at", spoken.answered_at);
    report.ended_at = at("ended_at", spoken.ended_at);
    report.occurred_at = at("occurred_at", spoken.occurred_at);
    in_order(&mut report, &mut unread);
    reconcile(&mut report, &mut unread);
    (report, unread)
}

fn taken<T>(unread: &mut Vec<Unread>, member: &'static str, text: Option<String>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    let value = read(&text);
    if value.is_none() {
        unread.push(Unread { member, why: Why::Unreadable });
    }
    value
}

fn cut(unread: &mut Vec<Unread>, member: &'static str, text: Option<String>, most: usize) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    match text.char_indices().nth(most) {
        None => Some(text),
        Some((end, _)) => {
            unread.push(Unread { member, why: Why::TooLong { most } });
            text.get(..end).map(str::to_owned)
        }
    }
}

impl Reading<'_> {
    /// The number that a text means.
    pub fn number(&self, text: &str) -> Option<Phone> {
        let text = text.trim();
        let is_bare = self.without_plus && text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
        let international = || PhoneLine::read(&format!("+{text}"), self.region);
        let line = if is_bare { international() } else { None }.or_else(|| PhoneLine::read(text, self.region));
        line.map(|line| line.number)
    }
}

fn phones(report: &mut Report, unread: &mut Vec<Unread>, [phone, raw]: [Option<String>; 2], how: Reading<'_>) {
    let phone = cut(unread, "client_phone", phone, 200);
    let raw = cut(unread, "client_phone_raw", raw, 200);
    report.client_phone = [&phone, &raw].into_iter().flatten().find_map(|text| how.number(text));
    let member = if phone.is_some() { "client_phone" } else { "client_phone_raw" };
    report.client_phone_raw = raw.or(phone);
    if report.client_phone.is_none() && report.client_phone_raw.is_some() {
        unread.push(Unread { member, why: Why::NoNumber });
    }
}

fn outcomes(report: &mut Report, unread: &mut Vec<Unread>, [word, raw]: [Option<String>; 2], (is_weighed, rang): (bool, bool)) {
    let word = cut(unread, "outcome", word, 200);
    let raw = cut(unread, "outcome_raw", raw, 200);
    let known = word.as_deref().map(outcome);
    if known == Some(None) {
        unread.push(Unread { member: "outcome", why: Why::UnknownOutcome });
    }
    // The provider's own word may be known where the translated one is missing.
    let read = known.map(|known| known.unwrap_or(CallOutcome::Unknown));
    let by_word = read.or_else(|| outcome(raw.as_deref()?));
    report.outcome = if is_weighed { by_word } else { causes::heaviest(report, by_word, rang) };
    if report.answered_by == Some(AnsweredBy::Machine) && report.outcome == Some(CallOutcome::Answered) {
        report.outcome = Some(CallOutcome::Voicemail);
    }
    let same = |word: &String| read.is_some_and(|read| read.as_str() == word);
    report.outcome_raw = raw.or_else(|| word.filter(|word| !same(word)));
}

/// E-42: of two instants in the wrong order the one that should be later is left out; within one second the order does not matter.
fn in_order(report: &mut Report, unread: &mut Vec<Unread>) {
    while let Some((later, earlier)) = report.out_of_order() {
        unread.push(Unread { member: later, why: Why::OutOfOrder { earlier } });
        let wrong = if later == "answered_at" { &mut report.answered_at } else { &mut report.ended_at };
        *wrong = None;
    }
}

/// Durations longer than the instants beside them allow are corrected to these.
fn reconcile(report: &mut Report, unread: &mut Vec<Unread>) {
    let span = |from: Option<Instant>, to: Option<Instant>| from.zip(to).map(|(from, to)| whole_seconds(to - from));
    let (started, answered, ended) = (report.started_at, report.answered_at, report.ended_at);
    let allowed = [
        ("ring_seconds", &mut report.ring_seconds, span(started, answered.or(ended))),
        ("talk_seconds", &mut report.talk_seconds, span(answered.or(started), ended)),
        ("total_seconds", &mut report.total_seconds, span(started, ended)),
    ];
    for (member, told, most) in allowed {
        if let (Some(seconds), Some(most)) = (*told, most)
            && seconds > most.saturating_add(ROUNDING)
        {
            *told = Some(most);
            unread.push(Unread { member, why: Why::Contradicts { seconds: most } });
        }
    }
}

fn whole_seconds(length: Duration) -> i32 {
    i32::try_from((length.num_milliseconds().max(0) + 500) / 1_000).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests;
