//! Writing the journal, one chain of hashes a subject: whoever changes, removes or swaps an entry later breaks its chain. One chain
//! for all would make every writer wait for every other.

use std::collections::{HashMap, HashSet};

use domain::{Event, EventName, Id};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::journal::Column as C;
use super::{Entity, Entry, Place};
use crate::Stamp;
use crate::prelude::*;

/// What the transaction knows of its subjects.
#[derive(Debug, Default)]
pub struct Attempt {
    /// Things that it has created: their chains begin here.
    pub(crate) created: HashSet<Uuid>,
    /// An earlier attempt lost the race for a link: this one queues for it.
    pub(crate) queues: bool,
}

/// The last link of a chain.
#[derive(Clone, Debug, Default)]
struct Head {
    no: i64,
    hash: String,
}

/// Appends `events`, one multi-row insert and at most one query for the heads of their chains.
pub(crate) async fn append(db: &Db, stamp: &Stamp, events: Vec<Event>, attempt: &Attempt) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    // Who writes has locked what he writes about, and seldom meets anybody; many read one thing at once, and lock nothing.
    let queues = attempt.queues || events.iter().any(|event| event.name == EventName::RestrictedRead);
    let old: Vec<_> = events.iter().map(|event| event.subject_id).filter(|id| attempt.queues || !attempt.created.contains(id)).collect();
    let mut heads = heads(db, old, queues).await?;
    let entries: Vec<_> = events.into_iter().map(|event| linked(stamp, event, &mut heads)).collect();
    // PostgreSQL binds at most 65,535 values a statement, SQLite 32,766: thirteen a row.
    for chunk in entries.chunks(1_000) {
        Insert::<Entity>::of(chunk).without(&[C::Seq, C::Tx]).later(db, Expects::NextLink).await?;
    }
    Ok(())
}

/// The entry for `event`, linked to the head of its chain, and the new head. The database assigns its place.
fn linked(stamp: &Stamp, event: Event, heads: &mut HashMap<Uuid, Head>) -> Entry {
    let head = heads.entry(event.subject_id).or_default();
    let mut entry = Entry {
        place: Place::default(),
        id: new_id(),
        at: stamp.at,
        name: event.name.to_string(),
        subject_kind: event.subject_kind.to_owned(),
        subject_id: event.subject_id,
        client_id: event.client_id,
        actor_kind: stamp.actor_kind.to_owned(),
        actor_id: stamp.actor_id,
        request_id: stamp.request_id.clone(),
        facts: serde_json::Value::Object(event.facts),
        chain_no: head.no + 1,
        hash: String::new(),
    };
    entry.hash = link(&head.hash, &entry);
    *head = Head { no: entry.chain_no, hash: entry.hash.clone() };
    entry
}

/// SHA-256 over the hash before and the canonical JSON of the entry: sorted members, no spaces, instants in microseconds.
pub(super) fn link(before: &str, entry: &Entry) -> String {
    let mut content = json!({
        "id": entry.id, "at": entry.at.timestamp_micros(), "name": entry.name, "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id, "client_id": entry.client_id.map(Id::uuid), "actor_kind": entry.actor_kind,
        "actor_id": entry.actor_id, "request_id": entry.request_id, "facts": entry.facts, "chain_no": entry.chain_no,
    });
    content.sort_all_objects();
    hex(&Sha256::new().chain_update(before).chain_update(content.to_string()).finalize())
}

/// Bytes as text.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The heads of the chains of `subjects`. Two transactions that find the same head insert the same link; the unique index refuses one
/// of them, which runs again and `queues`.
async fn heads(db: &Db, mut subjects: Vec<Uuid>, queues: bool) -> Result<HashMap<Uuid, Head>, StoreError> {
    subjects.sort_unstable();
    subjects.dedup();
    let mut heads = HashMap::with_capacity(subjects.len());
    for chunk in subjects.chunks(1_000) {
        let values = (1..=chunk.len()).map(|n| format!("(${n})")).collect::<Vec<_>>().join(", ");
        let of_subjects = |sql: &str| format!("with s (id) as (values {values}) {sql}");
        let ids = || chunk.iter().map(|id| (*id).into());
        if queues && db.dialect() == Dialect::Postgres {
            db.rows(&of_subjects("select pg_advisory_xact_lock(hashtextextended(id::text, 0))::text from s order by id"), ids()).await?;
        }
        let newest = "select j.subject_id, j.chain_no, j.hash from s join journal j on j.subject_id = s.id \
                      where j.chain_no = (select max(last.chain_no) from journal last where last.subject_id = s.id) and j.chain_no > 0";
        for row in db.rows(&of_subjects(newest), ids()).await? {
            let (subject, no, hash) = row.read()?;
            heads.insert(subject, Head { no, hash });
        }
    }
    Ok(heads)
}

#[expect(clippy::disallowed_methods, reason = "the id of a journal entry is decided by nobody but the journal")]
fn new_id() -> Uuid {
    Uuid::now_v7()
}
