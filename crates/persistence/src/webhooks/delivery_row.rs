//! A delivery as a row: its attempts are a list within it, since nobody asks for them alone.

use chrono::Duration;
use domain::webhooks::{Attempt, Delivery, Unanswered};
use domain::{Id, Instant, Word};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::entity::webhook_delivery as entity;
use crate::row::Row;

/// An attempt at rest.
#[derive(Serialize, Deserialize)]
struct Kept {
    at: Instant,
    duration_ms: u32,
    status: Option<u16>,
    error: Option<String>,
    excerpt: Option<String>,
    rest_seconds: Option<i64>,
}

impl From<&Attempt> for Kept {
    fn from(attempt: &Attempt) -> Self {
        Self {
            at: attempt.at,
            duration_ms: attempt.duration_ms,
            status: attempt.status,
            error: attempt.error.map(|error| error.to_string()),
            excerpt: attempt.excerpt.clone(),
            rest_seconds: attempt.rest.map(|rest| rest.num_seconds()),
        }
    }
}

impl From<Kept> for Attempt {
    fn from(kept: Kept) -> Self {
        Self {
            at: kept.at,
            duration_ms: kept.duration_ms,
            status: kept.status,
            error: kept.error.as_deref().and_then(Unanswered::parse),
            excerpt: kept.excerpt,
            rest: kept.rest_seconds.and_then(Duration::try_seconds),
        }
    }
}

pub(super) fn row(delivery: &Delivery) -> entity::ActiveModel {
    let attempts: Vec<_> = delivery.attempts.iter().map(Kept::from).collect();
    entity::ActiveModel {
        id: Set(delivery.id.uuid()),
        version: Set(delivery.version + 1),
        endpoint_id: Set(delivery.endpoint_id.uuid()),
        event_id: Set(delivery.event_id.uuid()),
        event_type: Set(delivery.event_type.clone()),
        client_id: Set(delivery.client_id.map(Id::uuid)),
        occurred_at: Set(delivery.occurred_at),
        lane: Set(delivery.lane),
        seq: Set(delivery.seq),
        state: Set(delivery.state.to_string()),
        tries: Set(delivery.tries.into()),
        attempt_count: Set(delivery.attempt_count.into()),
        attempts: Set(serde_json::to_value(attempts).unwrap_or_default()),
        next_attempt_at: Set(delivery.next_attempt_at),
        finished_at: Set(delivery.finished_at),
        created_at: Set(delivery.created_at),
    }
}

pub(super) fn value(row: entity::Model) -> Result<Delivery, StoreError> {
    let cell = Row::of("webhook_deliveries", row.id);
    let attempts: Vec<Kept> = serde_json::from_value(row.attempts).map_err(|_| cell.corrupt("attempts"))?;
    Ok(Delivery {
        id: Id::new(row.id),
        version: row.version,
        endpoint_id: Id::new(row.endpoint_id),
        event_id: Id::new(row.event_id),
        event_type: row.event_type,
        client_id: row.client_id.map(Id::new),
        occurred_at: row.occurred_at,
        lane: row.lane,
        seq: row.seq,
        state: cell.word("state", &row.state)?,
        tries: u16::try_from(row.tries).map_err(|_| cell.corrupt("tries"))?,
        attempt_count: u32::try_from(row.attempt_count).map_err(|_| cell.corrupt("attempt_count"))?,
        attempts: attempts.into_iter().map(Attempt::from).collect(),
        next_attempt_at: row.next_attempt_at,
        finished_at: row.finished_at,
        created_at: row.created_at,
    })
}
