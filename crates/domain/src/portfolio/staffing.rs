//! Staffing signals: are there enough people in the call centre and in active sales (N-1, N-2, N-5, N-6)?

use super::load::facts;
use super::{NewSignal, SignalKind};
use crate::norms::{NormKey, Norms};
use crate::org::UnitCode;

/// How many people may work in the roles that a department cannot do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    pub call_managers: i64,
    pub call_centre_admins: i64,
    pub hunters: i64,
}

/// Every staffing signal that holds now.
pub fn signals(staff: Staff, norms: &Norms) -> Vec<NewSignal> {
    let signal = |kind, unit: UnitCode, people, norm| NewSignal {
        kind,
        subject: unit.to_string(),
        user_id: None,
        unit,
        facts: facts([("people", people), ("norm", norm)]),
    };
    let (callers, hunters, red) =
        (norms.number(NormKey::MinCallManagers), norms.number(NormKey::MinHunters), norms.number(NormKey::RedZone));
    [
        (staff.call_managers < callers).then(|| signal(SignalKind::Understaffed, UnitCode::CallCentre, staff.call_managers, callers)),
        (norms.flag(NormKey::AdminRequired) && staff.call_centre_admins < 1)
            .then(|| signal(SignalKind::NoAdmin, UnitCode::CallCentre, staff.call_centre_admins, 1)),
        (staff.hunters < hunters).then(|| signal(SignalKind::Understaffed, UnitCode::ActiveSales, staff.hunters, hunters)),
        (staff.hunters <= red).then(|| signal(SignalKind::RedZone, UnitCode::ActiveSales, staff.hunters, red)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether there are as many people as a norm wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    pub norm: NormKey,
    pub unit: UnitCode,
    pub people: i64,
    /// At least so many.
    pub wanted: i64,
}

impl Check {
    /// Are there?
    pub const fn is_enough(&self) -> bool {
        self.people >= self.wanted
    }
}

/// How many people of each kind there are and should be: N-1, N-2, N-3, N-5, and one more than the red zone N-6.
pub fn checks(staff: Staff, (call_centre, active_sales): (i64, i64), norms: &Norms) -> Vec<Check> {
    let check = |norm: NormKey, unit, people, wanted| Check { norm, unit, people, wanted };
    let number = |norm| norms.number(norm);
    let (calls, sales) = (UnitCode::CallCentre, UnitCode::ActiveSales);
    vec![
        check(NormKey::MinCallManagers, calls, staff.call_managers, number(NormKey::MinCallManagers)),
        check(NormKey::AdminRequired, calls, staff.call_centre_admins, i64::from(norms.flag(NormKey::AdminRequired))),
        check(NormKey::CallCentreHeadcount, calls, call_centre, number(NormKey::CallCentreHeadcount)),
        check(NormKey::ActiveSalesHeadcount, sales, active_sales, number(NormKey::ActiveSalesHeadcount)),
        check(NormKey::MinHunters, sales, staff.hunters, number(NormKey::MinHunters)),
        check(NormKey::RedZone, sales, staff.hunters, number(NormKey::RedZone).saturating_add(1)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n3_heads_count_too() {
        let few = |call_centre, active_sales| {
            let staff = Staff { call_managers: 3, call_centre_admins: 1, hunters: 5 };
            let checks = checks(staff, (call_centre, active_sales), &Norms::default());
            checks.into_iter().filter(|check| !check.is_enough()).map(|check| check.norm).collect::<Vec<_>>()
        };
        assert_eq!(few(4, 6), []);
        assert_eq!(few(3, 5), [NormKey::CallCentreHeadcount, NormKey::ActiveSalesHeadcount]);
    }

    #[test]
    fn n1_n2_n5_n6_each_has_its_signal() {
        let kinds = |call_managers, call_centre_admins, hunters| -> Vec<String> {
            signals(Staff { call_managers, call_centre_admins, hunters }, &Norms::default())
                .into_iter()
                .map(|signal| format!("{} {}", signal.kind, signal.subject))
                .collect()
        };
        assert_eq!(kinds(3, 1, 5), [] as [&str; 0]);
        assert_eq!(kinds(2, 1, 5), ["understaffed call_centre"]);
        assert_eq!(kinds(3, 0, 5), ["no_admin call_centre"]);
        assert_eq!(kinds(3, 1, 4), ["understaffed active_sales", "red_zone active_sales"]);
    }
}
