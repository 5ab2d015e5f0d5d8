//! Proof that nobody has altered the journal: every chain link by link, and every anchor. One page is in memory at a time.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::{EventName, Instant, Word};
use uuid::Uuid;

use super::chain::link;
use super::{Anchor, C, Entity, Entry, Journal};
use serde_json::Value;

use crate::prelude::*;

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Entries with a correct link.
    pub entries: u64,
    /// Chains they make.
    pub chains: u64,
    /// Entries from before there were chains: no link vouches for them.
    pub unchained: u64,
    /// The newest anchor: compare it with the one in yesterday's log.
    pub anchor: Option<Anchor>,
    /// Anchors that the journal tells of: the number and hash of each.
    told: BTreeMap<i64, String>,
}

/// The first thing that has been altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry that does not follow from the one before it.
    Link {
        /// The entry.
        id: Uuid,
        /// Public id of its subject.
        subject: String,
        /// Its number in the chain.
        chain_no: i64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Between the anchor before and this one entries are missing, added or moved.
    Anchor(Anchor),
    /// The journal tells that an anchor with this number was made, and it is not there, or it is another.
    AnchorGone(i64),
    /// Entries since this instant are older than a day, and no anchor covers them.
    Unanchored(Instant),
}

/// How long an entry may wait for its anchor: a day of 25 hours, and one hour for the night's work.
const WAIT: Duration = Duration::hours(26);

const STEP: u64 = 1_000;

impl Journal<'_> {
    /// Walks all of it, as of `now`; the first fault ends the walk.
    pub async fn prove(&self, now: Instant) -> Result<Result<Proof, Fault>, StoreError> {
        let mut proof = Proof::default();
        if let Some(fault) = self.walk_chains(&mut proof).await? {
            return Ok(Err(fault));
        }
        let mut anchor = Anchor::default();
        while let Some(next) = self.anchor_after(anchor.number).await? {
            if self.anchor(&anchor, next.place, next.made_at).await? != next {
                return Ok(Err(Fault::Anchor(next)));
            }
            if proof.told.remove(&next.number).is_some_and(|hash| hash != next.hash) {
                return Ok(Err(Fault::AnchorGone(next.number)));
            }
            proof.anchor = Some(next.clone());
            anchor = next;
        }
        if let Some(number) = proof.told.keys().next() {
            return Ok(Err(Fault::AnchorGone(*number)));
        }
        Ok(match self.first_after(anchor.place, now - WAIT).await? {
            Some(since) => Err(Fault::Unanchored(since)),
            None => Ok(proof),
        })
    }

    async fn walk_chains(&self, proof: &mut Proof) -> Result<Option<Fault>, StoreError> {
        let mut before: Option<Entry> = None;
        loop {
            let mut select = Entity::find().order_by_asc(C::SubjectId).order_by_asc(C::ChainNo).limit(STEP);
            if let Some(last) = &before {
                let place = Expr::tuple([Expr::col(C::SubjectId), Expr::col(C::ChainNo)]);
                select = select.filter(place.gt(Expr::tuple([Expr::val(last.subject_id), Expr::val(last.chain_no)])));
            }
            let rows = select.values(self.0).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            for row in rows {
                if let Some(what) = wrong(before.as_ref(), &row) {
                    let subject = row.subject();
                    return Ok(Some(Fault::Link { id: row.id, subject, chain_no: row.chain_no, what }));
                }
                match row.chain_no {
                    ..=0 => proof.unchained += 1,
                    no => {
                        proof.entries += 1;
                        proof.chains += u64::from(no == 1);
                    }
                }
                let fact = |name| row.facts.get(name);
                if row.name == EventName::JournalAnchored.as_str()
                    && let (Some(number), Some(hash)) = (fact("number").and_then(Value::as_i64), fact("hash").and_then(Value::as_str))
                {
                    proof.told.insert(number, hash.to_owned());
                }
                before = Some(row);
            }
        }
    }
}

/// What is wrong with `row`, which comes after `before`.
fn wrong(before: Option<&Entry>, row: &Entry) -> Option<&'static str> {
    if row.chain_no <= 0 {
        return (!row.hash.is_empty()).then_some("it has been taken out of its chain");
    }
    let before = before.filter(|before| before.subject_id == row.subject_id && before.chain_no > 0);
    let (no, hash) = before.map_or((0, ""), |before| (before.chain_no, before.hash.as_str()));
    if row.chain_no != no + 1 {
        return Some("an entry before it is missing");
    }
    if before.is_some_and(|before| before.place.seq >= row.place.seq) {
        return Some("it stands in the wrong place");
    }
    (link(hash, row) != row.hash).then_some("it is not as it was written")
}
