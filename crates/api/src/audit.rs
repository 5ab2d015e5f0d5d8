//! `baton audit verify`: what the walk through the journal found, in words.

use app::clock;
use app::journal::{Fault, Proof};
use app::storage::{Store, StoreError, StoreOptions};
use domain::Instant;
use domain::ids::JournalId;

use crate::config::Config;

/// A database that is looked at as evidence.
pub(crate) struct Evidenced {
    pub(crate) store: Store,
    /// Now, by the clock that wrote into it: that of the sandbox, or the wall's.
    pub(crate) now: Instant,
}

/// Opens the configured database, which must be up to date.
pub(crate) async fn open(config: &Config) -> Result<Evidenced, String> {
    let store =
        Store::connect(&StoreOptions { url: config.database_url.clone(), max_connections: 1, threads: 1 }).await.map_err(unreadable)?;
    if !store.migrated().await.map_err(unreadable)? {
        return Err("the schema is not up to date: run `baton migrate` first".into());
    }
    let remembered = app::sandbox::remembered(&store).await.map_err(|error| format!("the clock cannot be read: {error:?}"))?;
    Ok(Evidenced { store, now: remembered.unwrap_or_else(clock::wall) })
}

fn unreadable(error: StoreError) -> String {
    format!("the journal cannot be read: {error:?}")
}

/// Walks the journal of the configured database; the first fault is the error.
pub async fn verify(config: &Config) -> Result<String, String> {
    let Evidenced { store, now } = open(config).await?;
    let walked = store.read().journal().prove(now).await.map_err(unreadable)?;
    store.close().await.map_err(unreadable)?;
    walked.as_ref().map(sound).map_err(broken)
}

/// What holds.
pub(crate) fn sound(proof: &Proof) -> String {
    let anchor = proof.anchor.as_ref().map_or_else(
        || "no anchor yet: what was cut off the ends of chains today would not be seen".to_owned(),
        |anchor| {
            format!("anchor {} of {}: {} (compare it with the log of that night)", anchor.number, domain::zulu(anchor.made_at), anchor.hash)
        },
    );
    let before = if proof.unchained == 0 { String::new() } else { format!("; {} entries are older than the chains", proof.unchained) };
    format!("the journal is whole: {} entries in {} chains{before}\n{anchor}", proof.entries, proof.chains)
}

/// What does not.
pub(crate) fn broken(fault: &Fault) -> String {
    match fault {
        Fault::Link { id, subject, chain_no, what } => {
            format!("the journal is broken at {} (entry {chain_no} of {subject}): {what}", JournalId::new(*id))
        }
        Fault::Anchor(anchor) => format!(
            "the journal is broken before anchor {} of {}: among the {} entries since the anchor before it some are missing, added or moved",
            anchor.number,
            domain::zulu(anchor.made_at),
            anchor.entries
        ),
        Fault::AnchorGone(number) => format!("the journal is broken: it tells of anchor {number}, which is gone or another one"),
        Fault::Unanchored(since) => {
            format!("the journal is broken: entries since {} are older than a day and no anchor covers them", domain::zulu(*since))
        }
    }
}
