//! What telephony reported: the report that the fold reads, and the body as it came.

use chrono::{DateTime, Utc};
use domain::calling::fold::{CallEvent, Report};
use domain::phone::Phone;
use domain::{CallId, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::Calls;
use crate::StoreError;
use crate::entity::call_event as entity;

impl Calls<'_> {
    /// Keeps a further event of a call that is there; `false` if it was kept before.
    pub async fn append(&self, call: CallId, event: &CallEvent, raw: &str) -> Result<bool, StoreError> {
        let insert =
            entity::Entity::insert(row(call, event, raw)).on_conflict_do_nothing_on([entity::Column::CallId, entity::Column::Fingerprint]);
        Ok(matches!(insert.exec_without_returning(&self.0.exec()).await?, sea_orm::TryInsertResult::Inserted(rows) if rows > 0))
    }

    /// Has this event been kept?
    pub async fn knows(&self, call: CallId, event: &CallEvent) -> Result<bool, StoreError> {
        Ok(entity::Entity::find_by_id((call.uuid(), event.fingerprint.to_vec())).one(&self.0.exec()).await?.is_some())
    }

    /// Every event of a call.
    pub async fn events(&self, call: CallId) -> Result<Vec<CallEvent>, StoreError> {
        let rows = entity::Entity::find().filter(entity::Column::CallId.eq(call.uuid())).all(&self.0.exec()).await?;
        rows.into_iter().map(value).collect()
    }
}

pub(super) fn row(call: CallId, event: &CallEvent, raw: &str) -> entity::ActiveModel {
    entity::ActiveModel {
        call_id: Set(call.uuid()),
        fingerprint: Set(event.fingerprint.to_vec()),
        received_at: Set(event.received_at),
        ordinal: Set(event.ordinal.into()),
        report: Set(serde_json::to_value(Kept::from(&event.report)).unwrap_or_default()),
        raw: Set(raw.to_owned()),
    }
}

fn value(row: entity::Model) -> Result<CallEvent, StoreError> {
    let corrupt = |column| StoreError::corrupt("call_events", column, row.call_id);
    let fingerprint = row.fingerprint.try_into().map_err(|_| corrupt("fingerprint"))?;
    let kept: Kept = serde_json::from_value(row.report).map_err(|_| corrupt("report"))?;
    let ordinal = i32::try_from(row.ordinal).map_err(|_| corrupt("ordinal"))?;
    Ok(CallEvent { fingerprint, received_at: row.received_at, ordinal, report: kept.read().ok_or_else(|| corrupt("report"))? })
}

/// A report as JSON; what it does not say is not there.
#[derive(Serialize, Deserialize)]
struct Kept {
    direction: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_phone_raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ring_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    talk_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome_raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_at: Option<DateTime<Utc>>,
}

impl From<&Report> for Kept {
    fn from(report: &Report) -> Self {
        Self {
            direction: report.direction.to_string(),
            state: report.state.map(|state| state.to_string()),
            client_phone_raw: report.client_phone_raw.clone(),
            client_phone: report.client_phone.as_ref().map(|phone| phone.as_str().to_owned()),
            line_phone: report.line_phone.clone(),
            agent_ref: report.agent_ref.clone(),
            started_at: report.started_at,
            answered_at: report.answered_at,
            ended_at: report.ended_at,
            ring_seconds: report.ring_seconds,
            talk_seconds: report.talk_seconds,
            total_seconds: report.total_seconds,
            outcome: report.outcome.map(|outcome| outcome.to_string()),
            outcome_raw: report.outcome_raw.clone(),
            recording_url: report.recording_url.clone(),
            sequence: report.sequence,
            occurred_at: report.occurred_at,
        }
    }
}

impl Kept {
    fn read(self) -> Option<Report> {
        Some(Report {
            direction: Word::parse(&self.direction)?,
            state: word(self.state)?,
            client_phone_raw: self.client_phone_raw,
            client_phone: self.client_phone.map(Phone::stored),
            line_phone: self.line_phone,
            agent_ref: self.agent_ref,
            started_at: self.started_at,
            answered_at: self.answered_at,
            ended_at: self.ended_at,
            ring_seconds: self.ring_seconds,
            talk_seconds: self.talk_seconds,
            total_seconds: self.total_seconds,
            outcome: word(self.outcome)?,
            outcome_raw: self.outcome_raw,
            recording_url: self.recording_url,
            sequence: self.sequence,
            occurred_at: self.occurred_at,
        })
    }
}

/// `None` outside: a spelling that does not exist.
#[expect(clippy::option_option, reason = "a word that is missing is not a word that is wrong")]
fn word<W: Word>(text: Option<String>) -> Option<Option<W>> {
    text.map_or(Some(None), |text| W::parse(&text).map(Some))
}
