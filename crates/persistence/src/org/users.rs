//! People: find, lock, page, save.

use domain::access::Role;
use domain::org::{UnitCode, User, UserState};
use domain::{Date, UserId, Version, Word};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use crate::entity::user as entity;
use crate::old_page::page_by_id;
use crate::row::{Row, spelt};
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// People.
pub struct Users<'a>(&'a Db);

impl Db {
    /// People.
    pub const fn users(&self) -> Users<'_> {
        Users(self)
    }
}

/// Which people a list shows.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// Only those of these units.
    pub units: Vec<UnitCode>,
    /// Only those with one of these roles.
    pub roles: Vec<Role>,
    /// Only those in these states.
    pub states: Vec<UserState>,
    /// Only the one with this login, folded.
    pub email: Option<String>,
    /// Only the one with this extension.
    pub extension: Option<String>,
}

impl Users<'_> {
    /// One by id.
    pub async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.one(entity::Entity::find_by_id(id.uuid())).await
    }

    /// One by id, kept from changing until the transaction ends. First in the lock order: user → client → ledger.
    pub async fn lock(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.one(entity::Entity::find_by_id(id.uuid()).lock_exclusive()).await
    }

    /// The one with this login, folded.
    pub async fn by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        self.one(entity::Entity::find().filter(entity::Column::Email.eq(email))).await
    }

    /// The one whom telephony knows by this extension.
    pub async fn by_extension(&self, extension: &str) -> Result<Option<User>, StoreError> {
        self.one(entity::Entity::find().filter(entity::Column::Extension.eq(extension))).await
    }

    /// Those with these ids.
    pub async fn by_ids(&self, ids: impl IntoIterator<Item = UserId>) -> Result<Vec<User>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::Id.is_in(ids.into_iter().map(domain::Id::uuid)))).await
    }

    /// Those of this role who may work, oldest account first.
    pub async fn working_as(&self, role: Role) -> Result<Vec<User>, StoreError> {
        self.all(working(role)).await
    }

    /// Those who can administer, kept from changing: so that the last of them cannot go while another goes too.
    pub async fn lock_administrators(&self) -> Result<Vec<User>, StoreError> {
        self.all(working(Role::SysAdmin).lock_exclusive()).await
    }

    /// Is there anybody at all?
    pub async fn any(&self) -> Result<bool, StoreError> {
        Ok(entity::Entity::find().limit(1).count(&self.0.exec()).await? > 0)
    }

    /// The earliest last day of anybody who still works.
    pub async fn next_last_day(&self) -> Result<Option<Date>, StoreError> {
        let day = leaving().select_only().column(entity::Column::TerminatedOn).order_by_asc(entity::Column::TerminatedOn).limit(1);
        Ok(day.into_tuple::<Option<Date>>().one(&self.0.exec()).await?.flatten())
    }

    /// Up to 200 people whose last day is before `today` and who still work.
    pub async fn departed(&self, today: Date) -> Result<Vec<UserId>, StoreError> {
        let ids = leaving().filter(entity::Column::TerminatedOn.lt(today)).order_by_asc(entity::Column::TerminatedOn).limit(200);
        let ids = ids.select_only().column(entity::Column::Id).into_tuple().all(&self.0.exec()).await?;
        Ok(ids.into_iter().map(UserId::new).collect())
    }

    /// A page, oldest account first.
    pub async fn page(&self, filter: &UserFilter, request: &PageRequest) -> Result<Page<User>, StoreError> {
        let words = |words: Vec<&'static str>| (!words.is_empty()).then_some(words);
        let roles = filter.roles.iter().map(|role| has_role(*role)).reduce(ExprTrait::or);
        let select = entity::Entity::find()
            .apply_if(words(filter.units.iter().map(|unit| unit.as_str()).collect()), |select, units| {
                select.filter(entity::Column::Unit.is_in(units))
            })
            .apply_if(words(filter.states.iter().map(|state| state.as_str()).collect()), |select, states| {
                select.filter(entity::Column::State.is_in(states))
            })
            .apply_if(roles, sea_orm::QueryFilter::filter)
            .apply_if(filter.email.clone(), |select, email| select.filter(entity::Column::Email.eq(email)))
            .apply_if(filter.extension.clone(), |select, extension| select.filter(entity::Column::Extension.eq(extension)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    async fn one(&self, select: Select<entity::Entity>) -> Result<Option<User>, StoreError> {
        select.one(&self.0.exec()).await?.map(value).transpose()
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<User>, StoreError> {
        select.order_by_asc(entity::Column::Id).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }
}

/// No spelling contains another between quotes, so the text of the list can be searched.
fn has_role(role: Role) -> Expr {
    entity::Column::Roles.contains(format!("\"{role}\""))
}

fn working(role: Role) -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(has_role(role))
        .filter(entity::Column::State.is_in([UserState::Active.as_str(), UserState::OnLeave.as_str()]))
}

fn leaving() -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::TerminatedOn.is_not_null())
        .filter(entity::Column::State.ne(UserState::Terminated.as_str()))
}

impl Stored for User {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(user: &User) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(user.id.uuid()),
        version: Set(user.version + 1),
        email: Set(user.email.clone()),
        name: Set(user.name.clone()),
        unit: Set(user.unit.to_string()),
        roles: Set(spelt(&user.roles).to_string()),
        state: Set(user.state.to_string()),
        terminated_on: Set(user.terminated_on),
        extension: Set(user.extension.clone()),
        deputy_user_id: Set(user.deputy_user_id.map(domain::Id::uuid)),
        password_hash: Set(user.password_hash.clone()),
        token_version: Set(user.token_version),
        created_at: Set(user.created_at),
    }
}

fn value(row: entity::Model) -> Result<User, StoreError> {
    let cell = Row::of("users", row.id);
    Ok(User {
        id: UserId::new(row.id),
        version: row.version,
        unit: cell.word("unit", &row.unit)?,
        roles: cell.words("roles", &serde_json::from_str(&row.roles).unwrap_or_default())?,
        state: cell.word("state", &row.state)?,
        email: row.email,
        name: row.name,
        terminated_on: row.terminated_on,
        extension: row.extension,
        deputy_user_id: row.deputy_user_id.map(UserId::new),
        password_hash: row.password_hash,
        token_version: row.token_version,
        created_at: row.created_at,
    })
}
