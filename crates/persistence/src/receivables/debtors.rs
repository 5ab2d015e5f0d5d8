//! Who owes what: a row a client and currency, added up when the list is asked for.

use domain::dossier::promise::{Promise, PromiseBy, PromiseKind, PromiseState};
use domain::moment::read_day;
use domain::receivables::debt::{Debtor, OwedSale};
use domain::{ClientId, Currency, Date, UserId};
use sea_orm::sea_query::{CommonTableExpression, JoinType, UnionType, Value, WithClause};
use sea_orm::{IdenStatic, QueryTrait};

use self::debtor::{Column as C, Entity};
use super::owed::{self, Terms, owed};
use crate::clients::client;
use crate::counts::{CountedMember, GroupColumn, count};
use crate::dossier::promise;
use crate::filter::chosen;
use crate::page::{After, page_by};
use crate::prelude::*;

table! {
    /// No table of the database: what [`debtors`] adds up.
    debtor: "debtors" of Debtor as one {
        client_id: ClientId,
        curator_id: Option<UserId>,
        credit_hold: bool,
        currency: Currency,
        total_minor: i64,
        overdue_minor: i64,
        oldest_due_on: Option<Date>,
        unallocated_minor: i64,
    }
}

crate::filter! {
    /// Filters of the list of receivables.
    pub struct ReceivableFilter {
        /// Only what this client owes.
        client_id: ClientId,
        /// Only what clients of this account owner owe; `null` for clients without one.
        curator_id: OrNull<UserId>,
        /// Only what is owed in the currency with this ISO 4217 code.
        currency: Currency,
        /// Only where something has been overdue for more than so many days.
        overdue_over_days: u16,
        /// `true` lists only clients to whom sales are stopped, `false` only the others.
        credit_hold: bool,
    }
    sorts_only { overdue, total, oldest_due_on }
    newest_first
}

impl crate::Countable for ReceivableFilter {
    const COUNTED: &'static [CountedMember] = &[
        CountedMember::of::<Option<UserId>>("curator_id"),
        CountedMember::of::<Currency>("currency"),
        CountedMember::of::<bool>("credit_hold"),
    ];
}

impl ReceivableFilter {
    fn condition(&self, today: Date) -> Condition {
        let before = |days: u16| today.checked_sub_days(chrono::Days::new(days.into())).unwrap_or(today);
        Condition::all()
            .add_option(self.client_id.map(|client| C::ClientId.is(client)))
            .add_option(self.curator_id.as_ref().map(|curator| curator.among(C::CuratorId)))
            .add_option(self.currency.map(|currency| C::Currency.is(currency)))
            .add_option(self.overdue_over_days.map(|days| C::OldestDueOn.lt(before(days))))
            .add_option(self.credit_hold.map(|hold| C::CreditHold.holds(hold)))
    }
}

repository! {
    /// Who owes what.
    Debtors: debtors
}

impl Debtors<'_> {
    /// A page of those within `reach`: one statement.
    pub async fn page(
        &self,
        reach: Reach,
        filter: &ReceivableFilter,
        terms: Terms,
        request: &PageRequest,
    ) -> Result<Page<Debtor>, StoreError> {
        let sort = match request.sort {
            "total" => C::TotalMinor,
            "oldest_due_on" => C::OldestDueOn,
            _ => C::OverdueMinor,
        };
        let start = request.after.as_ref().map(|after| start(sort, after)).transpose()?;
        let (db, select) = self.select(reach, filter, terms);
        let columns = [sort, C::ClientId, C::Currency];
        page_by(&db, select.filter(sort.is_not_null()), (&columns, start), request, |_, debtor| Ok(place(sort, debtor))).await
    }

    /// How many there are within `reach`, by these members.
    pub async fn counts(&self, reach: Reach, filter: &ReceivableFilter, terms: Terms, by: &[&'static str]) -> Result<Counts, StoreError> {
        let known = [
            GroupColumn::new::<Option<UserId>>("curator_id", C::CuratorId),
            GroupColumn::new::<Currency>("currency", C::Currency),
            GroupColumn::new::<bool>("credit_hold", C::CreditHold),
        ];
        let (db, select) = self.select(reach, filter, terms);
        count(&db, select, &known, by).await
    }

    /// What these clients owe, sale by sale; what is due first comes first.
    pub async fn sales_of(&self, terms: Terms, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<OwedSale>, StoreError> {
        owed::of_clients(self.0, terms, clients).await
    }

    /// What the clients of a curator owe.
    pub async fn sales_of_curator(&self, terms: Terms, curator: UserId) -> Result<Vec<OwedSale>, StoreError> {
        owed::of_curator(self.0, terms, curator).await
    }

    /// Of each sale that the client has paid: the day by which it was due, and the value date of the money that completed it.
    pub async fn paid_days_of(&self, terms: Terms, client: ClientId) -> Result<Vec<(Date, Date)>, StoreError> {
        owed::paid_days_of(self.0, terms, client).await
    }

    /// What these clients promise to pay, in the words of the index for it (m0077).
    pub async fn promised_by(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Promise>, StoreError> {
        use promise::Column as P;
        let to_pay = promise::Entity::find().filter(P::ClientId.is_one_of(clients)).filter(P::State.is(PromiseState::Open));
        let to_pay = to_pay.filter(P::MadeBy.is(PromiseBy::Client)).filter(P::Kind.is(PromiseKind::Payment));
        to_pay.filter(P::AmountMinor.is_not_null()).order_by_asc(P::DueOn).order_by_asc(P::Id).values(self.0).await
    }

    fn select(&self, reach: Reach, filter: &ReceivableFilter, terms: Terms) -> (Db, Select<Entity>) {
        let (db, mut select) = chosen::<Entity>(self.0, filter.condition(terms.today), reach.files(C::ClientId));
        let added = CommonTableExpression::new().query(debtors(terms, self.0.dialect())).table_name(Entity::NAME).to_owned();
        QueryTrait::query(&mut select).with_cte(WithClause::new().cte(added).to_owned());
        (db, select)
    }
}

/// What clients owe and what waits of their money, added up by client and currency.
fn debtors(terms: Terms, dialect: Dialect) -> SelectStatement {
    let waiting = Query::select()
        .expr_as(Expr::cust("payments.client_id"), "client_id")
        .expr_as(Expr::cust("payments.currency"), "currency")
        .expr_as(Expr::cust("cast(0 as bigint)"), "due_minor")
        .expr_as(Expr::cust("cast(null as date)"), "due_on")
        .expr_as(Expr::cust("payments.unallocated_minor"), "unallocated_minor")
        .from(crate::sales::payment::Entity)
        .and_where(Expr::cust("payments.unallocated_minor > 0"))
        .and_where(Expr::cust("payments.state = 'cleared'"))
        .to_owned();
    let money = Query::select()
        .columns(["client_id", "currency", "due_minor", "due_on"])
        .expr_as(Expr::cust("cast(0 as bigint)"), "unallocated_minor")
        .from_subquery(owed(terms, dialect), "owed")
        .union(UnionType::All, waiting)
        .to_owned();
    let late = match dialect {
        Dialect::Postgres => "cast(sum(case when money.due_on < $1 then money.due_minor else 0 end) as bigint)",
        Dialect::Sqlite => "cast(sum(case when money.due_on < ? then money.due_minor else 0 end) as bigint)",
    };
    Query::select()
        .expr_as(Expr::cust("clients.id"), "client_id")
        .expr_as(Expr::cust("clients.curator_id"), "curator_id")
        .expr_as(Expr::cust("clients.credit_hold"), "credit_hold")
        .expr_as(Expr::cust("money.currency"), "currency")
        .expr_as(Expr::cust("cast(sum(money.due_minor) as bigint)"), "total_minor")
        .expr_as(Expr::cust_with_values(late, [terms.today]), "overdue_minor")
        .expr_as(Expr::cust("min(money.due_on)"), "oldest_due_on")
        .expr_as(Expr::cust("cast(sum(money.unallocated_minor) as bigint)"), "unallocated_minor")
        .from_subquery(money, "money")
        .join(JoinType::InnerJoin, client::Entity, Expr::cust("clients.id = money.client_id"))
        .add_group_by([
            Expr::cust("clients.id"),
            Expr::cust("clients.curator_id"),
            Expr::cust("clients.credit_hold"),
            Expr::cust("money.currency"),
        ])
        .to_owned()
}

/// The place of a row: what it is sorted by, its client and its currency.
fn place(sort: C, debtor: &Debtor) -> After {
    let key = match sort {
        C::OldestDueOn => debtor.oldest_due_on.map(|day| day.to_string()).unwrap_or_default(),
        C::TotalMinor => debtor.total_minor.to_string(),
        _ => debtor.overdue_minor.to_string(),
    };
    After { key: Some(format!("{key} {}", debtor.currency)), id: debtor.client_id.uuid() }
}

/// And back.
fn start(sort: C, after: &After) -> Result<Vec<Value>, StoreError> {
    after.read(|key| {
        let (key, currency) = key.split_once(' ')?;
        let key: Value = if sort.as_str() == C::OldestDueOn.as_str() { read_day(key)?.into() } else { key.parse::<i64>().ok()?.into() };
        Some(vec![key, after.id.into(), Currency::parse(currency).ok()?.code().into()])
    })
}
