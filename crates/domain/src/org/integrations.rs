//! Integrations and their API keys: what a key may do, and until when. Only the hash of a key is stored.

use super::telephony::{Agent, Provider, Telephony, TelephonyChange, UrlSecrets};
use super::{Integration, IntegrationChange, IntegrationKind, Refusal};
use crate::access::KeyScope;
use crate::ids::{ApiKeyId, IntegrationId, UserId};
use crate::{Decided, Event, EventName, Instant, Version, Word};

/// A secret by which an integration enters; shown once, stored as SHA-256.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub version: Version,
    pub integration_id: IntegrationId,
    /// Name for people.
    pub name: Option<String>,
    /// SHA-256 of the secret, as text.
    pub hash: String,
    /// The first characters of the secret, so that people can tell keys apart.
    pub hint: String,
    pub scopes: Vec<KeyScope>,
    pub created_at: Instant,
    /// Refused from then on; never if `None`.
    pub expires_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

/// What is known about an outside system when it is connected.
#[derive(Clone, Debug)]
pub struct NewIntegration {
    pub name: String,
    pub kind: IntegrationKind,
    pub provider: Provider,
    pub source: String,
    /// In which its local times are; `None`: the company's.
    pub time_zone: Option<String>,
    pub telephony: TelephonyChange,
}

/// A key about to be issued.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub name: Option<String>,
    pub scopes: Vec<KeyScope>,
    pub expires_at: Option<Instant>,
}

/// What is stored of a new secret.
#[derive(Clone, Debug)]
pub struct StoredSecret {
    pub hash: String,
    pub hint: String,
}

impl IntegrationKind {
    /// What its keys may be given (§6: telephony writes calls only, import writes clients, sales, payments only, may read
    /// clients and sales to see what it wrote, and may follow what happens).
    pub const fn scopes(self) -> &'static [KeyScope] {
        match self {
            Self::Telephony => &[KeyScope::CallsWrite],
            Self::Import => {
                &[KeyScope::ClientsRead, KeyScope::ClientsWrite, KeyScope::SalesWrite, KeyScope::PaymentsWrite, KeyScope::EventsRead]
            }
        }
    }
}

impl Integration {
    /// A new integration, active at once.
    pub fn connect(id: IntegrationId, new: NewIntegration, at: Instant) -> Result<Decided<Self>, Refusal> {
        let stated = new.telephony.secrets.clone();
        let telephony = Telephony::default().changed(new.telephony);
        telephony.check(&stated, new.provider)?;
        let made = Self {
            id,
            version: 0,
            name: new.name,
            kind: new.kind,
            provider: new.provider,
            source: new.source,
            time_zone: new.time_zone,
            telephony,
            url_secrets: UrlSecrets::default(),
            active: true,
            created_at: at,
        };
        let event = Event::new(EventName::IntegrationCreated, id, None).with("kind", made.kind).with("source", made.source.clone());
        Ok(Decided::one(made, event))
    }

    /// Changes what is known of it. `source` and `kind` stay: records are identified by them.
    pub fn change(self, change: IntegrationChange) -> Result<Decided<Self>, Refusal> {
        let before = self.clone();
        let stated = change.telephony.secrets.clone();
        let after = Self {
            name: change.name.unwrap_or(self.name),
            provider: change.provider.unwrap_or(self.provider),
            time_zone: change.time_zone.unwrap_or(self.time_zone),
            telephony: self.telephony.changed(change.telephony),
            active: change.active.unwrap_or(self.active),
            ..self
        };
        if after == before {
            return Ok(Decided::unchanged(after));
        }
        after.telephony.check(&stated, after.provider)?;
        let event = Event::new(EventName::IntegrationUpdated, after.id, None)
            .changed_if("name", before.name, after.name.clone())
            .changed_if("provider", before.provider, after.provider)
            .changed_if("time_zone", before.time_zone, after.time_zone.clone())
            .changed_if("active", before.active, after.active);
        let (was, is) = (before.telephony, &after.telephony);
        let plus = |telephony: &Telephony| telephony.without_plus.unwrap_or_else(|| after.provider.is_without_plus());
        let event = event
            .changed_if("region", was.region.clone(), is.region.clone())
            .changed_if("international_without_plus", plus(&was), plus(is))
            .changed_if("keep_internal", was.keep_internal, is.keep_internal)
            .altered_if("lines", was.lines != is.lines)
            .altered_if("agents", was.agents != is.agents)
            .altered_if("allowed_addresses", was.allowed_addresses != is.allowed_addresses)
            .altered_if("secrets", was.secrets != is.secrets);
        Ok(Decided::one(after, event))
    }

    /// Whose name it is that the system tells; what was known as another's becomes his.
    pub fn remember(self, agent_ref: &str, user_id: UserId) -> Result<Decided<Self>, Refusal> {
        let mut agents = self.telephony.agents.clone();
        agents.retain(|agent| agent.agent_ref != agent_ref);
        agents.push(Agent { agent_ref: agent_ref.to_owned(), user_id });
        self.change(IntegrationChange {
            telephony: TelephonyChange { agents: Some(agents), ..TelephonyChange::default() },
            ..IntegrationChange::default()
        })
    }

    /// Gives its address another secret, of which only `hash` is kept; the one before holds for a day.
    pub fn rotate_url_secret(self, hash: String, at: Instant) -> Result<Decided<Self>, Refusal> {
        if self.kind != IntegrationKind::Telephony {
            return Err(Refusal::NoAddress);
        }
        let after = Self { url_secrets: self.url_secrets.rotated(hash, at), ..self };
        let event = Event::new(EventName::IntegrationUpdated, after.id, None).with("url_secret", "changed");
        Ok(Decided::one(after, event))
    }

    /// Issues a key: only scopes of the integration's kind, and not expired already.
    pub fn issue(&self, id: ApiKeyId, new: NewKey, print: StoredSecret, at: Instant) -> Result<Decided<ApiKey>, Refusal> {
        let mut scopes = new.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        if let Some(scope) = scopes.iter().find(|scope| !self.kind.scopes().contains(scope)) {
            return Err(Refusal::ScopeOutOfKind { scope: *scope, kind: self.kind });
        }
        if new.expires_at.is_some_and(|expires_at| expires_at <= at) {
            return Err(Refusal::ExpiresInPast);
        }
        let key = ApiKey {
            id,
            version: 0,
            integration_id: self.id,
            name: new.name,
            hash: print.hash,
            hint: print.hint,
            scopes,
            created_at: at,
            expires_at: new.expires_at,
            revoked_at: None,
        };
        let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        let event = Event::new(EventName::ApiKeyIssued, id, None).with("integration_id", self.id).with("scopes", scopes);
        Ok(Decided::one(key, event))
    }
}

impl ApiKey {
    /// Is it accepted at `at`?
    pub fn is_valid_at(&self, at: Instant) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|expires_at| at < expires_at)
    }

    /// Revokes it from now on; a repeat changes nothing.
    pub fn revoke(self, at: Instant) -> Decided<Self> {
        if self.revoked_at.is_some() {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::ApiKeyRevoked, self.id, None).with("integration_id", self.integration_id);
        Decided::one(Self { revoked_at: Some(at), ..self }, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn pbx() -> Integration {
        let new = NewIntegration {
            name: "PBX".into(),
            kind: IntegrationKind::Telephony,
            provider: Provider::Generic,
            source: "office-pbx".into(),
            time_zone: None,
            telephony: TelephonyChange::default(),
        };
        Integration::connect(IntegrationId::new(Uuid::from_u128(1)), new, at("2026-11-21T09:00:00Z")).unwrap().state
    }

    fn issue(scopes: &[KeyScope], expires_at: Option<Instant>) -> Result<ApiKey, Refusal> {
        let new = NewKey { name: None, scopes: scopes.to_vec(), expires_at };
        let print = StoredSecret { hash: "print".into(), hint: "baton_sk_ab".into() };
        pbx().issue(ApiKeyId::new(Uuid::from_u128(2)), new, print, at("2026-11-21T09:00:00Z")).map(|decided| decided.state)
    }

    #[test]
    fn a_key_stays_within_its_kind() {
        assert_eq!(
            issue(&[KeyScope::CallsWrite, KeyScope::PaymentsWrite], None).unwrap_err(),
            Refusal::ScopeOutOfKind { scope: KeyScope::PaymentsWrite, kind: IntegrationKind::Telephony }
        );
        assert_eq!(issue(&[KeyScope::CallsWrite, KeyScope::CallsWrite], None).unwrap().scopes, [KeyScope::CallsWrite]);
    }

    #[test]
    fn a_key_opens_until_it_expires_or_is_revoked() {
        assert_eq!(issue(&[KeyScope::CallsWrite], Some(at("2026-11-21T09:00:00Z"))).unwrap_err(), Refusal::ExpiresInPast);
        let key = issue(&[KeyScope::CallsWrite], Some(at("2026-12-01T00:00:00Z"))).unwrap();
        assert!(key.is_valid_at(at("2026-11-30T23:59:59Z")) && !key.is_valid_at(at("2026-12-01T00:00:00Z")));
        let dead = key.revoke(at("2026-11-22T00:00:00Z")).state;
        assert!(!dead.is_valid_at(at("2026-11-22T00:00:00Z")));
        assert!(dead.revoke(at("2026-11-23T00:00:00Z")).events.is_empty());
    }

    #[test]
    fn what_names_records_does_not_change() {
        let change = IntegrationChange { active: Some(false), ..IntegrationChange::default() };
        let off = pbx().change(change).unwrap().state;
        assert!(!off.active && off.source == "office-pbx");
        assert!(off.change(IntegrationChange::default()).unwrap().events.is_empty());
    }
}
