//! Merges: proposed, done, undone; who has a say, and what they do.

use domain::merges::{Counts as Moved, Cut, Merge, MergeState, Plan};
use domain::org::UnitCode;
use domain::{ClientId, Date, Instant, MergeId, UserId, Version};

use self::merge::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Two records of a client that become one, or have.
    merge: "merges" of Merge as one {
        id: MergeId,
        version: Version as NextVersion,
        survivor_id: ClientId,
        merged_id: ClientId,
        state: MergeState,
        reason: String,
        curator_id: Option<UserId>,
        proposed_by: Option<UserId>,
        proposed_at: Instant,
        approvals: Vec<UserId> as List,
        approved_units: Vec<UnitCode> as List,
        plan: Plan as Json,
        done_at: Option<Instant>,
        undo_until_on: Option<Date>,
        closed_by: Option<UserId>,
        closed_at: Option<Instant>,
        close_reason: Option<String>,
        kept_with_survivor: Vec<String> as List,
    }
}

object! {
    Plan {
        survivor_id, merged_id, why, stage, curator_id, phones as List, inns as List, moved as Json, entitlements as Json,
        cancelled as List, warnings as List
    }
    Moved { activities, calls, contacts, meetings, opportunities, sales, payments, handoffs, tasks, letters, promises, claims, contracts }
    Cut { entitlement_id, effect }
}

aggregate! { Merge: MergeId, "merge", in merge; }

crate::filter! {
    /// Filters of the list of merges.
    pub struct MergeFilter of merge {
        /// Only merges in one of these states; several are separated by commas.
        state: Several<MergeState> => C::State.is_one_of(state.each()),
        /// Only merges of this client with another record.
        client_id: ClientId => Condition::any().add(client_id.owns(C::SurvivorId)).add(client_id.owns(C::MergedId)),
        /// Only merges that this person proposed.
        proposed_by: OrNull<UserId> => proposed_by.among(C::ProposedBy),
    }
    within reach { reach.people(C::ProposedBy) }
    counts { state: MergeState = C::State, proposed_by: Option<UserId> = C::ProposedBy }
    newest_first
}

repository! {
    /// Merges, and what they have moved.
    Merges: merges
}

impl Merges<'_> {
    pub(super) const fn db(&self) -> &Db {
        self.0
    }

    /// The merge of these two records that waits for approval.
    pub async fn proposed_of(&self, [one, other]: [ClientId; 2]) -> Result<Option<Merge>, StoreError> {
        let pair = Condition::all().add(C::SurvivorId.is_one_of([one, other])).add(C::MergedId.is_one_of([one, other]));
        Ok(Entity::find().filter(pair.add(C::State.is(MergeState::Proposed))).limit(1).values(self.0).await?.pop())
    }

    /// Forgets what merges of this client tell of a person (C25); they cannot be undone any more.
    pub async fn forget(&self, client: ClientId) -> Result<(), StoreError> {
        let of = "(select id from merges where survivor_id = $1 or merged_id = $1)";
        let values = || [client.uuid().into()];
        self.0.execute(&format!("update merge_moves set before = null, after = null where merge_id in {of}"), values()).await?;
        let select = Entity::find().filter(Condition::any().add(C::SurvivorId.is(client)).add(C::MergedId.is(client)));
        let mut merges = select.values(self.0).await?;
        for merge in &mut merges {
            (merge.plan.phones, merge.plan.inns) = (Vec::new(), Vec::new());
        }
        put_all::<Entity>(self.0, &merges, [C::Plan, C::Version]).await
    }
}
