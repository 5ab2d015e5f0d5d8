//! Lists that answer at a million clients as at twenty thousand: an index for each order of a list; for each filter whose matches are
//! few or lie together (people, states that pass, flags), one in the order of its screen. An index that no query used is gone.
//!
//! `tests/src/guards/plans.rs` says which orders and filters have none; what a statement took before and after stands in
//! `crates/persistence/README.md` §7.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for indexes in [CLIENTS, CALLS_AND_MEETINGS, KEYS, SALES, MONEY, COMMISSION, HANDOFFS_AND_SIGNALS] {
            run(manager, indexes).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, WORDS_TOGETHER).await?;
        }
        Ok(())
    }
}

/// Words that go together or never do: PostgreSQL takes them for independent unless it counts the pairs, and would walk a table for
/// a pair that nobody has.
const WORDS_TOGETHER: &[&str] = &[
    "create statistics clients_stage_temperature (mcv) on stage, temperature from clients",
    "create statistics meetings_state_acceptance (mcv) on state, acceptance from meetings",
    "create statistics opportunities_state_stage (mcv) on state, stage from opportunities",
    "create statistics sales_state_kind (mcv) on state, kind from sales",
    "create statistics handoffs_state_kind (mcv) on state, kind from handoffs",
    "create statistics signals_state_unit (mcv) on state, unit from signals",
];

const CLIENTS: &[&str] = &[
    // Who was last spoken to when is asked by `silent_since`, which the order goes by as well.
    "drop index clients_last_contact",
    "drop index clients_recontact",
    "create index clients_recontact on clients (recontact_on, id) where recontact_on is not null",
    "drop index clients_temperature",
    "create index clients_temperature on clients (temperature, stage, id) where temperature is not null",
    "create index clients_stage_order on clients (stage, stage_since, id)",
    "create index clients_name on clients (legal_name, id)",
    "create index clients_curator_contact on clients (last_curator_contact_at, id) where last_curator_contact_at is not null",
    "create index clients_last_sale on clients (last_sale_on, id) where last_sale_on is not null",
    "create index clients_inn_any on clients (inn, id) where inn is not null",
    "create index clients_loss_proposed on clients (id) where loss_proposal is not null",
    "create index clients_duplicate on clients (duplicate_of_id, id) where duplicate_of_id is not null",
    "create index clients_referrer on clients (referrer_client_id, id) where referrer_client_id is not null",
];

const CALLS_AND_MEETINGS: &[&str] = &[
    "create index calls_user_order on calls (user_id, started_at, id) where user_id is not null",
    "create index calls_callback on calls (callback_at, id) where callback_at is not null",
    "create index calls_talk on calls (talk_seconds, id) where talk_seconds is not null",
    "create index calls_conflict on calls (disposition_conflict, id)",
    // The inbox in the order of its screen.
    "create index calls_unmatched_order on calls (started_at, id) where client_id is null and direction <> 'internal'",
    "create index meetings_booker_order on meetings (booked_by, starts_at, id)",
    "create index meetings_state_order on meetings (state, starts_at, id)",
    "create index meetings_acceptance_order on meetings (acceptance, starts_at, id)",
    "create index meetings_kind on meetings (kind, id)",
    "drop index meetings_accept_due",
    "create index meetings_accept_due on meetings (accept_due_at, id) where accept_due_at is not null",
    "create index meetings_held on meetings (held_at, id) where held_at is not null",
    "create index meetings_decided on meetings (decided_at, id) where decided_at is not null",
];

/// The natural keys, turned round: the number at the source alone is asked for as well.
const KEYS: &[&str] = &[
    "drop index calls_external",
    "create unique index calls_external on calls (external_call_id, source)",
    "drop index sales_external",
    "create unique index sales_external on sales (external_id, source) where external_id is not null",
    "drop index payments_external",
    "create unique index payments_external on payments (external_id, source)",
    "drop index refunds_external",
    "create unique index refunds_external on refunds (external_id, source)",
];

const SALES: &[&str] = &[
    "drop index opportunities_stage",
    "create index opportunities_stage on opportunities (stage, state, id)",
    "create index opportunities_state_order on opportunities (state, close_on, id)",
    "create index opportunities_owner_order on opportunities (owner_id, id)",
    "create index opportunities_touched on opportunities (touched_at, id)",
    "create index opportunities_closed on opportunities (closed_at, id) where closed_at is not null",
    "create index opportunities_amount on opportunities (amount_minor, id)",
    "create index sales_state_order on sales (state, sale_on, id)",
    "create index sales_seller_order on sales (seller_id, sale_on, id)",
    "create index sales_confirmed on sales (confirmed_at, id) where confirmed_at is not null",
    "create index sales_gross on sales (gross_minor, id)",
];

const MONEY: &[&str] = &[
    "create index payments_state_order on payments (state, value_on, id)",
    "create index payments_amount on payments (amount_minor, id)",
    "create index payments_unallocated on payments (unallocated_minor, id)",
    "create index refunds_state_order on refunds (state, value_on, id)",
    "create index refunds_amount on refunds (amount_minor, id)",
];

const COMMISSION: &[&str] = &[
    "create index commission_accruals_day on commission_accruals (value_on, id)",
    "create index commission_accruals_amount on commission_accruals (amount_minor, id)",
    "create index commission_accruals_user_order on commission_accruals (user_id, value_on, id)",
    "create index commission_accruals_state on commission_accruals (state, id)",
    "create index commission_accruals_kind on commission_accruals (earned_on, id)",
    "drop index commission_entitlements_schedule",
    "create index commission_entitlements_schedule on commission_entitlements (schedule_end_on, id) where schedule_end_on is not null",
    "create index commission_entitlements_begun on commission_entitlements (clock_start_on, id)",
    "create index commission_statements_total on commission_statements (total_minor, id)",
    "create index commission_statements_payable on commission_statements (payable_minor, id)",
    "create index commission_statements_issued on commission_statements (issued_at, id) where issued_at is not null",
    "create index commission_statements_dispute on commission_statements (dispute_until, id) where dispute_until is not null",
    "create index commission_statements_paid on commission_statements (paid_at, id) where paid_at is not null",
    "create index commission_adjustments_day on commission_adjustments (value_on, id)",
    "create index commission_adjustments_amount on commission_adjustments (amount_minor, id)",
    "create index commission_entitlements_ended on commission_entitlements (ended_on, id) where ended_on is not null",
];

const HANDOFFS_AND_SIGNALS: &[&str] = &[
    "create index handoffs_kind on handoffs (kind, id)",
    "create index handoffs_state_order on handoffs (state, due_at, id) where due_at is not null",
    "create index handoffs_overdue on handoffs (overdue, id)",
    "create index handoffs_proposed on handoffs (proposed_at, id) where proposed_at is not null",
    "create index handoffs_accepted on handoffs (accepted_at, id) where accepted_at is not null",
    "create index handoffs_completed on handoffs (completed_at, id) where completed_at is not null",
    "create index signals_state_order on signals (state, since, id)",
    "create index signals_unit_order on signals (unit, since, id)",
    "create index signals_resolved on signals (resolved_at, id) where resolved_at is not null",
    "create index signals_subject on signals (subject, id)",
];
