//! Call tasks: the queue.

use sea_orm_migration::prelude::*;

use crate::columns::{date, id, instant, integer, maybe_id, maybe_instant, maybe_integer, maybe_text, primary, run, table, text, version};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            primary(),
            version(),
            id("call_list_id"),
            id("client_id"),
            id("group_id"),
            maybe_id("script_id"),
            maybe_integer("script_version"),
            text("state"),
            integer("priority"),
            maybe_text("phone"),
            text("time_zone"),
            integer("attempts"),
            integer("attempts_max"),
            maybe_instant("first_attempt_at"),
            maybe_instant("last_attempt_at"),
            maybe_integer("rest_part"),
            maybe_instant("rest_until"),
            maybe_instant("next_attempt_at"),
            maybe_instant("due_at"),
            maybe_id("callback_user_id"),
            maybe_id("leased_by"),
            maybe_instant("leased_at"),
            maybe_instant("leased_until_at"),
            maybe_text("last_outcome"),
            maybe_id("last_call_id"),
            maybe_text("disposition"),
            maybe_text("reason"),
            maybe_text("note"),
            instant("created_at"),
            date("created_on"),
            maybe_instant("closed_at"),
            maybe_instant("recycle_at"),
        ];
        table(manager, "call_tasks", columns, &[("call_list_id", "call_lists"), ("client_id", "clients")]).await?;
        run(
            manager,
            &[
                // I-8: one open task of a client, one lease of a person, of a client and of a group.
                "create unique index call_tasks_open on call_tasks (client_id) where state in ('queued', 'leased', 'callback')",
                "create unique index call_tasks_holder on call_tasks (leased_by) where state = 'leased'",
                "create unique index call_tasks_group on call_tasks (group_id) where state = 'leased'",
                // Who comes next.
                "create index call_tasks_queue on call_tasks (call_list_id, time_zone, next_attempt_at, id) where state = 'queued'",
                "create index call_tasks_promised on call_tasks (due_at, id) where state = 'callback'",
                "create index call_tasks_waiting on call_tasks (time_zone, next_attempt_at) where state in ('queued', 'callback')",
                "create index call_tasks_leases on call_tasks (leased_until_at, id) where state = 'leased'",
                "create index call_tasks_recycle on call_tasks (recycle_at, id) where recycle_at is not null",
                // What lists are asked for.
                "create index call_tasks_list on call_tasks (call_list_id, id)",
                "create index call_tasks_list_state on call_tasks (call_list_id, state, attempts)",
                "create index call_tasks_client on call_tasks (client_id, id)",
                "create index call_tasks_state on call_tasks (state, id)",
                "create index call_tasks_leased_by on call_tasks (leased_by, id) where leased_by is not null",
                "create index call_tasks_callback_user on call_tasks (callback_user_id, id) where callback_user_id is not null",
                "create index call_tasks_priority on call_tasks (priority, id)",
                "create index call_tasks_next on call_tasks (next_attempt_at, id)",
                "create index call_tasks_due on call_tasks (due_at, id)",
            ],
        )
        .await
    }
}
