//! What each person has looked at through this instance of the server (E-45), in memory.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::portfolio::unusual_reading::{Limits, Reading, Stopped};
use domain::{ClientId, Instant, UserId};
use uuid::Uuid;

/// After so many further clients the database is asked: other instances count too, and portfolios and norms change.
const ASK_EVERY: i64 = 20;

/// What each person has looked at.
#[derive(Debug)]
pub struct Readings {
    /// Whose count it is: every start of the server has its own.
    pub(crate) instance: Uuid,
    people: Mutex<HashMap<UserId, Kept>>,
}

#[derive(Debug)]
struct Kept {
    reading: Reading,
    /// At how many clients the database is asked.
    ask_at: i64,
    /// More are not shown.
    most: Option<i64>,
    /// Does his head know already?
    told: bool,
}

/// A count that has to be compared with the limits.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) since: Instant,
    pub(crate) clients: i64,
    /// Does his head know already?
    pub(crate) told: bool,
    /// Whom he sees for the first time.
    new: Vec<ClientId>,
}

impl Kept {
    fn from(since: Instant) -> Self {
        Self { reading: Reading::from(since), ask_at: ASK_EVERY, most: None, told: false }
    }

    /// Is it at most what may be shown? What was new is not, otherwise.
    fn check(&mut self, new: &[ClientId]) -> Result<(), Stopped> {
        if !new.is_empty() && self.most.is_some_and(|most| self.reading.count() > most) {
            self.reading.unsee(new);
            return Err(Stopped { clients: self.reading.count(), until: self.reading.until() });
        }
        Ok(())
    }
}

impl Readings {
    /// Nobody has looked at anything.
    pub(crate) fn new(instance: Uuid) -> Self {
        Self { instance, people: Mutex::default() }
    }

    /// `user` looks at `clients`; whom he has seen already he may see again. Gives back what is to be asked, if anything is.
    pub(crate) fn see(&self, user: UserId, clients: impl IntoIterator<Item = ClientId>, now: Instant) -> Result<Option<Question>, Stopped> {
        let mut people = self.people();
        let kept = people.entry(user).or_insert_with(|| Kept::from(now));
        if kept.reading.is_over(now) {
            *kept = Kept::from(now);
        }
        let new = kept.reading.see(clients);
        kept.check(&new)?;
        let clients = kept.reading.count();
        Ok((clients >= kept.ask_at).then(|| Question { since: kept.reading.since(), clients, told: kept.told, new }))
    }

    /// The answer: the limits, and what `others`, other instances of the server, have counted of him.
    pub(crate) fn answered(&self, user: UserId, question: &Question, limits: Limits, others: i64) -> Result<(), Stopped> {
        let mut people = self.people();
        let Some(kept) = people.get_mut(&user) else { return Ok(()) };
        let asked = question.clients;
        kept.told = asked + others > limits.usual;
        kept.most = limits.most.map(|most| most - others);
        let ahead = [Some(limits.usual - others), kept.most].into_iter().flatten().filter(|limit| *limit >= asked).min();
        kept.ask_at = ahead.map_or(i64::MAX, |limit| limit + 1).min(asked + ASK_EVERY);
        kept.check(&question.new)
    }

    fn people(&self) -> MutexGuard<'_, HashMap<UserId, Kept>> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
