//! Norms that a group of clients has of its own.

use std::collections::BTreeSet;

use super::{NormKey, NormValue, Norms};

impl Norms {
    /// The groups for which this norm has been set apart, in the order of their codes.
    pub fn groups_with(&self, key: NormKey) -> BTreeSet<&str> {
        let of_key = self.in_force.iter().filter(|version| version.key == key);
        of_key.filter_map(|version| version.client_group.as_deref()).collect()
    }

    /// The number for clients of this group; a norm without a limit gives `i64::MAX`.
    pub fn number_of_group(&self, key: NormKey, group: Option<&str>) -> i64 {
        match self.value_for(key, None, group) {
            NormValue::Number(number) => number,
            NormValue::Flag(flag) => i64::from(flag),
            NormValue::Unlimited => i64::MAX,
        }
    }
}
