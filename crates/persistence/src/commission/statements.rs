//! Statements: find, page, save one or a month of them.

use domain::commission::{Dispute, Month, Statement, StatementState};
use domain::{AccrualId, Currency, Id, Instant, StatementId, UserId, Version, Word};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use serde_json::{Value, json};

use super::Whose;
use crate::entity::statement as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored, Tx};

/// Statements.
pub struct Statements<'a>(&'a Db);

impl Db {
    /// Statements of commission.
    pub const fn statements(&self) -> Statements<'_> {
        Statements(self)
    }
}

/// Which statements a list shows.
#[derive(Clone, Debug, Default)]
pub struct StatementFilter {
    /// Whose the caller may see.
    pub whose: Whose,
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// Only of this month.
    pub period: Option<Month>,
    /// Only in these states.
    pub states: Vec<StatementState>,
}

impl Statements<'_> {
    /// One by id.
    pub async fn find(&self, id: StatementId) -> Result<Option<Statement>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// One by id, kept from changing until the transaction ends.
    pub async fn lock(&self, id: StatementId) -> Result<Option<Statement>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).lock_exclusive().one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Those of a month, kept from changing until the transaction ends.
    pub async fn lock_month(&self, month: Month) -> Result<Vec<Statement>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::Period.eq(month.to_string())).lock_exclusive()).await
    }

    /// Those whose negative balance no other has taken over yet, kept from changing until the transaction ends.
    pub async fn lock_uncarried(&self) -> Result<Vec<Statement>, StoreError> {
        let open = entity::Entity::find().filter(entity::Column::CarryOutMinor.lt(0)).filter(entity::Column::CarriedToId.is_null());
        self.all(open.lock_exclusive()).await
    }

    /// Drafts of months after `month` that have handed on no balance yet, of these people, kept from changing until the transaction
    /// ends.
    pub async fn lock_drafts_after(&self, month: Month, people: impl IntoIterator<Item = UserId>) -> Result<Vec<Statement>, StoreError> {
        let drafts = entity::Entity::find()
            .filter(entity::Column::UserId.is_in(people.into_iter().map(Id::uuid)))
            .filter(entity::Column::Period.gt(month.to_string()))
            .filter(entity::Column::State.eq(StatementState::Draft.as_str()))
            .filter(entity::Column::CarriedToId.is_null());
        self.all(drafts.lock_exclusive()).await
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &StatementFilter, request: &PageRequest) -> Result<Page<Statement>, StoreError> {
        let states: Vec<_> = filter.states.iter().map(|state| state.as_str()).collect();
        let select = filter
            .whose
            .narrow(entity::Entity::find(), entity::Column::UserId)
            .apply_if(filter.user_id, |select, id| select.filter(entity::Column::UserId.eq(id.uuid())))
            .apply_if(filter.period, |select, month| select.filter(entity::Column::Period.eq(month.to_string())))
            .apply_if((!states.is_empty()).then_some(states), |select, states| select.filter(entity::Column::State.is_in(states)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Statement>, StoreError> {
        select.order_by_asc(entity::Column::Id).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }
}

/// SQLite binds at most 32,766 values a statement: 22 a row.
const BATCH: usize = 1_000;

impl Tx {
    /// Writes a month of statements, new and locked ones.
    pub async fn put_statements(&self, statements: &[Statement]) -> Result<(), StoreError> {
        use entity::Column as C;
        let changing = [
            C::Version,
            C::TotalMinor,
            C::LineCount,
            C::CarryInMinor,
            C::PayableMinor,
            C::CarryOutMinor,
            C::State,
            C::Dispute,
            C::IssuedAt,
            C::DisputeUntil,
            C::ApprovedBy,
            C::ApprovedAt,
            C::CarriedToId,
        ];
        for batch in statements.chunks(BATCH) {
            entity::Entity::insert_many(batch.iter().map(row))
                .on_conflict(OnConflict::column(C::Id).update_columns(changing).to_owned())
                .exec_without_returning(&self.exec())
                .await?;
        }
        Ok(())
    }
}

impl Stored for Statement {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(statement: &Statement) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(statement.id.uuid()),
        version: Set(statement.version + 1),
        user_id: Set(statement.user_id.uuid()),
        period: Set(statement.period.to_string()),
        currency: Set(statement.currency.to_string()),
        total_minor: Set(statement.total_minor),
        line_count: Set(statement.line_count),
        carry_in_minor: Set(statement.carry_in_minor),
        payable_minor: Set(statement.payable_minor),
        carry_out_minor: Set(statement.carry_out_minor),
        state: Set(statement.state.to_string()),
        dispute: Set(statement.dispute.as_ref().map(dispute_json)),
        issued_at: Set(statement.issued_at),
        dispute_until: Set(statement.dispute_until),
        approved_by: Set(statement.approved_by.map(Id::uuid)),
        approved_at: Set(statement.approved_at),
        paid_by: Set(statement.paid_by.map(Id::uuid)),
        paid_at: Set(statement.paid_at),
        payment_ref: Set(statement.payment_ref.clone()),
        carried_to_id: Set(statement.carried_to_id.map(Id::uuid)),
        created_at: Set(statement.created_at),
    }
}

fn value(row: entity::Model) -> Result<Statement, StoreError> {
    let cell = Row::of("commission_statements", row.id);
    Ok(Statement {
        id: StatementId::new(row.id),
        version: row.version,
        user_id: UserId::new(row.user_id),
        period: row.period.parse().map_err(|_| cell.corrupt("period"))?,
        currency: Currency::parse(&row.currency).map_err(|_| cell.corrupt("currency"))?,
        total_minor: row.total_minor,
        line_count: row.line_count,
        carry_in_minor: row.carry_in_minor,
        payable_minor: row.payable_minor,
        carry_out_minor: row.carry_out_minor,
        state: cell.word("state", &row.state)?,
        dispute: row.dispute.as_ref().map(|json| dispute(json).ok_or_else(|| cell.corrupt("dispute"))).transpose()?,
        issued_at: row.issued_at,
        dispute_until: row.dispute_until,
        approved_by: row.approved_by.map(UserId::new),
        approved_at: row.approved_at,
        paid_by: row.paid_by.map(UserId::new),
        paid_at: row.paid_at,
        payment_ref: row.payment_ref,
        carried_to_id: row.carried_to_id.map(StatementId::new),
        created_at: row.created_at,
    })
}

fn dispute_json(dispute: &Dispute) -> Value {
    json!({
        "accrual_id": dispute.accrual_id.to_string(),
        "reason": dispute.reason,
        "at": dispute.at.timestamp_micros(),
        "verdict": dispute.verdict.map(domain::Word::as_str),
        "resolution": dispute.resolution,
        "decided_by": dispute.decided_by.map(|user| user.to_string()),
    })
}

fn dispute(json: &Value) -> Option<Dispute> {
    let text = |key: &str| json.get(key).and_then(Value::as_str);
    let verdict = match text("verdict") {
        None => None,
        Some(word) => Some(domain::commission::DisputeVerdict::parse(word)?),
    };
    let decided_by = match text("decided_by") {
        None => None,
        Some(id) => Some(id.parse().ok()?),
    };
    Some(Dispute {
        accrual_id: text("accrual_id")?.parse::<AccrualId>().ok()?,
        reason: text("reason")?.to_owned(),
        at: json.get("at").and_then(Value::as_i64).and_then(Instant::from_timestamp_micros)?,
        verdict,
        resolution: text("resolution").map(str::to_owned),
        decided_by,
    })
}
