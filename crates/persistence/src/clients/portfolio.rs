//! Who has how many clients (RULES.md §4 *Overload rule*).

use std::collections::HashMap;

use domain::access::Role;
use domain::clients::{Client, RecordStatus, Stage};
use domain::org::{UnitCode, User};
use domain::portfolio::leavers::Leaver;
use domain::portfolio::load::{CountedAt, StageCount};
use domain::{ClientId, Date, UserId, Word};
use sea_orm::QueryTrait;
use uuid::Uuid;

use super::Clients;
use super::client::{Column as C, Entity};
use super::silence_by_group::{contacted_by_group, silent_by_group};
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

    /// How many clients each of these people has, or everybody; whoever has none is left out.
    pub async fn portfolio_sizes(&self, of: Option<&[UserId]>) -> Result<HashMap<UserId, i64>, StoreError> {
        let counted = in_portfolios()
            .select_only()
            .column(C::CuratorId)
            .column_as(C::Id.count(), "clients")
            .filter(C::CuratorId.is_not_null())
            .apply_if(of, |select, people| select.filter(C::CuratorId.is_one_of(people.iter().copied())))
            .group_by(C::CuratorId);
        Ok(tuples::<(Uuid, i64)>(&counted, self.0).await?.into_iter().map(|(curator, clients)| (UserId::new(curator), clients)).collect())
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

    /// Clients by curator, stage and exemption, with how many of them are silent and how many contacted; of everybody or of these people.
    pub async fn counts(&self, at: &CountedAt, of: Option<&[UserId]>) -> Result<Vec<StageCount>, StoreError> {
        let exempt = Expr::Case(Box::new(Expr::case(Expr::col(C::ContactExemptUntil).gte(at.today), 1_i64).finally(0_i64)));
        let only = |those: Condition| Expr::expr(Expr::Case(Box::new(Expr::case(those, 1_i64)))).count();
        let counted = in_portfolios()
            .select_only()
            .column(C::CuratorId)
            .column(C::Stage)
            .column_as(exempt, "exempt")
            .column_as(C::Id.count(), "clients")
            .column_as(only(silent_by_group(&at.at_risk_before, |_| Condition::all())), "silent")
            .column_as(only(contacted_by_group(&at.contacted_since)), "contacted")
            .filter(C::CuratorId.is_not_null())
            .apply_if(of, |select, people| select.filter(C::CuratorId.is_one_of(people.iter().copied())))
            .group_by(C::CuratorId)
            .group_by(C::Stage)
            .group_by(Expr::cust("3"));
        tuples::<(Uuid, String, i64, i64, i64, i64)>(&counted, self.0)
            .await?
            .into_iter()
            .map(|(curator, stage, exempt, clients, silent, contacted)| {
                let stage = Word::parse(&stage).ok_or(StoreError::corrupt("clients", "stage", curator))?;
                Ok(StageCount { curator_id: UserId::new(curator), stage, exempt: exempt != 0, clients, silent, contacted })
            })
            .collect()
    }

    /// Up to `most` clients of one curator, in the order of their ids; `locked`: kept from changing until the transaction ends.
    pub async fn of_curator(&self, his: HisClients<'_>, most: u64, locked: bool) -> Result<Vec<Client>, StoreError> {
        let select = Entity::find()
            .filter(C::CuratorId.is(his.curator))
            .filter(C::RecordStatus.is(RecordStatus::Live))
            .apply_if(his.ids, |select, ids| select.filter(C::Id.is_one_of(ids.iter().copied())))
            .apply_if(his.stages, |select, stages| select.filter(C::Stage.is_one_of(stages.iter().copied())))
            .order_by_asc(C::Id)
            .limit(most);
        if locked { select.lock_exclusive().values(self.0).await } else { select.values(self.0).await }
    }

    /// Those with these ids, in that order, kept from changing until the transaction ends.
    pub async fn lock_many(&self, ids: impl IntoIterator<Item = ClientId>) -> Result<Vec<Client>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids)).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// Saves who looks after clients that are there and locked; in what is given back their versions have grown.
    pub async fn save_curators(&self, mut clients: Vec<Client>) -> Result<Vec<Client>, StoreError> {
        put_all::<Entity>(self.0, &clients, [C::CuratorId, C::KeyAccount, C::LastCuratorContactAt, C::Version]).await?;
        for client in &mut clients {
            client.version += 1;
        }
        Ok(clients)
    }

    /// Who has left, or will on a day that is known, and is still the curator of clients with whom we work (E-25), with how many; everybody,
    /// or this person.
    pub async fn left_behind(&self, of: Option<UserId>) -> Result<Vec<Leaver>, StoreError> {
        let his = Expr::col((Entity, C::CuratorId)).equals((user::Entity, U::Id));
        let clients =
            Entity::find().select_only().expr(Expr::col((Entity, C::Id)).count()).filter(his).filter(C::Stage.is_one_of(WORKED_WITH));
        let leavers = user::Entity::find()
            .select_only()
            .column(U::Id)
            .column(U::Unit)
            .column(U::TerminatedOn)
            .column_as(Expr::SubQuery(None, Box::new(clients.into_query().into())), "clients")
            .filter(U::TerminatedOn.is_not_null())
            .apply_if(of, |select, user| select.filter(U::Id.is(user)));
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

/// Live clients of one curator.
#[derive(Clone, Copy, Debug)]
pub struct HisClients<'a> {
    pub curator: UserId,
    /// Only these.
    pub ids: Option<&'a [ClientId]>,
    /// Only in these stages.
    pub stages: Option<&'a [Stage]>,
}

/// Clients in the stages that make a portfolio.
fn in_portfolios() -> Select<Entity> {
    Entity::find().filter(C::Stage.is_one_of([Stage::Active, Stage::Abandoned]))
}
