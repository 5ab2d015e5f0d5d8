//! What is known of a telephony system: how its reports are read, and by which secrets they enter (openapi/README.md §3.1b).

use std::collections::BTreeMap;

use crate::ids::UserId;
use crate::network::Networks;
use crate::{Instant, Word};

crate::words! {
    /// The systems whose reports are read, and those whose interface others speak.
    pub enum Provider {
        Generic = "generic", Twilio = "twilio", Vonage = "vonage", Plivo = "plivo", Asterisk = "asterisk", Freeswitch = "freeswitch",
        ThreeCx = "3cx", Mango = "mango", Uis = "uis", Zadarma = "zadarma", Binotel = "binotel", Megafon = "megafon", Beeline = "beeline",
        Telphin = "telphin", Voximplant = "voximplant", Kamailio = "kamailio", Rustpbx = "rustpbx", Amocrm = "amocrm", Bitrix24 = "bitrix24",
        Hubspot = "hubspot",
    }
}

impl Provider {
    /// The secrets by which its reports are signed, or which they carry; none: it knows no more than an address or a key.
    pub const fn secrets(self) -> &'static [&'static str] {
        match self {
            Self::Generic => &["signing_secret"],
            Self::Twilio | Self::Plivo => &["auth_token"],
            Self::Vonage => &["signature_secret"],
            Self::Mango => &["api_key", "api_salt"],
            Self::Zadarma => &["secret"],
            Self::Megafon => &["crm_token"],
            Self::Bitrix24 => &["application_token"],
            _ => &[],
        }
    }

    /// Does it send numbers in international form without the plus?
    pub const fn is_without_plus(self) -> bool {
        matches!(self, Self::Vonage | Self::Plivo | Self::Uis)
    }
}

/// A name that the system has for a person, which goes before the extension of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    pub agent_ref: String,
    pub user_id: UserId,
}

/// How reports are read, and who may report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telephony {
    /// ISO 3166: whose national numbers are read; `None`: the company's.
    pub region: Option<String>,
    /// Numbers come in international form without the plus; `None`: as the provider usually does.
    pub without_plus: Option<bool>,
    /// Our own numbers, which tell who called whom.
    pub lines: Vec<String>,
    pub agents: Vec<Agent>,
    /// Networks from which reports come; any, if empty.
    pub allowed_addresses: Vec<String>,
    /// Are calls between extensions kept?
    pub keep_internal: bool,
    /// The secrets by their names, each as it is stored.
    pub secrets: BTreeMap<String, String>,
}

impl Telephony {
    /// Is this name known to be his?
    pub fn knows(&self, agent_ref: &str, user_id: UserId) -> bool {
        self.agents.iter().any(|agent| agent.agent_ref == agent_ref && agent.user_id == user_id)
    }
}

/// What changes of it; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct TelephonyChange {
    pub region: Option<Option<String>>,
    pub without_plus: Option<bool>,
    pub lines: Option<Vec<String>>,
    pub agents: Option<Vec<Agent>>,
    pub allowed_addresses: Option<Vec<String>>,
    pub keep_internal: Option<bool>,
    /// By their names; `None` takes one away.
    pub secrets: BTreeMap<String, Option<String>>,
}

/// A secret that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSecret {
    #[error("{name}: {} knows no such secret; it knows {}", .provider.as_str(), known(*.provider))]
    Unknown { name: String, provider: Provider },
    #[error("{name}: is needed beside the others: give all secrets of {}, or none", .provider.as_str())]
    Missing { name: &'static str, provider: Provider },
}

fn known(provider: Provider) -> String {
    let known = provider.secrets();
    if known.is_empty() { "none: use the address with a secret, or a key".to_owned() } else { known.join(", ") }
}

impl BadSecret {
    /// The name of the secret.
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name,
            Self::Missing { name, .. } => name,
        }
    }
}

impl Telephony {
    /// The same after the change.
    pub(super) fn changed(mut self, change: TelephonyChange) -> Self {
        for (name, secret) in change.secrets {
            match secret {
                Some(secret) => self.secrets.insert(name, secret),
                None => self.secrets.remove(&name),
            };
        }
        Self {
            region: change.region.unwrap_or(self.region),
            without_plus: change.without_plus.or(self.without_plus),
            lines: change.lines.unwrap_or(self.lines),
            agents: change.agents.unwrap_or(self.agents),
            allowed_addresses: change.allowed_addresses.unwrap_or(self.allowed_addresses),
            keep_internal: change.keep_internal.unwrap_or(self.keep_internal),
            secrets: self.secrets,
        }
    }

    /// Are the secrets that `provider` uses all there, or none of them? A `stated` one must be known to it.
    pub(super) fn check(&self, stated: &BTreeMap<String, Option<String>>, provider: Provider) -> Result<(), BadSecret> {
        let known = provider.secrets();
        let unknown = stated.iter().find(|(name, secret)| secret.is_some() && !known.contains(&name.as_str()));
        if let Some((name, _)) = unknown {
            return Err(BadSecret::Unknown { name: name.clone(), provider });
        }
        let has = |name: &&&'static str| self.secrets.contains_key(**name);
        match known.iter().find(|name| !has(name)) {
            Some(name) if known.iter().any(|name| has(&name)) => Err(BadSecret::Missing { name, provider }),
            _ => Ok(()),
        }
    }

    /// Is a signature of `provider` demanded?
    pub fn is_signed(&self, provider: Provider) -> bool {
        provider.secrets().iter().any(|name| self.secrets.contains_key(*name))
    }

    /// The networks from which reports come; any, if the list is empty.
    pub fn networks(&self) -> Networks {
        Networks::parse(&self.allowed_addresses.join(",")).unwrap_or_default()
    }
}

/// What stands in the address to which a system posts: hashes, since the secret is shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlSecrets {
    pub hash: Option<String>,
    /// The one before, which is still taken until `before_until`.
    pub before: Option<String>,
    pub before_until: Option<Instant>,
}

impl UrlSecrets {
    /// How long the one before is taken.
    pub const OVERLAP_HOURS: i64 = 24;

    /// The same with a new one; the one before holds on for a day.
    pub(super) fn rotated(self, hash: String, at: Instant) -> Self {
        let until = self.hash.is_some().then(|| at + chrono::Duration::hours(Self::OVERLAP_HOURS));
        Self { hash: Some(hash), before: self.hash, before_until: until }
    }

    /// Those that are taken at `at`.
    pub fn valid_at(&self, at: Instant) -> impl Iterator<Item = &str> {
        let before = self.before.as_deref().filter(|_| self.before_until.is_some_and(|until| at < until));
        self.hash.as_deref().into_iter().chain(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_before_holds_for_a_day() {
        let at = Instant::UNIX_EPOCH;
        let first = UrlSecrets::default().rotated("one".into(), at);
        assert_eq!(first.valid_at(at).collect::<Vec<_>>(), ["one"]);
        let second = first.rotated("two".into(), at);
        assert_eq!(second.valid_at(at + chrono::Duration::hours(23)).collect::<Vec<_>>(), ["two", "one"]);
        assert_eq!(second.valid_at(at + chrono::Duration::hours(24)).collect::<Vec<_>>(), ["two"]);
    }

    #[test]
    fn secrets_are_those_of_the_provider_all_or_none() {
        let stated = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), Some("sealed".to_owned()))).collect::<BTreeMap<_, _>>();
        let check = |names: &[&str], provider| {
            let telephony = Telephony::default().changed(TelephonyChange { secrets: stated(names), ..TelephonyChange::default() });
            telephony.check(&stated(names), provider).map_err(|bad| bad.name().to_owned())
        };
        assert_eq!(check(&["api_key", "api_salt"], Provider::Mango), Ok(()));
        assert_eq!(check(&["api_key"], Provider::Mango), Err("api_salt".to_owned()));
        assert_eq!(check(&["auth_token"], Provider::Beeline), Err("auth_token".to_owned()));
        assert_eq!(check(&[], Provider::Twilio), Ok(()));
    }
}
