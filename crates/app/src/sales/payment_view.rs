//! A payment together with where it went.

use domain::sales::{Allocation, Payment};
use persistence::Db;

use crate::AppError;

/// A payment and every movement of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentView {
    pub payment: Payment,
    /// Oldest first.
    pub allocations: Vec<Allocation>,
}

impl PaymentView {
    pub(super) async fn of(db: &Db, payment: Payment) -> Result<Self, AppError> {
        let allocations = db.allocations().of_payments([payment.id]).await?;
        Ok(Self { payment, allocations })
    }

    /// Several, with one query.
    pub(super) async fn several(db: &Db, payments: Vec<Payment>) -> Result<Vec<Self>, AppError> {
        let all = db.allocations().of_payments(payments.iter().map(|payment| payment.id)).await?;
        let own = |payment: &Payment| all.iter().filter(|row| row.payment_id == payment.id).cloned().collect();
        Ok(payments.into_iter().map(|payment| Self { allocations: own(&payment), payment }).collect())
    }
}
