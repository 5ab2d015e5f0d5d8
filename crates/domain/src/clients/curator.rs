//! The curator of a client: at most one at any time, recorded as intervals (RULES.md §3.13, I-4).

use super::{Assignment, AssignmentRole, Client, RecordStatus, Refusal};
use crate::org::UnitCode;
use crate::{AssignmentId, Decided, Event, EventName, Instant, UserId};

/// §3.13: a lost client keeps his curator for so long.
const LETTER_POOL_AFTER: chrono::TimeDelta = chrono::TimeDelta::days(30);

impl Client {
    /// Makes `user` his curator from now on (`None`: nobody); and the unit where that person works. A repeat changes nothing.
    pub fn assign_curator(mut self, curator: Option<(UserId, UnitCode)>, reason: &str) -> Result<Decided<Self>, Refusal> {
        if self.record_status != RecordStatus::Live {
            return Err(Refusal::NotLive { status: self.record_status });
        }
        let user = curator.map(|(user, _)| user);
        if self.curator_id == user {
            return Ok(Decided::unchanged(self));
        }
        let entry = Event::new(EventName::CuratorChanged, self.id, Some(self.id))
            .with("from", text(self.curator_id))
            .with("to", text(user))
            .with("reason", reason);
        self.curator_id = user;
        self.key_account = curator.is_some_and(|(_, unit)| unit == UnitCode::KeyAccounts);
        // The time of last contact is the curator's own; a new one has not had any yet.
        self.last_curator_contact_at = None;
        Ok(Decided::one(self, entry))
    }
}

/// §3.13: clients lost before this instant belong to the letter pool and have no curator any more.
pub fn letter_pool_cutoff(now: Instant) -> Instant {
    now - LETTER_POOL_AFTER
}

fn text(user: Option<UserId>) -> Option<String> {
    user.map(|user| user.to_string())
}

impl Assignment {
    /// An interval that begins now.
    pub fn begin(id: AssignmentId, client: &Client, user: UserId, role: AssignmentRole, from_at: Instant, reason: &str) -> Self {
        Self { id, client_id: client.id, user_id: user, role, from_at, to_at: None, reason: reason.to_owned(), approved_by: None }
    }

    /// The same interval, over now.
    #[must_use]
    pub fn end(mut self, at: Instant) -> Self {
        self.to_at = Some(self.to_at.unwrap_or(at));
        self
    }
}

/// The curator at `at` by the intervals of one client: `[from, to)`.
pub fn curator_at(intervals: &[Assignment], at: Instant) -> Option<UserId> {
    intervals
        .iter()
        .find(|interval| interval.role == AssignmentRole::Curator && interval.from_at <= at && interval.to_at.is_none_or(|to| at < to))
        .map(|interval| interval.user_id)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::clients::{Stage, sample};

    proptest! {
        /// I-4: whatever the order of changes, no instant has two curators, and the last one named has the open interval.
        #[test]
        fn i4_at_most_one_curator_at_every_instant(changes in proptest::collection::vec(proptest::option::of(1_u128..5), 1..30)) {
            let mut client = sample(Stage::Active);
            let mut intervals: Vec<Assignment> = Vec::new();
            let at = |hour: usize| Instant::UNIX_EPOCH + TimeDelta::hours(i64::try_from(hour).unwrap());
            for (hour, user) in changes.iter().enumerate() {
                let user = user.map(|user| UserId::new(Uuid::from_u128(user)));
                let decided = client.assign_curator(user.map(|user| (user, UnitCode::ClientDepartment)), "test").unwrap();
                if !decided.events.is_empty() {
                    intervals = intervals.into_iter().map(|interval| interval.end(at(hour))).collect();
                    intervals.extend(user.map(|user| Assignment::begin(AssignmentId::new(Uuid::nil()), &decided.state, user, AssignmentRole::Curator, at(hour), "test")));
                }
                client = decided.state;
                prop_assert_eq!(curator_at(&intervals, at(hour)), client.curator_id);
            }
            for hour in 0..changes.len() {
                let covering = intervals.iter().filter(|interval| interval.from_at <= at(hour) && interval.to_at.is_none_or(|to| at(hour) < to)).count();
                prop_assert!(covering <= 1);
            }
        }
    }
}
