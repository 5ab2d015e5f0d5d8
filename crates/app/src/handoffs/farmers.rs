//! Shared step: how many clients each farmer has, and how many he may have (N-11).

use domain::UserId;
use domain::access::Role;
use domain::handoffs::load::Load;
use domain::norms::{NormKey, NormValue};
use domain::org::{UnitCode, User, UserState};

use crate::prelude::*;

/// May he be given clients? On leave he may not.
pub(super) fn takes_clients(user: &User) -> bool {
    user.state == UserState::Active && (user.roles.contains(&Role::Farmer) || user.roles.contains(&Role::KeyAccountManager))
}

/// The load of every farmer who works now: two queries, nobody is locked.
pub(crate) async fn loads(work: &Work<'_>) -> Result<Vec<Load>> {
    let farmers = work.users().working_as(Role::Farmer).await?;
    let clients = work.clients().portfolio_sizes(None).await?;
    let load = |farmer: &User| load(work, farmer, clients.get(&farmer.id).copied().unwrap_or(0));
    Ok(farmers.iter().filter(|farmer| takes_clients(farmer)).map(load).collect())
}

/// One farmer's load, his row locked until the transaction ends, so that nobody else fills his last place; `None` if he takes no
/// clients now.
pub(super) async fn lock(work: &Work<'_>, farmer: UserId) -> Result<Option<Load>> {
    let Some(farmer) = work.lock_if_there(farmer).await?.filter(takes_clients) else { return Ok(None) };
    Ok(Some(load(work, &farmer, work.clients().portfolio_size(farmer.id).await?)))
}

fn load(work: &Work<'_>, farmer: &User, clients: i64) -> Load {
    Load { farmer: farmer.id, unit: farmer.unit, clients, max: max(work, farmer.unit) }
}

/// Refuses somebody who takes no clients now.
pub(super) fn not_a_farmer() -> AppError {
    AppError::field("/to_user_id", "not_a_farmer", "nobody with this id takes clients now")
}

/// Refuses the giver as receiver.
pub(super) fn same_person() -> AppError {
    AppError::field("/to_user_id", "same_person", "giver and receiver of a handoff must be two different persons")
}

fn max(work: &Work<'_>, unit: UnitCode) -> i64 {
    match work.norms.value_for(NormKey::PortfolioMax, Some(unit), None) {
        NormValue::Number(max) => max,
        NormValue::Flag(_) | NormValue::Unlimited => i64::MAX,
    }
}
