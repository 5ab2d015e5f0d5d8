//! Indexes for filters whose matches are few: what is out of the ordinary is found without a walk past all that is not. Where a word or
//! a flag is ordinary, it has no place in the index, so that most writes do not touch it.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await
    }
}

const INDEXES: &[&str] = &[
    "create index clients_on_hold on clients (id) where credit_hold",
    "create index clients_not_live on clients (record_status, id) where record_status <> 'live'",
    "create index calls_under_way on calls (state, id) where state <> 'ended'",
    "create index calls_disposition_by on calls (disposition_by, id) where disposition_by is not null",
    "create index meetings_reject_reason on meetings (reject_reason, id) where reject_reason is not null",
    "create index meetings_disputed_by on meetings (disputed_by, id) where disputed_by is not null",
    "create index meetings_contact on meetings (contact_id, id) where contact_id is not null",
    "create index opportunities_stale on opportunities (id) where stale",
    "create index opportunities_competitor on opportunities (competitor, id) where competitor is not null",
    "create index sales_seller_unit on sales (seller_unit, id)",
    "create index sales_provisional on sales (id) where not kind_final",
    "create index sales_unpaid on sales (id) where state in ('confirmed', 'partly_paid', 'refunded') and gross_minor > paid_minor + refunded_minor",
    "create index sales_created_by on sales (created_by, id) where created_by is not null",
    "create index payments_recorded_by on payments (recorded_by, id) where recorded_by is not null",
    "create index refunds_recorded_by on refunds (recorded_by, id) where recorded_by is not null",
    "create index handoffs_first_sale on handoffs (first_sale_id, id) where first_sale_id is not null",
    "create index commission_accruals_rule on commission_accruals (rule, id)",
    "create index commission_accruals_late on commission_accruals (id) where late",
    "create index commission_accruals_reverses on commission_accruals (reverses_id, id) where reverses_id is not null",
    "create index commission_accruals_adjustment on commission_accruals (adjustment_id, id) where adjustment_id is not null",
    "create index commission_entitlements_sale on commission_entitlements (origin_sale_id, id)",
    "create index commission_entitlements_reason on commission_entitlements (end_reason, id) where end_reason is not null",
];
