//! Who has how many clients (RULES.md §4 *Overload rule*).

use domain::access::Role;
use domain::clients::Stage;
use domain::org::{UnitCode, User};
use domain::portfolio::load::StageCount;
use domain::{Date, UserId, Word};
use sea_orm::QueryTrait;
use uuid::Uuid;

use super::Clients;
use super::client::{Column as C, Entity};
use crate::org::user::{self, Column as U};
use crate::org::works_as;
use crate::page::page;
use crate::prelude::*;

impl Clients<'_> {
    /// How many clients a farmer has; for capacity, lock the farmer's row first.
    pub async fn portfolio_size(&self, user: UserId) -> Result<i64, StoreError> {
        let size = in_portfolios().filter(C::CuratorId.is(user)).number(self.0).await?;
        Ok(i64::try_from(size).unwrap_or(i64::MAX))
    }

    /// A page of the people who have a portfolio, in the order in which they were hired: who works as a farmer or key-account manager, and
    /// whoever else is still the curator of a client in one. Of one unit or of some people, where named.
    pub async fn portfolio_owners(
        &self,
        reach: Reach,
        (unit, of): (Option<UnitCode>, Option<&[UserId]>),
        request: &PageRequest,
    ) -> Result<Page<User>, StoreError> {
        page(self.0, owners(reach, unit, of), &[], request).await
    }

    /// All of them, in the same order.
    pub async fn all_portfolio_owners(
        &self,
        reach: Reach,
        (unit, of): (Option<UnitCode>, Option<&[UserId]>),
    ) -> Result<Vec<User>, StoreError> {
        owners(reach, unit, of).order_by_asc(U::Id).values(self.0).await
    }

    /// Clients by curator, stage and exemption on `today`; of everybody or of these people.
    pub async fn counts(&self, today: Date, of: Option<&[UserId]>) -> Result<Vec<StageCount>, StoreError> {
        let exempt = Expr::Case(Box::new(Expr::case(Expr::col(C::ContactExemptUntil).gte(today), 1_i64).finally(0_i64)));
        let counted = in_portfolios()
            .select_only()
            .column(C::CuratorId)
            .column(C::Stage)
            .column_as(exempt, "exempt")
            .column_as(C::Id.count(), "clients")
            .filter(C::CuratorId.is_not_null())
            .apply_if(of, |select, people| select.filter(C::CuratorId.is_one_of(people.iter().copied())))
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

fn owners(reach: Reach, unit: Option<UnitCode>, of: Option<&[UserId]>) -> Select<user::Entity> {
    let his = Expr::col((Entity, C::CuratorId)).equals((user::Entity, U::Id));
    let curates = Expr::exists(in_portfolios().select_only().expr(Expr::val(1)).filter(his).into_query());
    let owns = Condition::any().add(works_as(Role::Farmer)).add(works_as(Role::KeyAccountManager)).add(curates);
    user::Entity::find()
        .filter(owns)
        .filter(reach.people(U::Id))
        .apply_if(unit, |select, unit| select.filter(U::Unit.is(unit)))
        .apply_if(of, |select, people| select.filter(U::Id.is_one_of(people.iter().copied())))
}

/// Clients in the stages that make a portfolio.
fn in_portfolios() -> Select<Entity> {
    Entity::find().filter(C::Stage.is_one_of([Stage::Active, Stage::Abandoned]))
}
