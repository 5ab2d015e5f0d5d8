//! Pairs of records that may be one client.

use std::collections::HashSet;

use domain::merges::{Duplicate, DuplicateReason, DuplicateState, FoundBy};
use domain::{ClientId, DuplicateId, Instant, UserId, Version, Word};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use self::duplicate::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Pairs of records that may be one client, the older one first.
    duplicate: "duplicates" of Duplicate as pair {
        id: DuplicateId,
        version: Version as NextVersion,
        first_id: ClientId,
        second_id: ClientId,
        score: i32,
        reasons: Vec<DuplicateReason> as List,
        state: DuplicateState,
        found_by: FoundBy,
        created_at: Instant,
        dismissed_by: Option<UserId>,
        dismissed_at: Option<Instant>,
        dismiss_reason: Option<String>,
    }
}

aggregate! { Duplicate: DuplicateId, "duplicate", in duplicate; }

crate::filter! {
    /// Filters of the list of duplicates.
    pub struct DuplicateFilter of duplicate {
        /// Only pairs of which this client is one.
        client_id: ClientId => Condition::any().add(client_id.owns(C::FirstId)).add(client_id.owns(C::SecondId)),
        /// Only pairs in one of these states; several are separated by commas.
        state: Several<DuplicateState> => C::State.is_one_of(state.each()),
        /// Only pairs with so many points or more.
        min_score: i64 => C::Score.gte(*min_score),
        /// Only pairs that came up in one of these ways; several are separated by commas.
        found_by: Several<FoundBy> => C::FoundBy.is_one_of(found_by.each()),
    }
    within reach { reach.all_or_nothing() }
    sorts { score: C::Score }
    counts { state: DuplicateState = C::State, found_by: FoundBy = C::FoundBy }
}

repository! {
    /// Pairs of records that may be one client.
    Duplicates: duplicates
}

impl Duplicates<'_> {
    /// Keeps new pairs.
    pub async fn insert(&self, pairs: &[Duplicate]) -> Result<(), StoreError> {
        Insert::<Entity>::of(pairs).unless_known(&[C::FirstId, C::SecondId]).later(self.0, Expects::Nothing).await
    }

    /// Which pairs with one of these as the newer record are known, whatever became of them.
    pub async fn known(&self, newer: impl IntoIterator<Item = ClientId>) -> Result<HashSet<(ClientId, ClientId)>, StoreError> {
        let select = Entity::find().select_only().column(C::FirstId).column(C::SecondId).filter(C::SecondId.is_one_of(newer));
        let pairs = tuples::<(Uuid, Uuid)>(&select, self.0).await?;
        Ok(pairs.into_iter().map(|(first, second)| (ClientId::new(first), ClientId::new(second))).collect())
    }

    /// These two are one client now, or two again.
    pub async fn settle(
        &self,
        (one, other): (ClientId, ClientId),
        from: Option<DuplicateState>,
        to: DuplicateState,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::State, Expr::value(to.as_str()))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::FirstId.is(one.min(other)))
            .filter(C::SecondId.is(one.max(other)))
            .filter(Condition::all().add_option(from.map(|from| C::State.is(from))))
            .run(self.0)
            .await
    }

    /// Pairs of the record that is merged with third clients are the survivor's from now on, where he has none with them; the others are
    /// settled by the merge, if they are open.
    pub async fn follow(&self, merge: Uuid, merged: ClientId, survivor: ClientId) -> Result<(), StoreError> {
        let values = || -> [Value; 3] { [merge.into(), merged.uuid().into(), survivor.uuid().into()] };
        let of_merged = "(first_id = $2 or second_id = $2) and first_id <> $3 and second_id <> $3";
        let third = "case when d.first_id = $2 then d.second_id else d.first_id end";
        let survivors = format!(
            "exists (select 1 from duplicates o where (o.first_id = $3 and o.second_id = {third}) or (o.second_id = $3 and o.first_id = {third}))"
        );
        let of_merged_d = of_merged.replace("first_id", "d.first_id").replace("second_id", "d.second_id");
        let keep = |kind: &str, which: &str| {
            format!(
                "insert into merge_moves (merge_id, kind, row_id) select $1, '{kind}', d.id from duplicates d where {of_merged_d} and {which}"
            )
        };
        self.0.execute(&keep("duplicates", &format!("not {survivors}")), values()).await?;
        self.0.execute(&keep("duplicates_settled", &format!("d.state = 'open' and {survivors}")), values()).await?;
        let other = "case when first_id = $2 then second_id else first_id end";
        let repair = format!(
            "update duplicates set version = version + 1, first_id = case when {other} < $3 then {other} else $3 end, \
             second_id = case when {other} < $3 then $3 else {other} end \
             where id in (select row_id from merge_moves where merge_id = $1 and kind = 'duplicates')"
        );
        self.0.execute(&repair, values()).await?;
        let settle = "update duplicates set version = version + 1, state = 'merged' \
                      where id in (select row_id from merge_moves where merge_id = $1 and kind = 'duplicates_settled')";
        self.0.execute(settle, [merge.into()]).await.map(drop)
    }

    /// Takes that back.
    pub async fn unfollow(&self, merge: Uuid, merged: ClientId, survivor: ClientId) -> Result<(), StoreError> {
        let other = "case when first_id = $3 then second_id else first_id end";
        let repair = format!(
            "update duplicates set version = version + 1, first_id = case when {other} < $2 then {other} else $2 end, \
             second_id = case when {other} < $2 then $2 else {other} end \
             where id in (select row_id from merge_moves where merge_id = $1 and kind = 'duplicates') and (first_id = $3 or second_id = $3)"
        );
        self.0.execute(&repair, [merge.into(), merged.uuid().into(), survivor.uuid().into()]).await?;
        let open = "update duplicates set version = version + 1, state = 'open' \
                    where id in (select row_id from merge_moves where merge_id = $1 and kind = 'duplicates_settled') and state = 'merged'";
        self.0.execute(open, [merge.into()]).await.map(drop)
    }
}
