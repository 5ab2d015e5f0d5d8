//! How far a reader sees (RULES.md §6: his own, his unit's, everybody's). Every list takes a reach and names the columns that it
//! applies to, so that no list shows everything to everybody by oversight.

mod conditions;

use domain::UserId;
use domain::org::UnitCode;

/// What a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything.
    All,
    /// What is his own, and what is his unit's.
    Unit(UserId, UnitCode),
    /// What is his own.
    Own(UserId),
}

impl Reach {
    const fn reader(self) -> Option<(UserId, Option<UnitCode>)> {
        match self {
            Self::All => None,
            Self::Unit(user, unit) => Some((user, Some(unit))),
            Self::Own(user) => Some((user, None)),
        }
    }
}
