//! What clients are found by (`q=`): written with the client and his people, asked by trigrams (m0014).

use domain::clients::search::{SearchTerms, client_text, contact_phones_text, contact_text};
use domain::clients::{Client, Contact};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{Clients, Contacts, Reach, row};
use crate::entity::search_text::{ActiveModel, Column, Entity};
use crate::entity::{client, contact};
use crate::{Db, Dialect, StoreError};

/// Clients at a time while a base that is older than the search is gone through.
const PORTION: u64 = 500;

/// What is looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// All of this.
    pub wanted: SearchTerms,
    /// Also in what is personal of a client's people?
    pub personal: Personal,
}

/// Whose people's personal numbers are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Nobody's.
    Hidden,
    /// Those of the people at these clients.
    Within(Reach),
    /// Everybody's.
    All,
}

impl Search {
    /// Only clients in whose texts every piece occurs.
    pub(super) fn narrow(&self, select: Select<client::Entity>, dialect: Dialect) -> Select<client::Entity> {
        let select = self.wanted.long().fold(select, |select, word| {
            select.filter(client::Column::Id.in_subquery(self.texts().and_where(occurs(word, dialect)).to_owned()))
        });
        self.wanted.short().fold(select, |select, word| {
            let of_him = Expr::col((Entity, Column::ClientId)).equals((client::Entity, client::Column::Id));
            select.filter(Expr::exists(self.texts().and_where(of_him).and_where(contains(word)).to_owned()))
        })
    }

    /// The clients of the texts that may be looked at.
    fn texts(&self) -> SelectStatement {
        let open = Column::Personal.eq(false);
        let may = match &self.personal {
            Personal::Hidden => Condition::all().add(open),
            Personal::Within(reach) => Condition::any().add(open).add(Column::ClientId.in_subquery(reach.clients())),
            Personal::All => Condition::all(),
        };
        Query::select().column(Column::ClientId).from(Entity).cond_where(may).to_owned()
    }
}

fn contains(word: &str) -> Expr {
    // Letters and digits only: nothing in them means something to LIKE.
    Column::Text.like(format!("%{word}%"))
}

/// The same, by the index of trigrams.
fn occurs(word: &str, dialect: Dialect) -> Expr {
    match dialect {
        Dialect::Postgres => contains(word),
        Dialect::Sqlite => Expr::cust_with_values(
            "no in (select rowid from search_texts_trigram where search_texts_trigram match ?)",
            [format!("\"{word}\"")],
        ),
    }
}

impl Clients<'_> {
    /// Writes what a client is found by.
    pub(super) async fn describe(&self, client: &Client) -> Result<(), StoreError> {
        write(self.0, vec![line(client.id.uuid(), client.id.uuid(), false, client_text(client))]).await
    }

    /// Describes everybody, if nobody is described yet: a base from before there was a search.
    pub(crate) async fn describe_all(&self) -> Result<(), StoreError> {
        let described: Option<i64> = Entity::find().select_only().column(Column::No).limit(1).into_tuple().one(&self.0.exec()).await?;
        if described.is_some() {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let found = client::Entity::find().filter(client::Column::Id.gt(after)).order_by_asc(client::Column::Id).limit(PORTION);
            let clients = found.all(&self.0.exec()).await?;
            let Some(last) = clients.last() else { return Ok(()) };
            let first = std::mem::replace(&mut after, last.id);
            let people = contact::Entity::find().filter(contact::Column::ClientId.gt(first)).filter(contact::Column::ClientId.lte(after));
            let people = people.all(&self.0.exec()).await?;
            let mut lines = Vec::new();
            for client in clients {
                let client = row::value(client)?;
                lines.push(line(client.id.uuid(), client.id.uuid(), false, client_text(&client)));
            }
            for contact in people {
                lines.extend(of_person(&super::contacts::value(contact)?));
            }
            write(self.0, lines).await?;
        }
    }
}

impl Contacts<'_> {
    /// Writes what a person at a client's is found by.
    pub(super) async fn describe(&self, contact: &Contact) -> Result<(), StoreError> {
        write(self.0, of_person(contact).into()).await
    }

    /// Forgets what a client's people were found by.
    pub(super) async fn forget(&self, client: Uuid) -> Result<(), StoreError> {
        Entity::delete_many().filter(Column::ClientId.eq(client)).filter(Column::SubjectId.ne(client)).exec(&self.0.exec()).await?;
        Ok(())
    }
}

fn of_person(contact: &Contact) -> [ActiveModel; 2] {
    let (client, id) = (contact.client_id.uuid(), contact.id.uuid());
    [line(client, id, false, contact_text(contact)), line(client, id, true, contact_phones_text(contact))]
}

const fn line(client: Uuid, subject: Uuid, personal: bool, text: String) -> ActiveModel {
    ActiveModel { no: NotSet, client_id: Set(client), subject_id: Set(subject), personal: Set(personal), text: Set(text) }
}

/// One statement; what was written before of the same subject is replaced.
async fn write(db: &Db, lines: Vec<ActiveModel>) -> Result<(), StoreError> {
    let again = OnConflict::columns([Column::SubjectId, Column::Personal]).update_column(Column::Text).to_owned();
    Entity::insert_many(lines).on_conflict(again).exec_without_returning(&db.exec()).await?;
    Ok(())
}
