//! Anchors: once a day, one hash over everything written since the one before. A chain that was cut short still links; the anchor
//! does not agree with it any more.

use domain::Instant;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::chain::hex;
use super::{Journal, Place, entity};
use crate::entity::journal_anchor as anchor;
use crate::{StoreError, Tx};

/// What stood in the journal when it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub made_at: Instant,
    /// Up to where it speaks.
    pub place: Place,
    /// How many entries there were since the one before.
    pub entries: i64,
    /// SHA-256 over the anchor before and every place and hash since.
    pub hash: String,
}

/// Entries read at a time.
const STEP: u64 = 1_000;

impl Journal<'_> {
    /// The newest anchor.
    pub async fn newest_anchor(&self) -> Result<Option<Anchor>, StoreError> {
        Ok(anchor::Entity::find().order_by_desc(anchor::Column::Number).limit(1).one(&self.0.exec()).await?.map(value))
    }

    /// The anchor after number `number`.
    pub(super) async fn anchor_after(&self, number: i64) -> Result<Option<Anchor>, StoreError> {
        let next = anchor::Entity::find().filter(anchor::Column::Number.gt(number)).order_by_asc(anchor::Column::Number);
        Ok(next.limit(1).one(&self.0.exec()).await?.map(value))
    }

    /// The anchor that follows `before` and speaks up to `place`.
    pub async fn anchor(&self, before: &Anchor, place: Place, made_at: Instant) -> Result<Anchor, StoreError> {
        use entity::Column as C;
        let mut hash = Sha256::new().chain_update(&before.hash);
        let (mut at, mut entries) = (before.place, 0_i64);
        loop {
            let rows = entity::Entity::find()
                .filter(C::Tx.gte(at.tx).and(C::Tx.gt(at.tx).or(C::Seq.gt(at.seq))))
                .filter(C::Tx.lte(place.tx).and(C::Tx.lt(place.tx).or(C::Seq.lte(place.seq))))
                .order_by_asc(C::Tx)
                .order_by_asc(C::Seq)
                .limit(STEP)
                .select_only()
                .columns([C::Tx, C::Seq, C::Hash])
                .into_tuple::<(i64, i64, String)>()
                .all(&self.0.exec())
                .await?;
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
    /// Drops an anchor; `StoreError::Duplicate`: another instance has dropped this one.
    pub async fn drop_anchor(&self, made: &Anchor) -> Result<(), StoreError> {
        let row = anchor::ActiveModel {
            number: Set(made.number),
            made_at: Set(made.made_at),
            tx: Set(made.place.tx),
            seq: Set(made.place.seq),
            entries: Set(made.entries),
            hash: Set(made.hash.clone()),
        };
        anchor::Entity::insert(row).exec_without_returning(&self.exec()).await?;
        Ok(())
    }
}

fn value(row: anchor::Model) -> Anchor {
    let place = Place { tx: row.tx, seq: row.seq };
    Anchor { number: row.number, made_at: row.made_at, place, entries: row.entries, hash: row.hash }
}
