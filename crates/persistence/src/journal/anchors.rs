//! Anchors: once a day, one hash over all entries since the anchor before. A chain that was cut short still links, but no longer agrees
//! with its anchor.

use domain::ids::JournalId;
use domain::{Event, EventName, Instant};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::journal_anchor::{Column as A, Entity as Anchors};
use super::{C, Entity, Journal, Place};
use crate::prelude::*;
use crate::sealing::hex;

/// What the journal held when the anchor was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub made_at: Instant,
    /// The last place that it covers.
    pub place: Place,
    /// How many entries there were since the one before.
    pub entries: i64,
    /// SHA-256 over the anchor before and every place and hash since.
    pub hash: String,
}

table! {
    /// What the journal held, day by day.
    journal_anchor: "journal_anchors" of Anchor as anchor {
        number: i64,
        made_at: Instant,
        entries: i64,
        hash: String,
    } with {
        place: Place { tx, seq } => { tx: i64 = anchor.place.tx, seq: i64 = anchor.place.seq },
    }
}

/// Entries read at a time.
const STEP: u64 = 1_000;

impl Journal<'_> {
    /// The newest anchor.
    pub async fn newest_anchor(&self) -> Result<Option<Anchor>, StoreError> {
        Anchors::find().order_by_desc(A::Number).limit(1).value(self.0).await
    }

    /// The anchor after number `number`.
    pub(super) async fn anchor_after(&self, number: i64) -> Result<Option<Anchor>, StoreError> {
        Anchors::find().filter(A::Number.gt(number)).order_by_asc(A::Number).limit(1).value(self.0).await
    }

    /// When the first entry behind a place was written that is older than `limit`.
    pub(super) async fn first_after(&self, place: Place, limit: Instant) -> Result<Option<Instant>, StoreError> {
        let behind = Entity::find().filter(C::Tx.gte(place.tx).and(C::Tx.gt(place.tx).or(C::Seq.gt(place.seq))));
        let first = behind.filter(C::At.lt(limit)).order_by_asc(C::Tx).order_by_asc(C::Seq).limit(1).value(self.0).await?;
        Ok(first.map(|entry| entry.at))
    }

    /// The anchor that follows `before` and covers everything up to `place`.
    pub async fn anchor(&self, before: &Anchor, place: Place, made_at: Instant) -> Result<Anchor, StoreError> {
        let mut hash = Sha256::new().chain_update(&before.hash);
        let (mut at, mut entries) = (before.place, 0_i64);
        loop {
            let select = Entity::find()
                .filter(C::Tx.gte(at.tx).and(C::Tx.gt(at.tx).or(C::Seq.gt(at.seq))))
                .filter(place.and_before())
                .order_by_asc(C::Tx)
                .order_by_asc(C::Seq)
                .limit(STEP)
                .select_only()
                .columns([C::Tx, C::Seq, C::Hash]);
            let rows = tuples::<(i64, i64, String)>(&select, self.0).await?;
            let Some((tx, seq, _)) = rows.last() else { break };
            at = Place { tx: *tx, seq: *seq };
            for (tx, seq, link) in &rows {
                hash.update(format!("{tx}.{seq} {link}\n"));
                entries += 1;
            }
        }
        Ok(Anchor { number: before.number + 1, made_at, place, entries, hash: hex(&hash.finalize()) })
    }
}

impl Tx {
    /// Inserts an anchor, and tells of it in the journal, so that the next one covers that it was there; [`StoreError::Duplicate`] if
    /// another instance has made this one.
    pub async fn insert_anchor(&self, made: &Anchor) -> Result<(), StoreError> {
        // The journal itself is what it happens to.
        let told = Event::new(EventName::JournalAnchored, JournalId::new(Uuid::nil()), None);
        self.record([told.with("number", made.number).with("entries", made.entries).with("hash", made.hash.as_str())]);
        insert::<Anchors>(self, made).await
    }
}
