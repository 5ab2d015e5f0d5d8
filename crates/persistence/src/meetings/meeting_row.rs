//! A meeting as a row, and back.

use chrono::{DateTime, Utc};
use domain::meetings::{Meeting, Verdict};
use domain::{CallId, ClientId, ContactId, MeetingId, UserId, Word};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::meeting as entity;
use crate::row::Row;

pub(super) fn row(meeting: &Meeting) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(meeting.id.uuid()),
        version: Set(meeting.version + 1),
        client_id: Set(meeting.client_id.uuid()),
        kind: Set(meeting.kind.to_string()),
        booked_by: Set(meeting.booked_by.uuid()),
        hunter_id: Set(meeting.hunter_id.uuid()),
        contact_id: Set(meeting.contact_id.map(domain::Id::uuid)),
        call_id: Set(meeting.call_id.map(domain::Id::uuid)),
        starts_at: Set(meeting.starts_at),
        ends_at: Set(meeting.ends_at),
        place: Set(meeting.place.clone()),
        state: Set(meeting.state.to_string()),
        acceptance: Set(meeting.acceptance.to_string()),
        reject_reason: Set(meeting.reject_reason.map(|reason| reason.to_string())),
        cancel_reason: Set(meeting.cancel_reason.clone()),
        comment: Set(meeting.comment.clone()),
        reschedules: Set(meeting.reschedules.into()),
        accept_due_at: Set(meeting.accept_due_at),
        held_at: Set(meeting.held_at),
        decided_at: Set(meeting.decided_at),
        disputed_by: Set(meeting.disputed_by.map(domain::Id::uuid)),
        verdicts: Set(meeting.verdicts.iter().map(|verdict| serde_json::to_value(Kept::from(verdict)).unwrap_or_default()).collect()),
        outcome_due_at: Set(meeting.outcome_due_at),
        created_at: Set(meeting.created_at),
    }
}

pub(super) fn value(row: entity::Model) -> Result<Meeting, StoreError> {
    let cell = Row::of("meetings", row.id);
    let verdicts: Vec<Kept> = serde_json::from_value(row.verdicts).map_err(|_| cell.corrupt("verdicts"))?;
    Ok(Meeting {
        id: MeetingId::new(row.id),
        version: row.version,
        client_id: ClientId::new(row.client_id),
        kind: cell.word("kind", &row.kind)?,
        booked_by: UserId::new(row.booked_by),
        hunter_id: UserId::new(row.hunter_id),
        contact_id: row.contact_id.map(ContactId::new),
        call_id: row.call_id.map(CallId::new),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: row.place,
        state: cell.word("state", &row.state)?,
        acceptance: cell.word("acceptance", &row.acceptance)?,
        reject_reason: cell.maybe_word("reject_reason", row.reject_reason.as_deref())?,
        cancel_reason: row.cancel_reason,
        comment: row.comment,
        reschedules: i32::try_from(row.reschedules).map_err(|_| cell.corrupt("reschedules"))?,
        accept_due_at: row.accept_due_at,
        held_at: row.held_at,
        decided_at: row.decided_at,
        disputed_by: row.disputed_by.map(UserId::new),
        verdicts: verdicts.into_iter().map(Kept::read).collect::<Option<_>>().ok_or_else(|| cell.corrupt("verdicts"))?,
        outcome_due_at: row.outcome_due_at,
        created_at: row.created_at,
    })
}

/// A verdict as JSON.
#[derive(Serialize, Deserialize)]
struct Kept {
    side: String,
    by: Uuid,
    accepted: bool,
    at: DateTime<Utc>,
}

impl From<&Verdict> for Kept {
    fn from(verdict: &Verdict) -> Self {
        Self { side: verdict.side.to_string(), by: verdict.by.uuid(), accepted: verdict.accepted, at: verdict.at }
    }
}

impl Kept {
    fn read(self) -> Option<Verdict> {
        Some(Verdict { side: Word::parse(&self.side)?, by: UserId::new(self.by), accepted: self.accepted, at: self.at })
    }
}
