//! Clients who got other curators in one command, and to whom each went.

use domain::org::UnitCode;
use domain::reassignments::{Move, Reassignment, ReassignmentMode, ReassignmentReason, ReassignmentState};
use domain::{ClientId, Instant, ReassignmentId, UserId, Version};

use self::reassignment::Column as C;
use crate::prelude::*;

table! {
    /// Commands by which clients got other curators.
    reassignment: "reassignments" of Reassignment as one {
        id: ReassignmentId,
        version: Version as NextVersion,
        from_user_id: UserId,
        unit: UnitCode,
        mode: ReassignmentMode,
        reason: ReassignmentReason,
        note: Option<String>,
        over: bool,
        state: ReassignmentState,
        count: i64,
        created_by: Option<UserId>,
        created_at: Instant,
        undo_until_at: Instant,
        undone_by: Option<UserId>,
        undone_at: Option<Instant>,
        undo_reason: Option<String>,
        skipped: Vec<ClientId> as List,
    }
}

table! {
    /// Who went to whom.
    moved: "reassignment_items" of Moved as row { reassignment_id: ReassignmentId, place: i32, client_id: ClientId, to_user_id: UserId, }
}

pub struct Moved {
    reassignment_id: ReassignmentId,
    place: i32,
    client_id: ClientId,
    to_user_id: UserId,
}

aggregate! { Reassignment: ReassignmentId, "reassignment", in reassignment; }

crate::filter! {
    /// Filters of the list of reassignments.
    pub struct ReassignmentFilter of reassignment {
        /// Only reassignments of this person's clients.
        from_user_id: UserId => C::FromUserId.is(*from_user_id),
        /// Only reassignments by which this person got clients.
        to_user_id: UserId => C::Id.in_subquery(to(*to_user_id)),
        /// Only reassignments in this state: `done` or `undone`.
        state: ReassignmentState => C::State.is(*state),
    }
    within reach { reach.person_or_unit(C::CreatedBy, C::Unit) }
    counts { state: ReassignmentState = C::State, from_user_id: UserId = C::FromUserId }
}

fn to(user: UserId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    moved::Entity::find().select_only().column(moved::Column::ReassignmentId).filter(moved::Column::ToUserId.is(user)).into_query()
}

repository! {
    /// Clients who got other curators in one command.
    Reassignments: reassignments
}

impl Reassignments<'_> {
    /// Remembers who goes to whom.
    pub async fn move_all(&self, id: ReassignmentId, moves: &[Move]) -> Result<(), StoreError> {
        let row = |(place, one): (i32, &Move)| Moved { reassignment_id: id, place, client_id: one.client_id, to_user_id: one.to_user_id };
        let rows: Vec<_> = (0_i32..).zip(moves).map(row).collect();
        Insert::<moved::Entity>::of(&rows).later(self.0, Expects::Nothing).await
    }

    /// Who went to whom, in the order in which they were dealt out.
    pub async fn moves(&self, id: ReassignmentId) -> Result<Vec<Move>, StoreError> {
        use moved::Column as M;
        let rows = moved::Entity::find().filter(M::ReassignmentId.is(id)).order_by_asc(M::Place).values(self.0).await?;
        Ok(rows.into_iter().map(|row| Move { client_id: row.client_id, to_user_id: row.to_user_id }).collect())
    }
}
