//! The call that its reports describe; what people have said of it stays.

use super::FoldedCall;
use crate::calling::Call;
use crate::ids::{CallId, IntegrationId};

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
            recording_url: folded.recording_url,
            legs: folded.legs,
            activity_id: None,
            disposition: None,
            disposition_by: None,
            disposition_at: None,
            disposition_conflict: false,
            callback_at: None,
            note: None,
            meeting_id: None,
            received_at: folded.received_at,
        }
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
            user_id: before.user_id,
            activity_id: before.activity_id,
            disposition: before.disposition,
            disposition_by: before.disposition_by,
            disposition_at: before.disposition_at,
            disposition_conflict: before.disposition_conflict,
            callback_at: before.callback_at,
            note: before.note,
            meeting_id: before.meeting_id,
            ..folded
        }
    }
}
