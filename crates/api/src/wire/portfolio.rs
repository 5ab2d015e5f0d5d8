//! What a person carries, on the wire.

use domain::portfolio::load::Verdict;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::user::{UnitTerm, UserKey};
use super::{Key, Term};
use crate::list::Filter;

/// What a load says.
pub type VerdictTerm = Term<Verdict>;

/// The portfolio of a farmer or key-account manager, as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Portfolio {
    /// Whose.
    pub user_id: UserKey,
    /// His name.
    pub name: String,
    /// His unit.
    pub unit: UnitTerm,
    /// Clients in `active` and `abandoned` for whom he answers.
    pub clients: i64,
    /// Those of them with whom nobody spoke for too long.
    pub abandoned: i64,
    /// Those of them that are left in peace for a while; counted apart.
    pub exempt: i64,
    /// Clients he should have at least.
    pub norm_min: i64,
    /// Clients he should have.
    pub norm_target: i64,
    /// Clients he may have.
    pub norm_max: i64,
    /// `overloaded`: hire or rebalance; `neglected`: few clients, and still some forgotten.
    pub signal: VerdictTerm,
}

impl From<app::portfolio::Portfolio> for Portfolio {
    fn from(portfolio: app::portfolio::Portfolio) -> Self {
        let (load, limits) = (portfolio.load, portfolio.limits);
        Self {
            user_id: Key(load.user_id),
            name: portfolio.name,
            unit: Term(load.unit),
            clients: load.clients,
            abandoned: load.abandoned,
            exempt: load.exempt,
            norm_min: limits.min,
            norm_target: limits.target,
            norm_max: limits.max,
            signal: Term(portfolio.verdict),
        }
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PortfolioFilter {
    /// Only of this unit's people.
    pub unit: Option<UnitTerm>,
    /// Only those of which this is said.
    pub signal: Option<VerdictTerm>,
}

impl Filter for PortfolioFilter {}

impl From<&PortfolioFilter> for app::portfolio::PortfolioFilter {
    fn from(filter: &PortfolioFilter) -> Self {
        Self { unit: filter.unit.map(|term| term.0), signal: filter.signal.map(|term| term.0) }
    }
}
