//! The lifecycle of a user account, from hiring to the last day (E-3, E-25). Ending it invalidates passwords and tokens; how those
//! work is not known here.

use super::{Refusal, User, UserChange, UserState};
use crate::access::Role;
use crate::ids::UserId;
use crate::org::UnitCode;
use crate::{Date, Decided, Event, EventName, Illegal, Instant, Word, zulu};

crate::words! {
    /// What can happen to an account.
    pub enum UserEvent { TakeLeave = "take_leave", Return = "return", Deactivate = "deactivate", Terminate = "terminate" }
}

crate::lifecycle! {
    /// The state of an account after `event`. Who has left does not come back: a re-hired person gets a new account (E-3, rights are
    /// personal).
    pub fn next(from: UserState, event: UserEvent) {
        TakeLeave: Active | OnLeave => OnLeave;
        Return: Active | OnLeave | Deactivated => Active;
        Deactivate: Active | OnLeave | Deactivated => Deactivated;
        Terminate: _ => Terminated;
    }
}

/// What is known about a person on the day he is hired.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub external_id: Option<String>,
    pub email: String,
    pub name: String,
    pub unit: UnitCode,
    pub roles: Vec<Role>,
    pub extension: Option<String>,
    pub deputy_user_id: Option<UserId>,
    pub password_hash: Option<String>,
}

/// Logins are compared without case and without the blanks around them.
pub fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The roles that a person may hold; integrations have theirs by kind.
pub fn is_person_role(role: Role) -> bool {
    !matches!(role, Role::TelephonyIntegration | Role::ImportIntegration)
}

fn ordered(mut roles: Vec<Role>) -> Vec<Role> {
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn words(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|role| role.as_str()).collect()
}

impl User {
    /// A new account, active at once.
    pub fn hire(id: UserId, new: NewUser, at: Instant) -> Decided<Self> {
        let user = Self {
            id,
            version: 0,
            external_id: new.external_id,
            email: fold_email(&new.email),
            name: new.name,
            unit: new.unit,
            roles: ordered(new.roles),
            state: UserState::Active,
            terminated_on: None,
            extension: new.extension,
            deputy_user_id: new.deputy_user_id,
            password_hash: new.password_hash,
            one_time_until: None,
            token_version: 1,
            created_at: at,
        };
        let event = Event::new(EventName::UserCreated, id, None).with("unit", user.unit).with("roles", words(&user.roles));
        Decided::one(user, event)
    }

    /// Changes an account. Permissions change at once: they are read from the account, not from tokens.
    pub fn change(self, change: UserChange) -> Result<Decided<Self>, Refusal> {
        let before = self.clone();
        let mut user = self;
        user.email = change.email.map_or(user.email, |email| fold_email(&email));
        user.name = change.name.unwrap_or(user.name);
        user.unit = change.unit.unwrap_or(user.unit);
        user.roles = change.roles.map_or(user.roles, ordered);
        user.extension = change.extension.unwrap_or(user.extension);
        user.deputy_user_id = change.deputy_user_id.unwrap_or(user.deputy_user_id);
        if user.deputy_user_id == Some(user.id) {
            return Err(Refusal::OwnDeputy);
        }
        user.state = match change.on_leave {
            Some(true) => next(user.state, UserEvent::TakeLeave)?,
            Some(false) => next(user.state, UserEvent::Return)?,
            None => user.state,
        };
        Ok(before.became(user))
    }

    /// The journal entry of a change. Of personal data (name, e-mail, extension) it says that they changed, not into what.
    fn became(self, user: Self) -> Decided<Self> {
        if user == self {
            return Decided::unchanged(user);
        }
        let event = Event::new(EventName::UserUpdated, user.id, None)
            .changed_if("unit", self.unit, user.unit)
            .changed_if("roles", words(&self.roles), words(&user.roles))
            .changed_if("state", self.state, user.state)
            .changed_if("deputy_user_id", self.deputy_user_id, user.deputy_user_id)
            .altered_if("email", user.email != self.email)
            .altered_if("name", user.name != self.name)
            .altered_if("extension", user.extension != self.extension);
        Decided::one(user, event)
    }

    /// Locks the account at once; he may return.
    pub fn deactivate(self) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, UserEvent::Deactivate)?;
        if state == self.state {
            return Ok(Decided::unchanged(self));
        }
        let event = Event::new(EventName::UserDeactivated, self.id, None).changed("state", self.state, state);
        Ok(Decided::one(Self { state, token_version: self.token_version + 1, ..self }, event))
    }

    /// His last working day is `last_day`. Today or earlier: he is out at once; later: on the day after (see [`Self::leave_if_due`]).
    pub fn terminate(self, last_day: Date, today: Date) -> Result<Decided<Self>, Refusal> {
        if self.state == UserState::Terminated {
            let known = self.terminated_on == Some(last_day);
            return if known { Ok(Decided::unchanged(self)) } else { Err(Illegal::new(self.state, UserEvent::Terminate).into()) };
        }
        let user = Self { terminated_on: Some(last_day), ..self };
        if last_day <= today {
            return user.leave();
        }
        let event = Event::new(EventName::UserUpdated, user.id, None).with("terminated_on", last_day.to_string());
        Ok(Decided::one(user, event))
    }

    /// His last day, set before, is over on `today`.
    pub fn leave_if_due(self, today: Date) -> Result<Decided<Self>, Refusal> {
        let due = self.state != UserState::Terminated && self.terminated_on.is_some_and(|last_day| last_day < today);
        if due { self.leave() } else { Ok(Decided::unchanged(self)) }
    }

    fn leave(self) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, UserEvent::Terminate)?;
        let last_day = self.terminated_on.map(|day| day.to_string());
        let event =
            Event::new(EventName::UserTerminated, self.id, None).changed("state", self.state, state).with("terminated_on", last_day);
        // The extension is free for his successor; the calls he made keep his id.
        Ok(Decided::one(Self { state, extension: None, token_version: self.token_version + 1, ..self }, event))
    }

    /// A new password; every session begun with the old one ends.
    pub fn with_password(self, hash: String) -> Decided<Self> {
        let event = Event::new(EventName::PasswordSet, self.id, None);
        Decided::one(Self { password_hash: Some(hash), one_time_until: None, token_version: self.token_version + 1, ..self }, event)
    }

    /// A one-time password, sent by somebody else: it ends every session, and is good until he has chosen his own, but no longer than
    /// `until`.
    pub fn with_one_time_password(self, hash: String, until: Instant) -> Decided<Self> {
        let event = Event::new(EventName::PasswordReset, self.id, None).with("until", zulu(until));
        Decided::one(Self { password_hash: Some(hash), one_time_until: Some(until), token_version: self.token_version + 1, ..self }, event)
    }

    /// Is he a system administrator at work, without a last day?
    pub fn administers(&self) -> bool {
        self.may_work() && self.terminated_on.is_none() && self.roles.contains(&Role::SysAdmin)
    }

    /// Refuses a change that would leave no administrator; `others` counts the administrators besides him.
    pub fn check_admin_remains(&self, before: &Self, others: u64) -> Result<(), Refusal> {
        if before.administers() && !self.administers() && others == 0 { Err(Refusal::LastSysAdmin) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
