//! Handoffs: find, page, save, and what falls due.

use domain::handoffs::{Handoff, HandoffKind, HandoffState, Return};
use domain::{ClientId, HandoffId, Id, Instant, UserId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::entity::handoff::{self as entity, Returns};
use crate::old_page::page_of;
use crate::row::{Row, spelt};
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Handoffs.
pub struct Handoffs<'a>(&'a Db);

impl Db {
    /// Handoffs.
    pub const fn handoffs(&self) -> Handoffs<'_> {
        Handoffs(self)
    }
}

/// Which handoffs a list shows.
#[derive(Clone, Debug, Default)]
pub struct HandoffFilter {
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only those given by this person.
    pub from_user_id: Option<UserId>,
    /// Only those to be taken by this person.
    pub to_user_id: Option<UserId>,
    /// Only those in these states.
    pub states: Vec<HandoffState>,
    /// Only those of these kinds.
    pub kinds: Vec<HandoffKind>,
    /// Only those whose next step is due before.
    pub due_before: Option<Instant>,
}

impl Handoffs<'_> {
    /// One by id.
    pub async fn find(&self, id: HandoffId) -> Result<Option<Handoff>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A client's open one, if there is one (I-8).
    pub async fn open_of(&self, client: ClientId) -> Result<Option<Handoff>, StoreError> {
        let over = [HandoffState::Completed, HandoffState::Cancelled].map(Word::as_str);
        let select =
            entity::Entity::find().filter(entity::Column::ClientId.eq(client.uuid())).filter(entity::Column::State.is_not_in(over));
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The next instant at which a step is overdue or an exemption ends.
    pub async fn next_due(&self) -> Result<Option<Instant>, StoreError> {
        let due = late().select_only().column(entity::Column::DueAt).order_by_asc(entity::Column::DueAt).limit(1);
        let due: Option<Option<Instant>> = due.into_tuple().one(&self.0.exec()).await?;
        let end = exempted().select_only().column(entity::Column::ExemptUntil).order_by_asc(entity::Column::ExemptUntil).limit(1);
        let end: Option<Option<Instant>> = end.into_tuple().one(&self.0.exec()).await?;
        Ok([due.flatten(), end.flatten()].into_iter().flatten().min())
    }

    /// Up to 200 whose step was due or whose exemption ended at `now`: id and client.
    pub async fn due_at(&self, now: Instant) -> Result<Vec<(HandoffId, ClientId)>, StoreError> {
        let either = Condition::any()
            .add(Condition::all().add(entity::Column::DueAt.lte(now)).add(entity::Column::Overdue.eq(false)))
            .add(entity::Column::ExemptUntil.lte(now));
        let select = entity::Entity::find().filter(either).select_only().column(entity::Column::Id).column(entity::Column::ClientId);
        let rows: Vec<(uuid::Uuid, uuid::Uuid)> =
            select.order_by_asc(entity::Column::Id).limit(200).into_tuple().all(&self.0.exec()).await?;
        Ok(rows.into_iter().map(|(id, client)| (Id::new(id), Id::new(client))).collect())
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &HandoffFilter, request: &PageRequest) -> Result<Page<Handoff>, StoreError> {
        let states = (!filter.states.is_empty()).then(|| filter.states.iter().map(|state| state.as_str()).collect::<Vec<_>>());
        let kinds = (!filter.kinds.is_empty()).then(|| filter.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
        let select = entity::Entity::find()
            .apply_if(filter.client_id, |select, client| select.filter(entity::Column::ClientId.eq(client.uuid())))
            .apply_if(filter.from_user_id, |select, user| select.filter(entity::Column::FromUserId.eq(user.uuid())))
            .apply_if(filter.to_user_id, |select, user| select.filter(entity::Column::ToUserId.eq(user.uuid())))
            .apply_if(states, |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if(kinds, |select, kinds| select.filter(entity::Column::Kind.is_in(kinds)))
            .apply_if(filter.due_before, |select, at| select.filter(entity::Column::DueAt.lt(at)));
        page_of(self.0, select, entity::Column::Id, &[("due_at", entity::Column::DueAt)], request, value).await
    }
}

fn late() -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::DueAt.is_not_null()).filter(entity::Column::Overdue.eq(false))
}

fn exempted() -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::ExemptUntil.is_not_null())
}

impl Stored for Handoff {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(handoff: &Handoff) -> entity::ActiveModel {
    let returns = handoff.returns.iter().map(|back| entity::Return {
        reason: back.reason.to_string(),
        comment: back.comment.clone(),
        by: back.by.uuid(),
        at: back.at,
    });
    entity::ActiveModel {
        id: Set(handoff.id.uuid()),
        version: Set(handoff.version + 1),
        client_id: Set(handoff.client_id.uuid()),
        kind: Set(handoff.kind.to_string()),
        from_user_id: Set(handoff.from_user_id.uuid()),
        to_user_id: Set(handoff.to_user_id.map(Id::uuid)),
        state: Set(handoff.state.to_string()),
        checklist: Set(spelt(&handoff.checklist)),
        rehearsed: Set(handoff.rehearsed),
        returns: Set(Returns(returns.collect())),
        first_sale_id: Set(handoff.first_sale_id.map(Id::uuid)),
        due_at: Set(handoff.due_at),
        overdue: Set(handoff.overdue),
        proposed_at: Set(handoff.proposed_at),
        accepted_at: Set(handoff.accepted_at),
        introduced_at: Set(handoff.introduced_at),
        completed_at: Set(handoff.completed_at),
        intro_activity_id: Set(handoff.intro_activity_id.map(Id::uuid)),
        exempt_until: Set(handoff.exempt_until),
        exempt_reason: Set(handoff.exempt_reason.clone()),
        exemptions: Set(handoff.exemptions.into()),
        overridden: Set(handoff.overridden),
        created_at: Set(handoff.created_at),
    }
}

fn value(row: entity::Model) -> Result<Handoff, StoreError> {
    let cell = Row::of("handoffs", row.id);
    let returns =
        row.returns.0.into_iter().map(|back| {
            Ok(Return { reason: cell.word("returns", &back.reason)?, comment: back.comment, by: Id::new(back.by), at: back.at })
        });
    Ok(Handoff {
        id: Id::new(row.id),
        version: row.version,
        client_id: Id::new(row.client_id),
        kind: cell.word("kind", &row.kind)?,
        from_user_id: Id::new(row.from_user_id),
        to_user_id: row.to_user_id.map(Id::new),
        state: cell.word("state", &row.state)?,
        checklist: cell.words("checklist", &row.checklist)?,
        rehearsed: row.rehearsed,
        returns: returns.collect::<Result<_, StoreError>>()?,
        first_sale_id: row.first_sale_id.map(Id::new),
        due_at: row.due_at,
        overdue: row.overdue,
        proposed_at: row.proposed_at,
        accepted_at: row.accepted_at,
        introduced_at: row.introduced_at,
        completed_at: row.completed_at,
        intro_activity_id: row.intro_activity_id.map(Id::new),
        exempt_until: row.exempt_until,
        exempt_reason: row.exempt_reason,
        exemptions: i32::try_from(row.exemptions).map_err(|_| cell.corrupt("exemptions"))?,
        overridden: row.overridden,
        created_at: row.created_at,
    })
}
