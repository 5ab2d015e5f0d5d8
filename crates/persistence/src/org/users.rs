//! People and their accounts.

use domain::access::Role;
use domain::org::employment::fold_email;
use domain::org::{UnitCode, User, UserState};
use domain::{Date, Instant, UserId, Version, Word};

use self::user::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// People who work in the company, or did.
    user: "users" of User as user {
        id: UserId,
        version: Version as NextVersion,
        external_id: Option<String>,
        email: String,
        name: String,
        unit: UnitCode,
        roles: Vec<Role> as ListText,
        state: UserState,
        terminated_on: Option<Date>,
        extension: Option<String>,
        deputy_user_id: Option<UserId>,
        password_hash: Option<String>,
        one_time_until: Option<Instant>,
        token_version: i64,
        created_at: Instant,
    }
}

aggregate! { User: UserId, "user", in user; }

crate::filter! {
    /// Filters of the list of people.
    pub struct UserFilter of user {
        /// Only people of these units; several are separated by commas.
        unit: Several<UnitCode> => C::Unit.is_one_of(unit.each()),
        /// Only people with one of these roles; several are separated by commas.
        role: Several<Role> => role.each().map(has_role).fold(Condition::any(), Condition::add),
        /// Only people whose account is in one of these states; several are separated by commas.
        state: Several<UserState> => C::State.is_one_of(state.each()),
        /// Only the person with this e-mail address as login.
        email: String => C::Email.eq(fold_email(email)),
        /// Only the person with this id of the system that people come from.
        external_id: String => C::ExternalId.eq(external_id.as_str()),
        /// Only the person with this telephone extension.
        extension: OrNull<String> => extension.among(C::Extension),
        /// Only people whose deputy is this person.
        deputy_user_id: OrNull<UserId> => deputy_user_id.among(C::DeputyUserId),
        /// Only people whose last working day is before this civil date.
        terminated_before: Date => C::TerminatedOn.lt(*terminated_before),
    }
    within reach { reach.all_or_nothing() }
    sorts { name: C::Name, email: C::Email, terminated_on: C::TerminatedOn }
    counts { unit: UnitCode = C::Unit, state: UserState = C::State }
}

/// A JSON list in a column of text, so that it can be searched with `like`.
pub struct ListText;

impl Codec<Vec<Role>> for ListText {
    type Cell = String;
    fn write(roles: &Vec<Role>) -> String {
        <List as Codec<_>>::write(roles).to_string()
    }
    fn read(cell: String) -> Option<Vec<Role>> {
        List::read(serde_json::from_str(&cell).ok()?)
    }
}

repository! {
    /// People.
    Users: users
}

impl Users<'_> {
    /// The person with this login, given in the form of [`fold_email`].
    pub async fn by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        Entity::find().filter(C::Email.eq(email)).value(self.0).await
    }

    /// The person with this id of another system.
    pub async fn by_external_id(&self, external_id: &str) -> Result<Option<User>, StoreError> {
        Entity::find().filter(C::ExternalId.eq(external_id)).value(self.0).await
    }

    /// The person with this telephone extension.
    pub async fn by_extension(&self, extension: &str) -> Result<Option<User>, StoreError> {
        Entity::find().filter(C::Extension.eq(extension)).value(self.0).await
    }

    /// The people with these ids, oldest account first.
    pub async fn by_ids(&self, ids: impl IntoIterator<Item = UserId>) -> Result<Vec<User>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids)).order_by_asc(C::Id).values(self.0).await
    }

    /// How many people may work in each of these units.
    pub async fn working_in(&self, units: &[UnitCode]) -> Result<Vec<(UnitCode, i64)>, StoreError> {
        let select = Entity::find()
            .select_only()
            .column(C::Unit)
            .column_as(Expr::cust("count(*)"), "people")
            .filter(C::Unit.is_one_of(units.iter().copied()))
            .filter(C::State.is_one_of([UserState::Active, UserState::OnLeave]))
            .group_by(C::Unit);
        let rows = tuples::<(String, i64)>(&select, self.0).await?;
        Ok(rows.into_iter().filter_map(|(unit, people)| Some((UnitCode::parse(&unit)?, people))).collect())
    }

    /// The people with this role who may work, oldest account first.
    pub async fn working_as(&self, role: Role) -> Result<Vec<User>, StoreError> {
        working(role).values(self.0).await
    }

    /// Those with these ids, locked until the transaction ends, in the order of their ids: nobody gets clients by two commands at once.
    pub async fn lock_all(&self, ids: impl IntoIterator<Item = UserId>) -> Result<Vec<User>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids)).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// The people who can administer, locked until the transaction ends, so that the last two cannot leave at the same time.
    pub async fn lock_administrators(&self) -> Result<Vec<User>, StoreError> {
        working(Role::SysAdmin).lock_exclusive().values(self.0).await
    }

    /// Is there a director? One who is locked out is there; one who has left is not.
    pub async fn has_director(&self) -> Result<bool, StoreError> {
        Entity::find().filter(has_role(Role::Director)).filter(C::State.ne(UserState::Terminated.as_str())).any(self.0).await
    }

    /// Is there an account at all?
    pub async fn any(&self) -> Result<bool, StoreError> {
        Entity::find().any(self.0).await
    }

    /// The earliest last working day of those whose account is not closed yet.
    pub async fn next_last_day(&self) -> Result<Option<Date>, StoreError> {
        leaving().least(C::TerminatedOn, self.0).await
    }

    /// Up to 200 people whose last working day is before `today` and whose account is not closed yet.
    pub async fn departed(&self, today: Date) -> Result<Vec<UserId>, StoreError> {
        let ids = leaving().filter(C::TerminatedOn.lt(today)).order_by_asc(C::TerminatedOn).limit(200);
        let ids = tuples::<(uuid::Uuid,)>(&ids.select_only().column(C::Id), self.0).await?;
        Ok(ids.into_iter().map(|(id,)| UserId::new(id)).collect())
    }
}

/// No role contains another one between quotes, so the text of the list can be searched.
fn has_role(role: Role) -> Expr {
    C::Roles.contains(format!("\"{role}\""))
}

/// Whoever may work with this role.
pub(crate) fn works_as(role: Role) -> Expr {
    has_role(role).and(C::State.is_one_of([UserState::Active, UserState::OnLeave]))
}

fn working(role: Role) -> Select<Entity> {
    Entity::find().filter(works_as(role)).order_by_asc(C::Id)
}

fn leaving() -> Select<Entity> {
    Entity::find().filter(C::TerminatedOn.is_not_null()).filter(C::State.ne(UserState::Terminated.as_str()))
}
