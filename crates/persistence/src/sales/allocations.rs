//! Where the money went: appended and added up, never changed (I-2).

use std::collections::BTreeMap;

use domain::sales::Allocation;
use domain::sales::allocation::AllocatedAmount;
use domain::{AllocationId, Date, Instant, PaymentId, RefundId, SaleId, UserId};

use self::allocation::{Column as C, Entity};
use super::payments::payment;
use crate::prelude::*;
use crate::query::joined;

table! {
    /// Money put on a sale (+) or taken off it (−); append-only.
    allocation: "allocations" of Allocation as moved {
        id: AllocationId,
        payment_id: PaymentId,
        sale_id: SaleId,
        refund_id: Option<RefundId>,
        amount_minor: i64,
        value_on: Date,
        recorded_at: Instant,
        allocated_by: Option<UserId>,
    }
}

repository! {
    /// Allocations.
    Allocations: allocations
}

impl Allocations<'_> {
    /// What each payment has on a sale now.
    pub async fn held_on(&self, sale: SaleId) -> Result<Vec<AllocatedAmount>, StoreError> {
        self.held(Entity::find().filter(C::SaleId.is(sale))).await
    }

    /// What a payment has now on each sale that it was ever put on, be it nothing.
    pub async fn touched_by(&self, payment: PaymentId) -> Result<Vec<AllocatedAmount>, StoreError> {
        self.sums(Entity::find().filter(C::PaymentId.is(payment))).await
    }

    /// What a payment has on its sales now.
    pub async fn held_of(&self, payment: PaymentId) -> Result<Vec<AllocatedAmount>, StoreError> {
        self.held(Entity::find().filter(C::PaymentId.is(payment))).await
    }

    /// Every movement of these payments, oldest first.
    pub async fn of_payments(&self, payments: impl IntoIterator<Item = PaymentId>) -> Result<Vec<Allocation>, StoreError> {
        Entity::find().filter(C::PaymentId.is_one_of(payments)).order_by_asc(C::Id).values(self.0).await
    }

    /// Every movement on these sales, oldest first.
    pub async fn of_sales(&self, sales: impl IntoIterator<Item = SaleId>) -> Result<Vec<Allocation>, StoreError> {
        Entity::find().filter(C::SaleId.is_one_of(sales)).order_by_asc(C::Id).values(self.0).await
    }

    /// Every movement on a sale, oldest first.
    pub async fn of_sale(&self, sale: SaleId) -> Result<Vec<Allocation>, StoreError> {
        Entity::find().filter(C::SaleId.is(sale)).order_by_asc(C::Id).values(self.0).await
    }

    /// Appends movements: one insert.
    pub async fn append(&self, moved: &[Allocation]) -> Result<(), StoreError> {
        Insert::<Entity>::of(moved).later(self.0, Expects::Nothing).await
    }

    async fn held(&self, select: Select<Entity>) -> Result<Vec<AllocatedAmount>, StoreError> {
        let sums = self.sums(select).await?;
        Ok(sums.into_iter().filter(|held| held.held_minor > 0).collect())
    }

    async fn sums(&self, select: Select<Entity>) -> Result<Vec<AllocatedAmount>, StoreError> {
        let mut sums: BTreeMap<(PaymentId, SaleId), AllocatedAmount> = BTreeMap::new();
        for (moved, payment) in joined::<_, payment::Entity>(self.0, select, (C::PaymentId, payment::Column::Id)).await? {
            let payment = payment.ok_or_else(|| StoreError::corrupt("allocations", "payment_id", moved.id.uuid()))?;
            let fresh = AllocatedAmount {
                payment_id: payment.id,
                sale_id: moved.sale_id,
                held_minor: 0,
                value_on: payment.value_on,
                recorded_at: payment.recorded_at,
            };
            sums.entry((payment.id, moved.sale_id)).or_insert(fresh).held_minor += moved.amount_minor;
        }
        Ok(sums.into_values().collect())
    }
}
