//! Numbers that nobody calls; those that are marked at clients already are entered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{instant, maybe_id, maybe_instant, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            text("number"),
            text("reason"),
            maybe_text("note"),
            maybe_id("client_id"),
            maybe_id("call_id"),
            text("state"),
            maybe_id("created_by"),
            instant("created_at"),
            maybe_id("lifted_by"),
            maybe_instant("lifted_at"),
            maybe_text("lift_reason"),
            maybe_text("lift_proof"),
        ];
        table(manager, "suppressions", columns, &[("client_id", "clients")]).await?;
        let marked = if manager.get_database_backend() == DbBackend::Postgres {
            "insert into suppressions (id, version, number, reason, client_id, state, created_at) \
             select distinct on (p.line ->> 'number') gen_random_uuid(), 1, p.line ->> 'number', 'do_not_call', c.id, 'active', (p.line ->> 'do_not_call_at')::timestamptz \
             from clients c, jsonb_array_elements(c.phones) p (line) where p.line ->> 'do_not_call_at' is not null order by p.line ->> 'number', c.id"
        } else {
            "insert into suppressions (id, version, number, reason, client_id, state, created_at) \
             select randomblob(16), 1, json_extract(p.value, '$.number'), 'do_not_call', min(c.id), 'active', \
             replace(min(json_extract(p.value, '$.do_not_call_at')), 'Z', '+00:00') \
             from clients c, json_each(c.phones) p where json_extract(p.value, '$.do_not_call_at') is not null group by json_extract(p.value, '$.number')"
        };
        run(
            manager,
            &[
                marked,
                // At most one of a number is in force, whoever asks for it at the same moment.
                "create unique index suppressions_active on suppressions (number) where state = 'active'",
                "create index suppressions_number on suppressions (number, id)",
                "create index suppressions_client on suppressions (client_id, id) where client_id is not null",
                "create index suppressions_reason on suppressions (reason, id)",
                "create index suppressions_state on suppressions (state, id)",
            ],
        )
        .await
    }
}
