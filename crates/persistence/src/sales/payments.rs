//! Payments: find, page, save.

use domain::sales::allocation::RequestedAllocation;
use domain::sales::{Payment, PaymentState};
use domain::{ClientId, Currency, Date, Id, Money, PaymentId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryTrait, Select};

use super::columns::currency;
use crate::clients::Reach;
use crate::entity::payment::{self as entity, Wish, Wishes};
use crate::old_page::page_of;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Payments.
pub struct Payments<'a>(&'a Db);

impl Db {
    /// Payments.
    pub const fn payments(&self) -> Payments<'_> {
        Payments(self)
    }
}

/// Which payments a list shows.
#[derive(Clone, Debug, Default)]
pub struct PaymentFilter {
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only those in these states.
    pub states: Vec<PaymentState>,
    /// Only those with value on this day or later.
    pub from: Option<Date>,
    /// Only those with value before this day.
    pub before: Option<Date>,
    /// Only those of which something waits, or only the others.
    pub waiting: Option<bool>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
    pub external_id: Option<String>,
    /// Only those of clients within somebody's reach (§6).
    pub within: Option<Reach>,
}

impl Payments<'_> {
    /// One by id.
    pub async fn find(&self, id: PaymentId) -> Result<Option<Payment>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Payment>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::Source.eq(source)).filter(entity::Column::ExternalId.eq(external_id));
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Those with these ids.
    pub async fn by_ids(&self, ids: impl IntoIterator<Item = PaymentId>) -> Result<Vec<Payment>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::Id.is_in(ids.into_iter().map(Id::uuid)))).await
    }

    /// A client's payments in one currency of which something waits, the oldest first.
    pub async fn waiting_of(&self, client: ClientId, currency: Currency) -> Result<Vec<Payment>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .filter(entity::Column::UnallocatedMinor.gt(0))
            .filter(entity::Column::Currency.eq(currency.code()))
            .filter(entity::Column::State.eq(PaymentState::Cleared.as_str()));
        self.all(select).await
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &PaymentFilter, request: &PageRequest) -> Result<Page<Payment>, StoreError> {
        let states = (!filter.states.is_empty()).then(|| filter.states.iter().map(|state| state.as_str()).collect::<Vec<_>>());
        let select = entity::Entity::find()
            .apply_if(filter.client_id, |select, client| select.filter(entity::Column::ClientId.eq(client.uuid())))
            .apply_if(states, |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if(filter.from, |select, day| select.filter(entity::Column::ValueOn.gte(day)))
            .apply_if(filter.before, |select, day| select.filter(entity::Column::ValueOn.lt(day)))
            .apply_if(filter.waiting, |select, waits| select.filter(waiting(waits)))
            .apply_if(filter.source.clone(), |select, source| select.filter(entity::Column::Source.eq(source)))
            .apply_if(filter.external_id.clone(), |select, number| select.filter(entity::Column::ExternalId.eq(number)))
            .apply_if(filter.within.as_ref(), |select, reach| select.filter(entity::Column::ClientId.in_subquery(reach.clients())));
        page_of(self.0, select, entity::Column::Id, &[("value_on", entity::Column::ValueOn)], request, value).await
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Payment>, StoreError> {
        let rows = select.order_by_asc(entity::Column::ValueOn).order_by_asc(entity::Column::Id).all(&self.0.exec()).await?;
        rows.into_iter().map(value).collect()
    }
}

fn waiting(waits: bool) -> Condition {
    Condition::all().add(if waits { entity::Column::UnallocatedMinor.gt(0) } else { entity::Column::UnallocatedMinor.lte(0) })
}

impl Stored for Payment {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(payment: &Payment) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(payment.id.uuid()),
        version: Set(payment.version + 1),
        source: Set(payment.source.clone()),
        external_id: Set(payment.external_id.clone()),
        client_id: Set(payment.client_id.uuid()),
        amount_minor: Set(payment.amount.minor()),
        currency: Set(payment.amount.currency().code().to_owned()),
        value_on: Set(payment.value_on),
        state: Set(payment.state.to_string()),
        unallocated_minor: Set(payment.unallocated_minor),
        named: Set(Wishes(
            payment.named.iter().map(|wish| Wish { sale_id: wish.sale_id.uuid(), amount_minor: wish.amount_minor }).collect(),
        )),
        recorded_by: Set(payment.recorded_by.map(Id::uuid)),
        recorded_at: Set(payment.recorded_at),
    }
}

fn value(row: entity::Model) -> Result<Payment, StoreError> {
    let cell = Row::of("payments", row.id);
    Ok(Payment {
        id: Id::new(row.id),
        version: row.version,
        client_id: Id::new(row.client_id),
        amount: Money::new(row.amount_minor, currency(cell, &row.currency)?),
        value_on: row.value_on,
        state: cell.word("state", &row.state)?,
        unallocated_minor: row.unallocated_minor,
        named: row
            .named
            .0
            .iter()
            .map(|wish| RequestedAllocation { sale_id: Id::new(wish.sale_id), amount_minor: wish.amount_minor })
            .collect(),
        recorded_by: row.recorded_by.map(Id::new),
        recorded_at: row.recorded_at,
        source: row.source,
        external_id: row.external_id,
    })
}
