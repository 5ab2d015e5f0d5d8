//! The organisation: units, users and integrations.

pub mod employment;
pub mod integrations;
pub mod power;
pub mod sessions;
pub mod telephony;
pub mod units;
pub mod working_time;

use self::telephony::{Provider, Telephony, TelephonyChange, UrlSecrets};
use crate::access::{KeyScope, Role, Standing};
use crate::ids::{IntegrationId, UnitId, UserId};
use crate::{Date, Illegal, Instant, Version};

pub use crate::access::UnitCode;

crate::words! {
    /// May he work?
    pub enum UserState { Active = "active", OnLeave = "on_leave", Terminated = "terminated", Deactivated = "deactivated" }

    /// What an integration is for.
    pub enum IntegrationKind { Telephony = "telephony", Import = "import" }
}

/// Why a command on a unit, user or integration is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account's state does not allow it.
    #[error("an account that is {} cannot {}", .0.from, .0.event)]
    Illegal(#[from] Illegal),
    /// No system administrator would be left.
    #[error("somebody must keep the role sys_admin")]
    LastSysAdmin,
    /// Another account has this login.
    #[error("another account has this e-mail address already")]
    EmailTaken {
        /// Whose it is.
        id: UserId,
    },
    /// Another account has this telephone extension.
    #[error("another account has this extension already")]
    ExtensionTaken {
        /// Whose it is.
        id: UserId,
    },
    /// Another account has this id of another system.
    #[error("another account has this external_id already")]
    ExternalIdTaken {
        /// Whose it is.
        id: UserId,
    },
    /// Another integration's records carry this source.
    #[error("another integration has this source already")]
    SourceTaken {
        /// Whose it is.
        id: IntegrationId,
    },
    /// Nobody is his own deputy.
    #[error("nobody can be their own deputy")]
    OwnDeputy,
    /// A unit cannot check itself.
    #[error("a unit cannot check itself")]
    ChecksItself,
    /// The key asks for a scope that its kind of integration cannot have.
    #[error("a key of a {kind} integration cannot have the scope {scope}")]
    ScopeOutOfKind {
        /// The scope that is not allowed.
        scope: KeyScope,
        /// What the integration is for.
        kind: IntegrationKind,
    },
    /// A secret that the provider does not know, or that is none.
    #[error("{0}")]
    Secret(#[from] telephony::BadSecret),
    /// Only telephony posts to an address of its own.
    #[error("only an integration of the kind telephony has an address to post to")]
    NoAddress,
    /// The key would expire at once.
    #[error("a key must expire later than now")]
    ExpiresInPast,
}

/// An organisational unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Row version.
    pub version: Version,
    /// Its fixed code.
    pub code: UnitCode,
    /// Its name, free.
    pub name: String,
    /// Who heads it.
    pub head_user_id: Option<UserId>,
    /// The neighbouring unit that it checks [S003-5].
    pub checks_unit: Option<UnitCode>,
}

/// A person who works here.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// His id.
    pub id: UserId,
    /// Row version.
    pub version: Version,
    /// His id in the system that people come from, unique.
    pub external_id: Option<String>,
    /// Login, lower case, unique.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// His unit.
    pub unit: UnitCode,
    /// His roles; several in a small firm (E-38).
    pub roles: Vec<Role>,
    /// May he work?
    pub state: UserState,
    /// Last working day, once known (E-3).
    pub terminated_on: Option<Date>,
    /// The telephone extension by which telephony knows him; unique among those in use.
    pub extension: Option<String>,
    /// His deputy (E-26).
    pub deputy_user_id: Option<UserId>,
    /// Argon2id hash; `None` = he cannot log in with a password.
    pub password_hash: Option<String>,
    /// The password is a one-time one that somebody else has sent him: until then it lets him in to choose his own, and to nothing else.
    pub one_time_until: Option<Instant>,
    /// Increased to invalidate every token issued so far.
    pub token_version: i64,
    /// When he was created.
    pub created_at: Instant,
}

impl User {
    /// May he work?
    pub fn may_work(&self) -> bool {
        matches!(self.state, UserState::Active | UserState::OnLeave)
    }

    /// Who does his work while he is on leave (E-26).
    pub fn stand_in(&self) -> Option<UserId> {
        self.deputy_user_id.filter(|_| self.state == UserState::OnLeave)
    }

    /// Does his password still let him in at `now`?
    pub fn may_log_in(&self, now: Instant) -> bool {
        self.may_work() && self.one_time_until.is_none_or(|until| now < until)
    }

    /// May he be the curator of an active client (§3.13)?
    pub fn may_be_curator(&self) -> bool {
        let served_by = [Role::Farmer, Role::HeadClientDept, Role::KeyAccountManager, Role::HeadKeyAccounts];
        self.roles.iter().any(|role| served_by.contains(role))
    }

    /// He and his unit own his record.
    pub fn standing(&self) -> Standing {
        Standing { people: vec![self.id], unit: Some(self.unit) }
    }
}

/// Other data of a person; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    pub email: Option<String>,
    pub name: Option<String>,
    pub unit: Option<UnitCode>,
    pub roles: Option<Vec<Role>>,
    pub extension: Option<Option<String>>,
    pub deputy_user_id: Option<Option<UserId>>,
    /// Away (true) or back at work (false).
    pub on_leave: Option<bool>,
}

/// Other data of a unit; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct UnitChange {
    pub name: Option<String>,
    pub head_user_id: Option<Option<UserId>>,
    pub checks_unit: Option<Option<UnitCode>>,
}

/// Other data of an integration; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct IntegrationChange {
    pub name: Option<String>,
    pub provider: Option<Provider>,
    pub time_zone: Option<Option<String>>,
    pub active: Option<bool>,
    pub telephony: TelephonyChange,
}

/// An integration: an outside system that may call the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Integration {
    /// Its id.
    pub id: IntegrationId,
    /// Row version.
    pub version: Version,
    /// Name for people.
    pub name: String,
    /// What it is for.
    pub kind: IntegrationKind,
    /// Which adapter reads its payloads.
    pub provider: Provider,
    /// The `source` under which its records are known; unique.
    pub source: String,
    /// In which its local times are; `None`: the company's.
    pub time_zone: Option<String>,
    /// How what it reports is read, and who may report.
    pub telephony: Telephony,
    /// The secrets in the address to which it posts.
    pub url_secrets: UrlSecrets,
    /// May it call the API?
    pub active: bool,
    /// When it was created.
    pub created_at: Instant,
}

impl Integration {
    /// The role that its keys act in.
    pub const fn role(&self) -> Role {
        match self.kind {
            IntegrationKind::Telephony => Role::TelephonyIntegration,
            IntegrationKind::Import => Role::ImportIntegration,
        }
    }
}
