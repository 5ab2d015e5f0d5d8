//! E-45: somebody who is about to leave reads the base. How many clients a person may look at before his head hears of it.

use std::collections::HashSet;

use chrono::TimeDelta;

use crate::access::{Role, leads};
use crate::norms::{NormKey, NormValue, Norms};
use crate::org::UnitCode;
use crate::portfolio::{NewSignal, SignalKind};
use crate::{ClientId, Instant, UserId, facts};

/// Clients that somebody has looked at are counted over so long.
pub const WINDOW: TimeDelta = TimeDelta::days(1);

/// Who reads: the work that he has, by which his reading is measured.
#[derive(Clone, Debug)]
pub struct Reader {
    pub user_id: UserId,
    pub unit: UnitCode,
    pub roles: Vec<Role>,
    /// Clients whose curator he is; of a head ([`leads`]): whose curator works in his unit, since all of them are his work.
    pub portfolio: i64,
}

/// How many different clients may be looked at in [`WINDOW`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// More are a signal.
    pub usual: i64,
    /// More are not shown, where the norm `reading.hard_stop_factor` is set.
    pub most: Option<i64>,
}

/// Is the reading of somebody with these roles measured? A director's is not: nobody is left to tell, and the whole base is his work.
pub fn is_measured(roles: &[Role]) -> bool {
    !roles.contains(&Role::Director)
}

impl Reader {
    /// Multiples of his portfolio. A portfolio that is still growing counts as one of the norm's size, and whoever dials as many clients
    /// as the norm asks for, his administrator as many as all of them: neither new people nor the call centre are a signal every day.
    pub fn limits(&self, norms: &Norms) -> Limits {
        let dials = norms.number(NormKey::DialsPerDay);
        let dialled = self.roles.iter().map(|role| match role {
            Role::CallManager => dials,
            Role::CallCentreAdmin => dials.saturating_mul(norms.number(NormKey::MinCallManagers)),
            _ => 0,
        });
        let dialled = dialled.max().unwrap_or(0);
        let work = self.portfolio.max(norms.number(NormKey::PortfolioTarget)).max(dialled);
        let most = match norms.value(NormKey::ReadingHardStop) {
            NormValue::Number(factor) => Some(work.saturating_mul(factor)),
            NormValue::Flag(_) | NormValue::Unlimited => None,
        };
        Limits { usual: work.saturating_mul(norms.number(NormKey::ReadingUnusual)), most }
    }

    /// The signal for his head, or for the directors alone where he is the head; he himself is not told.
    pub fn signal(&self, clients: i64, limits: Limits) -> NewSignal {
        let told = [
            ("user_id", self.user_id.to_string().into()),
            ("clients", clients.into()),
            ("portfolio", self.portfolio.into()),
            ("usual", limits.usual.into()),
            ("most", limits.most.into()),
        ];
        NewSignal {
            kind: SignalKind::UnusualReading,
            subject: self.user_id.to_string(),
            user_id: None,
            unit: if leads(&self.roles) { UnitCode::Office } else { self.unit },
            facts: facts(told),
        }
    }
}

/// No more clients are shown to him, for the time being.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("you have looked at {clients} clients in a day, and this would be more than the company allows: ask for fewer, or wait until {}", crate::zulu(*until))]
pub struct Stopped {
    /// How many different clients he has looked at.
    pub clients: i64,
    /// From when they are counted anew.
    pub until: Instant,
}

/// What one person has looked at since it began: each client counts once, however often he is looked at.
#[derive(Clone, Debug)]
pub struct Reading {
    since: Instant,
    clients: HashSet<ClientId>,
}

impl Reading {
    /// Nothing yet.
    pub fn from(since: Instant) -> Self {
        Self { since, clients: HashSet::new() }
    }

    /// When it began.
    pub const fn since(&self) -> Instant {
        self.since
    }

    /// When it ends, and the next begins.
    pub fn until(&self) -> Instant {
        self.since + WINDOW
    }

    /// Is it over? A clock that was set back begins anew as well.
    pub fn is_over(&self, now: Instant) -> bool {
        now >= self.until() || now < self.since
    }

    /// How many clients.
    pub fn count(&self) -> i64 {
        i64::try_from(self.clients.len()).unwrap_or(i64::MAX)
    }

    /// Looks at `clients` as well; gives back those that had not been looked at.
    pub fn see(&mut self, clients: impl IntoIterator<Item = ClientId>) -> Vec<ClientId> {
        clients.into_iter().filter(|client| self.clients.insert(*client)).collect()
    }

    /// These were not shown after all.
    pub fn unsee(&mut self, clients: &[ClientId]) {
        for client in clients {
            self.clients.remove(client);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn reader(roles: &[Role], portfolio: i64) -> Reader {
        Reader { user_id: UserId::new(Uuid::from_u128(1)), unit: UnitCode::ClientDepartment, roles: roles.to_vec(), portfolio }
    }

    #[test]
    fn e45_three_portfolios_in_a_day_are_unusual() {
        let norms = Norms::default();
        assert_eq!(reader(&[Role::Farmer], 40).limits(&norms), Limits { usual: 120, most: None });
        assert_eq!(reader(&[Role::Hunter], 2).limits(&norms).usual, 90, "who begins has the norm's portfolio");
        assert_eq!(reader(&[Role::CallManager], 0).limits(&norms).usual, 210, "and who dials has his dials");
        assert!(!is_measured(&[Role::Director, Role::Finance]) && is_measured(&[Role::Finance]));
    }

    #[test]
    fn e45_the_head_is_told_and_of_a_head_the_directors_are() {
        let limits = Limits { usual: 90, most: None };
        assert_eq!(reader(&[Role::Farmer], 1).signal(91, limits).unit, UnitCode::ClientDepartment);
        assert_eq!(reader(&[Role::Farmer, Role::HeadClientDept], 1).signal(91, limits).unit, UnitCode::Office);
        assert_eq!(reader(&[Role::Farmer], 1).signal(91, limits).user_id, None, "who reads is not warned");
    }

    #[test]
    fn e45_a_client_counts_once_a_day() {
        let at = |hour: i64| Instant::UNIX_EPOCH + TimeDelta::hours(hour);
        let client = |number: u128| ClientId::new(Uuid::from_u128(number));
        let mut reading = Reading::from(at(5));
        assert_eq!(reading.see([client(1), client(2), client(1)]), [client(1), client(2)]);
        assert_eq!((reading.see([client(2), client(3)]), reading.count()), (vec![client(3)], 3));
        reading.unsee(&[client(3)]);
        assert_eq!(reading.count(), 2);
        assert_eq!([at(4), at(5), at(28), at(29)].map(|now| reading.is_over(now)), [true, false, false, true]);
    }
}
