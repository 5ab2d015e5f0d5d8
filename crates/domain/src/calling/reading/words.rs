//! Words that boxes say of one thing, and the names that they have for people.

use crate::calling::{AnsweredBy, CallOutcome, CallState, RecordingState};
use crate::clients::Direction;

/// Letters and digits alone, in small letters: `NO ANSWER`, `no-answer` and `NoAnswer` are one word.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The outcome that a word, a SIP status or a cause means; `None`: nobody here knows it.
#[expect(clippy::too_many_lines, reason = "a table: what each box calls each outcome")]
pub fn outcome(word: &str) -> Option<CallOutcome> {
    Some(match plain(word).as_str() {
        "answered"
        | "answer"
        | "answerd"
        | "completed"
        | "complete"
        | "success"
        | "successful"
        | "ok"
        | "connected"
        | "talked"
        | "human"
        | "up"
        | "normalclearing"
        | "200"
        | "отвечен"
        | "отвечено"
        | "отвеченный"
        | "принят"
        | "успешно"
        | "успешный"
        | "разговор" => CallOutcome::Answered,
        "noanswer"
        | "noanswered"
        | "unanswered"
        | "notanswered"
        | "missed"
        | "miss"
        | "timeout"
        | "noreply"
        | "noresponse"
        | "nouserresponse"
        | "lost"
        | "progresstimeout"
        | "408"
        | "пропущен"
        | "пропущенный"
        | "пропущено"
        | "нетответа"
        | "неотвечен"
        | "неотвечено"
        | "потерян"
        | "потерянный" => CallOutcome::NoAnswer,
        "busy" | "userbusy" | "linebusy" | "engaged" | "486" | "600" | "занято" | "занят" => CallOutcome::Busy,
        "rejected" | "reject" | "declined" | "decline" | "callrejected" | "refused" | "denied" | "603" | "отклонен" | "отклонён"
        | "отклонено" | "сброшен" | "сброс" => CallOutcome::Rejected,
        "canceled" | "cancelled" | "cancel" | "originatorcancel" | "abandoned" | "abandon" | "aborted" | "487" | "отменен" | "отменён"
        | "отмена" | "отменено" => CallOutcome::Canceled,
        "unreachable"
        | "unavailable"
        | "notavailable"
        | "chanunavail"
        | "temporarilyunavailable"
        | "subscriberabsent"
        | "usernotregistered"
        | "destinationoutoforder"
        | "offline"
        | "outofreach"
        | "480"
        | "недоступен"
        | "недоступно"
        | "внезоны" => CallOutcome::Unreachable,
        "invalidnumber"
        | "invalid"
        | "notfound"
        | "wrongnumber"
        | "unallocated"
        | "unallocatednumber"
        | "invalidnumberformat"
        | "nosuchnumber"
        | "404"
        | "484"
        | "604"
        | "неверныйномер"
        | "несуществует" => CallOutcome::InvalidNumber,
        "voicemail" | "machine" | "answeringmachine" | "amd" | "vm" | "автоответчик" | "голосоваяпочта" => {
            CallOutcome::Voicemail
        }
        "failed"
        | "failure"
        | "fail"
        | "error"
        | "congestion"
        | "notallowed"
        | "forbidden"
        | "networkoutoforder"
        | "normaltemporaryfailure"
        | "403"
        | "500"
        | "503"
        | "ошибка"
        | "сбой" => CallOutcome::Failed,
        "unknown" | "other" | "неизвестно" => CallOutcome::Unknown,
        _ => return None,
    })
}

/// Which side began.
pub fn direction(word: &str) -> Option<Direction> {
    Some(match plain(word).as_str() {
        "inbound" | "in" | "incoming" | "входящий" | "входящая" | "вх" => Direction::Inbound,
        "outbound" | "out" | "outgoing" | "outboundapi" | "outbounddial" | "исходящий" | "исходящая" | "исх" => {
            Direction::Outbound
        }
        "internal" | "local" | "внутренний" | "внутренняя" => Direction::Internal,
        _ => return None,
    })
}

/// How far it has come.
pub fn state(word: &str) -> Option<CallState> {
    Some(match plain(word).as_str() {
        "initiated" | "initiate" | "new" | "created" | "started" | "start" | "queued" | "dialing" | "dialling" => CallState::Initiated,
        "ringing" | "ring" | "early" | "alerting" | "progress" => CallState::Ringing,
        "answered" | "answer" | "inprogress" | "up" | "bridged" | "bridge" | "connected" | "talking" => CallState::Answered,
        "ended" | "end" | "hangup" | "completed" | "complete" | "finished" | "finish" | "terminated" | "released" => CallState::Ended,
        _ => return None,
    })
}

/// Who took it: `human`, `machine_start`, `AMD_MACHINE`.
pub fn answered_by(word: &str) -> Option<AnsweredBy> {
    let word = plain(word);
    let is = |known: &str| word.contains(known);
    if word.is_empty() || word == "notsure" {
        return (!word.is_empty()).then_some(AnsweredBy::Unknown);
    }
    Some(if is("human") || is("person") {
        AnsweredBy::Human
    } else if is("machine") || is("fax") || is("voicemail") || word == "true" {
        AnsweredBy::Machine
    } else {
        AnsweredBy::Unknown
    })
}

/// How far the recording has come.
pub fn recording_state(word: &str) -> Option<RecordingState> {
    Some(match plain(word).as_str() {
        "none" | "no" | "absent" => RecordingState::None,
        "pending" | "started" | "inprogress" | "processing" | "recording" => RecordingState::Pending,
        "ready" | "completed" | "complete" | "available" | "done" => RecordingState::Ready,
        _ => return None,
    })
}

/// Is it an extension inside of the switchboard: two to six digits, or those of a tenant before a star?
pub fn is_extension(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('*') {
        Some((tenant, own)) => digits(tenant) && digits(own),
        None => (2..=6).contains(&text.len()) && digits(text),
    }
}

/// The extension that a channel, an address or a spelling of it names; a login or a name stays as it is.
pub fn agent(text: &str) -> String {
    let text = inside(text.trim());
    let (text, is_address) = match text.split_once(':') {
        Some((scheme, rest)) if ["sip", "sips", "tel", "callto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => (rest, true),
        _ => (text, false),
    };
    let (text, is_channel) = match (text.split_once('/'), text.rsplit_once('/')) {
        (Some((kind, _)), Some((_, last))) if CHANNELS.iter().any(|known| kind.eq_ignore_ascii_case(known)) => (last, true),
        _ => (text, false),
    };
    let bare = text.split(';').next().unwrap_or(text);
    let user = bare.split('@').next().unwrap_or(bare);
    let text = if is_address || is_channel || user.chars().all(|c| c.is_ascii_digit()) { user } else { bare };
    // The number of a channel, `-0000a12b`, is none of its extension.
    let text = match text.rsplit_once('-') {
        Some((name, number)) if is_number_of_channel(number) && !name.is_empty() => name,
        _ => text,
    };
    let spelled =
        text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '.' | '(' | ')'));
    if spelled { text.chars().filter(char::is_ascii_digit).collect() } else { text.trim().to_owned() }
}

/// What the channels of switchboards begin with: `SIP/101-0000a`, `sofia/internal/101@pbx`.
const CHANNELS: [&str; 11] = ["sip", "pjsip", "iax", "iax2", "dahdi", "zap", "local", "sccp", "skinny", "sofia", "user"];

fn is_number_of_channel(text: &str) -> bool {
    text.len() >= 5 && text.chars().all(|c| c.is_ascii_hexdigit())
}

/// `"Olga" <sip:101@pbx>` names what stands inside.
pub(super) fn inside(text: &str) -> &str {
    match (text.find('<'), text.rfind('>')) {
        (Some(from), Some(to)) if from < to => text.get(from + 1..to).unwrap_or(text).trim(),
        _ => text,
    }
}
