//! The ledger: saved in batches, read by sale, client, month and page. Amounts never change, only state, month and conversion.

use domain::commission::statement::Total;
use domain::commission::{Accrual, AccrualState, EarnedOn, ExchangeRate, HeldReason, Month, Rule, StepSpan};
use domain::{
    AccrualId, AdjustmentId, AllocationId, Bp, ClientId, Currency, Date, EntitlementId, Instant, Money, PlanId, SaleId, SaleLineId, Scalar,
    StatementId, UserId, Version, Word,
};
use sea_orm::UpdateMany;
use uuid::Uuid;

use self::accrual::{Column as C, Entity};
use crate::prelude::*;
use crate::query::change_sealed;
use crate::statement::Statement;

table! {
    /// Lines of the ledger; append-only but for state, month and conversion.
    accrual: "commission_accruals" of Accrual as line {
        id: AccrualId,
        version: Version as NextVersion,
        user_id: UserId,
        client_id: Option<ClientId>,
        sale_id: Option<SaleId>,
        sale_line_id: Option<SaleLineId>,
        allocation_id: Option<AllocationId>,
        entitlement_id: Option<EntitlementId>,
        earned_on: EarnedOn,
        rule: Rule,
        rate_bp: Bp,
        share_bp: Bp,
        base_so_far_minor: i64,
        amount_so_far_minor: i64,
        plan_id: PlanId,
        plan_number: i64,
        step: Option<StepSpan> as Json,
        fx_on: Date,
        fx_rate: Option<ExchangeRate>,
        plan_amount_minor: Option<i64>,
        plan_currency: Currency,
        value_on: Date,
        state: AccrualState,
        held_reason: Option<HeldReason>,
        period: Option<Month>,
        late: bool,
        statement_id: Option<StatementId>,
        reverses_id: Option<AccrualId>,
        adjustment_id: Option<AdjustmentId>,
        recorded_at: Instant,
    } with {
        base: Money::new(base_minor, currency) => { base_minor: i64 = line.base.minor() },
        amount: Money::new(amount_minor, currency) => { amount_minor: i64 = line.amount.minor(), currency: Currency = line.amount.currency() },
    }
}

object! { StepSpan { number, from_on, to_on, rate_bp } }

aggregate! { Accrual: AccrualId, "accrual", in accrual; }

crate::filter! {
    /// Which lines a list shows.
    pub struct AccrualFilter of accrual {
        /// Only ledger lines earned on this client.
        client_id: OrNull<ClientId> => client_id.earned(C::ClientId),
        /// Only ledger lines of this person.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only ledger lines earned on this sale.
        sale_id: OrNull<SaleId> => sale_id.among(C::SaleId),
        /// Only ledger lines that this statement lists.
        statement_id: OrNull<StatementId> => statement_id.among(C::StatementId),
        /// Only ledger lines that count in this month, such as `2026-11`.
        period: OrNull<Month> => period.among(C::Period),
        /// Only ledger lines in one of these states; several are separated by commas.
        state: Several<AccrualState> => C::State.is_one_of(state.each()),
        /// Only ledger lines earned on these kinds of sales; several are separated by commas.
        kind: Several<EarnedOn> => C::EarnedOn.is_one_of(kind.each()),
        /// Only ledger lines that follow from these rules of the plan; several are separated by commas.
        rule: Several<Rule> => C::Rule.is_one_of(rule.each()),
        /// Only ledger lines that are held for these reasons; several are separated by commas.
        held_reason: Several<OrNull<HeldReason>> => held_reason.among(C::HeldReason),
        /// Only ledger lines that this entitlement has earned.
        entitlement_id: OrNull<EntitlementId> => entitlement_id.among(C::EntitlementId),
        /// Only ledger lines of this manual adjustment.
        adjustment_id: OrNull<AdjustmentId> => adjustment_id.among(C::AdjustmentId),
        /// Only ledger lines that take back this line.
        reverses_id: OrNull<AccrualId> => reverses_id.among(C::ReversesId),
        /// `true` lists only ledger lines that came after their month was closed, `false` only the others.
        late: bool => C::Late.holds(*late),
        /// Only ledger lines in the currency with this ISO 4217 code, that of the payment.
        currency: Currency => C::Currency.is(*currency),
        /// Only ledger lines with this value date or a later one, a civil date.
        value_from: Date => C::ValueOn.gte(*value_from),
        /// Only ledger lines with a value date before this civil date.
        value_before: Date => C::ValueOn.lt(*value_before),
    }
    within reach { reach.people(C::UserId) }
    sorts { value_on: C::ValueOn, amount: C::AmountMinor }
    counts {
        state: AccrualState = C::State,
        kind: EarnedOn = C::EarnedOn,
        rule: Rule = C::Rule,
        held_reason: Option<HeldReason> = C::HeldReason,
        user_id: UserId = C::UserId,
        period: Option<Month> = C::Period,
        currency: Currency = C::Currency,
        late: bool = C::Late,
    }
}

repository! {
    /// The ledger of commission.
    Accruals: accruals
}

impl Accruals<'_> {
    /// Everything posted for a sale, oldest first.
    pub async fn of_sale(&self, sale: SaleId) -> Result<Vec<Accrual>, StoreError> {
        Entity::find().filter(C::SaleId.is(sale)).order_by_asc(C::Id).values(self.0).await
    }

    /// Everything that an entitlement has earned, oldest first, kept from changing until the transaction ends.
    pub async fn lock_of_entitlement(&self, entitlement: EntitlementId) -> Result<Vec<Accrual>, StoreError> {
        self.lock_all(Condition::all().add(C::EntitlementId.is(entitlement))).await
    }

    /// What is held on a client for this reason, kept from changing until the transaction ends.
    pub async fn lock_held_of(&self, client: ClientId, reason: HeldReason) -> Result<Vec<Accrual>, StoreError> {
        self.lock_all(Condition::all().add(C::HeldReason.is(reason)).add(client.earned(C::ClientId))).await
    }

    /// What waits to be converted at the rate of a day, kept from changing until the transaction ends.
    pub async fn lock_unconverted(&self, (from, to): (Currency, Currency), on: Date) -> Result<Vec<Accrual>, StoreError> {
        let of_pair = Condition::all().add(C::Currency.is(from)).add(C::PlanCurrency.is(to));
        self.lock_all(of_pair.add(C::FxOn.is(on)).add(C::PlanAmountMinor.is_null())).await
    }

    /// What is converted at the rate of a day.
    pub async fn converted_on(&self, (from, to): (Currency, Currency), on: Date) -> Result<Vec<Accrual>, StoreError> {
        let of_pair = Condition::all().add(C::Currency.is(from)).add(C::PlanCurrency.is(to));
        let converted = of_pair.add(C::FxOn.is(on)).add(C::FxRate.is_not_null());
        Entity::find().filter(converted).order_by_asc(C::Id).values(self.0).await
    }

    async fn lock_all(&self, condition: Condition) -> Result<Vec<Accrual>, StoreError> {
        Entity::find().filter(condition).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// Everybody who has a line in the month, whatever its state.
    pub async fn people_of(&self, month: Month) -> Result<Vec<UserId>, StoreError> {
        let select = Entity::find().select_only().column(C::UserId).distinct().filter(C::Period.is(month));
        Ok(tuples::<(Uuid,)>(&select, self.0).await?.into_iter().map(|(user,)| UserId::new(user)).collect())
    }

    /// What the posted lines of a month come to, by person and currency.
    pub async fn totals(&self, month: Month) -> Result<Vec<Total>, StoreError> {
        let select = Entity::find()
            .select_only()
            .column(C::UserId)
            .column(C::PlanCurrency)
            // PostgreSQL adds bigints up to a numeric.
            .column_as(Expr::cust("cast(sum(plan_amount_minor) as bigint)"), "total")
            .column_as(C::Id.count(), "lines")
            .filter(C::Period.is(month))
            .filter(C::State.is(AccrualState::Posted))
            .group_by(C::UserId)
            .group_by(C::PlanCurrency)
            .order_by_asc(C::UserId);
        let rows = tuples::<(Uuid, String, i64, i64)>(&select, self.0).await?;
        let total = |(user, currency, total_minor, line_count): (Uuid, String, i64, i64)| {
            let currency =
                Currency::from_plain(currency).ok_or_else(|| StoreError::corrupt("commission_accruals", "plan_currency", user))?;
            Ok(Total { user_id: UserId::new(user), currency, total_minor, line_count })
        };
        rows.into_iter().map(total).collect()
    }
}

impl Tx {
    /// Inserts new lines, and updates of known ones what may change: state, month, conversion, statement.
    pub async fn put_accruals(&self, lines: &[Accrual]) -> Result<(), StoreError> {
        let changing = [C::Version, C::State, C::HeldReason, C::Period, C::Late, C::FxRate, C::PlanAmountMinor, C::StatementId];
        put_all::<Entity>(self, lines, changing).await
    }

    /// Puts the posted lines of a month onto the statements of their people.
    pub async fn state_accruals(&self, month: Month) -> Result<(), StoreError> {
        let sql = "update commission_accruals set version = version + 1, statement_id = (select s.id from commission_statements s where s.user_id = commission_accruals.user_id \
                   and s.period = commission_accruals.period and s.currency = commission_accruals.plan_currency) where period = $1 and state = $2";
        let values = [month.to_string().into(), AccrualState::Posted.as_str().into()];
        change_sealed::<Entity>(self, Statement::new(sql, values)).await.map(drop)
    }

    /// Takes the lines of a reopened month off their statements.
    pub async fn recall_accruals(&self, month: Month) -> Result<(), StoreError> {
        let stated = [AccrualState::Posted, AccrualState::Stated, AccrualState::Approved];
        let recalled = moved_to(AccrualState::Posted).col_expr(C::StatementId, Expr::value(Option::<Uuid>::None));
        recalled.filter(C::Period.is(month)).filter(C::State.is_one_of(stated)).run(self).await
    }

    /// Moves the lines of a statement that are in the state `from` to the state `to`.
    pub async fn move_accruals(&self, statement: StatementId, from: AccrualState, to: AccrualState) -> Result<(), StoreError> {
        moved_to(to).filter(C::StatementId.is(statement)).filter(C::State.is(from)).run(self).await
    }
}

fn moved_to(state: AccrualState) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(C::State, Expr::value(state.as_str())).col_expr(C::Version, Expr::col(C::Version).add(1))
}
