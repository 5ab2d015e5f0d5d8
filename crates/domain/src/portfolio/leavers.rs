//! Clients whose curator has left (RULES.md E-3, E-25): somebody else must take them within `portfolio.reassign_days`.

use super::{NewSignal, SignalKind};
use crate::calendar::Calendar;
use crate::norms::{NormKey, Norms};
use crate::org::UnitCode;
use crate::{Date, UserId, facts};

/// Somebody who has left and is still the curator of clients with whom we work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaver {
    pub user_id: UserId,
    pub unit: UnitCode,
    /// The last working day.
    pub left_on: Date,
    pub clients: i64,
}

/// One signal a leaver who leaves clients behind, to the head of the leaver's unit: until when others must have them.
pub fn signals(leavers: &[Leaver], norms: &Norms, calendar: &Calendar) -> Vec<NewSignal> {
    let days = u32::try_from(norms.number(NormKey::ReassignDays)).unwrap_or(u32::MAX);
    let behind = leavers.iter().filter(|leaver| leaver.clients > 0);
    behind
        .map(|leaver| NewSignal {
            kind: SignalKind::ClientsWithoutKeeper,
            subject: leaver.user_id.to_string(),
            user_id: Some(leaver.user_id),
            unit: leaver.unit,
            facts: facts([
                ("clients", leaver.clients.into()),
                ("left_on", leaver.left_on.to_string().into()),
                ("due_on", calendar.business_days_after(leaver.left_on, days).to_string().into()),
            ]),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn e25_the_head_has_one_business_day() {
        let friday: Date = "2026-11-20".parse().unwrap();
        let leaver = Leaver { user_id: UserId::new(Uuid::nil()), unit: UnitCode::ClientDepartment, left_on: friday, clients: 7 };
        let calendar = Calendar::standard("Europe/Moscow").unwrap();
        let told = |clients| signals(&[Leaver { clients, ..leaver }], &Norms::default(), &calendar);
        let one = told(7);
        assert_eq!(
            (one.len(), one[0].unit, &one[0].facts["clients"], &one[0].facts["due_on"]),
            (1, leaver.unit, &7.into(), &"2026-11-23".into())
        );
        assert_eq!(told(0), [], "nobody is left behind");
    }
}
