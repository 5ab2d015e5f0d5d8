//! What lists are searched, sorted and filtered by: an index for each order and filter of a screen, and for clients the texts that
//! they are found by, with an index of trigrams: `pg_trgm` on PostgreSQL, FTS5 beside the table on SQLite.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement};

use crate::columns::{flag, id, run, table, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ORDERS).await?;
        let number = ColumnDef::new("no").big_integer().not_null().primary_key().auto_increment().take();
        let columns = vec![number, id("client_id"), id("subject_id"), flag("personal"), text("text")];
        table(manager, "search_texts", columns, &[("client_id", "clients")]).await?;
        run(
            manager,
            &[
                "create unique index search_texts_subject on search_texts (subject_id, personal)",
                "create index search_texts_client on search_texts (client_id)",
            ],
        )
        .await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => run(manager, &[&trigrams(manager).await?]).await,
            _ => run(manager, FTS5).await,
        }
    }
}

const ORDERS: &[&str] = &[
    "create index calls_phone on calls (client_phone, id) where client_phone is not null",
    "create index opportunities_close on opportunities (close_on, id) where close_on is not null",
    "create index opportunities_stage on opportunities (stage, id)",
    "create index opportunities_line on opportunities (product_line, id)",
    "create index sales_day on sales (sale_on, id)",
    "create index sales_kind on sales (kind, id)",
    "create index payments_day on payments (value_on, id)",
    "create index payments_state on payments (state, id)",
    "create index refunds_day on refunds (value_on, id)",
    "create index refunds_state on refunds (state, id)",
    "create index refunds_payment on refunds (payment_id) where payment_id is not null",
    "create index handoffs_due_order on handoffs (due_at, id) where due_at is not null",
    "create index signals_since on signals (since, id)",
];

/// The extension comes with PostgreSQL's contrib package; it may lie in another schema than ours (one company, one schema).
async fn trigrams(manager: &SchemaManager<'_>) -> Result<String, DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("create extension if not exists pg_trgm").await?;
    let schema = "select quote_ident(n.nspname) as name from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'";
    let found = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, schema)).await?;
    let found = found.ok_or_else(|| DbErr::Migration("the extension pg_trgm of PostgreSQL (package contrib) is missing".into()))?;
    let schema: String = found.try_get("", "name")?;
    Ok(format!("create index search_texts_trigram on search_texts using gin (text {schema}.gin_trgm_ops)"))
}

/// Folded already: the index is to change nothing. It holds no text itself and follows the table by triggers.
const FTS5: &[&str] = &[
    "create virtual table search_texts_trigram using fts5(text, content='search_texts', content_rowid='no', tokenize='trigram case_sensitive 1')",
    "create trigger search_texts_made after insert on search_texts begin
       insert into search_texts_trigram (rowid, text) values (new.no, new.text);
     end",
    "create trigger search_texts_changed after update of text on search_texts begin
       insert into search_texts_trigram (search_texts_trigram, rowid, text) values ('delete', old.no, old.text);
       insert into search_texts_trigram (rowid, text) values (new.no, new.text);
     end",
    "create trigger search_texts_gone after delete on search_texts begin
       insert into search_texts_trigram (search_texts_trigram, rowid, text) values ('delete', old.no, old.text);
     end",
];
