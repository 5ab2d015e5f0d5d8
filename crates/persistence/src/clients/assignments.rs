//! Who was responsible for which client, and when: intervals begin and end, and are never rewritten (§3.13).

use domain::clients::{Assignment, AssignmentRole};
use domain::{AssignmentId, ClientId, Instant, UserId};

use self::assignment::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Who was responsible for which client, and when (§3.13).
    assignment: "assignments" of Assignment as assignment {
        id: AssignmentId,
        client_id: ClientId,
        user_id: UserId,
        role: AssignmentRole,
        from_at: Instant,
        to_at: Option<Instant>,
        reason: String,
        approved_by: Option<UserId>,
    }
}

crate::filter! {
    /// Filters of the list of assignments.
    pub struct AssignmentFilter of assignment {
        /// Only assignments in this role.
        role: AssignmentRole => C::Role.is(*role),
        /// Only assignments of this person.
        user_id: UserId => C::UserId.is(*user_id),
        /// `true` lists only assignments that go on, `false` only those that have ended.
        open: bool => if *open { C::ToAt.is_null() } else { C::ToAt.is_not_null() },
    }
    sorts { from_at: C::FromAt }
}

repository! {
    /// Assignments.
    Assignments: assignments
}

impl Assignments<'_> {
    /// A page of the assignments of a client.
    pub async fn page(&self, client: ClientId, filter: &AssignmentFilter, request: &PageRequest) -> Result<Page<Assignment>, StoreError> {
        filter.page_within(self.0, C::ClientId.is(client), request).await
    }

    /// Who was a client's curator, and when: every interval, oldest first.
    pub async fn curators(&self, client: ClientId) -> Result<Vec<Assignment>, StoreError> {
        let select = Entity::find().filter(C::ClientId.is(client)).filter(C::Role.is(AssignmentRole::Curator));
        select.order_by_asc(C::Id).values(self.0).await
    }

    /// Ends the open interval in `role`, if there is one.
    pub async fn end(&self, client: ClientId, role: AssignmentRole, at: Instant) -> Result<(), StoreError> {
        self.end_all([client], role, at).await
    }

    /// Ends the open intervals in `role` of several clients.
    pub async fn end_all(&self, clients: impl IntoIterator<Item = ClientId>, role: AssignmentRole, at: Instant) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::ToAt, Expr::value(at))
            .filter(C::ClientId.is_one_of(clients))
            .filter(C::Role.is(role))
            .filter(C::ToAt.is_null())
            .run(self.0)
            .await
    }

    /// Begins intervals of several clients.
    pub async fn begin_all(&self, assignments: &[Assignment]) -> Result<(), StoreError> {
        Insert::<Entity>::of(assignments).later(self.0, Expects::Nothing).await
    }

    /// Begins an interval.
    pub async fn begin(&self, assignment: &Assignment) -> Result<(), StoreError> {
        insert::<Entity>(self.0, assignment).await
    }
}
