//! Who gives power (RULES.md §6.1): roles that see money or restricted data are a director's to give and to take, and nobody gives
//! himself any. Until there is a director a system administrator makes the first.

use crate::UserId;
use crate::access::{KeyScope, Role};
use crate::own_matter::{self, Matter, OwnMatter};

use super::User;

/// Does the role see money or restricted data?
pub const fn is_power(role: Role) -> bool {
    matches!(role, Role::Director | Role::Finance | Role::HeadActiveSales | Role::HeadClientDept | Role::HeadKeyAccounts | Role::Quality)
}

/// Whoever gives or takes rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Giver {
    /// The person; `None` = the server itself.
    pub by: Option<UserId>,
    /// Is he a director?
    pub is_director: bool,
    /// Is there a director whom it could be left to? One who is locked out counts, so that nobody takes his place by locking him out.
    pub has_director: bool,
}

impl Giver {
    fn decides(&self) -> bool {
        self.by.is_none() || self.is_director || !self.has_director
    }

    fn leave_to_director(&self, of: UserId, matter: Matter) -> Result<(), OwnMatter> {
        if self.decides() { Ok(()) } else { Err(OwnMatter { user_id: of, matter }) }
    }

    /// May he hire this person? While no money has come in yet the company is being set up, and a system administrator enters
    /// everybody whom he is told to.
    pub fn may_hire(&self, new: &User, setting_up: bool) -> Result<(), OwnMatter> {
        if setting_up || !new.has_power() { Ok(()) } else { self.leave_to_director(new.id, Matter::Power) }
    }

    /// May he make this account of that?
    pub fn may_change(&self, before: &User, after: &User) -> Result<(), OwnMatter> {
        // Whoever has another's e-mail has another's way in.
        if before.email != after.email && before.has_power() && self.by != Some(before.id) {
            self.leave_to_director(before.id, Matter::Power)?;
        }
        if before.roles == after.roles && before.unit == after.unit {
            return Ok(());
        }
        own_matter::refuse(Matter::Rights, self.by, [before.id])?;
        if before.has_power() || after.has_power() { self.leave_to_director(before.id, Matter::Power) } else { Ok(()) }
    }

    /// May he end this account? Locking it is no end: whoever administers may do that at once.
    pub fn may_end(&self, user: &User) -> Result<(), OwnMatter> {
        if !user.has_power() {
            return Ok(());
        }
        own_matter::refuse(Matter::Rights, self.by, [user.id])?;
        self.leave_to_director(user.id, Matter::Power)
    }

    /// May he choose a password for this person? His own everybody chooses.
    pub fn may_set_password(&self, user: &User) -> Result<(), OwnMatter> {
        if self.by == Some(user.id) || !user.has_power() { Ok(()) } else { self.leave_to_director(user.id, Matter::Password) }
    }

    /// May he set a norm that keeps one person from acting alone?
    pub fn may_set_guard(&self) -> Result<(), OwnMatter> {
        self.by.map_or(Ok(()), |by| self.leave_to_director(by, Matter::Guard))
    }

    /// May he give a machine these scopes? Nobody gives a machine what he could not give a person.
    pub fn may_issue(&self, scopes: &[KeyScope]) -> Result<(), OwnMatter> {
        let beyond = [KeyScope::SalesWrite, KeyScope::PaymentsWrite, KeyScope::ClientsRead, KeyScope::EventsRead];
        match self.by {
            Some(by) if scopes.iter().any(|scope| beyond.contains(scope)) => self.leave_to_director(by, Matter::Key),
            _ => Ok(()),
        }
    }
}

impl User {
    /// Does he see money or restricted data?
    pub fn has_power(&self) -> bool {
        self.roles.iter().any(|role| is_power(*role))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Instant;
    use crate::org::UnitCode;
    use crate::org::employment::NewUser;

    fn user(number: u128, role: Role) -> User {
        let new = NewUser {
            external_id: None,
            email: format!("{number}@baton.test"),
            name: "A".into(),
            unit: UnitCode::Office,
            roles: vec![role],
            extension: None,
            deputy_user_id: None,
            password_hash: None,
        };
        User::hire(UserId::new(Uuid::from_u128(number)), new, Instant::UNIX_EPOCH).state
    }

    fn with(user: &User, roles: &[Role]) -> User {
        User { roles: roles.to_vec(), ..user.clone() }
    }

    const fn giver(user: &User, is_director: bool, has_director: bool) -> Giver {
        Giver { by: Some(user.id), is_director, has_director }
    }

    #[test]
    fn nobody_changes_his_own_roles_or_unit_and_only_a_director_gives_power() {
        let (admin, clerk) = (user(1, Role::SysAdmin), user(2, Role::SupportClerk));
        let (alone, later) = (giver(&admin, false, false), giver(&admin, false, true));
        let own = OwnMatter { user_id: admin.id, matter: Matter::Rights };
        assert_eq!(alone.may_change(&admin, &with(&admin, &[Role::SysAdmin, Role::Director])), Err(own));
        assert_eq!(later.may_change(&admin, &User { unit: UnitCode::Finance, ..admin.clone() }), Err(own));
        assert_eq!(later.may_change(&admin, &User { name: "B".into(), ..admin.clone() }), Ok(()));
        assert_eq!(alone.may_change(&clerk, &with(&clerk, &[Role::Director])), Ok(()), "the first director");
        let power = Err(OwnMatter { user_id: clerk.id, matter: Matter::Power });
        assert_eq!(later.may_change(&clerk, &with(&clerk, &[Role::Finance])), power);
        assert_eq!(later.may_change(&with(&clerk, &[Role::Finance]), &clerk), power, "nor is it taken");
        assert_eq!(later.may_change(&clerk, &with(&clerk, &[Role::Hunter])), Ok(()));
        let director = user(3, Role::Director);
        assert_eq!(giver(&director, true, true).may_change(&clerk, &with(&clerk, &[Role::Finance])), Ok(()));
        assert_eq!(giver(&director, true, true).may_end(&director), Err(OwnMatter { user_id: director.id, matter: Matter::Rights }));
        assert_eq!(later.may_end(&director).unwrap_err().matter, Matter::Power);
        assert_eq!(later.may_end(&clerk), Ok(()));
    }

    #[test]
    fn who_has_power_chooses_his_own_password_and_machines_get_no_more_than_persons() {
        let (admin, books) = (user(1, Role::SysAdmin), user(2, Role::Finance));
        assert_eq!(giver(&admin, false, true).may_set_password(&books).unwrap_err().matter, Matter::Password);
        assert_eq!(giver(&books, false, true).may_set_password(&books), Ok(()));
        assert_eq!(giver(&admin, false, true).may_issue(&[KeyScope::CallsWrite, KeyScope::ClientsWrite]), Ok(()));
        assert_eq!(giver(&admin, false, true).may_issue(&[KeyScope::PaymentsWrite]).unwrap_err().matter, Matter::Key);
        assert_eq!(giver(&admin, false, false).may_issue(&[KeyScope::PaymentsWrite]), Ok(()));
        assert_eq!(giver(&admin, false, true).may_hire(&books, true), Ok(()));
        assert_eq!(giver(&admin, false, true).may_hire(&books, false).unwrap_err().matter, Matter::Power);
    }
}
