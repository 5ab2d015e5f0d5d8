//! The ledger: written in batches, read by sale, client, month and page. Amounts are never changed, only state, month and conversion.

use domain::commission::statement::Total;
use domain::commission::{Accrual, AccrualState, EarnedOn, HeldReason, Month};
use domain::{AccrualId, ClientId, Currency, Date, EntitlementId, SaleId, StatementId, UserId, Word};
use sea_orm::sea_query::{Expr, OnConflict, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::Whose;
use super::accrual_row::{row, value};
use crate::entity::accrual as entity;
use crate::old_page::page_by_id;
use crate::{Db, Page, PageRequest, StoreError, Tx};

/// The ledger.
pub struct Accruals<'a>(&'a Db);

impl Db {
    /// The ledger of commission.
    pub const fn accruals(&self) -> Accruals<'_> {
        Accruals(self)
    }
}

/// Which lines a list shows.
#[derive(Clone, Debug, Default)]
pub struct AccrualFilter {
    /// Whose the caller may see.
    pub whose: Whose,
    /// Only of this client.
    pub client_id: Option<ClientId>,
    /// Only of this person.
    pub user_id: Option<UserId>,
    /// Only of this sale.
    pub sale_id: Option<SaleId>,
    /// Only of this statement.
    pub statement_id: Option<StatementId>,
    /// Only of this month.
    pub period: Option<Month>,
    /// Only in these states.
    pub states: Vec<AccrualState>,
    /// Only earned on these.
    pub kinds: Vec<EarnedOn>,
}

impl Accruals<'_> {
    /// One by id.
    pub async fn find(&self, id: AccrualId) -> Result<Option<Accrual>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Everything posted for a sale, oldest first.
    pub async fn of_sale(&self, sale: SaleId) -> Result<Vec<Accrual>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::SaleId.eq(sale.uuid()))).await
    }

    /// Everything that a right has earned, oldest first, kept from changing until the transaction ends.
    pub async fn lock_of_right(&self, right: EntitlementId) -> Result<Vec<Accrual>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::EntitlementId.eq(right.uuid())).lock_exclusive()).await
    }

    /// What waits for one of `reasons` on a client, kept from changing until the transaction ends.
    pub async fn lock_held_of(&self, client: ClientId, reasons: &[HeldReason]) -> Result<Vec<Accrual>, StoreError> {
        let reasons = reasons.iter().map(|reason| reason.as_str());
        let held = entity::Entity::find().filter(entity::Column::HeldReason.is_in(reasons));
        self.all(held.filter(entity::Column::ClientId.eq(client.uuid())).lock_exclusive()).await
    }

    /// What waits to be converted at the rate of a day, kept from changing until the transaction ends.
    pub async fn lock_unconverted(&self, (from, to): (Currency, Currency), on: Date) -> Result<Vec<Accrual>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::PlanAmountMinor.is_null())
            .filter(entity::Column::FxOn.eq(on))
            .filter(entity::Column::Currency.eq(from.code()))
            .filter(entity::Column::PlanCurrency.eq(to.code()))
            .lock_exclusive();
        self.all(select).await
    }

    /// What the posted lines of a month come to, by person and currency.
    pub async fn totals(&self, month: Month) -> Result<Vec<Total>, StoreError> {
        let select = entity::Entity::find()
            .select_only()
            .column(entity::Column::UserId)
            .column(entity::Column::PlanCurrency)
            // PostgreSQL adds bigints up to a numeric.
            .column_as(Expr::cust("cast(sum(plan_amount_minor) as bigint)"), "total")
            .column_as(entity::Column::Id.count(), "lines")
            .filter(entity::Column::Period.eq(month.to_string()))
            .filter(entity::Column::State.eq(AccrualState::Posted.as_str()))
            .group_by(entity::Column::UserId)
            .group_by(entity::Column::PlanCurrency)
            .order_by_asc(entity::Column::UserId);
        let rows: Vec<(uuid::Uuid, String, i64, i64)> = select.into_tuple().all(&self.0.exec()).await?;
        let total = |(user, currency, total_minor, line_count): (uuid::Uuid, String, i64, i64)| {
            let corrupt = |_| StoreError::corrupt("commission_accruals", "plan_currency", user);
            Ok(Total { user_id: UserId::new(user), currency: Currency::parse(&currency).map_err(corrupt)?, total_minor, line_count })
        };
        rows.into_iter().map(total).collect()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &AccrualFilter, request: &PageRequest) -> Result<Page<Accrual>, StoreError> {
        let states: Vec<_> = filter.states.iter().map(|state| state.as_str()).collect();
        let kinds: Vec<_> = filter.kinds.iter().map(|kind| kind.as_str()).collect();
        let select = filter
            .whose
            .narrow(entity::Entity::find(), entity::Column::UserId)
            .apply_if(filter.client_id, |select, id| select.filter(entity::Column::ClientId.eq(id.uuid())))
            .apply_if(filter.user_id, |select, id| select.filter(entity::Column::UserId.eq(id.uuid())))
            .apply_if(filter.sale_id, |select, id| select.filter(entity::Column::SaleId.eq(id.uuid())))
            .apply_if(filter.statement_id, |select, id| select.filter(entity::Column::StatementId.eq(id.uuid())))
            .apply_if(filter.period, |select, month| select.filter(entity::Column::Period.eq(month.to_string())))
            .apply_if((!states.is_empty()).then_some(states), |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if((!kinds.is_empty()).then_some(kinds), |select, kinds| select.filter(entity::Column::EarnedOn.is_in(kinds)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Accrual>, StoreError> {
        select.order_by_asc(entity::Column::Id).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }
}

fn one_more() -> SimpleExpr {
    Expr::col(entity::Column::Version).add(1)
}

/// SQLite binds at most 32,766 values a statement: 33 a line.
const BATCH: usize = 990;

impl Tx {
    /// Writes new lines, and into known ones what may change: state, month, conversion, statement.
    pub async fn put_accruals(&self, lines: &[Accrual]) -> Result<(), StoreError> {
        use entity::Column::{FxRate, HeldReason, Id, Late, Period, PlanAmountMinor, State, StatementId, Version};
        for batch in lines.chunks(BATCH) {
            let changing = [Version, State, HeldReason, Period, Late, FxRate, PlanAmountMinor, StatementId];
            entity::Entity::insert_many(batch.iter().map(row))
                .on_conflict(OnConflict::column(Id).update_columns(changing).to_owned())
                .exec_without_returning(&self.exec())
                .await?;
        }
        Ok(())
    }

    /// Puts the posted lines of a month onto the statements of their people.
    pub async fn state_accruals(&self, month: Month) -> Result<(), StoreError> {
        let sql = "update commission_accruals set version = version + 1, statement_id = (select s.id from commission_statements s where s.user_id = commission_accruals.user_id \
                   and s.period = commission_accruals.period and s.currency = commission_accruals.plan_currency) where period = $1 and state = $2";
        let values = [month.to_string().into(), AccrualState::Posted.as_str().into()];
        sea_orm::ConnectionTrait::execute_raw(&self.exec(), self.statement(sql, values)).await?;
        Ok(())
    }

    /// The lines of a month are nobody's statement's any more: it has been opened again.
    pub async fn recall_accruals(&self, month: Month) -> Result<(), StoreError> {
        let stated = [AccrualState::Posted, AccrualState::Stated, AccrualState::Approved];
        entity::Entity::update_many()
            .col_expr(entity::Column::State, Expr::value(AccrualState::Posted.as_str()))
            .col_expr(entity::Column::StatementId, Expr::value(Option::<uuid::Uuid>::None))
            .col_expr(entity::Column::Version, one_more())
            .filter(entity::Column::Period.eq(month.to_string()))
            .filter(entity::Column::State.is_in(stated.map(domain::Word::as_str)))
            .exec(&self.exec())
            .await?;
        Ok(())
    }

    /// The lines of a statement go with it from one of the states `from` to `to`.
    pub async fn move_accruals(&self, statement: StatementId, from: &[AccrualState], to: AccrualState) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(entity::Column::State, Expr::value(to.as_str()))
            .col_expr(entity::Column::Version, one_more())
            .filter(entity::Column::StatementId.eq(statement.uuid()))
            .filter(entity::Column::State.is_in(from.iter().map(|state| state.as_str())))
            .exec(&self.exec())
            .await?;
        Ok(())
    }
}
