//! The lifecycle of an endpoint: enabled or disabled, its owner, its subscription and its secrets.

use super::schedule::{DISABLE_AFTER_FAILING_FOR, SECRET_OVERLAP};
use super::{DisabledReason, Endpoint, EndpointState, EventFilter, Refusal};
use crate::{Decided, Event, EventName, Instant, UserId, WebhookId};

crate::words! {
    /// What happens to an endpoint.
    pub enum EndpointEvent {
        Enable = "enable", Disable = "disable",
        /// It answered 410.
        AnswerGone = "answer_gone",
        /// Nothing has reached it for days.
        KeepFailing = "keep_failing",
        /// Its owner has left.
        LoseOwner = "lose_owner",
    }
}

crate::lifecycle! {
    /// The state of an endpoint after `event`; repeats are harmless. Nothing is sent to a disabled one: it cannot answer or fail.
    pub fn next(from: EndpointState, event: EndpointEvent) {
        Enable: _ => Enabled;
        Disable: _ => Disabled;
        AnswerGone | KeepFailing | LoseOwner: Enabled => Disabled;
    }
}

/// An endpoint to be created.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    pub url: String,
    pub description: Option<String>,
    pub filters: Vec<EventFilter>,
}

/// Other data of an endpoint; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct EndpointChange {
    pub url: Option<String>,
    pub description: Option<Option<String>>,
    pub filters: Option<Vec<EventFilter>>,
    pub state: Option<EndpointState>,
}

/// Who changes an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct ChangedBy {
    pub by: UserId,
    /// Does the owner of the endpoint still work here?
    pub owner_active: bool,
}

impl Endpoint {
    /// A new endpoint; events from now on are sent to it.
    pub fn create(id: WebhookId, new: NewEndpoint, (owner_id, secret): (UserId, String), at: Instant) -> Decided<Self> {
        let made = Self {
            id,
            version: 0,
            url: new.url,
            description: new.description,
            filters: sorted(new.filters),
            state: EndpointState::Enabled,
            disabled_reason: None,
            disabled_at: None,
            owner_id,
            secret,
            secret_before: None,
            created_at: at,
        };
        let event = Event::new(EventName::WebhookCreated, id, None).with("event_types", made.event_types()).with("owner_id", owner_id);
        Decided::one(made, event)
    }

    /// Changes address, description, filters or state. Whoever sets another address becomes the owner; so does whoever enables an
    /// endpoint whose owner has left.
    pub fn change(self, change: EndpointChange, changed_by: ChangedBy, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.clone();
        let moved = change.url.as_ref().is_some_and(|url| *url != self.url);
        let revived = !changed_by.owner_active && change.state == Some(EndpointState::Enabled);
        let after = Self {
            url: change.url.unwrap_or(self.url),
            description: change.description.unwrap_or(self.description),
            filters: change.filters.map_or(self.filters, sorted),
            owner_id: if moved || revived { changed_by.by } else { self.owner_id },
            ..before.clone()
        };
        let mut events = Vec::new();
        if after != before {
            let mut event = Event::new(EventName::WebhookUpdated, after.id, None);
            // Addresses may hold secrets of the receiver: the journal cannot forget them.
            for (name, changed) in [("url", moved), ("description", after.description != before.description)] {
                event = if changed { event.with(name, "changed") } else { event };
            }
            if after.filters != before.filters {
                event = event.changed("event_types", before.event_types(), after.event_types());
            }
            if after.owner_id != before.owner_id {
                event = event.changed("owner_id", before.owner_id, after.owner_id);
            }
            events.push(event);
        }
        let switched = Decided { state: after, events };
        match change.state {
            None => Ok(switched),
            Some(EndpointState::Enabled) => switched.then(|endpoint| endpoint.on(EndpointEvent::Enable, at)),
            Some(EndpointState::Disabled) => switched.then(|endpoint| endpoint.on(EndpointEvent::Disable, at)),
        }
    }

    /// Applies an event.
    pub fn on(self, event: EndpointEvent, at: Instant) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, event)?;
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        let reason = match event {
            EndpointEvent::Enable => None,
            EndpointEvent::Disable => Some(DisabledReason::ByHand),
            EndpointEvent::AnswerGone => Some(DisabledReason::Gone),
            EndpointEvent::KeepFailing => Some(DisabledReason::Failing),
            EndpointEvent::LoseOwner => Some(DisabledReason::OwnerLeft),
        };
        let name = if reason.is_none() { EventName::WebhookEnabled } else { EventName::WebhookDisabled };
        let entry = Event::new(name, self.id, None)
            .changed("state", self.state, state)
            .with("reason", reason.map(serde_json::Value::from).unwrap_or_default());
        Ok(Decided::one(Self { state, disabled_reason: reason, disabled_at: reason.map(|_| at), ..self }, entry))
    }

    /// Replaces the secret; for [`SECRET_OVERLAP`] messages are signed with both.
    pub fn rotate(self, secret: String, at: Instant) -> Decided<Self> {
        let until = at + SECRET_OVERLAP;
        let event = Event::new(EventName::WebhookSecretRotated, self.id, None).with("old_until", crate::zulu(until));
        Decided::one(Self { secret_before: Some((self.secret, until)), secret, ..self }, event)
    }

    /// The secrets that messages are signed with at `at`, the newest first.
    pub fn secrets(&self, at: Instant) -> Vec<&str> {
        let before = self.secret_before.as_ref().filter(|(_, until)| at < *until).map(|(secret, _)| secret.as_str());
        std::iter::once(self.secret.as_str()).chain(before).collect()
    }

    /// Its filters as text, such as `handoff.*`.
    pub fn event_types(&self) -> Vec<String> {
        self.filters.iter().map(ToString::to_string).collect()
    }
}

/// Has nothing reached the endpoint for too long?
pub fn keeps_failing(since: Instant, now: Instant) -> bool {
    now - since >= DISABLE_AFTER_FAILING_FOR
}

fn sorted(mut filters: Vec<EventFilter>) -> Vec<EventFilter> {
    filters.sort_unstable();
    filters.dedup();
    filters
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn user(n: u128) -> UserId {
        UserId::new(Uuid::from_u128(n))
    }

    fn endpoint() -> Endpoint {
        let filters = ["handoff.*", "client_created", "handoff.*"].iter().filter_map(|text| EventFilter::parse(text)).collect();
        let new = NewEndpoint { url: "https://a.example/hook".into(), description: None, filters };
        Endpoint::create(WebhookId::new(Uuid::from_u128(1)), new, (user(1), "one".into()), at("2026-03-03T09:00:00Z")).state
    }

    #[test]
    fn whoever_names_the_address_answers_for_it() {
        let changed_by = ChangedBy { by: user(2), owner_active: true };
        let now = at("2026-03-04T09:00:00Z");
        let same = EndpointChange { url: Some("https://a.example/hook".into()), filters: Some(Vec::new()), ..Default::default() };
        let widened = endpoint().change(same, changed_by, now).unwrap();
        assert_eq!((widened.state.owner_id, widened.events.len()), (user(1), 1), "other filters are no other address");
        let elsewhere = EndpointChange { url: Some("https://b.example".into()), ..Default::default() };
        let moved = endpoint().change(elsewhere, changed_by, now).unwrap();
        assert_eq!(moved.state.owner_id, user(2));
        assert!(!format!("{:?}", moved.events).contains("b.example"), "addresses may hold secrets");
        let off = endpoint().on(EndpointEvent::LoseOwner, now).unwrap().state;
        let on = EndpointChange { state: Some(EndpointState::Enabled), ..Default::default() };
        assert_eq!(off.clone().change(on.clone(), ChangedBy { owner_active: false, ..changed_by }, now).unwrap().state.owner_id, user(2));
        assert_eq!(off.change(on, changed_by, now).unwrap().state.owner_id, user(1), "who is there answers on");
    }

    #[test]
    fn what_is_disabled_says_why_and_since_when() {
        let now = at("2026-03-04T09:00:00Z");
        let gone = endpoint().on(EndpointEvent::AnswerGone, now).unwrap();
        assert_eq!((gone.state.disabled_reason, gone.state.disabled_at), (Some(DisabledReason::Gone), Some(now)));
        assert_eq!(gone.events.len(), 1);
        let again = gone.state.on(EndpointEvent::Enable, now).unwrap().state;
        assert_eq!((again.disabled_reason, again.disabled_at), (None, None));
        assert!(again.on(EndpointEvent::Enable, now).unwrap().events.is_empty());
    }

    #[test]
    fn for_a_day_both_secrets_sign() {
        let rotated = endpoint().rotate("two".into(), at("2026-03-04T09:00:00Z")).state;
        assert_eq!(rotated.secrets(at("2026-03-05T08:59:59Z")), ["two", "one"]);
        assert_eq!(rotated.secrets(at("2026-03-05T09:00:00Z")), ["two"]);
        let twice = rotated.rotate("three".into(), at("2026-03-04T10:00:00Z")).state;
        assert_eq!(twice.secrets(at("2026-03-04T10:00:00Z")), ["three", "two"]);
    }

    #[test]
    fn five_days_without_a_success_are_too_many() {
        let since = at("2026-03-04T09:00:00Z");
        assert!(!keeps_failing(since, at("2026-03-09T08:59:59Z")) && keeps_failing(since, at("2026-03-09T09:00:00Z")));
    }

    #[test]
    fn interests_stand_once_and_in_order() {
        assert_eq!(endpoint().event_types(), ["client_created", "handoff.*"]);
    }
}
