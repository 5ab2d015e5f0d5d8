//! Suppressions: a number that nobody calls, whoever has it, until the director lifts it with a proof (RULES.md §3.14, E-19).

use super::Refusal;
use crate::clients::{Client, DoNotCall};
use crate::ids::{CallId, ClientId, SuppressionId, UserId};
use crate::phone::Phone;
use crate::{AlreadyDone, Decided, Event, EventName, Instant, Version};

crate::words! {
    /// Why a number is not called.
    pub enum SuppressionReason {
        /// Somebody who answered there asked for it.
        DoNotCall = "do_not_call",
        /// Its owner has taken back a consent.
        ConsentWithdrawn = "consent_withdrawn",
        /// It stands on a list of numbers that nobody may call.
        StopList = "stop_list",
        /// Somebody complained.
        Complaint = "complaint",
        /// A law forbids it.
        Law = "law",
    }

    /// Whether it holds.
    pub enum SuppressionState { Active = "active", Lifted = "lifted" }

    /// What may happen to it.
    pub enum SuppressionEvent { Lift = "lift" }
}

crate::lifecycle! {
    /// The state of a suppression after `event`.
    pub fn next(from: SuppressionState, event: SuppressionEvent) {
        Lift: Active => Lifted;
    }
}

/// A number that nobody calls. At most one of a number is active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    pub id: SuppressionId,
    pub version: Version,
    pub number: Phone,
    pub reason: SuppressionReason,
    pub note: Option<String>,
    /// The client with whom it came up.
    pub client_id: Option<ClientId>,
    /// The call in which somebody asked for it.
    pub call_id: Option<CallId>,
    pub state: SuppressionState,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
    pub lifted_by: Option<UserId>,
    pub lifted_at: Option<Instant>,
    pub lift_reason: Option<String>,
    /// What shows that its owner wants to be called again.
    pub lift_proof: Option<String>,
}

/// A number that is not to be called any more.
#[derive(Clone, Debug)]
pub struct NewSuppression {
    pub number: Phone,
    pub reason: SuppressionReason,
    pub note: Option<String>,
    pub client_id: Option<ClientId>,
    pub call_id: Option<CallId>,
}

impl NewSuppression {
    /// The number, because somebody asked for it.
    pub fn asked(number: Phone, client_id: ClientId, call_id: Option<CallId>) -> Self {
        Self { number, reason: SuppressionReason::DoNotCall, note: None, client_id: Some(client_id), call_id }
    }

    /// In force from now on.
    pub fn create(self, id: SuppressionId, by: Option<UserId>, at: Instant) -> Decided<Suppression> {
        let Self { number, reason, note, client_id, call_id } = self;
        let event = Event::new(EventName::SuppressionCreated, id, client_id).with("reason", reason);
        let made = Suppression {
            id,
            version: 0,
            number,
            reason,
            note,
            client_id,
            call_id,
            state: SuppressionState::Active,
            created_by: by,
            created_at: at,
            lifted_by: None,
            lifted_at: None,
            lift_reason: None,
            lift_proof: None,
        };
        Decided::one(made, event)
    }
}

impl Suppression {
    /// The number may be called again. Said again with the same words it changes nothing.
    pub fn lift(self, reason: String, proof: String, by: UserId, at: Instant) -> Result<Decided<Self>, Refusal> {
        if self.state == SuppressionState::Lifted {
            if self.lift_reason.as_deref() == Some(reason.as_str()) {
                return Ok(Decided::unchanged(self));
            }
            return Err(AlreadyDone { reason: self.lift_reason }.into());
        }
        let state = next(self.state, SuppressionEvent::Lift)?;
        let event = Event::new(EventName::SuppressionLifted, self.id, self.client_id).changed("state", self.state, state);
        let lifted = Self { state, lifted_by: Some(by), lifted_at: Some(at), lift_reason: Some(reason), lift_proof: Some(proof), ..self };
        Ok(Decided::one(lifted, event))
    }
}

impl Client {
    /// He has a number that nobody calls: it is marked in his record. Marked already, nothing changes.
    pub fn suppress(mut self, number: &Phone, by: Option<UserId>, at: Instant) -> Decided<Self> {
        let mut marked = 0_u32;
        for phone in self.phones.iter_mut().filter(|phone| phone.number == *number && phone.do_not_call.is_none()) {
            phone.do_not_call = Some(DoNotCall { at, by });
            marked += 1;
        }
        if marked == 0 {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::DoNotCallSet, self.id, Some(self.id)).with("phones", marked);
        Decided::one(self, event)
    }

    /// His number may be called again.
    pub fn unsuppress(mut self, number: &Phone) -> Decided<Self> {
        let mut freed = 0_u32;
        for phone in self.phones.iter_mut().filter(|phone| phone.number == *number) {
            freed += u32::from(phone.do_not_call.take().is_some());
        }
        if freed == 0 {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::ClientUpdated, self.id, Some(self.id)).with("phones", freed);
        Decided::one(self, event)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clients::{ClientPhone, Stage, sample};

    fn number() -> Phone {
        Phone::parse("+74955550000", "RU").unwrap()
    }

    #[test]
    fn whoever_has_the_number_is_not_called_until_it_is_lifted() {
        let now = Instant::UNIX_EPOCH;
        let other = Phone::parse("+74955550001", "RU").unwrap();
        let client = Client { phones: vec![number().into(), other.into()], ..sample(Stage::Suspect) };
        let marked = client.suppress(&number(), None, now);
        assert_eq!(marked.events.len(), 1);
        let dnc = |client: &Client| client.phones.iter().map(|phone: &ClientPhone| phone.do_not_call.is_some()).collect::<Vec<_>>();
        assert_eq!(dnc(&marked.state), [true, false]);
        assert!(marked.state.clone().suppress(&number(), None, now).events.is_empty());
        let freed = marked.state.unsuppress(&number());
        assert_eq!((dnc(&freed.state), freed.events.len()), (vec![false, false], 1));
        assert!(freed.state.unsuppress(&number()).events.is_empty());
    }

    #[test]
    fn it_is_lifted_once_and_for_one_reason() {
        let (director, now) = (UserId::new(Uuid::from_u128(1)), Instant::UNIX_EPOCH);
        let new = NewSuppression::asked(number(), ClientId::new(Uuid::from_u128(2)), None);
        let made = new.create(SuppressionId::new(Uuid::from_u128(3)), None, now).state;
        let lifted = made.lift("his own wish".into(), "letter 17".into(), director, now).unwrap();
        assert_eq!((lifted.state.state, lifted.state.lifted_by, lifted.events.len()), (SuppressionState::Lifted, Some(director), 1));
        assert!(!format!("{:?}", lifted.events).contains("letter"), "the journal cannot forget");
        let again = lifted.state.clone().lift("his own wish".into(), "letter 17".into(), director, now).unwrap();
        assert!(again.events.is_empty());
        let other = lifted.state.lift("an error".into(), "none".into(), director, now);
        assert_eq!(other, Err(AlreadyDone { reason: Some("his own wish".into()) }.into()));
    }
}
