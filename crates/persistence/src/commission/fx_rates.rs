//! Exchange rates: one a currency and day, never changed.

use std::collections::BTreeMap;

use domain::commission::{ExchangeRate, FxRate};
use domain::{Currency, Date, FxRateId, Id, UserId, Version};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::fx_rate as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Exchange rates.
pub struct FxRates<'a>(&'a Db);

impl Db {
    /// Exchange rates.
    pub const fn fx_rates(&self) -> FxRates<'_> {
        FxRates(self)
    }
}

/// Which rates a list shows.
#[derive(Clone, Debug, Default)]
pub struct FxRateFilter {
    /// Only of this currency.
    pub currency: Option<Currency>,
    /// Only of this day.
    pub value_on: Option<Date>,
}

impl FxRates<'_> {
    /// One by id.
    pub async fn find(&self, id: FxRateId) -> Result<Option<FxRate>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// What one unit of `from` is worth in `to`, on each of these days that has a rate.
    pub async fn on(
        &self,
        (from, to): (Currency, Currency),
        days: impl IntoIterator<Item = Date>,
    ) -> Result<BTreeMap<Date, ExchangeRate>, StoreError> {
        Ok(self.entries((from, to), days).await?.into_iter().map(|rate| (rate.value_on, rate.rate)).collect())
    }

    /// The rates of these days.
    pub async fn entries(&self, (from, to): (Currency, Currency), days: impl IntoIterator<Item = Date>) -> Result<Vec<FxRate>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::Currency.eq(from.code()))
            .filter(entity::Column::PlanCurrency.eq(to.code()))
            .filter(entity::Column::ValueOn.is_in(days));
        select.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// A page, oldest entry first.
    pub async fn page(&self, filter: &FxRateFilter, request: &PageRequest) -> Result<Page<FxRate>, StoreError> {
        let select = entity::Entity::find()
            .apply_if(filter.currency, |select, currency| select.filter(entity::Column::Currency.eq(currency.code())))
            .apply_if(filter.value_on, |select, day| select.filter(entity::Column::ValueOn.eq(day)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for FxRate {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        let row = entity::ActiveModel {
            id: Set(self.id.uuid()),
            version: Set(self.version + 1),
            currency: Set(self.currency.to_string()),
            plan_currency: Set(self.plan_currency.to_string()),
            value_on: Set(self.value_on),
            rate: Set(self.rate.scaled()),
            recorded_by: Set(self.recorded_by.map(Id::uuid)),
            recorded_at: Set(self.recorded_at),
        };
        put(db, row, self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn value(row: entity::Model) -> Result<FxRate, StoreError> {
    let cell = Row::of("fx_rates", row.id);
    Ok(FxRate {
        id: FxRateId::new(row.id),
        version: row.version,
        currency: Currency::parse(&row.currency).map_err(|_| cell.corrupt("currency"))?,
        plan_currency: Currency::parse(&row.plan_currency).map_err(|_| cell.corrupt("plan_currency"))?,
        value_on: row.value_on,
        rate: ExchangeRate::from_scaled(row.rate).map_err(|_| cell.corrupt("rate"))?,
        recorded_by: row.recorded_by.map(UserId::new),
        recorded_at: row.recorded_at,
    })
}
