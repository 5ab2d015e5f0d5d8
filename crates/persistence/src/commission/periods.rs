//! Months of the ledger: shared by those who post to them, kept by him who closes them.

use std::collections::BTreeMap;

use domain::commission::{Month, Period, PeriodState};
use domain::{Id, Instant, UserId, Version, Word};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::entity::commission_period as entity;
use crate::old_page::page;
use crate::row::Row;
use crate::store::put;
use crate::{After, Db, Dialect, Page, PageRequest, StoreError, Stored, Tx};

/// Months.
pub struct Periods<'a>(&'a Db);

impl Db {
    /// Months of the ledger.
    pub const fn periods(&self) -> Periods<'_> {
        Periods(self)
    }
}

/// Which months a list shows.
#[derive(Clone, Debug, Default)]
pub struct PeriodFilter {
    /// Only those in these states.
    pub states: Vec<PeriodState>,
}

impl Periods<'_> {
    /// One, if anything has been posted to it or done with it.
    pub async fn find(&self, month: Month) -> Result<Option<Period>, StoreError> {
        self.one(entity::Entity::find().filter(entity::Column::Month.eq(month.to_string()))).await
    }

    /// The first month of the ledger, if it has begun.
    pub async fn first(&self) -> Result<Option<Month>, StoreError> {
        Ok(self.one(entity::Entity::find().order_by_asc(entity::Column::Month).limit(1)).await?.map(|period| period.month))
    }

    /// Months that are open, oldest first.
    pub async fn open(&self) -> Result<Vec<Period>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::State.eq(PeriodState::Open.as_str()));
        select.order_by_asc(entity::Column::Month).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// A page, oldest month first.
    pub async fn page(&self, filter: &PeriodFilter, request: &PageRequest) -> Result<Page<Period>, StoreError> {
        let states: Vec<_> = filter.states.iter().map(|state| state.as_str()).collect();
        let select = entity::Entity::find()
            .apply_if((!states.is_empty()).then_some(states), |select, states| select.filter(entity::Column::State.is_in(states)));
        let start = request.after.as_ref().and_then(|after| after.key.clone());
        page(self.0, select, (entity::Column::Month, start), request, |row| After { key: Some(row.month.clone()), id: row.id }, value).await
    }

    async fn one(&self, select: Select<entity::Entity>) -> Result<Option<Period>, StoreError> {
        select.one(&self.0.exec()).await?.map(value).transpose()
    }
}

impl Tx {
    /// A month, kept from changing and from being posted to until the transaction ends; made if it is not there yet.
    pub async fn lock_period(&self, month: Month) -> Result<Period, StoreError> {
        self.make_period(month).await?;
        let select = entity::Entity::find().filter(entity::Column::Month.eq(month.to_string())).lock_exclusive();
        self.periods().one(select).await?.ok_or_else(|| StoreError::corrupt("commission_periods", "month", Period::open(month).id().uuid()))
    }

    /// The states of `first` and all later months that are there, kept from closing until the transaction ends (I-15).
    pub async fn share_periods(&self, first: Month) -> Result<BTreeMap<Month, PeriodState>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::Month.gte(first.to_string())).order_by_asc(entity::Column::Month);
        // SQLite has one writer anyway, and no row locks.
        let select = if self.dialect() == Dialect::Postgres { select.lock(LockType::Share) } else { select };
        let rows = select.all(&self.exec()).await?;
        rows.into_iter().map(|row| value(row).map(|period| (period.month, period.state))).collect()
    }

    /// Makes a month, open, if it is not there yet.
    pub async fn make_period(&self, month: Month) -> Result<(), StoreError> {
        entity::Entity::insert(row(&Period::open(month)))
            .on_conflict(OnConflict::column(entity::Column::Month).do_nothing().to_owned())
            .exec_without_returning(&self.exec())
            .await?;
        Ok(())
    }

    /// Remembers that the clock has reminded of these months.
    pub async fn reminded(&self, months: &[Month], at: Instant) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(entity::Column::RemindedAt, sea_orm::sea_query::Expr::value(at))
            .filter(entity::Column::Month.is_in(months.iter().map(ToString::to_string)))
            .exec(&self.exec())
            .await?;
        Ok(())
    }
}

impl Stored for Period {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id().uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(period: &Period) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(period.id().uuid()),
        version: Set(period.version + 1),
        month: Set(period.month.to_string()),
        state: Set(period.state.to_string()),
        closed_at: Set(period.closed_at),
        closed_by: Set(period.closed_by.map(Id::uuid)),
        reopen_finance_id: Set(period.reopen_finance_id.map(Id::uuid)),
        reopen_director_id: Set(period.reopen_director_id.map(Id::uuid)),
        reopen_reason: Set(period.reopen_reason.clone()),
        reminded_at: Set(period.reminded_at),
    }
}

fn value(row: entity::Model) -> Result<Period, StoreError> {
    let cell = Row::of("commission_periods", row.id);
    Ok(Period {
        month: row.month.parse().map_err(|_| cell.corrupt("month"))?,
        version: row.version,
        state: cell.word("state", &row.state)?,
        closed_at: row.closed_at,
        closed_by: row.closed_by.map(UserId::new),
        reopen_finance_id: row.reopen_finance_id.map(UserId::new),
        reopen_director_id: row.reopen_director_id.map(UserId::new),
        reopen_reason: row.reopen_reason,
        reminded_at: row.reminded_at,
    })
}
