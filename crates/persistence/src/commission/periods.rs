//! Months of the ledger: shared by those who post to them, locked by those who close them.

use std::collections::BTreeMap;

use domain::commission::{Month, Period, PeriodState};
use domain::{Instant, PeriodId, UserId, Version};
use sea_orm::QueryTrait;
use sea_orm::sea_query::LockType;

use self::commission_period::{Column as C, Entity};
use crate::After;
use crate::driver::Record;
use crate::page::{page_by, text};
use crate::prelude::*;

table! {
    /// Months of the ledger.
    commission_period: "commission_periods" of Period as period keyed id: PeriodId = period.id(), {
        version: Version as NextVersion,
        month: Month,
        state: PeriodState,
        closed_at: Option<Instant>,
        closed_by: Option<UserId>,
        reopen_finance_id: Option<UserId>,
        reopen_director_id: Option<UserId>,
        reopen_reason: Option<String>,
        reminded_at: Option<Instant>,
    }
}

aggregate! { Period: PeriodId, "period", in commission_period; }

crate::filter! {
    /// Which months a list shows.
    pub struct PeriodFilter {
        /// Only months in one of these states; several are separated by commas.
        state: Several<PeriodState>,
    }
    sorts_only { month }
}

repository! {
    /// Months of the ledger.
    Periods: periods
}

impl Periods<'_> {
    /// A month, if anything has been posted to it or done with it.
    pub async fn find(&self, month: Month) -> Result<Option<Period>, StoreError> {
        Entity::find().filter(C::Month.is(month)).value(self.0).await
    }

    /// The first month of the ledger, if it has begun.
    pub async fn first(&self) -> Result<Option<Month>, StoreError> {
        Ok(Entity::find().order_by_asc(C::Month).limit(1).value(self.0).await?.map(|period| period.month))
    }

    /// Months that are open, oldest first.
    pub async fn open(&self) -> Result<Vec<Period>, StoreError> {
        Entity::find().filter(C::State.is(PeriodState::Open)).order_by_asc(C::Month).values(self.0).await
    }

    /// A page, by month.
    pub async fn page(&self, filter: &PeriodFilter, request: &PageRequest) -> Result<Page<Period>, StoreError> {
        let select = Entity::find().apply_if(filter.state.as_ref(), |select, state| select.filter(C::State.is_one_of(state.each())));
        let start = request.after.as_ref().map(|after| after.read(text)).transpose()?.map(|month| vec![month]);
        let place = |_: &Record, period: &Period| Ok(After { key: Some(period.month.to_string()), id: period.id().uuid() });
        page_by(self.0, select, (&[C::Month], start), request, place).await
    }
}

impl Tx {
    /// A month, kept from changing and from being posted to until the transaction ends; made if it is not there yet.
    pub async fn lock_period(&self, month: Month) -> Result<Period, StoreError> {
        self.make_period(month).await?;
        let found = Entity::find().filter(C::Month.is(month)).lock_exclusive().value(self).await?;
        found.ok_or_else(|| StoreError::corrupt("commission_periods", "month", Period::open(month).id().uuid()))
    }

    /// The states of `first` and all later months that are there, kept from closing until the transaction ends (I-15).
    pub async fn share_periods(&self, first: Month) -> Result<BTreeMap<Month, PeriodState>, StoreError> {
        let select = Entity::find().filter(C::Month.gte(first.to_string())).order_by_asc(C::Month);
        // SQLite has one writer anyway, and no row locks.
        let select = if self.dialect() == Dialect::Postgres { select.lock(LockType::Share) } else { select };
        Ok(select.values(self).await?.into_iter().map(|period| (period.month, period.state)).collect())
    }

    /// Makes a month, open, if it is not there yet.
    pub async fn make_period(&self, month: Month) -> Result<(), StoreError> {
        Insert::<Entity>::of([&Period::open(month)]).unless_known(&[C::Month]).later(self, Expects::Nothing).await
    }

    /// Remembers that a reminder of these months was raised at this instant.
    pub async fn reminded(&self, months: &[Month], at: Instant) -> Result<(), StoreError> {
        let reminded = Entity::update_many().col_expr(C::RemindedAt, Expr::value(at));
        reminded.filter(C::Month.is_one_of(months.iter().copied())).run(self).await
    }
}
