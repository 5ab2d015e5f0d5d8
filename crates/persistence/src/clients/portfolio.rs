//! Who has how many clients (RULES.md §4 *Overload rule*).

use domain::clients::Stage;
use domain::portfolio::load::StageCount;
use domain::{Date, UserId, Word};
use sea_orm::QueryTrait;
use uuid::Uuid;

use super::Clients;
use super::client::{Column as C, Entity};
use crate::prelude::*;

impl Clients<'_> {
    /// How many clients a farmer has; for capacity, lock the farmer's row first.
    pub async fn portfolio_size(&self, user: UserId) -> Result<i64, StoreError> {
        let size = in_portfolios().filter(C::CuratorId.is(user)).number(self.0).await?;
        Ok(i64::try_from(size).unwrap_or(i64::MAX))
    }

    /// Clients by curator, stage and exemption on `today`; of everybody or of one.
    pub async fn counts(&self, today: Date, of: Option<UserId>) -> Result<Vec<StageCount>, StoreError> {
        let exempt = Expr::Case(Box::new(Expr::case(Expr::col(C::ContactExemptUntil).gte(today), 1_i64).finally(0_i64)));
        let counted = in_portfolios()
            .select_only()
            .column(C::CuratorId)
            .column(C::Stage)
            .column_as(exempt, "exempt")
            .column_as(C::Id.count(), "clients")
            .filter(C::CuratorId.is_not_null())
            .apply_if(of, |select, user| select.filter(C::CuratorId.is(user)))
            .group_by(C::CuratorId)
            .group_by(C::Stage)
            .group_by(Expr::cust("3"));
        tuples::<(Uuid, String, i64, i64)>(&counted, self.0)
            .await?
            .into_iter()
            .map(|(curator, stage, exempt, clients)| {
                let stage = Word::parse(&stage).ok_or(StoreError::corrupt("clients", "stage", curator))?;
                Ok(StageCount { curator_id: UserId::new(curator), stage, exempt: exempt != 0, clients })
            })
            .collect()
    }
}

/// Clients in the stages that make a portfolio.
fn in_portfolios() -> Select<Entity> {
    Entity::find().filter(C::Stage.is_one_of([Stage::Active, Stage::Abandoned]))
}
