//! The reset of a sandbox: what happened is deleted, what was set up stays.

use crate::prelude::*;

/// What was set up: people and machines with their logins, norms, calendar, plans, product lines,
/// endpoints of webhooks, and the schema's own record.
const KEPT: &[&str] = &[
    "api_keys",
    "calendar",
    "calendar_feeds",
    "client_groups",
    "commission_plans",
    "idempotency",
    "integrations",
    "leases",
    "norms",
    "product_lines",
    "refresh_tokens",
    "scorecards",
    "script_versions",
    "scripts",
    "seaql_migrations",
    "settings",
    "signing_keys",
    "units",
    "users",
    "webhook_endpoints",
    "webhook_feeds",
];

impl Tx {
    /// Empties every table but those of the set-up.
    pub async fn forget_what_happened(&self) -> Result<(), StoreError> {
        let all = match self.dialect() {
            Dialect::Postgres => {
                "select table_name::text as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'"
            }
            Dialect::Sqlite => {
                "select name from sqlite_master where type = 'table' and sql like 'create table%' and name not like 'sqlite_%'
                 and name not like 'search_texts_trigram%'"
            }
        };
        let rows = self.rows(all, []).await?;
        let names = rows.iter().map(|row| row.get::<String>(0)).collect::<Result<Vec<_>, _>>()?;
        let gone = names.iter().filter(|name| !KEPT.contains(&name.as_str())).map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
        let statements = match self.dialect() {
            Dialect::Postgres => vec![format!("truncate {}", gone.join(", "))],
            // Rows that refer to each other go together: what they refer to is looked at when all are gone.
            Dialect::Sqlite => {
                let deletes = gone.iter().map(|name| format!("delete from {name}"));
                std::iter::once("pragma defer_foreign_keys = on".to_owned()).chain(deletes).collect()
            }
        };
        for statement in statements {
            self.batch(&statement).await?;
        }
        // Plans, some dozens, have lost their seals with the journal.
        self.seal_older_rows().await?;
        // All keys but that of this request: repeated, it must do nothing.
        self.idempotency().forget().await
    }
}
