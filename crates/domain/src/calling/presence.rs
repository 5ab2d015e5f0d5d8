//! Who is there to make calls (RULES.md §3.3e): available, paused with a reason, or gone. What somebody says ends what he said before.

use crate::ids::{AvailabilityId, UserId};
use crate::norms::{NormKey, Norms};
use crate::{Decided, Event, EventName, Instant, Version};

crate::words! {
    /// Whether somebody makes calls now.
    pub enum AvailabilityState { Available = "available", Paused = "paused", Offline = "offline" }

    /// Why somebody pauses.
    pub enum PauseReason {
        Lunch = "lunch", Break = "break", Training = "training", Meeting = "meeting", Technical = "technical", Other = "other",
    }
}

/// What somebody is from one instant on, until he is something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    pub id: AvailabilityId,
    pub version: Version,
    pub user_id: UserId,
    pub state: AvailabilityState,
    /// Of a pause.
    pub reason: Option<PauseReason>,
    pub since_at: Instant,
    /// When it ended; `None` while it lasts.
    pub until_at: Option<Instant>,
    /// When he last did something: a call, a claim, his own word.
    pub heard_at: Instant,
}

/// What somebody says he is. A pause without a reason has another one than those that there are words for.
pub const fn reason_of(state: AvailabilityState, reason: Option<PauseReason>) -> Option<PauseReason> {
    match (state, reason) {
        (AvailabilityState::Paused, None) => Some(PauseReason::Other),
        (AvailabilityState::Paused, reason) => reason,
        (AvailabilityState::Available | AvailabilityState::Offline, _) => None,
    }
}

impl Availability {
    /// From now on he is this; `before` is what he was until now, if he has ever said.
    pub fn begin(
        id: AvailabilityId,
        user_id: UserId,
        (state, reason): (AvailabilityState, Option<PauseReason>),
        before: Option<&Self>,
        at: Instant,
    ) -> Decided<Self> {
        let reason = reason_of(state, reason);
        let begun = Self { id, version: 0, user_id, state, reason, since_at: at, until_at: None, heard_at: at };
        let event = Event::new(EventName::AvailabilityChanged, id, None).with("user_id", user_id).changed(
            "state",
            before.map(|before| before.state),
            Some(state),
        );
        let event = reason.into_iter().fold(event, |event, reason| event.with("reason", reason));
        Decided::one(begun, event)
    }

    /// It is over. What takes its place tells of it.
    #[must_use]
    pub fn ended(self, at: Instant) -> Self {
        Self { until_at: Some(at.max(self.since_at)), ..self }
    }

    /// Is it the same as what he says now?
    pub fn is(&self, state: AvailabilityState, reason: Option<PauseReason>) -> bool {
        self.state == state && self.reason == reason_of(state, reason)
    }
}

/// Who is available and has done nothing for so long is gone: two leases (N-7b).
pub fn silence(norms: &Norms) -> chrono::Duration {
    chrono::Duration::try_minutes(2 * norms.number(NormKey::LeaseMinutes)).unwrap_or(chrono::Duration::MAX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_pause_has_a_reason_and_nothing_else_has_one() {
        let begin = |state, reason| {
            let (id, user) = (AvailabilityId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
            Availability::begin(id, user, (state, reason), None, Instant::UNIX_EPOCH).state
        };
        assert_eq!(begin(AvailabilityState::Paused, None).reason, Some(PauseReason::Other));
        assert_eq!(begin(AvailabilityState::Paused, Some(PauseReason::Lunch)).reason, Some(PauseReason::Lunch));
        assert_eq!(begin(AvailabilityState::Available, Some(PauseReason::Lunch)).reason, None);
        assert!(begin(AvailabilityState::Paused, None).is(AvailabilityState::Paused, Some(PauseReason::Other)));
        assert_eq!(silence(&Norms::default()), chrono::Duration::minutes(30));
    }
}
