//! What was done about debts.

use domain::receivables::work::{ReceivableWork, ReceivableWorkKind};
use domain::{ActivityId, ClientId, Date, Instant, SaleId, UserId};

use self::receivable_work::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Steps towards the money of sales; each goes by its entry in the contact history.
    receivable_work: "receivable_work" of ReceivableWork as work {
        activity_id: ActivityId,
        client_id: ClientId,
        sale_id: SaleId,
        kind: ReceivableWorkKind,
        result: String,
        next_step_on: Option<Date>,
        created_by: Option<UserId>,
        created_at: Instant,
    }
}

crate::filter! {
    /// Filters of the list of what was done about a debt.
    pub struct ReceivableWorkFilter {
        /// Only work of this kind.
        kind: ReceivableWorkKind,
    }
    newest_first
}

repository! {
    /// What was done about debts.
    ReceivableWorks: receivable_works
}

impl ReceivableWorks<'_> {
    /// A page of what was done about the money of a sale.
    pub async fn page(
        &self,
        sale: SaleId,
        filter: &ReceivableWorkFilter,
        request: &PageRequest,
    ) -> Result<Page<ReceivableWork>, StoreError> {
        let of_sale = Condition::all().add(C::SaleId.is(sale)).add_option(filter.kind.map(|kind| C::Kind.is(kind)));
        crate::page::page(self.0, Entity::find().filter(of_sale), &[], request).await
    }

    /// Appends one.
    pub async fn append(&self, work: &ReceivableWork) -> Result<(), StoreError> {
        insert::<Entity>(self.0, work).await
    }

    /// Empties the texts about a client (C25).
    pub async fn anonymise(&self, client: ClientId) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::Result, Expr::value(domain::clients::commands::ERASED))
            .filter(C::ClientId.is(client))
            .run(self.0)
            .await
    }
}
