//! A person who works here, on the wire.

use domain::access::Role;
use domain::ids::UserKind;
use domain::org::employment::is_person_role;
use domain::org::{self, UnitCode, UserState};
use secrecy::ExposeSecret;
use validator::ValidationError;

use super::prelude::*;
use super::secret::Secret;

pub type UserKey = Key<UserKind>;
pub type RoleTerm = Term<Role>;
pub type UnitTerm = Term<UnitCode>;
pub type UserStateTerm = Term<UserState>;

/// A person who works in the company.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// Id of the person, assigned by the server.
    pub id: UserKey,
    /// Version number of the person, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the person in the system that people come from; unique, null if the person has none.
    pub external_id: Option<String>,
    /// E-mail address by which the person logs in.
    #[schema(examples("olga@example.com"))]
    pub email: String,
    /// Name of the person.
    pub name: String,
    /// Unit that the person belongs to.
    pub unit: UnitTerm,
    /// Roles of the person, which decide what the person may do.
    pub roles: Vec<RoleTerm>,
    /// State of the account: whether the person may log in and work.
    pub state: UserStateTerm,
    /// Last working day of the person, a civil date in the company's time zone; null if none is set.
    #[serde(serialize_with = "moment")]
    pub terminated_on: Option<NaiveDate>,
    /// Telephone extension by which telephony knows the person; null if none.
    pub extension: Option<String>,
    /// Id of the person who stands in for this one; null if nobody does.
    pub deputy_user_id: Option<UserKey>,
    /// Until when the person may log in with the one-time password that was sent, UTC; null if the password is the person's own.
    #[serde(serialize_with = "moment")]
    pub one_time_until: Option<DateTime<Utc>>,
    /// When the account was created, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<org::User> for User {
    fn from(user: org::User) -> Self {
        Self {
            id: user.id.into(),
            version: user.version,
            external_id: user.external_id,
            email: user.email,
            name: user.name,
            unit: Term(user.unit),
            roles: user.roles.into_iter().map(Term).collect(),
            state: Term(user.state),
            terminated_on: user.terminated_on,
            extension: user.extension,
            deputy_user_id: user.deputy_user_id.map(Key),
            one_time_until: user.one_time_until,
            created_at: user.created_at,
        }
    }
}

versioned! { User }

/// A person to be hired.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Id of the person in the system that people come from; unique.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
    /// E-mail address by which the person logs in; unique, upper and lower case being the same.
    #[validate(length(max = 254), email(message = "must be an e-mail address"))]
    #[schema(examples("olga@example.com"), format = "email", max_length = 254)]
    pub email: String,
    /// Name of the person.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Ольга Кузнецова"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Unit that the person will belong to.
    pub unit: UnitTerm,
    /// Roles of the person, at least one; roles of integrations are not for people.
    #[validate(length(min = 1, max = 16, message = "must have at least one role"), custom(function = "of_people"))]
    #[schema(min_items = 1, max_items = 16)]
    pub roles: Vec<RoleTerm>,
    /// First password: at least 8 characters and not easily guessed. Without a password the person cannot log in yet.
    pub password: Option<Secret>,
    /// Telephone extension by which telephony knows the person; unique.
    #[validate(length(max = 32), custom(function = "not_blank"))]
    #[schema(examples("101"), min_length = 1, max_length = 32)]
    pub extension: Option<String>,
    /// Id of the person who stands in for this one.
    pub deputy_user_id: Option<UserKey>,
}

fn of_people(roles: &[RoleTerm]) -> Result<(), ValidationError> {
    match roles.iter().find(|role| !is_person_role(role.0)) {
        Some(role) => Err(ValidationError::new("not_for_people").with_message(format!("{} is a role of integrations", role.0).into())),
        None => Ok(()),
    }
}

impl From<NewUser> for app::org::NewPerson {
    fn from(new: NewUser) -> Self {
        Self {
            external_id: new.external_id,
            email: new.email,
            name: new.name.trim().to_owned(),
            unit: new.unit.0,
            roles: new.roles.into_iter().map(|role| role.0).collect(),
            extension: new.extension.map(|extension| extension.trim().to_owned()),
            deputy_user_id: new.deputy_user_id.map(|key| key.0),
            password: new.password.map(|password| password.0),
        }
    }
}

/// What another system says, by its own id.
pub type UserPut = Put<NewUser, UserPatch>;

/// What may change of a person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// E-mail address by which the person logs in.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 254), email(message = "must be an e-mail address"))]
    #[schema(nullable = false, format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Name of the person.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Unit that the person belongs to.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub unit: Option<UnitTerm>,
    /// All roles of the person; replaces the list.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 16, message = "must have at least one role"), custom(function = "of_people"))]
    #[schema(nullable = false, min_items = 1, max_items = 16)]
    pub roles: Option<Vec<RoleTerm>>,
    /// `on_leave` or `active`; `active` also lets a deactivated person in again. Other states are reached by commands.
    #[serde(default, deserialize_with = "stated")]
    #[validate(custom(function = "by_patch"))]
    #[schema(nullable = false)]
    pub state: Option<UserStateTerm>,
    /// Telephone extension by which telephony knows the person; null means none.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 32))]
    #[schema(min_length = 1, max_length = 32)]
    pub extension: Option<Option<String>>,
    /// Id of the person who stands in for this one; null means nobody.
    #[serde(default, deserialize_with = "present")]
    pub deputy_user_id: Option<Option<UserKey>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "validator hands over references")]
fn by_patch(state: &UserStateTerm) -> Result<(), ValidationError> {
    match state.0 {
        UserState::Active | UserState::OnLeave => Ok(()),
        UserState::Deactivated | UserState::Terminated => Err(ValidationError::new("has_a_command")
            .with_message("send active or on_leave; to lock somebody out use deactivate or terminate".into())),
    }
}

impl From<UserPatch> for org::UserChange {
    fn from(patch: UserPatch) -> Self {
        Self {
            email: patch.email,
            name: patch.name.map(|name| name.trim().to_owned()),
            unit: patch.unit.map(|unit| unit.0),
            roles: patch.roles.map(|roles| roles.into_iter().map(|role| role.0).collect()),
            extension: patch.extension,
            deputy_user_id: patch.deputy_user_id.map(|deputy| deputy.map(|key| key.0)),
            on_leave: patch.state.map(|state| state.0 == UserState::OnLeave),
        }
    }
}

/// When a person leaves the company.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Termination {
    /// Last working day, a civil date in the company's time zone. Today or earlier closes the account at once, a later day once it is over.
    #[serde(deserialize_with = "told")]
    pub terminated_on: NaiveDate,
}

/// A new password for a person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// New password: at least 8 characters and not easily guessed.
    pub password: Secret,
    /// Password in use, which may be a one-time password; required for one's own password unless a `sys_admin` sets it.
    pub current_password: Option<Secret>,
}

impl From<NewPassword> for app::org::PasswordChange {
    fn from(new: NewPassword) -> Self {
        Self { password: new.password.0, current_password: new.current_password.map(|current| current.0) }
    }
}

/// A one-time password, to be handed over to the person.
#[derive(Serialize, ToSchema)]
pub struct OneTimePassword {
    /// The password, shown in this answer only. Whoever logs in with it can do nothing but choose a password by set-password.
    #[schema(examples("q3Zk1xTn0b6Hc2P9aQmVwJ5uYdR8sLfEoX1iG4tKzN7"))]
    pub password: String,
    /// Until when it is good, UTC.
    #[serde(serialize_with = "moment")]
    pub until: DateTime<Utc>,
}

impl From<app::org::OneTimePassword> for OneTimePassword {
    fn from(made: app::org::OneTimePassword) -> Self {
        Self { password: made.password.expose_secret().to_owned(), until: made.until }
    }
}
