//! What clients are found by (`q=`): saved with the client and the contacts, searched by trigrams (m0014).

use domain::clients::search::{SearchTerms, client_text, contact_phones_text, contact_text};
use domain::clients::{Client, Contact};
use domain::scalar::Shape;
use domain::{ClientId, Scalar};
use uuid::Uuid;

use self::search_text::{Column, Entity};
use super::{Clients, client};
use crate::prelude::*;

table! {
    /// Search texts, folded: one row for each client, and two for each contact, the second of which is personal.
    search_text: "search_texts" of SearchText as line {
        subject_id: Uuid,
        client_id: ClientId,
        personal: bool,
        text: String,
    }
}

/// What a client or a contact is found by.
pub struct SearchText {
    /// The id of the client or of the contact.
    subject_id: Uuid,
    client_id: ClientId,
    /// Searched only for readers of personal data?
    personal: bool,
    text: String,
}

/// Characters of a search at most.
const LONGEST: usize = 100;

/// Words all of which occur in the search texts of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    asked: String,
    terms: SearchTerms,
}

impl Scalar for Search {
    type Plain = String;
    const SHAPE: Shape = Shape::TextOf(3, LONGEST);

    fn plain(&self) -> String {
        self.asked.clone()
    }

    fn from_plain(asked: String) -> Option<Self> {
        let short = asked.chars().count() <= LONGEST;
        let terms = short.then(|| SearchTerms::parse(&asked)).flatten()?;
        Some(Self { asked, terms })
    }

    fn from_parameter(text: &str, _: &str) -> Result<Self, String> {
        let wanted = "give a word of three letters or digits at least, eight words and 100 characters at most";
        Self::from_plain(text.to_owned()).ok_or_else(|| wanted.to_owned())
    }
}

impl Search {
    /// Only clients in whose texts every word occurs; in personal ones within the reach `personal` only.
    pub(super) fn condition(&self, personal: Option<Reach>, dialect: Dialect) -> Condition {
        let long = self.terms.long().fold(Condition::all(), |all, word| {
            all.add(client::Column::Id.in_subquery(texts(personal).and_where(contains_by_index(word, dialect)).to_owned()))
        });
        self.terms.short().fold(long, |all, word| {
            let of_client = Expr::col((Entity, Column::ClientId)).equals((client::Entity, client::Column::Id));
            all.add(Expr::exists(texts(personal).and_where(of_client).and_where(contains(word)).to_owned()))
        })
    }
}

/// The clients of the texts that may be searched.
fn texts(personal: Option<Reach>) -> SelectStatement {
    let open = Column::Personal.eq(false);
    let may = match personal {
        None => Condition::all().add(open),
        Some(Reach::All) => Condition::all(),
        Some(reach) => Condition::any().add(open).add(reach.sees_client(Column::ClientId)),
    };
    Query::select().column(Column::ClientId).from(Entity).cond_where(may).to_owned()
}

fn contains(word: &str) -> Expr {
    // Letters and digits only: nothing in them means something to LIKE.
    Column::Text.like(format!("%{word}%"))
}

/// The same, by the index of trigrams.
fn contains_by_index(word: &str, dialect: Dialect) -> Expr {
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
    pub(super) async fn write_search_text(&self, client: &Client) -> Result<(), StoreError> {
        write(self.0, [of_client(client)]).await
    }
}

/// Writes what a contact is found by.
pub(super) async fn write_contact(db: &Db, contact: &Contact) -> Result<(), StoreError> {
    write(db, of_contact(contact)).await
}

/// Deletes what the contacts of a client were found by.
pub(super) async fn delete_contacts(db: &Db, client: ClientId) -> Result<(), StoreError> {
    let delete = Entity::delete_many().filter(Column::ClientId.is(client)).filter(Column::SubjectId.ne(client.uuid()));
    delete.run(db).await
}

pub(super) fn of_client(client: &Client) -> SearchText {
    SearchText { subject_id: client.id.uuid(), client_id: client.id, personal: false, text: client_text(client) }
}

pub(super) fn of_contact(contact: &Contact) -> [SearchText; 2] {
    let text = |personal, text| SearchText { subject_id: contact.id.uuid(), client_id: contact.client_id, personal, text };
    [text(false, contact_text(contact)), text(true, contact_phones_text(contact))]
}

/// One statement; earlier texts of the same subject are replaced.
pub(super) async fn write(db: &Db, texts: impl IntoIterator<Item = SearchText> + Send) -> Result<(), StoreError> {
    let texts: Vec<_> = texts.into_iter().collect();
    let insert = Insert::<Entity>::of(&texts).or_replace(&[Column::SubjectId, Column::Personal], &[Column::Text]);
    insert.later(db, Expects::Nothing).await
}
