//! Where the money went: appended and added up, never changed (I-2).

use std::collections::BTreeMap;

use domain::sales::Allocation;
use domain::sales::allocation::AllocatedAmount;
use domain::{Id, PaymentId, SaleId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::entity::{allocation as entity, payment};
use crate::row::Row;
use crate::{Db, StoreError};

/// Allocations.
pub struct Allocations<'a>(&'a Db);

impl Db {
    /// Allocations.
    pub const fn allocations(&self) -> Allocations<'_> {
        Allocations(self)
    }
}

impl Allocations<'_> {
    /// What each payment has on a sale now.
    pub async fn held_on(&self, sale: SaleId) -> Result<Vec<AllocatedAmount>, StoreError> {
        self.held(entity::Entity::find().filter(entity::Column::SaleId.eq(sale.uuid()))).await
    }

    /// What a payment has on its sales now.
    pub async fn held_of(&self, payment: PaymentId) -> Result<Vec<AllocatedAmount>, StoreError> {
        self.held(entity::Entity::find().filter(entity::Column::PaymentId.eq(payment.uuid()))).await
    }

    /// Every movement of these payments, oldest first.
    pub async fn of_payments(&self, payments: impl IntoIterator<Item = PaymentId>) -> Result<Vec<Allocation>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::PaymentId.is_in(payments.into_iter().map(Id::uuid)))
            .order_by_asc(entity::Column::Id);
        Ok(select.all(&self.0.exec()).await?.into_iter().map(value).collect())
    }

    /// Every movement on a sale, oldest first.
    pub async fn of_sale(&self, sale: SaleId) -> Result<Vec<Allocation>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::SaleId.eq(sale.uuid())).order_by_asc(entity::Column::Id);
        Ok(select.all(&self.0.exec()).await?.into_iter().map(value).collect())
    }

    /// Appends movements: one insert.
    pub async fn append(&self, moved: &[Allocation]) -> Result<(), StoreError> {
        if !moved.is_empty() {
            entity::Entity::insert_many(moved.iter().map(row)).exec_without_returning(&self.0.exec()).await?;
        }
        Ok(())
    }

    async fn held(&self, select: Select<entity::Entity>) -> Result<Vec<AllocatedAmount>, StoreError> {
        let rows = select.find_also_related(payment::Entity).all(&self.0.exec()).await?;
        let mut sums: BTreeMap<(PaymentId, SaleId), AllocatedAmount> = BTreeMap::new();
        for (row, payment) in rows {
            let payment = payment.ok_or_else(|| Row::of("allocations", row.id).corrupt("payment_id"))?;
            let (payment_id, sale_id) = (Id::new(row.payment_id), Id::new(row.sale_id));
            let fresh =
                AllocatedAmount { payment_id, sale_id, held_minor: 0, value_on: payment.value_on, recorded_at: payment.recorded_at };
            sums.entry((payment_id, sale_id)).or_insert(fresh).held_minor += row.amount_minor;
        }
        Ok(sums.into_values().filter(|held| held.held_minor > 0).collect())
    }
}

fn row(moved: &Allocation) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(moved.id.uuid()),
        payment_id: Set(moved.payment_id.uuid()),
        sale_id: Set(moved.sale_id.uuid()),
        refund_id: Set(moved.refund_id.map(Id::uuid)),
        amount_minor: Set(moved.amount_minor),
        value_on: Set(moved.value_on),
        recorded_at: Set(moved.recorded_at),
    }
}

fn value(row: entity::Model) -> Allocation {
    Allocation {
        id: Id::new(row.id),
        payment_id: Id::new(row.payment_id),
        sale_id: Id::new(row.sale_id),
        refund_id: row.refund_id.map(Id::new),
        amount_minor: row.amount_minor,
        value_on: row.value_on,
        recorded_at: row.recorded_at,
    }
}
