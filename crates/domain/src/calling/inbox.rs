//! Calls that nobody could match (E-15): dismissed, assigned to who spoke, taken back from a client, and who it may have been.

use super::{Call, Refusal};
use crate::clients::Direction;
use crate::ids::{ClientId, UserId};
use crate::{Decided, Event, EventName};

crate::words! {
    /// Why a call belongs to no client and never will.
    pub enum CallDismissal { Spam = "spam", Private = "private", WrongNumber = "wrong_number", Test = "test" }

    /// What one may do about a call.
    pub enum CallSuggestion { CreateClient = "create_client" }

    /// Why somebody may be the client of a call.
    pub enum CandidateReason {
        Phone = "phone", Lease = "lease", Curator = "curator", RecentCall = "recent_call", ContactPhone = "contact_phone",
    }
}

/// A client who may have been at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCandidate {
    pub client_id: ClientId,
    pub legal_name: String,
    pub reasons: Vec<CandidateReason>,
}

impl CandidateReason {
    /// How much it says.
    const fn weight(self) -> i64 {
        match self {
            Self::Phone => 40,
            Self::ContactPhone => 30,
            Self::Lease | Self::Curator => 20,
            Self::RecentCall => 10,
        }
    }
}

impl CallCandidate {
    /// The more the likelier: the sum of what each reason says.
    pub fn score(&self) -> i64 {
        self.reasons.iter().map(|reason| reason.weight()).sum()
    }
}

/// Best first, of equal ones the oldest.
pub fn ranked(mut candidates: Vec<CallCandidate>) -> Vec<CallCandidate> {
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score()), candidate.client_id));
    candidates
}

impl Call {
    /// Nobody has to match it: it leaves the inbox. Another reason takes the place of the first.
    pub fn dismiss(self, reason: CallDismissal) -> Result<Decided<Self>, Refusal> {
        self.is_matchable()?;
        if let Some(client_id) = self.client_id {
            return Err(Refusal::AlreadyMatched { client_id });
        }
        if self.dismissed == Some(reason) {
            return Ok(Decided::unchanged(self));
        }
        let event = Event::new(EventName::CallDismissed, self.id, None).with("reason", reason);
        Ok(Decided::one(Self { dismissed: Some(reason), ..self }, event))
    }

    /// It was matched to the wrong client. Only while nothing has come of it there: what has entered the contact history stays (I-2).
    pub fn unmatch(self, reason: &str) -> Result<Decided<Self>, Refusal> {
        let Some(client_id) = self.client_id else { return Ok(Decided::unchanged(self)) };
        if self.disposition.is_some() || self.meeting_id.is_some() || self.activity_id.is_some() {
            return Err(Refusal::HasEffects);
        }
        let event = Event::new(EventName::CallUnmatched, self.id, Some(client_id))
            .with("direction", self.direction)
            .with("source", self.source.as_str())
            .with("reason", reason);
        Ok(Decided::one(Self { client_id: None, ..self }, event))
    }

    /// Telephony named nobody whom we know: this person spoke.
    pub fn assign(mut self, user: UserId) -> Result<Decided<Self>, Refusal> {
        if self.direction == Direction::Internal {
            return Err(Refusal::Internal);
        }
        match self.user_id {
            Some(known) if known == user => return Ok(Decided::unchanged(self)),
            Some(user_id) => return Err(Refusal::AlreadyAssigned { user_id }),
            None => {}
        }
        self.user_id = Some(user);
        for leg in self.legs.iter_mut().filter(|leg| leg.user_id.is_none() && leg.agent_ref == self.agent_ref) {
            leg.user_id = Some(user);
        }
        let event = Event::new(EventName::CallAssigned, self.id, self.client_id).with("user_id", user);
        Ok(Decided::one(self, event))
    }

    /// Has it another side at all?
    fn is_matchable(&self) -> Result<(), Refusal> {
        if self.direction == Direction::Internal { Err(Refusal::Internal) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::calling::sample;

    fn client(number: u128) -> ClientId {
        ClientId::new(Uuid::from_u128(number))
    }

    #[test]
    fn e15_what_is_dismissed_leaves_the_inbox_and_comes_back_when_it_is_matched() {
        let dismissed = sample().dismiss(CallDismissal::Spam).unwrap().state;
        assert!(dismissed.clone().dismiss(CallDismissal::Spam).unwrap().events.is_empty());
        assert!(!dismissed.suggests_new_client());
        let matched = dismissed.matched(client(1)).unwrap().state;
        assert_eq!((matched.dismissed, matched.client_id), (None, Some(client(1))));
        assert_eq!(matched.dismiss(CallDismissal::Test), Err(Refusal::AlreadyMatched { client_id: client(1) }));
    }

    #[test]
    fn i2_what_has_entered_the_history_is_not_taken_back() {
        let matched = sample().matched(client(1)).unwrap().state;
        let back = matched.clone().unmatch("ошиблись").unwrap();
        assert_eq!((back.state.client_id, back.events.len()), (None, 1));
        assert!(back.state.unmatch("ещё раз").unwrap().events.is_empty());
        let logged = Call { activity_id: Some(crate::ActivityId::new(Uuid::from_u128(1))), ..matched };
        assert_eq!(logged.unmatch("ошиблись"), Err(Refusal::HasEffects));
    }

    #[test]
    fn e15_who_spoke_is_said_once() {
        let (one, other) = (UserId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
        let assigned = sample().assign(one).unwrap().state;
        assert!(assigned.clone().assign(one).unwrap().events.is_empty());
        assert_eq!(assigned.assign(other), Err(Refusal::AlreadyAssigned { user_id: one }));
    }

    #[test]
    fn the_likeliest_client_comes_first() {
        let candidate = |number, reasons: &[CandidateReason]| CallCandidate {
            client_id: client(number),
            legal_name: String::new(),
            reasons: reasons.to_vec(),
        };
        let (phone, curator, recent) = (CandidateReason::Phone, CandidateReason::Curator, CandidateReason::RecentCall);
        let ranked = ranked(vec![candidate(1, &[recent]), candidate(3, &[phone]), candidate(2, &[phone]), candidate(4, &[phone, curator])]);
        assert_eq!(ranked.iter().map(|one| one.client_id).collect::<Vec<_>>(), [client(4), client(2), client(3), client(1)]);
    }
}
