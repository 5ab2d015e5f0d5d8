//! A pair of records that may be one client: scored by what they share (E-18); dismissed once, it is never found again.

use super::Refusal;
use crate::already::same_reason;
use crate::{ClientId, Decided, DuplicateId, Event, EventName, Instant, UserId, Version, Word};

crate::words! {
    /// What two records share.
    pub enum DuplicateReason { Inn = "inn", Phone = "phone", EmailDomain = "email_domain", NameCity = "name_city" }

    /// What has become of the suspicion.
    pub enum DuplicateState { Open = "open", Merged = "merged", Dismissed = "dismissed" }

    /// When it came up.
    pub enum FoundBy { Create = "create", Import = "import", Nightly = "nightly" }

    /// What may happen to it.
    pub enum DuplicateEvent { Dismiss = "dismiss", Merge = "merge", Unmerge = "unmerge" }
}

crate::lifecycle! {
    /// The state of a suspicion after `event`.
    pub fn next(from: DuplicateState, event: DuplicateEvent) {
        Dismiss: Open | Dismissed => Dismissed;
        Merge: _ => Merged;
        Unmerge: Merged => Open;
    }
}

/// Pairs with fewer points are no suspicion.
pub const SHOWN_FROM: i32 = 50;

impl DuplicateReason {
    /// Its points.
    const fn points(self) -> i32 {
        match self {
            Self::Inn => 100,
            Self::Phone => 80,
            Self::NameCity => 60,
            Self::EmailDomain => 50,
        }
    }

    /// E-18: does it make a suspicion, or is it a suggestion only?
    pub const fn is_hard(self) -> bool {
        matches!(self, Self::Inn | Self::Phone | Self::EmailDomain)
    }
}

/// The points of all that two records share, at most 100.
pub fn score(reasons: &[DuplicateReason]) -> i32 {
    reasons.iter().map(|reason| reason.points()).sum::<i32>().min(100)
}

/// Two records that may be one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub id: DuplicateId,
    pub version: Version,
    /// The record with the lower id, which is the older one, and the other.
    pub first_id: ClientId,
    pub second_id: ClientId,
    pub score: i32,
    pub reasons: Vec<DuplicateReason>,
    pub state: DuplicateState,
    pub found_by: FoundBy,
    pub created_at: Instant,
    pub dismissed_by: Option<UserId>,
    pub dismissed_at: Option<Instant>,
    pub dismiss_reason: Option<String>,
}

impl Duplicate {
    /// Two records that share this, found now; `None` if that is too little. Told of where it is more than a suggestion, about the newer
    /// of the two.
    pub fn found(
        id: DuplicateId,
        pair: (ClientId, ClientId),
        reasons: Vec<DuplicateReason>,
        found_by: FoundBy,
        at: Instant,
    ) -> Option<Decided<Self>> {
        let score = score(&reasons);
        if pair.0 == pair.1 || score < SHOWN_FROM {
            return None;
        }
        let (first_id, second_id) = (pair.0.min(pair.1), pair.0.max(pair.1));
        let words: Vec<_> = reasons.iter().map(|reason| reason.as_str()).collect();
        let event = Event::new(EventName::DuplicateSuspected, second_id, Some(second_id))
            .with("duplicate_of_id", first_id)
            .with("score", score)
            .with("reasons", words);
        let told = reasons.iter().any(|reason| reason.is_hard()).then_some(event);
        let state = Self {
            id,
            version: 0,
            first_id,
            second_id,
            score,
            reasons,
            state: DuplicateState::Open,
            found_by,
            created_at: at,
            dismissed_by: None,
            dismissed_at: None,
            dismiss_reason: None,
        };
        Some(Decided { state, events: told.into_iter().collect() })
    }

    /// They are two clients. Said again for the same reason it changes nothing.
    pub fn dismiss(mut self, reason: String, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, DuplicateEvent::Dismiss)?;
        if self.state == before {
            same_reason(self.dismiss_reason.as_deref(), Some(&reason))?;
            return Ok(Decided::unchanged(self));
        }
        (self.dismissed_by, self.dismissed_at, self.dismiss_reason) = (by, Some(at), Some(reason));
        let ids = vec![self.first_id.to_string(), self.second_id.to_string()];
        let event = Event::new(EventName::DuplicateDismissed, self.id, None).with("client_ids", ids).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::DuplicateReason as R;
    use super::*;

    #[test]
    fn e18_points_are_added_up_to_a_hundred() {
        assert_eq!([&[R::Inn][..], &[R::Phone], &[R::EmailDomain], &[R::NameCity]].map(score), [100, 80, 50, 60]);
        assert_eq!((score(&[R::Phone, R::NameCity]), score(&[])), (100, 0));
    }

    #[test]
    fn e18_a_name_alone_is_a_suggestion_and_the_rest_is_told() {
        let [one, other] = [1, 2].map(|number| ClientId::new(Uuid::from_u128(number)));
        let found = |reasons| Duplicate::found(DuplicateId::new(Uuid::nil()), (other, one), reasons, FoundBy::Create, Instant::UNIX_EPOCH);
        let suggested = found(vec![R::NameCity]).unwrap();
        assert_eq!((suggested.state.first_id, suggested.state.second_id, suggested.events.len()), (one, other, 0));
        assert_eq!(found(vec![R::Phone]).unwrap().events.len(), 1);
        assert!(found(Vec::new()).is_none());
    }

    #[test]
    fn it_is_dismissed_once() {
        let [one, other] = [1, 2].map(|number| ClientId::new(Uuid::from_u128(number)));
        let found = Duplicate::found(DuplicateId::new(Uuid::nil()), (one, other), vec![R::Inn], FoundBy::Nightly, Instant::UNIX_EPOCH)
            .unwrap()
            .state;
        let dismissed = found.dismiss("два юрлица".into(), None, Instant::UNIX_EPOCH).unwrap().state;
        assert!(dismissed.clone().dismiss("два юрлица".into(), None, Instant::UNIX_EPOCH).unwrap().events.is_empty());
        assert!(dismissed.dismiss("иначе".into(), None, Instant::UNIX_EPOCH).is_err());
    }
}
