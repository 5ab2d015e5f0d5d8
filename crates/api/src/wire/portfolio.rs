//! What a person carries, on the wire.

use domain::portfolio::load::LoadVerdict;

use super::prelude::*;
use super::user::{UnitTerm, UserKey};

pub type LoadVerdictTerm = Term<LoadVerdict>;

/// The portfolio of a farmer (account manager) or key-account manager as it is now, measured against the norms.
#[derive(Debug, Serialize, ToSchema)]
pub struct Portfolio {
    /// Id of the person whose portfolio it is.
    pub user_id: UserKey,
    /// Name of the person whose portfolio it is.
    pub name: String,
    /// Unit that the person belongs to.
    pub unit: UnitTerm,
    /// Number of `active` and `abandoned` clients whose account owner (curator) the person is.
    pub clients: i64,
    /// Number of those clients that nobody has spoken to for too long; exempt ones not included.
    pub abandoned: i64,
    /// Number of those clients that are exempt from regular contact.
    pub exempt: i64,
    /// Number of `active` clients, exempt ones not included, that nobody has spoken to for so long that they will be abandoned within
    /// seven days, or in the coming night.
    pub at_risk: i64,
    /// Number of clients, exempt ones not included, to whom the person or their deputy spoke within the days after which a client is
    /// abandoned (norm `client.abandoned_after_days`).
    pub contacted: i64,
    /// Share of the clients, exempt ones not included, that were contacted so, in basis points, rounded half up; null without any.
    pub contact_coverage_bp: Option<i64>,
    /// The numbers from which `signal` follows.
    pub arithmetic: LoadArithmetic,
    /// Fewest clients that the person should have, by the norm.
    pub norm_min: i64,
    /// Number of clients that the person should have, by the norm.
    pub norm_target: i64,
    /// Most clients that the person may have, by the norm.
    pub norm_max: i64,
    /// What the load says: `overloaded` means hire or rebalance, `neglected` means abandoned clients in spite of a small portfolio.
    pub signal: LoadVerdictTerm,
}

/// The numbers of the overload rule: overloaded is who has more clients than `norm_max`, or at least `norm_min` of them and `threshold` or
/// more abandoned; neglected is who has so many abandoned ones among fewer.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadArithmetic {
    /// Number of `active` and `abandoned` clients of the person.
    pub clients: i64,
    /// Number of abandoned clients, exempt ones not included.
    pub abandoned: i64,
    /// Fewest clients that the person should have, by the norm.
    pub norm_min: i64,
    /// Number of clients that the person should have, by the norm.
    pub norm_target: i64,
    /// Most clients that the person may have, by the norm.
    pub norm_max: i64,
    /// Number of abandoned clients from which the rule speaks, by the norm.
    pub threshold: i64,
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
            at_risk: load.at_risk,
            contacted: load.contacted,
            contact_coverage_bp: load.contact_coverage_bp(),
            arithmetic: LoadArithmetic {
                clients: load.clients,
                abandoned: load.abandoned,
                norm_min: limits.min,
                norm_target: limits.target,
                norm_max: limits.max,
                threshold: limits.threshold,
            },
            norm_min: limits.min,
            norm_target: limits.target,
            norm_max: limits.max,
            signal: Term(portfolio.verdict),
        }
    }
}
