//! What telephony reported, as the fold reads it.

use domain::calling::report::{CallEvent, Fingerprint, Report};
use domain::{CallId, Instant};

use self::call_event::{Column as C, Entity};
use super::Calls;
use crate::prelude::*;

table! {
    /// What telephony reported, as it came; append-only (I-2). The primary key is the call and the fingerprint.
    call_event: "call_events" of StoredEvent as stored {
        call_id: CallId,
        raw: String,
    } with {
        event: CallEvent { fingerprint, received_at, ordinal, report } => {
            fingerprint: Fingerprint as Bytes = stored.event.fingerprint,
            received_at: Instant = stored.event.received_at,
            ordinal: i32 = stored.event.ordinal,
            report: Report as Json = stored.event.report,
        },
    }
}

object! {
    Report {
        direction, external_leg_id, state, client_phone_raw, client_phone, line_phone, agent_ref, started_at, answered_at, ended_at, ring_seconds,
        talk_seconds, total_seconds, outcome, outcome_raw, sip_code, q850_cause, answered_by, recording_url, recording_id, recording_state,
        sequence, occurred_at, signature,
    }
}

/// An event of a call, and the body in which it came if it is an old one.
pub struct StoredEvent {
    call_id: CallId,
    event: CallEvent,
    raw: String,
}

/// Bytes, as many as there always are.
pub struct Bytes;

impl Codec<Fingerprint> for Bytes {
    type Cell = Vec<u8>;
    fn write(fingerprint: &Fingerprint) -> Vec<u8> {
        fingerprint.to_vec()
    }
    fn read(cell: Vec<u8>) -> Option<Fingerprint> {
        cell.try_into().ok()
    }
}

impl Calls<'_> {
    /// Stores a further event of a call that is there; `false` if it was stored before.
    pub async fn append(&self, call: CallId, event: &CallEvent) -> Result<bool, StoreError> {
        let stored = stored(call, event);
        Ok(Insert::<Entity>::of([&stored]).unless_known(&[C::CallId, C::Fingerprint]).run(self.0).await? > 0)
    }

    /// Has this event been stored?
    pub async fn knows(&self, call: CallId, event: &CallEvent) -> Result<bool, StoreError> {
        let same = Entity::find().filter(C::CallId.is(call)).filter(C::Fingerprint.eq(event.fingerprint.to_vec()));
        same.any(self.0).await
    }

    /// Every event of a call.
    pub async fn events(&self, call: CallId) -> Result<Vec<CallEvent>, StoreError> {
        let stored = Entity::find().filter(C::CallId.is(call)).values(self.0).await?;
        Ok(stored.into_iter().map(|stored| stored.event).collect())
    }
}

/// The body lies beside it, with the reports (`intakes`); bodies of older events lie here.
pub(super) fn stored(call_id: CallId, event: &CallEvent) -> StoredEvent {
    StoredEvent { call_id, event: event.clone(), raw: String::new() }
}
