//! Who acts: a person, an outside system, or the server itself. The first line of every use case asks here.

use std::sync::Arc;

use domain::access::{Action, Role, Scope, Standing, scope};
use domain::org::Integration;
use domain::org::UnitCode;
use domain::org::telephony::{Agent, Provider};
use domain::{IntegrationId, UserId, Word};
use persistence::{Outer, Reach};
use uuid::Uuid;

use crate::AppError;
use crate::once::Once;

/// Who acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// A person of `unit`.
    User {
        /// Which one.
        id: UserId,
        /// His unit.
        unit: UnitCode,
    },
    /// An outside system with the `source` of its records, and what its key was given.
    Integration {
        /// Which one.
        id: IntegrationId,
        /// The source of what it posts.
        source: String,
        /// How what it reports is read.
        reporting: Arc<Reporting>,
        /// Scopes of the key, such as `calls:write`.
        scopes: Vec<String>,
    },
    /// Time, and the first start.
    System,
}

/// How the reports of an outside system are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reporting {
    /// By which adapter.
    pub provider: Provider,
    /// In which its local times are; `None`: the company's.
    pub time_zone: Option<String>,
    /// Whose national numbers it sends; `None`: the company's.
    pub region: Option<String>,
    /// Its international numbers lack the plus.
    pub without_plus: bool,
    /// Our own numbers there.
    pub lines: Vec<String>,
    /// Its names for people.
    pub agents: Vec<Agent>,
    /// Are calls between extensions kept?
    pub keep_internal: bool,
}

impl Reporting {
    /// As it is set for the integration.
    pub fn of(integration: &Integration) -> Self {
        let telephony = &integration.telephony;
        Self {
            provider: integration.provider,
            time_zone: integration.time_zone.clone(),
            region: telephony.region.clone(),
            without_plus: telephony.without_plus.unwrap_or_else(|| integration.provider.is_without_plus()),
            lines: telephony.lines.clone(),
            agents: telephony.agents.clone(),
            keep_internal: telephony.keep_internal,
        }
    }
}

impl Who {
    /// His id among all who act; the server itself has none.
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::User { id, .. } => Some(id.uuid()),
            Self::Integration { id, .. } => Some(id.uuid()),
            Self::System => None,
        }
    }
}

/// An authenticated caller.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// In which roles.
    pub roles: Vec<Role>,
    /// `X-Request-Id` of the request he makes.
    pub request_id: Option<String>,
    /// The request itself, if it carries an `Idempotency-Key`.
    pub once: Option<Arc<Once>>,
    /// The transaction of a batch that what he does is a part of.
    pub part_of: Option<Arc<Outer>>,
}

impl Actor {
    /// Somebody in `roles`, outside of any request.
    pub const fn new(who: Who, roles: Vec<Role>) -> Self {
        Self { who, roles, request_id: None, once: None, part_of: None }
    }

    /// The server itself: sweeps, the first start.
    pub const fn system() -> Self {
        Self::new(Who::System, Vec::new())
    }

    /// A person.
    pub const fn person(id: UserId, unit: UnitCode, roles: Vec<Role>) -> Self {
        Self::new(Who::User { id, unit }, roles)
    }

    /// How far he may go with `action`; nowhere is [`AppError::Forbidden`]. Lists take the scope into their query.
    pub fn may(&self, action: Action) -> Result<Scope, AppError> {
        let scope = match &self.who {
            Who::System => Scope::All,
            Who::Integration { scopes, .. } if !lets(scopes, action) => Scope::Nobody,
            Who::User { .. } | Who::Integration { .. } => scope(&self.roles, action),
        };
        if scope == Scope::Nobody { Err(AppError::Forbidden(action)) } else { Ok(scope) }
    }

    /// May he do `action` to an object with this standing?
    pub fn authorise(&self, action: Action, standing: &Standing) -> Result<(), AppError> {
        let scope = self.may(action)?;
        let within = match self.who {
            Who::User { id, unit } => standing.within(scope, id, unit),
            Who::Integration { .. } | Who::System => scope == Scope::All,
        };
        if within { Ok(()) } else { Err(AppError::Forbidden(action)) }
    }

    /// May he do `action` to everything, not only to what is his own or his unit's?
    pub fn may_everywhere(&self, action: Action) -> Result<(), AppError> {
        self.authorise(action, &Standing::default())
    }

    /// How much of a list he sees with `action`; no permission at all is [`AppError::Forbidden`].
    pub fn reach(&self, action: Action) -> Result<Reach, AppError> {
        match (self.may(action)?, &self.who) {
            (Scope::All, _) => Ok(Reach::All),
            (Scope::Unit, Who::User { id, unit }) => Ok(Reach::Unit(*id, *unit)),
            (Scope::Own, Who::User { id, .. }) => Ok(Reach::Own(*id)),
            // Only people have what is their own.
            (Scope::Nobody | Scope::Own | Scope::Unit, _) => Err(AppError::Forbidden(action)),
        }
    }

    /// The person, if it is one.
    pub const fn user(&self) -> Option<UserId> {
        match self.who {
            Who::User { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The person's unit.
    pub const fn unit(&self) -> Option<UnitCode> {
        match self.who {
            Who::User { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// The person, where only a person can act; else [`AppError::Forbidden`].
    pub fn person_for(&self, action: Action) -> Result<UserId, AppError> {
        self.user().ok_or(AppError::Forbidden(action))
    }

    /// Has he this role?
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Was the key given what `action` needs? Its role alone is not enough to write.
fn lets(scopes: &[String], action: Action) -> bool {
    action.key_scope().is_none_or(|needed| scopes.iter().any(|scope| scope == needed.as_str()))
}
