//! What moved onto sales and off them, by value date, and who was whose curator: what plans of collections are compared with.

use domain::clients::{Assignment, AssignmentRole};
use domain::receivables::fact::Collected;
use domain::{ClientId, Currency, Date, Instant, UserId};
use sea_orm::sea_query::{JoinType, SelectStatement};
use uuid::Uuid;

use crate::clients::{assignment, client};
use crate::prelude::*;
use crate::sales::{allocation, sale};
use crate::statement::Statement;

repository! {
    /// What was collected, and whose clients it came from.
    Collections: collections
}

impl Collections<'_> {
    /// When these people were curators between two instants.
    pub async fn curators(&self, people: &[UserId], during: (Instant, Instant)) -> Result<Vec<Assignment>, StoreError> {
        assignment::Entity::find().filter(kept_by(people, during)).values(self.0).await
    }

    /// What clients of theirs paid from the first of the days on and before the second; `during` are the same days as instants.
    pub async fn collected_by(
        &self,
        people: &[UserId],
        during: (Instant, Instant),
        days: (Date, Date),
    ) -> Result<Vec<Collected>, StoreError> {
        let theirs =
            Query::select().column(assignment::Column::ClientId).from(assignment::Entity).cond_where(kept_by(people, during)).to_owned();
        self.collected(theirs, days).await
    }

    /// What those who are clients of this person now paid in these days.
    pub async fn collected_from(&self, curator: UserId, days: (Date, Date)) -> Result<Vec<Collected>, StoreError> {
        use client::Column as C;
        let his = Query::select().column(C::Id).from(client::Entity).and_where(C::CuratorId.is(curator)).to_owned();
        self.collected(his, days).await
    }

    async fn collected(&self, clients: SelectStatement, (from, until): (Date, Date)) -> Result<Vec<Collected>, StoreError> {
        use allocation::Column as A;
        let select = Query::select()
            .expr(Expr::cust("sales.client_id"))
            .expr(Expr::cust("sales.currency"))
            .expr(Expr::cust("allocations.value_on"))
            .expr(Expr::cust("cast(sum(allocations.amount_minor) as bigint)"))
            .from(allocation::Entity)
            .join(JoinType::InnerJoin, sale::Entity, Expr::cust("sales.id = allocations.sale_id"))
            .and_where(A::ValueOn.gte(from))
            .and_where(A::ValueOn.lt(until))
            .and_where(sale::Column::ClientId.in_subquery(clients))
            .add_group_by([Expr::cust("sales.client_id"), Expr::cust("sales.currency"), Expr::cust("allocations.value_on")])
            .to_owned();
        let rows = self.0.answer(Statement::written(&select, self.0.dialect())).await?;
        let read = |(client, currency, value_on, amount_minor): (Uuid, String, Date, i64)| {
            let currency = Currency::parse(&currency).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", client))?;
            Ok(Collected { client_id: ClientId::new(client), currency, value_on, amount_minor })
        };
        rows.iter().map(|row| read(row.read()?)).collect()
    }
}

/// Intervals of these people as curators that reach into a span of time.
fn kept_by(people: &[UserId], (from, until): (Instant, Instant)) -> Condition {
    use assignment::Column as C;
    Condition::all()
        .add(C::Role.is(AssignmentRole::Curator))
        .add(C::UserId.is_one_of(people.iter().copied()))
        .add(C::FromAt.lt(until))
        .add(Condition::any().add(C::ToAt.is_null()).add(C::ToAt.gt(from)))
}
