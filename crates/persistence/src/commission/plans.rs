//! Plans of commission: find, page, save. Some dozens in the life of a company.

use domain::commission::{Plan, PlanState, Step, Terms};
use domain::{Currency, PlanId, UserId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde_json::{Value, json};

use crate::entity::commission_plan as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Plans.
pub struct Plans<'a>(&'a Db);

impl Db {
    /// Plans of commission.
    pub const fn plans(&self) -> Plans<'_> {
        Plans(self)
    }
}

/// Which plans a list shows.
#[derive(Clone, Debug, Default)]
pub struct PlanFilter {
    /// Only those in these states.
    pub states: Vec<PlanState>,
}

impl Plans<'_> {
    /// One by id.
    pub async fn find(&self, id: PlanId) -> Result<Option<Plan>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Every published plan.
    pub async fn published(&self) -> Result<Vec<Plan>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::State.eq(PlanState::Published.as_str()));
        select.order_by_asc(entity::Column::Number).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// The highest number given so far.
    pub async fn last_number(&self) -> Result<i64, StoreError> {
        let select = entity::Entity::find().select_only().column(entity::Column::Number).order_by_desc(entity::Column::Number).limit(1);
        Ok(select.into_tuple::<i64>().one(&self.0.exec()).await?.unwrap_or(0))
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &PlanFilter, request: &PageRequest) -> Result<Page<Plan>, StoreError> {
        let states: Vec<_> = filter.states.iter().map(|state| state.as_str()).collect();
        let select = entity::Entity::find()
            .apply_if((!states.is_empty()).then_some(states), |select, states| select.filter(entity::Column::State.is_in(states)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for Plan {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(plan: &Plan) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(plan.id.uuid()),
        version: Set(plan.version + 1),
        number: Set(plan.number),
        name: Set(plan.name.clone()),
        state: Set(plan.state.to_string()),
        effective_on: Set(plan.effective_on),
        currency: Set(plan.currency.map(|currency| currency.to_string())),
        terms: Set(terms_json(&plan.terms)),
        author_id: Set(plan.author_id.map(domain::Id::uuid)),
        published_by: Set(plan.published_by.map(domain::Id::uuid)),
        published_at: Set(plan.published_at),
        created_at: Set(plan.created_at),
    }
}

fn value(row: entity::Model) -> Result<Plan, StoreError> {
    let cell = Row::of("commission_plans", row.id);
    let currency = row.currency.as_deref().map(Currency::parse).transpose().map_err(|_| cell.corrupt("currency"))?;
    Ok(Plan {
        id: PlanId::new(row.id),
        version: row.version,
        number: row.number,
        name: row.name,
        state: cell.word("state", &row.state)?,
        effective_on: row.effective_on,
        currency,
        terms: terms(&row.terms).ok_or_else(|| cell.corrupt("terms"))?,
        author_id: row.author_id.map(UserId::new),
        published_by: row.published_by.map(UserId::new),
        published_at: row.published_at,
        created_at: row.created_at,
    })
}

fn terms_json(terms: &Terms) -> Value {
    json!({
        "first_sale_bp": terms.first_sale_bp,
        "residual_steps": steps_json(&terms.residual_steps),
        "new_line_bp": terms.new_line_bp,
        "new_line_months": terms.new_line_months,
        "farmer_bp": terms.farmer_bp,
        "key_account_bp": terms.key_account_bp,
        "cap_bp": terms.cap_bp,
        "clawback_days": terms.clawback_days,
        "tail_days": terms.tail_days,
        "late_residual_days": terms.late_residual_days,
        "handoff_holdback_bp": terms.handoff_holdback_bp,
    })
}

fn terms(json: &Value) -> Option<Terms> {
    let number = |key: &str| json.get(key).and_then(Value::as_i64);
    let rate = |key: &str| number(key).and_then(|bp| bp.try_into().ok());
    Some(Terms {
        first_sale_bp: rate("first_sale_bp")?,
        residual_steps: steps(json.get("residual_steps")?)?,
        new_line_bp: rate("new_line_bp")?,
        new_line_months: number("new_line_months")?,
        farmer_bp: rate("farmer_bp")?,
        key_account_bp: rate("key_account_bp")?,
        cap_bp: rate("cap_bp")?,
        clawback_days: number("clawback_days"),
        tail_days: number("tail_days")?,
        late_residual_days: number("late_residual_days")?,
        handoff_holdback_bp: rate("handoff_holdback_bp")?,
    })
}

pub(super) fn steps_json(steps: &[Step]) -> Value {
    steps.iter().map(|step| json!({"months": step.months, "rate_bp": step.rate_bp})).collect()
}

pub(super) fn steps(json: &Value) -> Option<Vec<Step>> {
    let step = |json: &Value| {
        let months = match json.get("months")? {
            Value::Null => None,
            months => Some(months.as_i64()?.try_into().ok()?),
        };
        Some(Step { months, rate_bp: json.get("rate_bp")?.as_i64()?.try_into().ok()? })
    };
    json.as_array()?.iter().map(step).collect()
}
