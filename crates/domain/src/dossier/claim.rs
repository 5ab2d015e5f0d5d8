//! Claims: what a client is not content with. Quality settles them; while one is open, nobody writes the client letters or begins to sell
//! him something new (§3.17, E-29).

use std::collections::BTreeMap;

use super::Refusal;
use crate::access::Standing;
use crate::already::same_reason;
use crate::clients::Client;
use crate::ids::{ClaimId, ClientId, PromiseId, SaleId, UserId};
use crate::{Decided, Event, EventName, Instant, Version};

crate::words! {
    /// How bad it is.
    pub enum ClaimSeverity { Low = "low", High = "high" }

    /// What has come of it.
    pub enum ClaimState { Open = "open", Resolved = "resolved", Rejected = "rejected" }

    /// What may happen to it.
    pub enum ClaimEvent { Update = "update", Assign = "assign", Resolve = "resolve", Reject = "reject" }
}

crate::lifecycle! {
    /// The state of a claim after `event`; each end may be repeated.
    pub fn next(from: ClaimState, event: ClaimEvent) {
        Update | Assign: Open => stays;
        Resolve: Open | Resolved => Resolved;
        Reject: Open | Rejected => Rejected;
    }
}

/// A claim of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: ClaimId,
    pub version: Version,
    pub client_id: ClientId,
    pub sale_id: Option<SaleId>,
    pub subject: String,
    pub text: String,
    pub severity: ClaimSeverity,
    pub state: ClaimState,
    /// Who settles it.
    pub owner_id: UserId,
    /// How it was settled, or why it was rejected.
    pub resolution: Option<String>,
    pub resolved_at: Option<Instant>,
    /// What was promised to settle it.
    pub promise_id: Option<PromiseId>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

/// A claim to be opened.
#[derive(Clone, Debug)]
pub struct NewClaim {
    pub client_id: ClientId,
    pub sale_id: Option<SaleId>,
    pub subject: String,
    pub text: String,
    pub severity: ClaimSeverity,
    pub promise_id: Option<PromiseId>,
}

/// Other data; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ClaimChange {
    pub sale_id: Option<Option<SaleId>>,
    pub subject: Option<String>,
    pub text: Option<String>,
    pub severity: Option<ClaimSeverity>,
    pub promise_id: Option<Option<PromiseId>>,
}

/// Who of `people` settles the next claim: whoever has the fewest open ones (`open`), the lower id where it is a tie.
pub fn owner_of_next(people: &[UserId], open: &BTreeMap<UserId, i64>) -> Option<UserId> {
    people.iter().copied().min_by_key(|user| (open.get(user).copied().unwrap_or_default(), *user))
}

impl NewClaim {
    /// Opened now, for `owner_id` to settle.
    pub fn open(self, id: ClaimId, owner_id: UserId, by: Option<UserId>, at: Instant) -> Decided<Claim> {
        let Self { client_id, sale_id, subject, text, severity, promise_id } = self;
        let event = Event::new(EventName::ClaimOpened, id, Some(client_id)).with("severity", severity).with("owner_id", owner_id);
        let claim = Claim {
            id,
            version: 0,
            client_id,
            sale_id,
            subject,
            text,
            severity,
            state: ClaimState::Open,
            owner_id,
            resolution: None,
            resolved_at: None,
            promise_id,
            created_by: by,
            created_at: at,
        };
        Decided::one(claim, event)
    }
}

impl Claim {
    /// Who reads it beside those who read all of the client's file: who settles it, who opened it.
    pub fn standing(&self, client: &Client) -> Standing {
        let mut standing = client.standing_of_file();
        standing.people.extend(self.created_by.into_iter().chain([self.owner_id]));
        standing
    }

    /// Whose words it is.
    pub fn standing_of_words(&self) -> Standing {
        Standing { people: self.created_by.into_iter().collect(), unit: None }
    }

    /// Other data. What is settled does not change.
    pub fn change(self, change: ClaimChange) -> Result<Decided<Self>, Refusal> {
        next(self.state, ClaimEvent::Update)?;
        let before = self.clone();
        let after = Self {
            sale_id: change.sale_id.unwrap_or(self.sale_id),
            subject: change.subject.unwrap_or(self.subject),
            text: change.text.unwrap_or(self.text),
            severity: change.severity.unwrap_or(self.severity),
            promise_id: change.promise_id.unwrap_or(self.promise_id),
            ..before.clone()
        };
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        let event = after.event(EventName::ClaimUpdated).changed_if("sale_id", before.sale_id, after.sale_id);
        let event = event.altered_if("subject", before.subject != after.subject).altered_if("text", before.text != after.text);
        let event = event.changed_if("severity", before.severity, after.severity);
        let event = event.changed_if("promise_id", before.promise_id, after.promise_id);
        Ok(Decided::one(after, event))
    }

    /// Somebody else settles it.
    pub fn assign(mut self, to: UserId) -> Result<Decided<Self>, Refusal> {
        next(self.state, ClaimEvent::Assign)?;
        if to == self.owner_id {
            return Ok(Decided::unchanged(self));
        }
        let event = self.event(EventName::ClaimAssigned).changed("owner_id", self.owner_id, to);
        self.owner_id = to;
        Ok(Decided::one(self, event))
    }

    /// It is settled. Said again with the same words it changes nothing.
    pub fn resolve(self, resolution: String, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.end((ClaimEvent::Resolve, EventName::ClaimResolved), resolution, at)
    }

    /// The client is not right. Said again with the same words it changes nothing.
    pub fn reject(self, reason: String, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.end((ClaimEvent::Reject, EventName::ClaimRejected), reason, at)
    }

    fn end(mut self, (event, name): (ClaimEvent, EventName), words: String, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, event)?;
        if self.state == before {
            return Ok(same_reason(self.resolution.as_deref(), Some(&words)).map(|()| Decided::unchanged(self))?);
        }
        (self.resolution, self.resolved_at) = (Some(words), Some(at));
        let event = self.event(name).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{AlreadyDone, Illegal};

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn claim() -> Claim {
        let new = NewClaim {
            client_id: ClientId::new(Uuid::from_u128(1)),
            sale_id: None,
            subject: "ржавая вода".into(),
            text: "третий раз".into(),
            severity: ClaimSeverity::High,
            promise_id: None,
        };
        new.open(ClaimId::new(Uuid::from_u128(2)), user(7), Some(user(8)), Instant::UNIX_EPOCH).state
    }

    #[test]
    fn whoever_has_the_fewest_settles_the_next() {
        let open = BTreeMap::from([(user(1), 2), (user(2), 1)]);
        assert_eq!(owner_of_next(&[user(1), user(2), user(4), user(3)], &open), Some(user(3)));
        assert_eq!(owner_of_next(&[user(1), user(2)], &open), Some(user(2)));
        assert_eq!(owner_of_next(&[], &open), None);
    }

    #[test]
    fn it_is_settled_once_and_its_words_stay_out_of_the_journal() {
        let done = claim().resolve("заменили".into(), Instant::UNIX_EPOCH).unwrap();
        assert!(!format!("{:?}", done.events).contains("заменили"));
        assert!(done.state.clone().resolve("заменили".into(), Instant::UNIX_EPOCH).unwrap().events.is_empty());
        let other = done.state.clone().resolve("вернули деньги".into(), Instant::UNIX_EPOCH).unwrap_err();
        assert_eq!(other, AlreadyDone { reason: Some("заменили".into()) }.into());
        let illegal = |event| Refusal::Illegal(Illegal { from: "resolved", event });
        assert_eq!(done.state.clone().reject("нет".into(), Instant::UNIX_EPOCH).unwrap_err(), illegal("reject"));
        assert_eq!(done.state.clone().assign(user(9)).unwrap_err(), illegal("assign"));
        assert_eq!(done.state.change(ClaimChange::default()).unwrap_err(), illegal("update"));
    }

    #[test]
    fn who_opened_it_and_who_settles_it_read_it() {
        let client = crate::clients::sample(crate::clients::Stage::Active);
        let readers = claim().standing(&client).people;
        assert!(readers.contains(&user(7)) && readers.contains(&user(8)));
        assert_eq!(claim().standing_of_words().people, [user(8)]);
        assert_eq!(claim().assign(user(9)).unwrap().state.owner_id, user(9));
    }
}
