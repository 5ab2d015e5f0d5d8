//! The sales for which money is owed, and the day by which it is due (§3.18).

use domain::receivables::debt::OwedSale;
use domain::sales::SaleState;
use domain::{ClientId, Currency, Date, SaleId};
use sea_orm::sea_query::Order;
use uuid::Uuid;

use crate::clients::client;
use crate::driver::Record;
use crate::prelude::*;
use crate::sales::{allocation, sale};
use crate::statement::Statement;

/// Money is owed, in the words of the index for it (m0077).
pub(crate) const OWED: &str =
    "(sales.state in ('confirmed', 'partly_paid') and sales.gross_minor > sales.paid_minor + sales.refunded_minor)";

/// The days for payment of the newest contract that is signed and names some.
const DAYS_OF_CONTRACT: &str = "(select contracts.payment_days from contracts where contracts.client_id = sales.client_id \
     and contracts.state = 'signed' and contracts.payment_days is not null order by contracts.signed_on desc, contracts.id desc limit 1)";

/// The days for payment of the client's group, where he is in one and it names some.
const DAYS_OF_CLIENT_GROUP: &str = "(select client_groups.payment_days from clients join client_groups on client_groups.code = clients.group_code \
     where clients.id = sales.client_id)";

/// What says when and how late something is.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Today, in the company's zone.
    pub today: Date,
    /// The norm `receivable.payment_days`.
    pub payment_days: i64,
}

/// The day by which a sale is due.
fn due_on(terms: Terms, dialect: Dialect) -> Expr {
    let days = |norm: &str| format!("coalesce({DAYS_OF_CONTRACT}, {DAYS_OF_CLIENT_GROUP}, {norm})");
    let due_on = match dialect {
        Dialect::Postgres => format!("sales.sale_on + cast({} as integer)", days("$1")),
        Dialect::Sqlite => format!("date(sales.sale_on, {} || ' days')", days("?")),
    };
    Expr::cust_with_values(due_on, [terms.payment_days])
}

/// Sales for which money is owed: `client_id`, `currency`, `sale_id`, `sale_on`, `due_on`, `due_minor`.
pub(super) fn owed(terms: Terms, dialect: Dialect) -> SelectStatement {
    Query::select()
        .expr_as(Expr::cust("sales.client_id"), "client_id")
        .expr_as(Expr::cust("sales.currency"), "currency")
        .expr_as(Expr::cust("sales.id"), "sale_id")
        .expr_as(Expr::cust("sales.sale_on"), "sale_on")
        .expr_as(due_on(terms, dialect), "due_on")
        .expr_as(Expr::cust("sales.gross_minor - sales.paid_minor - sales.refunded_minor"), "due_minor")
        .from(sale::Entity)
        .and_where(Expr::cust(OWED))
        .to_owned()
}

type Row = (Uuid, String, Uuid, Date, Date, i64);

/// Those of the clients that `whose` chooses, what is due first first.
async fn sales(db: &Db, terms: Terms, whose: Expr) -> Result<Vec<OwedSale>, StoreError> {
    let mut select = owed(terms, db.dialect());
    select.and_where(whose);
    for key in ["due_on", "sale_on", "sale_id"] {
        select.order_by(key, Order::Asc);
    }
    let rows = db.answer(Statement::written(&select, db.dialect())).await?;
    let read = |(client, currency, sale, sale_on, due_on, due_minor): Row| {
        let currency = Currency::parse(&currency).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", sale))?;
        Ok(OwedSale { client_id: ClientId::new(client), currency, sale_id: SaleId::new(sale), sale_on, due_on, due_minor })
    };
    rows.iter().map(|row| read(row.read()?)).collect()
}

/// What these clients owe.
pub(super) async fn of_clients(db: &Db, terms: Terms, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<OwedSale>, StoreError> {
    sales(db, terms, sale::Column::ClientId.is_one_of(clients)).await
}

/// What the clients of one curator owe.
pub(super) async fn of_curator(db: &Db, terms: Terms, curator: domain::UserId) -> Result<Vec<OwedSale>, StoreError> {
    let his = Query::select().column(client::Column::Id).from(client::Entity).and_where(client::Column::CuratorId.is(curator)).to_owned();
    sales(db, terms, sale::Column::ClientId.in_subquery(his)).await
}

/// Of each sale that the client has paid: the day by which it was due, and the value date of the money that completed it.
pub(super) async fn paid_days_of(db: &Db, terms: Terms, client: ClientId) -> Result<Vec<(Date, Date)>, StoreError> {
    let select = Query::select()
        .expr_as(due_on(terms, db.dialect()), "due_on")
        .expr_as(Expr::cust("max(allocations.value_on)"), "paid_on")
        .from(sale::Entity)
        .inner_join(allocation::Entity, Expr::cust("allocations.sale_id = sales.id and allocations.amount_minor > 0"))
        .and_where(sale::Column::ClientId.is(client))
        .and_where(sale::Column::State.is(SaleState::Paid))
        .group_by_col((sale::Entity, sale::Column::Id))
        .to_owned();
    db.answer(Statement::written(&select, db.dialect())).await?.iter().map(Record::read).collect()
}
