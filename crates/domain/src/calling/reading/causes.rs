//! Outcomes by number: the SIP status and the cause by Q.850, which know more than the word beside them (RULES.md §3.3a).

use crate::calling::CallOutcome;
use crate::calling::report::Report;

/// A SIP status, alone or in its line: `486`, `SIP 486 Busy Here`, `sip:487`.
pub fn sip_code(text: &str) -> Option<i32> {
    numbers(text).find(|code| (100..700).contains(code))
}

/// A cause of Q.850: `17`, `017`, `Q.850;cause=17`. Zero says nothing.
pub fn cause(text: &str) -> Option<i32> {
    let text = text.trim();
    let text = text.rsplit_once("cause=").map_or(text, |(_, cause)| cause);
    numbers(text).next().filter(|cause| (0..128).contains(cause))
}

fn numbers(text: &str) -> impl Iterator<Item = i32> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok())
}

/// What a final SIP status means; `rang`: the other side was ringing before. A provisional one says nothing.
pub fn by_sip(code: i32, rang: bool) -> Option<CallOutcome> {
    Some(match code {
        ..=199 | 300..=399 | 401 | 407 => return None,
        200..=299 => CallOutcome::Answered,
        486 | 600 => CallOutcome::Busy,
        603 | 607 | 608 => CallOutcome::Rejected,
        404 | 410 | 484 | 604 => CallOutcome::InvalidNumber,
        408 if rang => CallOutcome::NoAnswer,
        408 | 430 | 480 => CallOutcome::Unreachable,
        487 => CallOutcome::Canceled,
        _ => CallOutcome::Failed,
    })
}

/// What a cause means; normal clearing (16, 31) and what is not listed say nothing.
pub const fn by_q850(cause: i32) -> Option<CallOutcome> {
    Some(match cause {
        1 | 22 | 28 => CallOutcome::InvalidNumber,
        17 => CallOutcome::Busy,
        18 | 19 => CallOutcome::NoAnswer,
        20 | 27 => CallOutcome::Unreachable,
        21 => CallOutcome::Rejected,
        34 | 38 | 41 | 42 => CallOutcome::Failed,
        _ => return None,
    })
}

/// The outcome that a report means: its final SIP status, else its cause, else its word. What was answered may be known better by its
/// word: a machine is no person.
pub(super) fn heaviest(report: &Report, word: Option<CallOutcome>, rang: bool) -> Option<CallOutcome> {
    let by_number = report.sip_code.and_then(|code| by_sip(code, rang)).or_else(|| report.q850_cause.and_then(by_q850));
    match (by_number, word) {
        (Some(CallOutcome::Answered), Some(CallOutcome::Voicemail)) => word,
        (Some(known), _) => Some(known),
        (None, word) => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_and_causes_are_read_out_of_their_lines() {
        assert_eq!(
            (sip_code("486"), sip_code("SIP 486 Busy Here"), sip_code("sip:487"), sip_code("")),
            (Some(486), Some(486), Some(487), None)
        );
        assert_eq!((cause("017"), cause("Q.850;cause=16;text=\"x\""), cause("NORMAL_CLEARING")), (Some(17), Some(16), None));
    }

    #[test]
    fn the_final_status_decides_then_the_cause_then_the_word() {
        let told = |sip_code, q850_cause| Report { sip_code, q850_cause, ..Report::default() };
        assert_eq!(heaviest(&told(Some(603), Some(17)), Some(CallOutcome::NoAnswer), false), Some(CallOutcome::Rejected));
        assert_eq!(heaviest(&told(Some(183), Some(17)), Some(CallOutcome::NoAnswer), false), Some(CallOutcome::Busy), "183 is no end");
        assert_eq!(heaviest(&told(None, Some(16)), Some(CallOutcome::NoAnswer), false), Some(CallOutcome::NoAnswer), "16 says nothing");
        assert_eq!(heaviest(&told(Some(200), None), Some(CallOutcome::Voicemail), false), Some(CallOutcome::Voicemail));
        assert_eq!((by_sip(408, true), by_sip(408, false)), (Some(CallOutcome::NoAnswer), Some(CallOutcome::Unreachable)));
    }
}
