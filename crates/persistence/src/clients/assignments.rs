//! Who answered for whom, when: intervals begun and ended, never rewritten (§3.13).

use domain::clients::{Assignment, AssignmentRole};
use domain::{ClientId, Id, Instant, UserId, Word};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use crate::entity::assignment as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::{Db, Page, PageRequest, StoreError};

/// Assignments.
pub struct Assignments<'a>(&'a Db);

impl Db {
    /// Assignments.
    pub const fn assignments(&self) -> Assignments<'_> {
        Assignments(self)
    }
}

/// Which assignments a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssignmentFilter {
    /// Only in this role.
    pub role: Option<AssignmentRole>,
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// Only those that go on, or only those that are over.
    pub open: Option<bool>,
}

impl Assignments<'_> {
    /// A page of a client's.
    pub async fn page(&self, client: ClientId, filter: AssignmentFilter, request: &PageRequest) -> Result<Page<Assignment>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .apply_if(filter.role, |select, role| select.filter(entity::Column::Role.eq(role.as_str())))
            .apply_if(filter.user_id, |select, user| select.filter(entity::Column::UserId.eq(user.uuid())))
            .apply_if(filter.open, |select, open| {
                select.filter(if open { entity::Column::ToAt.is_null() } else { entity::Column::ToAt.is_not_null() })
            });
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    /// Who was a client's curator, and when: every interval, oldest first.
    pub async fn curators(&self, client: ClientId) -> Result<Vec<Assignment>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .filter(entity::Column::Role.eq(AssignmentRole::Curator.as_str()))
            .order_by_asc(entity::Column::Id);
        select.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// Ends the open interval in `role`, if there is one.
    pub async fn end(&self, client: ClientId, role: AssignmentRole, at: Instant) -> Result<(), StoreError> {
        self.end_all([client], role, at).await
    }

    /// Ends the open intervals in `role` of several clients.
    pub async fn end_all(&self, clients: impl IntoIterator<Item = ClientId>, role: AssignmentRole, at: Instant) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(entity::Column::ToAt, Expr::value(at))
            .filter(entity::Column::ClientId.is_in(clients.into_iter().map(Id::uuid)))
            .filter(entity::Column::Role.eq(role.as_str()))
            .filter(entity::Column::ToAt.is_null())
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }

    /// Begins an interval.
    pub async fn begin(&self, assignment: &Assignment) -> Result<(), StoreError> {
        entity::Entity::insert(row(assignment)).exec_without_returning(&self.0.exec()).await?;
        Ok(())
    }
}

fn row(assignment: &Assignment) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(assignment.id.uuid()),
        client_id: Set(assignment.client_id.uuid()),
        user_id: Set(assignment.user_id.uuid()),
        role: Set(assignment.role.to_string()),
        from_at: Set(assignment.from_at),
        to_at: Set(assignment.to_at),
        reason: Set(assignment.reason.clone()),
        approved_by: Set(assignment.approved_by.map(Id::uuid)),
    }
}

fn value(row: entity::Model) -> Result<Assignment, StoreError> {
    Ok(Assignment {
        role: Row::of("assignments", row.id).word("role", &row.role)?,
        id: Id::new(row.id),
        client_id: Id::new(row.client_id),
        user_id: Id::new(row.user_id),
        from_at: row.from_at,
        to_at: row.to_at,
        reason: row.reason,
        approved_by: row.approved_by.map(Id::new),
    })
}
