//! What a client's money says of him; the tables are those of sales.

use domain::ClientId;
use domain::sales::{PaymentState, SaleState};
use domain::{Date, Word};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::Clients;
use crate::StoreError;
use crate::entity::{client, payment, sale};

impl Clients<'_> {
    /// Does he owe us, or we him? (C25)
    pub async fn has_open_money(&self, client: ClientId) -> Result<bool, StoreError> {
        let owed = [SaleState::Confirmed, SaleState::PartlyPaid].map(Word::as_str);
        let sales = sale::Entity::find().filter(sale::Column::ClientId.eq(client.uuid())).filter(sale::Column::State.is_in(owed));
        let waiting = payment::Entity::find()
            .filter(payment::Column::ClientId.eq(client.uuid()))
            .filter(payment::Column::State.eq(PaymentState::Cleared.as_str()))
            .filter(payment::Column::UnallocatedMinor.gt(0));
        Ok(sales.count(&self.0.exec()).await? > 0 || waiting.count(&self.0.exec()).await? > 0)
    }
}

/// Payments of the client of the outer query that cleared on `since` or after (E-27).
pub(super) fn paid_since(since: Date) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(payment::Entity)
        .and_where(Expr::col((payment::Entity, payment::Column::ClientId)).equals((client::Entity, client::Column::Id)))
        .and_where(Expr::col((payment::Entity, payment::Column::State)).eq(PaymentState::Cleared.as_str()))
        .and_where(Expr::col((payment::Entity, payment::Column::ValueOn)).gte(since))
        .to_owned()
}
