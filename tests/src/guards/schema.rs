//! One schema: the migrations make the same tables with the same columns, keys and indexes on both databases.

use std::collections::BTreeSet;

use persistence::{Store, StoreOptions};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::harness::{Db, empty_database};

/// `table.column` of every table, and `index table` of every index.
async fn shape(db: Db) -> Option<BTreeSet<String>> {
    let database = empty_database(db).await?;
    let options = StoreOptions { url: database.url(), max_connections: 1, threads: 1 };
    let store = Store::connect(&options).await.unwrap();
    store.migrate().await.unwrap();
    store.migrate().await.expect("migrating a migrated database does nothing");
    assert!(store.migrated().await.unwrap());
    drop(store);
    let columns = match db {
        Db::Sqlite => "select m.name || '.' || c.name as name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'",
        Db::Postgres => "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
    };
    let indexes = match db {
        Db::Sqlite => "select tbl_name || ' has ' || name as name from sqlite_master where type = 'index' and sql is not null",
        Db::Postgres => {
            "select tablename || ' has ' || indexname as name from pg_indexes i where schemaname = 'public'
             and not exists (select 1 from pg_constraint c where c.conname = i.indexname)"
        }
    };
    let pool = Database::connect(database.url()).await.unwrap();
    let mut names = BTreeSet::new();
    for sql in [columns, indexes] {
        for row in pool.query_all_raw(Statement::from_string(pool.get_database_backend(), sql)).await.unwrap() {
            names.insert(row.try_get::<String>("", "name").unwrap());
        }
    }
    pool.close().await.unwrap();
    // The index of trigrams is an index on PostgreSQL and a virtual table with its shadows on SQLite.
    names.retain(|name| !name.starts_with("sqlite_") && !name.starts_with("seaql_migrations") && !name.contains("search_texts_trigram"));
    Some(names)
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let sqlite = shape(Db::Sqlite).await.unwrap();
    let Some(postgres) = shape(Db::Postgres).await else { return };
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
    assert!(sqlite.len() > 10, "{sqlite:?}");
    assert_eq!((only(&sqlite, &postgres), only(&postgres, &sqlite)), (vec![], vec![]), "(only on SQLite, only on PostgreSQL)");
}
