//! Meetings: find, lock, page, save, and what the clock asks of them.

mod meeting_row;

use domain::meetings::booking::Slot;
use domain::meetings::{Acceptance, Meeting, MeetingKind, MeetingState};
use domain::{ClientId, Instant, MeetingId, UserId, Version, Word};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use self::meeting_row::{row, value};
use crate::entity::meeting as entity;
use crate::old_page::page_of;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Meetings.
pub struct Meetings<'a>(&'a Db);

impl Db {
    /// Meetings.
    pub const fn meetings(&self) -> Meetings<'_> {
        Meetings(self)
    }
}

/// Which meetings a list shows.
#[derive(Clone, Debug, Default)]
pub struct MeetingFilter {
    pub client_id: Option<ClientId>,
    pub hunter_id: Option<UserId>,
    pub booked_by: Option<UserId>,
    pub kind: Option<MeetingKind>,
    pub states: Vec<MeetingState>,
    pub acceptances: Vec<Acceptance>,
    pub starts_after: Option<Instant>,
    pub starts_before: Option<Instant>,
}

/// What the clock asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// N-9b: silence accepts.
    Acceptance,
    /// §3.4: what came of it?
    Outcome,
}

impl Due {
    const fn column(self) -> entity::Column {
        match self {
            Self::Acceptance => entity::Column::AcceptDueAt,
            Self::Outcome => entity::Column::OutcomeDueAt,
        }
    }
}

/// No meeting is longer than this: what began earlier is over.
const LONGEST: chrono::Duration = chrono::Duration::days(1);

impl Meetings<'_> {
    /// One by id.
    pub async fn find(&self, id: MeetingId) -> Result<Option<Meeting>, StoreError> {
        self.one(entity::Entity::find_by_id(id.uuid())).await
    }

    /// One by id, kept from changing until the transaction ends; after hunter and client in the lock order.
    pub async fn lock(&self, id: MeetingId) -> Result<Option<Meeting>, StoreError> {
        self.one(entity::Entity::find_by_id(id.uuid()).lock_exclusive()).await
    }

    /// The open first meeting of a client; there is at most one (I-8).
    pub async fn open_first(&self, client: ClientId) -> Result<Option<Meeting>, StoreError> {
        self.one(open(client).filter(entity::Column::Kind.eq(MeetingKind::First.as_str()))).await
    }

    /// Has the client a meeting still to come (C6)?
    pub async fn any_open(&self, client: ClientId) -> Result<bool, StoreError> {
        Ok(self.one(open(client).limit(1)).await?.is_some())
    }

    /// A person's meetings that have a moment in common with `span`; read under the lock of his record.
    pub async fn of_hunter(&self, hunter: UserId, span: Slot) -> Result<Vec<Meeting>, StoreError> {
        self.of_hunters([hunter], span).await
    }

    /// The same of several people.
    pub async fn of_hunters(&self, hunters: impl IntoIterator<Item = UserId>, span: Slot) -> Result<Vec<Meeting>, StoreError> {
        let taking = [MeetingState::Booked, MeetingState::Confirmed, MeetingState::Held].map(Word::as_str);
        let select = entity::Entity::find()
            .filter(entity::Column::HunterId.is_in(hunters.into_iter().map(UserId::uuid)))
            .filter(entity::Column::StartsAt.gt(span.starts_at - LONGEST))
            .filter(entity::Column::StartsAt.lt(span.ends_at))
            .filter(entity::Column::EndsAt.gt(span.starts_at))
            .filter(entity::Column::State.is_in(taking));
        self.all(select.order_by_asc(entity::Column::StartsAt)).await
    }

    /// Those of these people who owe the outcome of a meeting after they were asked for it.
    pub async fn owing(&self, hunters: impl IntoIterator<Item = UserId>) -> Result<Vec<UserId>, StoreError> {
        let states = [MeetingState::Booked, MeetingState::Confirmed].map(Word::as_str);
        let select = entity::Entity::find()
            .select_only()
            .column(entity::Column::HunterId)
            .distinct()
            .filter(entity::Column::HunterId.is_in(hunters.into_iter().map(UserId::uuid)))
            .filter(entity::Column::State.is_in(states))
            .filter(entity::Column::OutcomeDueAt.is_null());
        Ok(select.into_tuple().all(&self.0.exec()).await?.into_iter().map(UserId::new).collect())
    }

    /// The next instant at which the clock asks about a meeting.
    pub async fn next_due(&self, due: Due) -> Result<Option<Instant>, StoreError> {
        let select = entity::Entity::find()
            .select_only()
            .column(due.column())
            .filter(due.column().is_not_null())
            .order_by_asc(due.column())
            .limit(1);
        Ok(select.into_tuple::<Option<Instant>>().one(&self.0.exec()).await?.flatten())
    }

    /// Up to 200 meetings about which the clock asks at `now`, the longest due first.
    pub async fn due(&self, due: Due, now: Instant) -> Result<Vec<Meeting>, StoreError> {
        self.all(entity::Entity::find().filter(due.column().lte(now)).order_by_asc(due.column()).limit(200)).await
    }

    /// A page.
    pub async fn page(&self, filter: &MeetingFilter, request: &PageRequest) -> Result<Page<Meeting>, StoreError> {
        page_of(self.0, chosen(filter), entity::Column::Id, &[("starts_at", entity::Column::StartsAt)], request, value).await
    }

    async fn one(&self, select: Select<entity::Entity>) -> Result<Option<Meeting>, StoreError> {
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Meeting>, StoreError> {
        select.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }
}

fn open(client: ClientId) -> Select<entity::Entity> {
    let states = [MeetingState::Booked, MeetingState::Confirmed].map(Word::as_str);
    entity::Entity::find().filter(entity::Column::ClientId.eq(client.uuid())).filter(entity::Column::State.is_in(states))
}

fn chosen(filter: &MeetingFilter) -> Select<entity::Entity> {
    use entity::Column as C;
    entity::Entity::find()
        .apply_if(filter.client_id, |select, id| select.filter(C::ClientId.eq(id.uuid())))
        .apply_if(filter.hunter_id, |select, id| select.filter(C::HunterId.eq(id.uuid())))
        .apply_if(filter.booked_by, |select, id| select.filter(C::BookedBy.eq(id.uuid())))
        .apply_if(filter.kind, |select, kind| select.filter(C::Kind.eq(kind.as_str())))
        .apply_if(words(&filter.states), |select, words| select.filter(C::State.is_in(words)))
        .apply_if(words(&filter.acceptances), |select, words| select.filter(C::Acceptance.is_in(words)))
        .apply_if(filter.starts_after, |select, at| select.filter(C::StartsAt.gt(at)))
        .apply_if(filter.starts_before, |select, at| select.filter(C::StartsAt.lt(at)))
}

fn words<W: Word>(words: &[W]) -> Option<Vec<&'static str>> {
    (!words.is_empty()).then(|| words.iter().map(|word| word.as_str()).collect())
}

impl Stored for Meeting {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}
