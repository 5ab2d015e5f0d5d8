//! Matches a call to a client by phone number (E-15): one client, several that share the number, or none.

use super::{Call, CallOutcome, Leg, Refusal};
use crate::clients::Direction;
use crate::ids::{ClientId, UserId};
use crate::{Decided, Event, EventName, Instant};

/// A client who has the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub client_id: ClientId,
    pub curator_id: Option<UserId>,
    /// Who holds him out of the queue just now.
    pub leased_by: Option<UserId>,
}

/// The clients that have a phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneMatch {
    One(ClientId),
    /// A person has to choose.
    Several(Vec<ClientId>),
    Nobody,
}

/// The client of a call: of several with the same number the one whom whoever spoke holds out of the queue, else the one whose curator he
/// is. Telephony that names nobody is believed to mean whoever holds one of them.
pub fn match_phone(candidates: &[Candidate], user: Option<UserId>) -> PhoneMatch {
    let held = |candidate: &&Candidate| candidate.leased_by.is_some() && (user.is_none() || candidate.leased_by == user);
    let own = |candidate: &&Candidate| user.is_some() && candidate.curator_id == user;
    match candidates {
        [] => PhoneMatch::Nobody,
        [only] => PhoneMatch::One(only.client_id),
        several => the_only(several.iter().filter(held)).or_else(|| the_only(several.iter().filter(own))).map_or_else(
            || PhoneMatch::Several(several.iter().map(|candidate| candidate.client_id).collect()),
            |only| PhoneMatch::One(only.client_id),
        ),
    }
}

fn the_only<'a>(mut candidates: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    let first = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

impl Call {
    /// Sets who spoke on each leg, and on the call who spoke longest of those who are known; an unknown extension keeps who was known
    /// before (E-15).
    #[must_use]
    pub fn handled_by(mut self, users: &[(String, UserId)]) -> Self {
        let who = |agent: &str| users.iter().find(|(extension, _)| extension == agent).map(|(_, user)| *user);
        for leg in &mut self.legs {
            leg.user_id = leg.user_id.or_else(|| who(leg.agent_ref.as_deref()?));
        }
        let spoke = |leg: &&Leg| (leg.outcome == Some(CallOutcome::Answered), leg.talk_seconds, leg.agent_ref == self.agent_ref);
        let longest = self.legs.iter().filter(|leg| leg.user_id.is_some()).max_by_key(spoke).and_then(|leg| leg.user_id);
        self.user_id = longest.or(self.user_id);
        self
    }

    /// The extensions of everybody who took part.
    pub fn agents(&self) -> Vec<&str> {
        let mut agents: Vec<_> = self.legs.iter().filter_map(|leg| leg.agent_ref.as_deref()).chain(self.agent_ref.as_deref()).collect();
        agents.sort_unstable();
        agents.dedup();
        agents
    }

    /// Everybody who talked in it, who talked longest first.
    pub fn speakers(&self) -> Vec<UserId> {
        let mut speakers: Vec<_> = self.user_id.into_iter().collect();
        for user in self.legs.iter().filter(|leg| leg.talk_seconds.is_some_and(|talk| talk > 0)).filter_map(|leg| leg.user_id) {
            if !speakers.contains(&user) {
                speakers.push(user);
            }
        }
        speakers
    }

    /// When this person came to speak: where his leg began, whatever others report of theirs; else with the call.
    pub fn spoke_at(&self, user: Option<UserId>) -> Instant {
        let talked = self.legs.iter().filter(|leg| leg.talk_seconds.is_some_and(|talk| talk > 0) && leg.user_id == user);
        talked.filter_map(|leg| leg.started_at).min().unwrap_or(self.started_at)
    }

    /// Everybody to whom it was passed, as far as nobody says that he did not answer; who talked longest first.
    pub fn holders(&self) -> Vec<UserId> {
        let silent = |leg: &&Leg| leg.talk_seconds == Some(0) || leg.outcome.is_some_and(|outcome| outcome != CallOutcome::Answered);
        let mut holders = self.speakers();
        for user in self.legs.iter().filter(|leg| !silent(leg)).filter_map(|leg| leg.user_id) {
            if !holders.contains(&user) {
                holders.push(user);
            }
        }
        holders
    }

    /// Did this person talk in it himself?
    pub fn was_spoken_by(&self, user: UserId) -> bool {
        self.speakers().contains(&user)
    }

    /// Sets the matched client or the candidates; a client known already is kept.
    #[must_use]
    pub fn with_match(mut self, found: PhoneMatch) -> Self {
        if self.client_id.is_some() || self.direction == Direction::Internal {
            return self;
        }
        (self.client_id, self.candidate_ids) = match found {
            PhoneMatch::One(client) => (Some(client), Vec::new()),
            PhoneMatch::Several(candidates) => (None, candidates),
            PhoneMatch::Nobody => (None, Vec::new()),
        };
        self
    }

    /// A person matches the call to a client. A repeat changes nothing; another client is refused, since the call has had its effects
    /// already.
    pub fn matched(mut self, client: ClientId) -> Result<Decided<Self>, Refusal> {
        if self.direction == Direction::Internal {
            return Err(Refusal::Internal);
        }
        match self.client_id {
            Some(known) if known == client => Ok(Decided::unchanged(self)),
            Some(known) => Err(Refusal::AlreadyMatched { client_id: known }),
            None => {
                (self.client_id, self.candidate_ids, self.dismissed) = (Some(client), Vec::new(), None);
                let event = Event::new(EventName::CallMatched, self.id, Some(client));
                Ok(Decided::one(self, event))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calling::sample;
    use uuid::Uuid;

    fn candidate(client: u128, curator: Option<u128>) -> Candidate {
        Candidate {
            client_id: ClientId::new(Uuid::from_u128(client)),
            curator_id: curator.map(|id| UserId::new(Uuid::from_u128(id))),
            leased_by: None,
        }
    }

    #[test]
    fn e15_the_curators_own_client_is_preferred() {
        let user = Some(UserId::new(Uuid::from_u128(7)));
        let (a, b, c) = (candidate(1, Some(7)), candidate(2, None), candidate(3, Some(7)));
        assert_eq!(match_phone(&[], user), PhoneMatch::Nobody);
        assert_eq!(match_phone(&[b], user), PhoneMatch::One(b.client_id), "one is one, whoever spoke");
        assert_eq!(match_phone(&[b, a], user), PhoneMatch::One(a.client_id));
        assert_eq!(match_phone(&[a, b, c], user), PhoneMatch::Several(vec![a.client_id, b.client_id, c.client_id]));
        assert_eq!(
            match_phone(&[b, candidate(4, None)], None),
            PhoneMatch::Several(vec![b.client_id, ClientId::new(Uuid::from_u128(4))]),
            "no curator is nobody's own"
        );
        let (held, others) = (Candidate { leased_by: user, ..b }, Candidate { leased_by: Some(UserId::new(Uuid::from_u128(8))), ..c });
        assert_eq!(match_phone(&[a, held, others], user), PhoneMatch::One(b.client_id), "whom he holds goes before whose curator he is");
        assert_eq!(match_phone(&[candidate(4, None), held], None), PhoneMatch::One(b.client_id), "telephony named nobody");
    }

    #[test]
    fn a_match_stands() {
        let (client, other) = (candidate(1, None).client_id, candidate(2, None).client_id);
        let call = sample().with_match(PhoneMatch::Several(vec![client, other]));
        let call = call.matched(client).unwrap().state;
        assert_eq!((call.client_id, call.candidate_ids.len()), (Some(client), 0));
        assert!(call.clone().matched(client).unwrap().events.is_empty());
        assert_eq!(call.clone().matched(other), Err(Refusal::AlreadyMatched { client_id: client }));
        assert_eq!(call.clone().with_match(PhoneMatch::One(other)), call, "a later report does not move it");
    }

    #[test]
    fn an_internal_call_has_no_client() {
        let call = Call { direction: Direction::Internal, ..sample() };
        let client = candidate(1, None).client_id;
        assert_eq!(call.clone().with_match(PhoneMatch::One(client)).client_id, None);
        assert_eq!(call.matched(client), Err(Refusal::Internal));
    }
}
