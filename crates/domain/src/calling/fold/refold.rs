//! The call that its reports describe; what people have said of it stays.

use super::FoldedCall;
use crate::calling::{Call, CallOutcome, CallState};
use crate::ids::{CallId, IntegrationId};
use crate::{Decided, Event, EventName};

impl Call {
    /// A new call.
    pub fn begin(id: CallId, integration_id: IntegrationId, source: &str, external_call_id: &str, folded: FoldedCall) -> Self {
        Self {
            id,
            version: 0,
            source: source.to_owned(),
            external_call_id: external_call_id.to_owned(),
            integration_id,
            client_id: None,
            candidate_ids: Vec::new(),
            dismissed: None,
            user_id: None,
            direction: folded.direction,
            client_phone_raw: folded.client_phone_raw,
            client_phone: folded.client_phone,
            line_phone: folded.line_phone,
            agent_ref: folded.agent_ref,
            state: folded.state,
            started_at: folded.started_at,
            time_estimated: folded.time_estimated,
            answered_at: folded.answered_at,
            ended_at: folded.ended_at,
            ring_seconds: folded.ring_seconds,
            talk_seconds: folded.talk_seconds,
            total_seconds: folded.total_seconds,
            outcome: folded.outcome,
            outcome_raw: folded.outcome_raw,
            external_leg_id: folded.external_leg_id,
            sip_code: folded.sip_code,
            q850_cause: folded.q850_cause,
            answered_by: folded.answered_by,
            recording_url: folded.recording_url,
            recording_id: folded.recording_id,
            recording_state: folded.recording_state,
            sequence: folded.sequence,
            signature: folded.signature,
            legs: folded.legs,
            activity_id: None,
            disposition: None,
            disposition_by: None,
            disposition_at: None,
            disposition_conflict: false,
            callback_at: None,
            note: None,
            meeting_id: None,
            call_task_id: None,
            attempt_no: None,
            answers: None,
            review_ids: Vec::new(),
            received_at: folded.received_at,
        }
    }

    /// Closes a call of which no end was ever reported (§3.3); one that has ended is left as it is.
    pub fn close(mut self) -> Decided<Self> {
        if self.state == CallState::Ended {
            return Decided::unchanged(self);
        }
        self.state = CallState::Ended;
        let outcome = *self.outcome.get_or_insert(CallOutcome::Unknown);
        let event = Event::new(EventName::CallUpdated, self.id, self.client_id).with("state", self.state).with("outcome", outcome);
        Decided::one(self, event)
    }

    /// The call with newly folded reports; what people have recorded about it is kept.
    #[must_use]
    pub fn refold(self, folded: FoldedCall) -> Self {
        let before = self;
        let mut folded = folded;
        // Who was known on a leg stays so, whoever has the extension by now.
        for leg in &mut folded.legs {
            let known = before.legs.iter().find(|known| known.user_id.is_some() && known.agent_ref == leg.agent_ref);
            leg.user_id = known.and_then(|known| known.user_id);
        }
        let folded = Self::begin(before.id, before.integration_id, &before.source, &before.external_call_id, folded);
        Self {
            version: before.version,
            client_id: before.client_id,
            candidate_ids: before.candidate_ids,
            dismissed: before.dismissed,
            user_id: before.user_id,
            activity_id: before.activity_id,
            // What the clock has closed stays so.
            state: before.state.max(folded.state),
            outcome: folded.outcome.or(before.outcome),
            disposition: before.disposition,
            disposition_by: before.disposition_by,
            disposition_at: before.disposition_at,
            disposition_conflict: before.disposition_conflict,
            callback_at: before.callback_at,
            note: before.note,
            meeting_id: before.meeting_id,
            call_task_id: before.call_task_id,
            attempt_no: before.attempt_no,
            answers: before.answers,
            review_ids: before.review_ids,
            ..folded
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calling::fold::{CallEvent, Report, fold};
    use crate::calling::sample;

    #[test]
    fn what_the_clock_closed_stays_closed_and_takes_what_is_reported_later() {
        let ringing = Call { state: CallState::Ringing, outcome: None, ..sample() };
        let closed = ringing.close();
        assert_eq!((closed.state.state, closed.state.outcome, closed.events.len()), (CallState::Ended, Some(CallOutcome::Unknown), 1));
        assert!(closed.state.clone().close().events.is_empty(), "once");
        let told = |report| CallEvent { fingerprint: [1; 32], received_at: crate::Instant::UNIX_EPOCH, ordinal: 0, report };
        let rang = fold(&[told(Report { ring_seconds: Some(5), ..Report::default() })]).unwrap();
        let again = closed.state.clone().refold(rang);
        assert_eq!((again.state, again.outcome, again.ring_seconds), (CallState::Ended, Some(CallOutcome::Unknown), Some(5)));
        let answered = fold(&[told(Report { outcome: Some(CallOutcome::Answered), talk_seconds: Some(60), ..Report::default() })]).unwrap();
        assert_eq!(closed.state.refold(answered).outcome, Some(CallOutcome::Answered));
    }
}
