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
use crate::sealing::{Seal, Seals, hex};
use crate::statement::Statement;

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
/// The seals of the transaction stand under the first of them.
pub(crate) async fn append(db: &Db, stamp: &Stamp, mut events: Vec<Event>, attempt: &Attempt) -> Result<(), StoreError> {
    let seals = db.sealing.take();
    if let Some(row) = seals.first().filter(|_| events.is_empty()) {
        events.push(kept(row));
    }
    if events.is_empty() {
        return Ok(());
    }
    // Who writes has locked what he writes about, and seldom meets anybody; many read one thing at once, and lock nothing.
    let queues = attempt.queues || events.iter().any(is_look);
    let old: Vec<_> = events.iter().map(|event| event.subject_id).filter(|id| attempt.queues || !attempt.created.contains(id)).collect();
    let mut heads = heads(db, old, queues).await?;
    let mut seal = seals.digest();
    let entries: Vec<_> = events.into_iter().map(|event| linked(stamp, event, seal.take(), &mut heads)).collect();
    // Fourteen values a row, and SQLite looks for the name of each among all that come before it.
    for chunk in entries.chunks(200) {
        Insert::<Entity>::of(chunk).without(&[C::Seq, C::Tx]).later(db, Expects::NextLink).await?;
    }
    match entries.first() {
        Some(first) => store(db, seals, first).await,
        None => Ok(()),
    }
}

/// Stores seals under the entry that vouches for them.
async fn store(db: &Db, seals: Seals, entry: &Entry) -> Result<(), StoreError> {
    /// SQLite looks for the name of each value among all that come before it.
    const STEP: usize = 500;
    let seals: Vec<_> = seals.rows().collect();
    for chunk in seals.chunks(STEP) {
        let rows = (0..chunk.len()).map(|row| {
            let at = row * 4 + 3;
            let seq = "select seq from journal where subject_id = $1 and chain_no = $2";
            format!("(({seq}), ${at}, ${}, ${}, ${})", at + 1, at + 2, at + 3)
        });
        let text = format!("insert into seals (seq, table_name, row_id, shape, digest) values {}", rows.collect::<Vec<_>>().join(", "));
        let cells = |(table, row, seal): &(&'static str, Uuid, Seal)| {
            [(*table).into(), (*row).into(), seal.shape.clone().into(), seal.digest.clone().into()]
        };
        let values = [entry.subject_id.into(), entry.chain_no.into()].into_iter().chain(chunk.iter().flat_map(cells));
        db.later(Statement::new(text, values), Expects::Nothing).await?;
    }
    Ok(())
}

/// What is told of rows of money that were written while nothing else happened: an unused month was opened, a reminder noted.
fn kept((kind, row): (&'static str, Uuid)) -> Event {
    Event { name: EventName::LedgerKept, subject_kind: kind, subject_id: row, client_id: None, facts: domain::Facts::new() }
}

/// The entry for `event`, linked to the head of its chain, and the new head. The database assigns its place.
fn linked(stamp: &Stamp, event: Event, seal: Option<String>, heads: &mut HashMap<Uuid, Head>) -> Entry {
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
        seal,
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
    // Entries from before there were seals hash as they did.
    if let (Some(seal), Some(members)) = (&entry.seal, content.as_object_mut()) {
        members.insert("seal".to_owned(), seal.as_str().into());
    }
    content.sort_all_objects();
    hex(&Sha256::new().chain_update(before).chain_update(content.to_string()).finalize())
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

/// Does it tell that somebody looked at something, and nothing else?
fn is_look(event: &Event) -> bool {
    use EventName::{DossierSectionExported, DossierSectionRead, DossierSectionRefused, RestrictedRead};
    matches!(event.name, RestrictedRead | DossierSectionRead | DossierSectionExported | DossierSectionRefused)
}
