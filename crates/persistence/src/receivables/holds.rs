//! Holds that the clock set for debts that are too old, and what has been judged of debts (§3.18).

use domain::receivables::hold::DebtHold;
use domain::{ClientId, Date};
use sea_orm::sea_query::{JoinType, Order};
use uuid::Uuid;

use self::debt_hold::{Column as C, Entity};
use super::owed::{Terms, owed};
use crate::clients::client;
use crate::prelude::*;
use crate::statement::Statement;

table! {
    /// What is remembered of a client's debts that were too old once.
    debt_hold: "debt_holds" of DebtHold as hold {
        client_id: ClientId,
        due_before: Date,
        by_clock: bool,
    }
}

repository! {
    /// Holds for debts that are too old.
    DebtHolds: debt_holds
}

/// Clients of one transaction at most.
const BATCH: u64 = 200;

impl DebtHolds<'_> {
    /// Up to 200 clients without a hold who owe something that was due before `due_before`, and that nobody has judged yet.
    pub async fn to_hold(&self, terms: Terms, due_before: Date) -> Result<Vec<ClientId>, StoreError> {
        let judged = Query::select()
            .expr(Expr::val(1))
            .from(Entity)
            .and_where(Expr::cust("debt_holds.client_id = owed.client_id and owed.due_on < debt_holds.due_before"))
            .to_owned();
        let select = Query::select()
            .distinct()
            .expr(Expr::cust("owed.client_id"))
            .from_subquery(owed(terms, self.0.dialect()), "owed")
            .join(JoinType::InnerJoin, client::Entity, Expr::cust("clients.id = owed.client_id"))
            .and_where(Expr::cust("not clients.credit_hold and clients.record_status = 'live'"))
            .and_where(Expr::col(("owed", "due_on")).lt(due_before))
            .and_where(Expr::exists(judged).not())
            .order_by(("owed", "client_id"), Order::Asc)
            .limit(BATCH)
            .to_owned();
        self.clients(&select).await
    }

    /// Up to 200 clients whom the clock holds and who owe nothing that was due before `due_before`; nothing at all counts where no day is
    /// given, for no debt is too old then.
    pub async fn to_lift(&self, terms: Terms, due_before: Option<Date>) -> Result<Vec<ClientId>, StoreError> {
        let mut select = Query::select();
        select
            .expr(Expr::cust("clients.id"))
            .from(Entity)
            .join(JoinType::InnerJoin, client::Entity, Expr::cust("clients.id = debt_holds.client_id"))
            .and_where(Expr::cust("debt_holds.by_clock and clients.credit_hold and clients.record_status = 'live'"))
            .order_by((Entity, C::ClientId), Order::Asc)
            .limit(BATCH);
        if let Some(due_before) = due_before {
            let old = Query::select()
                .expr(Expr::val(1))
                .from_subquery(owed(terms, self.0.dialect()), "owed")
                .and_where(Expr::cust("owed.client_id = debt_holds.client_id"))
                .and_where(Expr::col(("owed", "due_on")).lt(due_before))
                .to_owned();
            select.and_where(Expr::exists(old).not());
        }
        self.clients(&select).await
    }

    /// Remembers what was judged.
    pub async fn put_all(&self, holds: &[DebtHold]) -> Result<(), StoreError> {
        put_all::<Entity>(self.0, holds, [C::DueBefore, C::ByClock]).await
    }

    /// A person sets the hold of this client: the clock lifts it no more.
    pub async fn leave_to_people(&self, client: ClientId) -> Result<(), StoreError> {
        Entity::update_many().col_expr(C::ByClock, Expr::value(false)).filter(C::ClientId.is(client)).run(self.0).await
    }

    async fn clients(&self, select: &SelectStatement) -> Result<Vec<ClientId>, StoreError> {
        let rows = self.0.answer(Statement::written(select, self.0.dialect())).await?;
        rows.iter().map(|row| Ok(ClientId::new(row.get::<Uuid>(0)?))).collect()
    }
}
