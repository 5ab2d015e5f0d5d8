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

#[cfg(test)]
mod tests {
    use super::*;

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
