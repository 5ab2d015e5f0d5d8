//! Who has how many clients (RULES.md §4 *Overload rule*).

use domain::clients::Stage;
use domain::portfolio::load::StageCount;
use domain::{Date, UserId, Word};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::Clients;
use crate::StoreError;
use crate::entity::client::{self as entity, Column};

/// The stages that make a portfolio.
const OURS: [Stage; 2] = [Stage::Active, Stage::Abandoned];

impl Clients<'_> {
    /// How many clients a farmer carries; for capacity, lock his row first.
    pub async fn portfolio_size(&self, user: UserId) -> Result<i64, StoreError> {
        let size = entity::Entity::find()
            .filter(Column::CuratorId.eq(user.uuid()))
            .filter(Column::Stage.is_in(OURS.map(Word::as_str)))
            .count(&self.0.exec())
            .await?;
        Ok(i64::try_from(size).unwrap_or(i64::MAX))
    }

    /// Clients by curator, stage and exemption on `today`; of everybody or of one.
    pub async fn counts(&self, today: Date, of: Option<UserId>) -> Result<Vec<StageCount>, StoreError> {
        let exempt = Expr::Case(Box::new(Expr::case(Expr::col(Column::ContactExemptUntil).gte(today), 1_i64).finally(0_i64)));
        let rows: Vec<(Uuid, String, i64, i64)> = entity::Entity::find()
            .select_only()
            .column(Column::CuratorId)
            .column(Column::Stage)
            .column_as(exempt, "exempt")
            .column_as(Column::Id.count(), "clients")
            .filter(Column::CuratorId.is_not_null())
            .filter(Column::Stage.is_in(OURS.map(Word::as_str)))
            .apply_if(of, |select, user| select.filter(Column::CuratorId.eq(user.uuid())))
            .group_by(Column::CuratorId)
            .group_by(Column::Stage)
            .group_by(Expr::cust("3"))
            .into_tuple()
            .all(&self.0.exec())
            .await?;
        rows.into_iter()
            .map(|(curator, stage, exempt, clients)| {
                let stage = Word::parse(&stage).ok_or(StoreError::corrupt("clients", "stage", curator))?;
                Ok(StageCount { curator_id: UserId::new(curator), stage, exempt: exempt != 0, clients })
            })
            .collect()
    }
}
