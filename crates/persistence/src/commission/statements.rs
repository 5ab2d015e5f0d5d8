//! Monthly commission statements, one a person and currency.

use domain::commission::{Dispute, DisputeVerdict, Month, Statement, StatementState};
use domain::sales::Opportunity;
use domain::{Currency, Instant, Scalar, StatementId, UserId, Version, Word};
use sea_orm::{Iterable, QueryTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use self::statement::{Column as C, Entity};
use super::accruals::accrual;
use super::adjustments::adjustment;
use crate::prelude::*;
use crate::sales::{allocation, opportunity, sale};

table! {
    /// What people are owed for a month.
    statement: "commission_statements" of Statement as statement {
        id: StatementId,
        version: Version as NextVersion,
        user_id: UserId,
        period: Month,
        currency: Currency,
        total_minor: i64,
        line_count: i64,
        carry_in_minor: i64,
        payable_minor: i64,
        carry_out_minor: i64,
        state: StatementState,
        dispute: Option<Dispute> as Json,
        issued_at: Option<Instant>,
        dispute_until: Option<Instant>,
        acknowledged_at: Option<Instant>,
        approved_by: Option<UserId>,
        approved_at: Option<Instant>,
        paid_by: Option<UserId>,
        paid_at: Option<Instant>,
        payment_ref: Option<String>,
        carried_to_id: Option<StatementId>,
        created_at: Instant,
    }
}

/// Ids are TypeIDs here and the instant is in microseconds, as the first version wrote them.
impl Object for Dispute {
    fn to_json(&self) -> Value {
        json!({
            "accrual_id": self.accrual_id.to_string(),
            "reason": self.reason,
            "at": self.at.timestamp_micros(),
            "verdict": self.verdict.map(DisputeVerdict::as_str),
            "resolution": self.resolution,
            "decided_by": self.decided_by.map(|user| user.to_string()),
        })
    }

    fn from_json(json: Value) -> Option<Self> {
        let text = |key: &str| json.get(key).and_then(Value::as_str);
        Some(Self {
            accrual_id: text("accrual_id")?.parse().ok()?,
            reason: text("reason")?.to_owned(),
            at: json.get("at")?.as_i64().and_then(Instant::from_timestamp_micros)?,
            verdict: Scalar::from_plain(text("verdict").map(str::to_owned))?,
            resolution: text("resolution").map(str::to_owned),
            decided_by: text("decided_by").map(str::parse).transpose().ok()?,
        })
    }
}

aggregate! { Statement: StatementId, "statement", in statement; }

crate::filter! {
    /// Which statements a list shows.
    pub struct StatementFilter of statement {
        /// Only statements of this person.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only statements of this month, such as `2026-11`.
        period: Month => C::Period.is(*period),
        /// Only statements in one of these states; several are separated by commas.
        state: Several<StatementState> => C::State.is_one_of(state.each()),
        /// Only statements in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// `true` lists only statements that were ever disputed, `false` only the others.
        disputed: bool => if *disputed { C::Dispute.is_not_null() } else { C::Dispute.is_null() },
        /// Only statements that this person approved.
        approved_by: OrNull<UserId> => approved_by.among(C::ApprovedBy),
        /// Only statements that this person marked as paid.
        paid_by: OrNull<UserId> => paid_by.among(C::PaidBy),
        /// Only statements that may be disputed until before this instant, UTC.
        dispute_until_before: Instant => C::DisputeUntil.lt(*dispute_until_before),
    }
    within reach { reach.people(C::UserId) }
    sorts {
        period: C::Period,
        total: C::TotalMinor,
        payable: C::PayableMinor,
        issued_at: C::IssuedAt,
        dispute_until_at: C::DisputeUntil,
        paid_at: C::PaidAt,
    }
    counts { state: StatementState = C::State, user_id: UserId = C::UserId, period: Month = C::Period, currency: Currency = C::Currency }
}

repository! {
    /// Statements of commission.
    Statements: statements
}

impl Statements<'_> {
    /// Whoever posted by hand what this statement holds: corrections, and allocations of money.
    pub async fn posters(&self, statement: StatementId) -> Result<Vec<UserId>, StoreError> {
        let lines = |of: accrual::Column| {
            accrual::Entity::find().select_only().column(of).filter(accrual::Column::StatementId.is(statement)).into_query()
        };
        let (by, id) = (adjustment::Column::RecordedBy, adjustment::Column::Id);
        let corrections = adjustment::Entity::find().select_only().column(by).distinct().filter(by.is_not_null());
        let corrections = corrections.filter(id.in_subquery(lines(accrual::Column::AdjustmentId)));
        let (by, id) = (allocation::Column::AllocatedBy, allocation::Column::Id);
        let allocations = allocation::Entity::find().select_only().column(by).distinct().filter(by.is_not_null());
        let allocations = allocations.filter(id.in_subquery(lines(accrual::Column::AllocationId)));
        let mut posters = tuples::<(Uuid,)>(&corrections, self.0).await?;
        posters.extend(tuples::<(Uuid,)>(&allocations, self.0).await?);
        Ok(posters.into_iter().map(|(user,)| UserId::new(user)).collect())
    }

    /// The deals whose credit is split and by whose sales this statement pays.
    pub async fn split_deals(&self, statement: StatementId) -> Result<Vec<Opportunity>, StoreError> {
        let paid_by =
            accrual::Entity::find().select_only().column(accrual::Column::SaleId).filter(accrual::Column::StatementId.is(statement));
        let sold = sale::Entity::find().select_only().column(sale::Column::OpportunityId);
        let sold = sold.filter(sale::Column::Id.in_subquery(paid_by.into_query()));
        opportunity::Entity::find()
            .filter(opportunity::Column::Id.in_subquery(sold.into_query()))
            .filter(Expr::col(opportunity::Column::SplitSignatures).cast_as("text").ne("[]"))
            .order_by_asc(opportunity::Column::Id)
            .values(self.0)
            .await
    }

    /// Those of a month, kept from changing until the transaction ends.
    pub async fn lock_month(&self, month: Month) -> Result<Vec<Statement>, StoreError> {
        self.lock_all(Condition::all().add(C::Period.is(month))).await
    }

    /// Those whose negative balance no other has taken over yet, kept from changing until the transaction ends.
    pub async fn lock_uncarried(&self) -> Result<Vec<Statement>, StoreError> {
        self.lock_all(Condition::all().add(C::CarryOutMinor.lt(0)).add(C::CarriedToId.is_null())).await
    }

    async fn lock_all(&self, condition: Condition) -> Result<Vec<Statement>, StoreError> {
        Entity::find().filter(condition).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }
}

impl Tx {
    /// Writes a month of statements, new and locked ones.
    pub async fn put_statements(&self, statements: &[Statement]) -> Result<(), StoreError> {
        put_all::<Entity>(self, statements, C::iter().skip(1)).await
    }
}
