//! The pool or an open transaction, as what repositories query; and how a row of an aggregate is saved.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use domain::Version;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, EntityTrait,
    ExprTrait, QueryFilter, QueryResult, Statement, TransactionTrait, Value,
};
use uuid::Uuid;

use crate::{Dialect, StoreError};

/// The pool, or an open transaction: what repositories query.
pub struct Db {
    pub(crate) conn: Conn,
    /// Ids of the rows that this transaction has inserted: the journal has nothing about them yet.
    pub(crate) created: Mutex<HashSet<Uuid>>,
}

pub(crate) enum Conn {
    Pool(DatabaseConnection),
    Tx(Arc<DatabaseTransaction>),
}

impl Db {
    pub(crate) fn on(conn: Conn) -> Self {
        Self { conn, created: Mutex::default() }
    }

    pub(crate) fn exec(&self) -> DatabaseExecutor<'_> {
        match &self.conn {
            Conn::Pool(pool) => DatabaseExecutor::Connection(pool),
            Conn::Tx(tx) => DatabaseExecutor::Transaction(tx),
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.exec().get_database_backend() {
            sea_orm::DbBackend::Postgres => Dialect::Postgres,
            _ => Dialect::Sqlite,
        }
    }

    /// For a query whose best plan depends on its values, such as a search: PostgreSQL plans it anew for each of them.
    pub(crate) async fn planned_for_its_values(&self) -> Result<Self, StoreError> {
        let conn = match (&self.conn, self.dialect()) {
            (Conn::Pool(pool), Dialect::Postgres) => {
                let tx = pool.begin().await?;
                tx.execute_unprepared("set local plan_cache_mode = force_custom_plan").await?;
                Conn::Tx(Arc::new(tx))
            }
            (Conn::Pool(pool), Dialect::Sqlite) => Conn::Pool(pool.clone()),
            (Conn::Tx(tx), _) => Conn::Tx(Arc::clone(tx)),
        };
        Ok(Self::on(conn))
    }

    /// Runs a statement in the text that both databases read, with values bound as `$1`, `$2` …; gives the number of rows it changed.
    pub(crate) async fn execute(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, StoreError> {
        Ok(self.exec().execute_raw(self.statement(sql, values)).await?.rows_affected())
    }

    /// The rows that such a statement returns.
    pub(crate) async fn rows(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<QueryResult>, StoreError> {
        Ok(self.exec().query_all_raw(self.statement(sql, values)).await?)
    }

    /// The first row that such a statement returns.
    pub(crate) async fn row(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<QueryResult>, StoreError> {
        Ok(self.exec().query_one_raw(self.statement(sql, values)).await?)
    }

    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.exec().get_database_backend(), sql, values)
    }
}

/// Declares the repository that holds the special queries of a resource, and the method of [`Db`] that gives it:
///
/// ```text
/// repository! {
///     /// Payments.
///     Payments: payments
/// }
/// ```
macro_rules! repository {
    ($(#[$doc:meta])+ $name:ident: $accessor:ident) => {
        $(#[$doc])+
        pub struct $name<'a>(&'a $crate::Db);

        impl $crate::Db {
            $(#[$doc])+
            pub const fn $accessor(&self) -> $name<'_> {
                $name(self)
            }
        }
    };
}

pub(crate) use repository;

/// Inserts `row` (version 0) or replaces the row with this id and version; the row carries the next version itself.
pub(crate) async fn put<A>(db: &Db, row: A, id: Uuid, version: Version) -> Result<(), StoreError>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    if version == 0 {
        A::Entity::insert(row).exec_without_returning(&db.exec()).await?;
        if let Ok(mut created) = db.created.lock() {
            created.insert(id);
        }
        return Ok(());
    }
    let done =
        A::Entity::update_many().set(row).filter(Expr::col("id").eq(id)).filter(Expr::col("version").eq(version)).exec(&db.exec()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}
