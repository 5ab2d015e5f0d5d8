//! Who has how many clients (RULES.md §4 *Overload rule*).

use domain::access::Role;
use domain::clients::Stage;
use domain::org::{UnitCode, User, UserState};
use domain::portfolio::leavers::Leaver;
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

/// The stages in which a client has a curator who works with him (§3.13).
const WORKED_WITH: [Stage; 5] = [Stage::MeetingBooked, Stage::Prospect, Stage::Client, Stage::Active, Stage::Abandoned];

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

    /// The curator works in another unit now, and those whom he keeps belong to it (§3.13).
    pub async fn moved_with_curator(&self, curator: UserId, unit: UnitCode) -> Result<(), StoreError> {
        let theirs = Expr::value(unit == UnitCode::KeyAccounts);
        Entity::update_many().col_expr(C::KeyAccount, theirs).filter(C::CuratorId.is(curator)).run(self.0).await
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

    /// Who has left and is still the curator of clients with whom we work (E-25), with how many.
    pub async fn left_behind(&self) -> Result<Vec<Leaver>, StoreError> {
        let his = Expr::col((Entity, C::CuratorId)).equals((user::Entity, U::Id));
        let clients =
            Entity::find().select_only().expr(Expr::col((Entity, C::Id)).count()).filter(his).filter(C::Stage.is_one_of(WORKED_WITH));
        let leavers = user::Entity::find()
            .select_only()
            .column(U::Id)
            .column(U::Unit)
            .column(U::TerminatedOn)
            .column_as(Expr::SubQuery(None, Box::new(clients.into_query().into())), "clients")
            .filter(U::State.is(UserState::Terminated))
            .filter(U::TerminatedOn.is_not_null());
        tuples::<(Uuid, String, Date, i64)>(&leavers, self.0)
            .await?
            .into_iter()
            .map(|(id, unit, left_on, clients)| {
                let unit = Word::parse(&unit).ok_or(StoreError::corrupt("users", "unit", id))?;
                Ok(Leaver { user_id: UserId::new(id), unit, left_on, clients })
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
