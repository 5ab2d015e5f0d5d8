//! Signals: find, page, save; at most one is open per kind and subject.

use domain::access::Scope;
use domain::org::UnitCode;
use domain::portfolio::{Signal, SignalKind, SignalState};
use domain::{Id, Instant, SignalId, UserId, Version, Word};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::entity::signal as entity;
use crate::old_page::page_of;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Signals.
pub struct Signals<'a>(&'a Db);

impl Db {
    /// Signals.
    pub const fn signals(&self) -> Signals<'_> {
        Signals(self)
    }
}

/// Which signals a list shows.
#[derive(Clone, Debug, Default)]
pub struct SignalFilter {
    pub states: Vec<SignalState>,
    pub kind: Option<SignalKind>,
    pub unit: Option<UnitCode>,
    pub user_id: Option<UserId>,
    pub subject: Option<String>,
    pub since_after: Option<Instant>,
}

/// Whose signals the reader may see.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    pub scope: Scope,
    pub user: Option<UserId>,
    pub unit: Option<UnitCode>,
}

impl Signals<'_> {
    /// One by id.
    pub async fn find(&self, id: SignalId) -> Result<Option<Signal>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// One by id, until this transaction ends nobody else's.
    pub async fn lock(&self, id: SignalId) -> Result<Option<Signal>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).lock_exclusive().one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one of this kind and subject that is not resolved.
    pub async fn open(&self, kind: SignalKind, subject: &str) -> Result<Option<Signal>, StoreError> {
        let select = unresolved().filter(entity::Column::Kind.eq(kind.as_str())).filter(entity::Column::Subject.eq(subject));
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    /// All of these kinds that are not resolved.
    pub async fn open_of(&self, kinds: &[SignalKind]) -> Result<Vec<Signal>, StoreError> {
        let rows = unresolved().filter(entity::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str()))).all(&self.0.exec()).await?;
        rows.into_iter().map(value).collect()
    }

    /// Inserts a new one; `false` if one of its kind and subject is open already, whoever raised it.
    pub async fn insert_if_none_open(&self, signal: &Signal) -> Result<bool, StoreError> {
        let insert = entity::Entity::insert(row(signal)).on_conflict(OnConflict::new().do_nothing().to_owned());
        Ok(insert.exec_without_returning(&self.0.exec()).await? > 0)
    }

    /// A page within the reader's reach, newest last.
    pub async fn page(&self, filter: &SignalFilter, reach: Reach, request: &PageRequest) -> Result<Page<Signal>, StoreError> {
        let select = entity::Entity::find()
            .filter(within(reach))
            .apply_if((!filter.states.is_empty()).then_some(&filter.states), |select, states| {
                select.filter(entity::Column::State.is_in(states.iter().map(|state| state.as_str())))
            })
            .apply_if(filter.kind, |select, kind| select.filter(entity::Column::Kind.eq(kind.as_str())))
            .apply_if(filter.unit, |select, unit| select.filter(entity::Column::Unit.eq(unit.as_str())))
            .apply_if(filter.user_id, |select, user| select.filter(entity::Column::UserId.eq(user.uuid())))
            .apply_if(filter.subject.clone(), |select, subject| select.filter(entity::Column::Subject.eq(subject)))
            .apply_if(filter.since_after, |select, at| select.filter(entity::Column::Since.gt(at)));
        page_of(self.0, select, entity::Column::Id, &[("since", entity::Column::Since)], request, value).await
    }
}

fn unresolved() -> sea_orm::Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::State.ne(SignalState::Resolved.as_str()))
}

/// Own: about him. Unit: about him or for his unit's head.
fn within(reach: Reach) -> Condition {
    // An empty `any` would be met by every row; this one is met by none.
    let nobody = || Condition::any().add(entity::Column::Id.is_null());
    let own = reach.user.map(|user| entity::Column::UserId.eq(user.uuid()));
    let unit = reach.unit.map(|unit| entity::Column::Unit.eq(unit.as_str()));
    match reach.scope {
        Scope::All => Condition::all(),
        Scope::Unit => nobody().add_option(own).add_option(unit),
        Scope::Own => nobody().add_option(own),
        Scope::Nobody => nobody(),
    }
}

impl Stored for Signal {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(signal: &Signal) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(signal.id.uuid()),
        version: Set(signal.version + 1),
        kind: Set(signal.kind.to_string()),
        subject: Set(signal.subject.clone()),
        user_id: Set(signal.user_id.map(Id::uuid)),
        unit: Set(signal.unit.to_string()),
        facts: Set(serde_json::Value::Object(signal.facts.clone())),
        state: Set(signal.state.to_string()),
        since: Set(signal.since),
        resolved_at: Set(signal.resolved_at),
    }
}

fn value(row: entity::Model) -> Result<Signal, StoreError> {
    let cell = Row::of("signals", row.id);
    let serde_json::Value::Object(facts) = row.facts else { return Err(cell.corrupt("facts")) };
    Ok(Signal {
        id: Id::new(row.id),
        version: row.version,
        kind: cell.word("kind", &row.kind)?,
        subject: row.subject,
        user_id: row.user_id.map(Id::new),
        unit: cell.word("unit", &row.unit)?,
        facts,
        state: cell.word("state", &row.state)?,
        since: row.since,
        resolved_at: row.resolved_at,
    })
}
