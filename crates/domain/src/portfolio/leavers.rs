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

/// One signal a leaver whose clients have waited longer than they may, to the head of the leaver's unit.
pub fn signals(leavers: &[Leaver], norms: &Norms, calendar: &Calendar, today: Date) -> Vec<NewSignal> {
    let days = u32::try_from(norms.number(NormKey::ReassignDays)).unwrap_or(u32::MAX);
    let overdue = leavers.iter().map(|leaver| (leaver, calendar.business_days_after(leaver.left_on, days)));
    overdue
        .filter(|(leaver, due_on)| leaver.clients > 0 && today > *due_on)
        .map(|(leaver, due_on)| NewSignal {
            kind: SignalKind::ClientsOfLeaver,
            subject: leaver.user_id.to_string(),
            user_id: None,
            unit: leaver.unit,
            facts: facts([
                ("clients", leaver.clients.into()),
                ("left_on", leaver.left_on.to_string().into()),
                ("due_on", due_on.to_string().into()),
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
        let on = |day: &str, clients| signals(&[Leaver { clients, ..leaver }], &Norms::default(), &calendar, day.parse().unwrap());
        assert_eq!(on("2026-11-23", 7), [], "Monday is his to use");
        let late = on("2026-11-24", 7);
        assert_eq!(
            (late.len(), late[0].unit, &late[0].facts["clients"], &late[0].facts["due_on"]),
            (1, leaver.unit, &7.into(), &"2026-11-23".into())
        );
        assert_eq!(on("2026-11-24", 0), [], "nobody is left behind");
    }
}
