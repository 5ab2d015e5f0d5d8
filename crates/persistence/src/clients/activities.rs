//! The contact history: appended and read, never changed (I-2).

use domain::clients::{Activity, ActivityKind};
use domain::{ActivityId, ClientId, Id, Instant, UserId, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::activity as entity;
use crate::old_page::page_of;
use crate::row::Row;
use crate::{Db, Page, PageRequest, StoreError};

/// Activities.
pub struct Activities<'a>(&'a Db);

impl Db {
    /// Activities.
    pub const fn activities(&self) -> Activities<'_> {
        Activities(self)
    }
}

/// Which activities a list shows.
#[derive(Clone, Debug, Default)]
pub struct ActivityFilter {
    /// Only of this kind.
    pub kind: Option<ActivityKind>,
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// Only those after this instant.
    pub after: Option<Instant>,
    /// Only those before this instant.
    pub before: Option<Instant>,
}

impl Activities<'_> {
    /// One of a client's.
    pub async fn find(&self, client: ClientId, id: ActivityId) -> Result<Option<Activity>, StoreError> {
        entity::Entity::find_by_id(id.uuid())
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .one(&self.0.exec())
            .await?
            .map(value)
            .transpose()
    }

    /// A page of a client's.
    pub async fn page(&self, client: ClientId, filter: &ActivityFilter, request: &PageRequest) -> Result<Page<Activity>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .apply_if(filter.kind, |select, kind| select.filter(entity::Column::Kind.eq(kind.as_str())))
            .apply_if(filter.after, |select, at| select.filter(entity::Column::OccurredAt.gt(at)))
            .apply_if(filter.before, |select, at| select.filter(entity::Column::OccurredAt.lt(at)))
            .apply_if(filter.user_id, |select, user| select.filter(entity::Column::UserId.eq(user.uuid())));
        page_of(self.0, select, entity::Column::Id, &[("occurred_at", entity::Column::OccurredAt)], request, value).await
    }

    /// Appends one.
    pub async fn append(&self, activity: &Activity) -> Result<(), StoreError> {
        entity::Entity::insert(row(activity)).exec_without_returning(&self.0.exec()).await?;
        Ok(())
    }
}

fn row(activity: &Activity) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(activity.id.uuid()),
        client_id: Set(activity.client_id.uuid()),
        kind: Set(activity.kind.to_string()),
        direction: Set(activity.direction.to_string()),
        two_way: Set(activity.two_way),
        user_id: Set(activity.user_id.map(Id::uuid)),
        contact_id: Set(activity.contact_id.map(Id::uuid)),
        occurred_at: Set(activity.occurred_at),
        result: Set(activity.result.clone()),
        next_step_on: Set(activity.next_step_on),
        call_id: Set(activity.call_id.map(Id::uuid)),
        meeting_id: Set(activity.meeting_id.map(Id::uuid)),
        handoff_id: Set(activity.handoff_id.map(Id::uuid)),
        corrects_id: Set(activity.corrects_id.map(Id::uuid)),
        recorded_at: Set(activity.recorded_at),
    }
}

fn value(row: entity::Model) -> Result<Activity, StoreError> {
    let cell = Row::of("activities", row.id);
    Ok(Activity {
        id: Id::new(row.id),
        client_id: Id::new(row.client_id),
        kind: cell.word("kind", &row.kind)?,
        direction: cell.word("direction", &row.direction)?,
        two_way: row.two_way,
        user_id: row.user_id.map(Id::new),
        contact_id: row.contact_id.map(Id::new),
        occurred_at: row.occurred_at,
        result: row.result,
        next_step_on: row.next_step_on,
        call_id: row.call_id.map(Id::new),
        meeting_id: row.meeting_id.map(Id::new),
        handoff_id: row.handoff_id.map(Id::new),
        corrects_id: row.corrects_id.map(Id::new),
        recorded_at: row.recorded_at,
    })
}
