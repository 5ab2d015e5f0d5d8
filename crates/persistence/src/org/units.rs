//! Organisational units; only the migration creates them.

use domain::org::{Unit, UnitCode};
use domain::{UnitId, UserId, Version};

use self::unit::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Organisational units of the company.
    unit: "units" of Unit as unit {
        id: UnitId,
        version: Version as NextVersion,
        code: UnitCode,
        name: String,
        head_user_id: Option<UserId>,
        checks_unit: Option<UnitCode>,
    }
}

aggregate! { Unit: UnitId, "unit", in unit; }

crate::filter! {
    /// Filters of the list of units, which are in the order of RULES.md §2.
    pub struct UnitFilter of unit {
        /// Only the unit with this code.
        code: UnitCode => C::Code.is(*code),
        /// Only units that this person heads.
        head_user_id: OrNull<UserId> => head_user_id.among(C::HeadUserId),
        /// Only units that check the work of this unit.
        checks_unit: OrNull<UnitCode> => checks_unit.among(C::ChecksUnit),
    }
    within reach { reach.all_or_nothing() }
    counts { checks_unit: Option<UnitCode> = C::ChecksUnit }
}

impl Db {
    /// The units that a person heads.
    pub async fn units_headed_by(&self, user: UserId) -> Result<Vec<Unit>, StoreError> {
        Entity::find().filter(C::HeadUserId.is(user)).values(self).await
    }
}
