//! A mistyped exchange rate is replaced by a newer one: one rate a currency and day is in force, the others stay to be looked at.

use sea_orm_migration::prelude::*;

use crate::columns::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "alter table fx_rates add column replaces uuid references fx_rates (id)",
                // Written before the newer one is, so that one of them is in force at any time.
                "alter table fx_rates add column replaced_by uuid",
                "drop index fx_rates_day",
                "create unique index fx_rates_day on fx_rates (currency, plan_currency, value_on) where replaced_by is null",
                "create index fx_rates_replaced_by on fx_rates (replaced_by, id)",
                "create index fx_rates_replaces on fx_rates (replaces, id)",
                "create index commission_accruals_converted on commission_accruals (fx_on, currency, plan_currency) where fx_rate is not null",
            ],
        )
        .await
    }
}
