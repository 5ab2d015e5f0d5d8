//! Refunds: find, page, save.

use domain::sales::{Refund, RefundState};
use domain::{ClientId, Date, Id, Money, PaymentId, RefundId, SaleId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use super::columns::currency;
use crate::clients::Reach;
use crate::entity::refund as entity;
use crate::old_page::page_of;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Refunds.
pub struct Refunds<'a>(&'a Db);

impl Db {
    /// Refunds.
    pub const fn refunds(&self) -> Refunds<'_> {
        Refunds(self)
    }
}

/// Which refunds a list shows.
#[derive(Clone, Debug, Default)]
pub struct RefundFilter {
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only those of this sale.
    pub sale_id: Option<SaleId>,
    /// Only those of this payment.
    pub payment_id: Option<PaymentId>,
    /// Only those in these states.
    pub states: Vec<RefundState>,
    /// Only those with value on this day or later.
    pub from: Option<Date>,
    /// Only those with value before this day.
    pub before: Option<Date>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
    pub external_id: Option<String>,
    /// Only those of clients within somebody's reach (§6).
    pub within: Option<Reach>,
}

impl Refunds<'_> {
    /// One by id.
    pub async fn find(&self, id: RefundId) -> Result<Option<Refund>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Refund>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::Source.eq(source)).filter(entity::Column::ExternalId.eq(external_id));
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Those that wait for the payment with this natural key (E-48), oldest first.
    pub async fn waiting_for(&self, source: &str, payment_external_id: &str) -> Result<Vec<Refund>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::State.eq(RefundState::Unmatched.as_str()))
            .filter(entity::Column::Source.eq(source))
            .filter(entity::Column::PaymentExternalId.eq(payment_external_id));
        select.order_by_asc(entity::Column::Id).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &RefundFilter, request: &PageRequest) -> Result<Page<Refund>, StoreError> {
        let states = (!filter.states.is_empty()).then(|| filter.states.iter().map(|state| state.as_str()).collect::<Vec<_>>());
        let select = entity::Entity::find()
            .apply_if(filter.client_id, |select, client| select.filter(entity::Column::ClientId.eq(client.uuid())))
            .apply_if(filter.sale_id, |select, sale| select.filter(entity::Column::SaleId.eq(sale.uuid())))
            .apply_if(filter.payment_id, |select, payment| select.filter(entity::Column::PaymentId.eq(payment.uuid())))
            .apply_if(states, |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if(filter.from, |select, day| select.filter(entity::Column::ValueOn.gte(day)))
            .apply_if(filter.before, |select, day| select.filter(entity::Column::ValueOn.lt(day)))
            .apply_if(filter.source.clone(), |select, source| select.filter(entity::Column::Source.eq(source)))
            .apply_if(filter.external_id.clone(), |select, number| select.filter(entity::Column::ExternalId.eq(number)))
            .apply_if(filter.within.as_ref(), |select, reach| select.filter(entity::Column::ClientId.in_subquery(reach.clients())));
        page_of(self.0, select, entity::Column::Id, &[("value_on", entity::Column::ValueOn)], request, value).await
    }
}

impl Stored for Refund {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(refund: &Refund) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(refund.id.uuid()),
        version: Set(refund.version + 1),
        source: Set(refund.source.clone()),
        external_id: Set(refund.external_id.clone()),
        client_id: Set(refund.client_id.map(Id::uuid)),
        sale_id: Set(refund.sale_id.map(Id::uuid)),
        payment_id: Set(refund.payment_id.map(Id::uuid)),
        payment_external_id: Set(refund.payment_external_id.clone()),
        amount_minor: Set(refund.amount.minor()),
        currency: Set(refund.amount.currency().code().to_owned()),
        value_on: Set(refund.value_on),
        reason: Set(refund.reason.clone()),
        state: Set(refund.state.to_string()),
        recorded_by: Set(refund.recorded_by.map(Id::uuid)),
        recorded_at: Set(refund.recorded_at),
    }
}

fn value(row: entity::Model) -> Result<Refund, StoreError> {
    let cell = Row::of("refunds", row.id);
    Ok(Refund {
        id: Id::new(row.id),
        version: row.version,
        client_id: row.client_id.map(Id::new),
        sale_id: row.sale_id.map(Id::new),
        payment_id: row.payment_id.map(Id::new),
        amount: Money::new(row.amount_minor, currency(cell, &row.currency)?),
        value_on: row.value_on,
        state: cell.word("state", &row.state)?,
        recorded_by: row.recorded_by.map(Id::new),
        recorded_at: row.recorded_at,
        source: row.source,
        external_id: row.external_id,
        payment_external_id: row.payment_external_id,
        reason: row.reason,
    })
}
