//! The lifecycle of a delivery: attempted, retried, delivered or given up; and what an answer means.

use chrono::Duration;

use super::schedule::{ATTEMPTS_KEPT, Jitter, next_attempt};
use super::{Attempt, Delivery, DeliveryState, Endpoint, EndpointState, Refusal, TEST};
use crate::Instant;
use crate::ids::{ClientId, DeliveryId, Id, JournalId};

crate::words! {
    /// What happens to a delivery.
    pub enum DeliveryEvent { Arrive = "arrive", Wait = "wait", GiveUp = "give_up", Redeliver = "redeliver" }
}

crate::lifecycle! {
    /// The state of a delivery after `event`.
    pub fn next(from: DeliveryState, event: DeliveryEvent) {
        Arrive: Pending => Delivered;
        Wait: Pending => stays;
        GiveUp: Pending => Failed;
        Redeliver: _ => Pending;
    }
}

/// What a delivery needs of its journal entry.
#[derive(Clone, Debug)]
pub struct JournalEvent {
    pub event_id: JournalId,
    pub name: String,
    pub subject_id: uuid::Uuid,
    pub client_id: Option<ClientId>,
    pub occurred_at: Instant,
    /// Its number in the journal.
    pub seq: i64,
}

/// What an attempt means (Standard Webhooks 1.0): 2xx is delivered, 410 wants no more, all else failed, redirects too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived.
    Arrived,
    /// The receiver does not want any more events (410).
    Gone,
    /// It did not arrive. The `Retry-After` of the receiver, if any, delays everything that is sent to it.
    Failed(Option<Duration>),
}

impl Attempt {
    /// What it means.
    pub const fn verdict(&self) -> Verdict {
        match self.status {
            Some(200..=299) => Verdict::Arrived,
            Some(410) => Verdict::Gone,
            Some(429 | 502..=504) => Verdict::Failed(self.rest),
            Some(_) | None => Verdict::Failed(None),
        }
    }

    /// In one word, for measurements.
    pub const fn outcome(&self) -> &'static str {
        match self.verdict() {
            Verdict::Arrived => "delivered",
            Verdict::Gone => "gone",
            Verdict::Failed(_) => "failed",
        }
    }
}

impl Delivery {
    /// A test message: attempted once, outside any lane.
    pub fn test(id: DeliveryId, event_id: JournalId, endpoint: &Endpoint, at: Instant) -> Self {
        Self {
            id,
            version: 0,
            endpoint_id: endpoint.id,
            event_id,
            event_type: TEST.to_owned(),
            client_id: None,
            occurred_at: at,
            lane: None,
            seq: 0,
            state: DeliveryState::Pending,
            tries: 0,
            attempt_count: 0,
            attempts: Vec::new(),
            next_attempt_at: None,
            finished_at: None,
            created_at: at,
        }
    }

    /// The delivery of an event, due at once. Events of one client are sent one after the other, else those of one subject.
    pub fn of_event(id: DeliveryId, event: &JournalEvent, endpoint: &Endpoint, at: Instant) -> Self {
        Self {
            event_type: event.name.clone(),
            client_id: event.client_id,
            occurred_at: event.occurred_at,
            lane: Some(event.client_id.map_or(event.subject_id, Id::uuid)),
            seq: event.seq,
            next_attempt_at: Some(at),
            ..Self::test(id, event.event_id, endpoint, at)
        }
    }

    /// Is it a test message, not an event?
    pub fn is_test(&self) -> bool {
        self.event_type == TEST
    }

    /// After `attempt`: delivered; tried again later by the schedule; or given up, so that the later ones of its lane go on.
    /// An endpoint that is gone keeps it waiting: whoever enables it again gets it.
    #[must_use]
    pub fn attempted(mut self, attempt: Attempt, jitter: Jitter) -> Self {
        let (at, verdict) = (attempt.at, attempt.verdict());
        self.tries = self.tries.saturating_add(1);
        self.attempt_count = self.attempt_count.saturating_add(1);
        self.attempts.push(attempt);
        self.attempts.drain(..self.attempts.len().saturating_sub(ATTEMPTS_KEPT));
        let again = || next_attempt(self.tries, at, jitter, None);
        let (event, next_at) = match verdict {
            Verdict::Arrived => (DeliveryEvent::Arrive, None),
            Verdict::Failed(_) | Verdict::Gone if self.is_test() => (DeliveryEvent::GiveUp, None),
            Verdict::Gone => (DeliveryEvent::Wait, again().or(Some(at))),
            Verdict::Failed(rest) => match next_attempt(self.tries, at, jitter, rest) {
                Some(next_at) => (DeliveryEvent::Wait, Some(next_at)),
                None => (DeliveryEvent::GiveUp, None),
            },
        };
        if let Ok(state) = next(self.state, event) {
            self.state = state;
        }
        self.next_attempt_at = next_at;
        self.finished_at = (self.state != DeliveryState::Pending).then_some(at);
        self
    }

    /// Sends it again now, under the same id; the retry schedule begins anew. A pending one keeps its place in its lane; a finished
    /// one has been overtaken by later ones and is sent independently.
    pub fn redeliver(mut self, endpoint: &Endpoint, at: Instant) -> Result<Self, Refusal> {
        if endpoint.state == EndpointState::Disabled {
            return Err(Refusal::Disabled);
        }
        if self.state != DeliveryState::Pending {
            self.lane = None;
        }
        if let Ok(state) = next(self.state, DeliveryEvent::Redeliver) {
            self.state = state;
        }
        self.tries = 0;
        self.next_attempt_at = Some(at);
        self.finished_at = None;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::schedule::RETRY_DELAYS_SECONDS;
    use super::*;
    use crate::ids::{UserId, WebhookId};
    use crate::webhooks::{NewEndpoint, Unanswered};

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn endpoint() -> Endpoint {
        let new = NewEndpoint { url: "https://a.example".into(), description: None, filters: Vec::new() };
        let by = (UserId::new(Uuid::from_u128(2)), "secret".into());
        Endpoint::create(WebhookId::new(Uuid::from_u128(1)), new, by, at("2026-03-03T09:00:00Z")).state
    }

    fn waiting() -> Delivery {
        let test = Delivery::test(Id::new(Uuid::from_u128(3)), Id::new(Uuid::from_u128(4)), &endpoint(), at("2026-03-03T09:00:00Z"));
        let lane = Some(Uuid::from_u128(5));
        Delivery { event_type: "client_created".into(), lane, seq: 7, next_attempt_at: Some(test.created_at), ..test }
    }

    fn answered(status: u16, at: Instant) -> Attempt {
        Attempt { at, duration_ms: 12, status: Some(status), error: None, excerpt: None, rest: None }
    }

    #[test]
    fn what_an_answer_means() {
        let now = at("2026-03-03T09:00:00Z");
        let rest = Some(Duration::seconds(7));
        for (status, verdict) in [
            (200, Verdict::Arrived),
            (204, Verdict::Arrived),
            (299, Verdict::Arrived),
            (410, Verdict::Gone),
            (429, Verdict::Failed(rest)),
            (503, Verdict::Failed(rest)),
            (301, Verdict::Failed(None)),
            (308, Verdict::Failed(None)),
            (199, Verdict::Failed(None)),
            (400, Verdict::Failed(None)),
            (500, Verdict::Failed(None)),
            (600, Verdict::Failed(None)),
        ] {
            assert_eq!(Attempt { rest, ..answered(status, now) }.verdict(), verdict, "{status}");
        }
        assert_eq!(Attempt { status: None, error: Some(Unanswered::Timeout), ..answered(0, now) }.verdict(), Verdict::Failed(None));
    }

    #[test]
    fn after_the_last_attempt_it_is_given_up() {
        let mut delivery = waiting();
        for tried in 1..=RETRY_DELAYS_SECONDS.len() {
            assert_eq!(delivery.state, DeliveryState::Pending);
            let now = delivery.next_attempt_at.unwrap();
            delivery = delivery.attempted(answered(500, now), Jitter::default());
            assert_eq!(delivery.attempts.len(), tried);
        }
        assert_eq!((delivery.state, delivery.next_attempt_at), (DeliveryState::Failed, None));
        assert_eq!(delivery.finished_at, Some(at("2026-03-06T12:35:05Z")));
    }

    #[test]
    fn what_is_gone_waits_and_what_was_a_test_does_not() {
        let now = at("2026-03-03T09:00:00Z");
        let gone = waiting().attempted(answered(410, now), Jitter::default());
        assert_eq!((gone.state, gone.tries), (DeliveryState::Pending, 1));
        let last = Delivery { tries: 9, ..waiting() }.attempted(answered(410, now), Jitter::default());
        assert_eq!((last.state, last.next_attempt_at), (DeliveryState::Pending, Some(now)));
        let test = Delivery { event_type: TEST.into(), ..waiting() }.attempted(answered(500, now), Jitter::default());
        assert_eq!((test.state, test.next_attempt_at), (DeliveryState::Failed, None));
    }

    #[test]
    fn what_was_finished_goes_again_by_itself_and_what_waits_keeps_its_place() {
        let now = at("2026-03-03T10:00:00Z");
        let done = waiting().attempted(answered(200, now), Jitter::default());
        assert_eq!((done.state, done.finished_at), (DeliveryState::Delivered, Some(now)));
        let again = done.redeliver(&endpoint(), now).unwrap();
        assert_eq!(
            (again.state, again.lane, again.tries, again.attempt_count, again.next_attempt_at),
            (DeliveryState::Pending, None, 0, 1, Some(now))
        );
        assert_eq!(again.event_id, waiting().event_id);
        assert!(waiting().redeliver(&endpoint(), now).unwrap().lane.is_some());
        let off = Endpoint { state: EndpointState::Disabled, ..endpoint() };
        assert_eq!(waiting().redeliver(&off, now), Err(Refusal::Disabled));
    }

    #[test]
    fn of_many_attempts_the_newest_are_remembered() {
        let now = at("2026-03-03T10:00:00Z");
        let mut delivery = waiting();
        for status in 0..30 {
            delivery = delivery.attempted(answered(status, now), Jitter::default()).redeliver(&endpoint(), now).unwrap();
        }
        assert_eq!((delivery.attempts.len(), delivery.attempt_count), (ATTEMPTS_KEPT, 30));
        assert_eq!(delivery.attempts.last().unwrap().status, Some(29));
    }
}
