//! Which farmer has room for one more client (N-11, E-24).

use super::Refusal;
use crate::ids::UserId;
use crate::org::UnitCode;
use crate::own_matter::{Matter, OwnMatter};

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

/// May `by` give the client to himself (§6.1)? Only where nobody else who takes clients has room.
pub fn may_take_himself(by: UserId, giver: UserId, loads: &[Load]) -> Result<(), OwnMatter> {
    match least_loaded(loads, &[by, giver]) {
        Some(_) => Err(OwnMatter { user_id: by, matter: Matter::Handoff }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_gives_himself_a_client_while_somebody_else_has_room() {
        let [by, giver, other] = [1, 2, 3].map(|number| UserId::new(Uuid::from_u128(number)));
        let load = |farmer, clients| Load { farmer, unit: UnitCode::ClientDepartment, clients, max: 40 };
        assert_eq!(may_take_himself(by, giver, &[load(by, 0), load(other, 39)]), Err(OwnMatter { user_id: by, matter: Matter::Handoff }));
        assert_eq!(may_take_himself(by, giver, &[load(by, 0), load(giver, 0), load(other, 40)]), Ok(()));
    }
}
