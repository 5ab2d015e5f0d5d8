//! A line of the ledger as a row, and back.

use domain::commission::{Accrual, ExchangeRate, Month, StepSpan};
use domain::{
    AccrualId, AdjustmentId, AllocationId, Bp, ClientId, Currency, EntitlementId, Id, Money, PlanId, SaleId, SaleLineId, StatementId,
    UserId,
};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::StoreError;
use crate::entity::accrual as entity;
use crate::row::Row;

pub(super) fn row(line: &Accrual) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(line.id.uuid()),
        version: Set(line.version + 1),
        user_id: Set(line.user_id.uuid()),
        client_id: Set(line.client_id.map(Id::uuid)),
        sale_id: Set(line.sale_id.map(Id::uuid)),
        sale_line_id: Set(line.sale_line_id.map(Id::uuid)),
        allocation_id: Set(line.allocation_id.map(Id::uuid)),
        entitlement_id: Set(line.entitlement_id.map(Id::uuid)),
        earned_on: Set(line.earned_on.to_string()),
        rule: Set(line.rule.to_string()),
        rate_bp: Set(line.rate_bp.into()),
        share_bp: Set(line.share_bp.into()),
        base_minor: Set(line.base.minor()),
        amount_minor: Set(line.amount.minor()),
        currency: Set(line.amount.currency().to_string()),
        base_so_far_minor: Set(line.base_so_far_minor),
        amount_so_far_minor: Set(line.amount_so_far_minor),
        plan_id: Set(line.plan_id.uuid()),
        plan_number: Set(line.plan_number),
        step: Set(line.step.map(step_json)),
        fx_on: Set(line.fx_on),
        fx_rate: Set(line.fx_rate.map(ExchangeRate::scaled)),
        plan_amount_minor: Set(line.plan_amount_minor),
        plan_currency: Set(line.plan_currency.to_string()),
        value_on: Set(line.value_on),
        state: Set(line.state.to_string()),
        held_reason: Set(line.held_reason.map(|reason| reason.to_string())),
        period: Set(line.period.map(|month| month.to_string())),
        late: Set(line.late),
        statement_id: Set(line.statement_id.map(Id::uuid)),
        reverses_id: Set(line.reverses_id.map(Id::uuid)),
        adjustment_id: Set(line.adjustment_id.map(Id::uuid)),
        recorded_at: Set(line.recorded_at),
    }
}

pub(super) fn value(row: entity::Model) -> Result<Accrual, StoreError> {
    let cell = Row::of("commission_accruals", row.id);
    let currency = |column, code: &str| Currency::parse(code).map_err(|_| cell.corrupt(column));
    let bp = |column, number: i64| Bp::try_from(number).map_err(|_| cell.corrupt(column));
    let own = currency("currency", &row.currency)?;
    let month = |text: &str| text.parse::<Month>().map_err(|_| cell.corrupt("period"));
    Ok(Accrual {
        id: AccrualId::new(row.id),
        version: row.version,
        user_id: UserId::new(row.user_id),
        client_id: row.client_id.map(ClientId::new),
        sale_id: row.sale_id.map(SaleId::new),
        sale_line_id: row.sale_line_id.map(SaleLineId::new),
        allocation_id: row.allocation_id.map(AllocationId::new),
        entitlement_id: row.entitlement_id.map(EntitlementId::new),
        earned_on: cell.word("earned_on", &row.earned_on)?,
        rule: cell.word("rule", &row.rule)?,
        rate_bp: bp("rate_bp", row.rate_bp)?,
        share_bp: bp("share_bp", row.share_bp)?,
        base: Money::new(row.base_minor, own),
        amount: Money::new(row.amount_minor, own),
        base_so_far_minor: row.base_so_far_minor,
        amount_so_far_minor: row.amount_so_far_minor,
        plan_id: PlanId::new(row.plan_id),
        plan_number: row.plan_number,
        step: row.step.as_ref().map(|json| step(json).ok_or_else(|| cell.corrupt("step"))).transpose()?,
        fx_on: row.fx_on,
        fx_rate: row.fx_rate.map(|rate| ExchangeRate::from_scaled(rate).map_err(|_| cell.corrupt("fx_rate"))).transpose()?,
        plan_amount_minor: row.plan_amount_minor,
        plan_currency: currency("plan_currency", &row.plan_currency)?,
        value_on: row.value_on,
        state: cell.word("state", &row.state)?,
        held_reason: cell.maybe_word("held_reason", row.held_reason.as_deref())?,
        period: row.period.as_deref().map(month).transpose()?,
        late: row.late,
        statement_id: row.statement_id.map(StatementId::new),
        reverses_id: row.reverses_id.map(AccrualId::new),
        adjustment_id: row.adjustment_id.map(AdjustmentId::new),
        recorded_at: row.recorded_at,
    })
}

fn step_json(step: StepSpan) -> Value {
    json!({
        "number": step.number, "from_on": step.from_on.to_string(), "to_on": step.to_on.map(|day| day.to_string()), "rate_bp": step.rate_bp,
    })
}

fn step(json: &Value) -> Option<StepSpan> {
    let to_on = match json.get("to_on")? {
        Value::Null => None,
        day => Some(day.as_str()?.parse().ok()?),
    };
    Some(StepSpan {
        number: json.get("number")?.as_i64()?,
        from_on: json.get("from_on")?.as_str()?.parse().ok()?,
        to_on,
        rate_bp: json.get("rate_bp")?.as_i64()?.try_into().ok()?,
    })
}
