//! A call as a row, and back.

use domain::calling::Call;
use domain::phone::Phone;
use domain::{ActivityId, CallId, ClientId, IntegrationId, MeetingId, UserId};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::StoreError;
use crate::entity::call as entity;
use crate::row::Row;

pub(super) fn row(call: &Call) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(call.id.uuid()),
        version: Set(call.version + 1),
        source: Set(call.source.clone()),
        external_call_id: Set(call.external_call_id.clone()),
        integration_id: Set(call.integration_id.uuid()),
        client_id: Set(call.client_id.map(domain::Id::uuid)),
        candidate_ids: Set(call.candidate_ids.iter().map(|id| id.uuid().to_string()).collect()),
        user_id: Set(call.user_id.map(domain::Id::uuid)),
        direction: Set(call.direction.to_string()),
        client_phone_raw: Set(call.client_phone_raw.clone()),
        client_phone: Set(call.client_phone.as_ref().map(|phone| phone.as_str().to_owned())),
        line_phone: Set(call.line_phone.clone()),
        agent_ref: Set(call.agent_ref.clone()),
        state: Set(call.state.to_string()),
        started_at: Set(call.started_at),
        time_estimated: Set(call.time_estimated),
        answered_at: Set(call.answered_at),
        ended_at: Set(call.ended_at),
        ring_seconds: Set(call.ring_seconds.map(i64::from)),
        talk_seconds: Set(call.talk_seconds.map(i64::from)),
        total_seconds: Set(call.total_seconds.map(i64::from)),
        outcome: Set(call.outcome.map(|outcome| outcome.to_string())),
        outcome_raw: Set(call.outcome_raw.clone()),
        recording_url: Set(call.recording_url.clone()),
        activity_id: Set(call.activity_id.map(domain::Id::uuid)),
        disposition: Set(call.disposition.map(|disposition| disposition.to_string())),
        disposition_by: Set(call.disposition_by.map(domain::Id::uuid)),
        disposition_at: Set(call.disposition_at),
        disposition_conflict: Set(call.disposition_conflict),
        callback_at: Set(call.callback_at),
        note: Set(call.note.clone()),
        meeting_id: Set(call.meeting_id.map(domain::Id::uuid)),
        received_at: Set(call.received_at),
    }
}

pub(super) fn value(row: entity::Model) -> Result<Call, StoreError> {
    let cell = Row::of("calls", row.id);
    let seconds = |column, value: Option<i64>| value.map(|value| i32::try_from(value).map_err(|_| cell.corrupt(column))).transpose();
    let candidate = |item: &serde_json::Value| item.as_str().and_then(|text| Uuid::parse_str(text).ok()).map(ClientId::new);
    let candidates = row.candidate_ids.as_array().ok_or_else(|| cell.corrupt("candidate_ids"))?;
    Ok(Call {
        id: CallId::new(row.id),
        version: row.version,
        integration_id: IntegrationId::new(row.integration_id),
        client_id: row.client_id.map(ClientId::new),
        candidate_ids: candidates.iter().map(candidate).collect::<Option<_>>().ok_or_else(|| cell.corrupt("candidate_ids"))?,
        user_id: row.user_id.map(UserId::new),
        direction: cell.word("direction", &row.direction)?,
        client_phone: row.client_phone.map(Phone::stored),
        state: cell.word("state", &row.state)?,
        ring_seconds: seconds("ring_seconds", row.ring_seconds)?,
        talk_seconds: seconds("talk_seconds", row.talk_seconds)?,
        total_seconds: seconds("total_seconds", row.total_seconds)?,
        outcome: cell.maybe_word("outcome", row.outcome.as_deref())?,
        disposition: cell.maybe_word("disposition", row.disposition.as_deref())?,
        activity_id: row.activity_id.map(ActivityId::new),
        disposition_by: row.disposition_by.map(UserId::new),
        meeting_id: row.meeting_id.map(MeetingId::new),
        source: row.source,
        external_call_id: row.external_call_id,
        client_phone_raw: row.client_phone_raw,
        line_phone: row.line_phone,
        agent_ref: row.agent_ref,
        started_at: row.started_at,
        time_estimated: row.time_estimated,
        answered_at: row.answered_at,
        ended_at: row.ended_at,
        outcome_raw: row.outcome_raw,
        recording_url: row.recording_url,
        disposition_at: row.disposition_at,
        disposition_conflict: row.disposition_conflict,
        callback_at: row.callback_at,
        note: row.note,
        received_at: row.received_at,
    })
}
