//! Which farmer has room for one more client (N-11, E-24).

use super::Refusal;
use crate::ids::UserId;
use crate::org::UnitCode;

/// A farmer's portfolio, counted under the lock of his row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub farmer: UserId,
    /// Where he works.
    pub unit: UnitCode,
    pub clients: i64,
    /// N-11 of his unit.
    pub max: i64,
}

impl Load {
    const fn has_room(&self) -> bool {
        self.clients < self.max
    }

    pub(super) fn admit(self, over: bool) -> Result<bool, Refusal> {
        match (self.has_room(), over) {
            (true, _) => Ok(false),
            (false, true) => Ok(true),
            (false, false) => Err(Refusal::PortfolioFull { farmer: self.farmer, load: self.clients, max: self.max }),
        }
    }
}

/// The farmer with the fewest clients who has room (ties: lower id); `None` = nobody has.
pub fn least_loaded(loads: &[Load], not: &[UserId]) -> Option<UserId> {
    loads
        .iter()
        .filter(|load| load.has_room() && !not.contains(&load.farmer))
        .min_by_key(|load| (load.clients, load.farmer))
        .map(|load| load.farmer)
}
