//! The people at a client's: find, page, save.

use domain::clients::Contact;
use domain::clients::commands::ERASED;
use domain::phone::Phone;
use domain::{ClientId, ContactId, Id, Version};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use crate::entity::client::Texts;
use crate::entity::contact as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Contacts.
pub struct Contacts<'a>(pub(super) &'a Db);

impl Db {
    /// Contacts.
    pub const fn contacts(&self) -> Contacts<'_> {
        Contacts(self)
    }
}

/// Which contacts a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContactFilter {
    /// Only those who decide, or only the others.
    pub decision_maker: Option<bool>,
}

impl Contacts<'_> {
    /// One of a client's people.
    pub async fn find(&self, client: ClientId, id: ContactId) -> Result<Option<Contact>, StoreError> {
        entity::Entity::find_by_id(id.uuid())
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .one(&self.0.exec())
            .await?
            .map(value)
            .transpose()
    }

    /// All of a client's people, the oldest first.
    pub async fn of_client(&self, client: ClientId) -> Result<Vec<Contact>, StoreError> {
        use sea_orm::QueryOrder;
        let rows = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .order_by_asc(entity::Column::Id)
            .all(&self.0.exec())
            .await?;
        rows.into_iter().map(value).collect()
    }

    /// A page of a client's people, oldest first.
    pub async fn page(&self, client: ClientId, filter: ContactFilter, request: &PageRequest) -> Result<Page<Contact>, StoreError> {
        let select = entity::Entity::find()
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .apply_if(filter.decision_maker, |select, flag| select.filter(entity::Column::DecisionMaker.eq(flag)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    /// Forgets who a client's people were (C25), all of them in one statement.
    pub async fn anonymise(&self, client: ClientId) -> Result<(), StoreError> {
        let nothing: Option<String> = None;
        entity::Entity::update_many()
            .col_expr(entity::Column::Name, Expr::value(ERASED))
            .col_expr(entity::Column::Position, Expr::value(nothing))
            .col_expr(entity::Column::Phones, Expr::value(Texts::default()))
            .col_expr(entity::Column::Emails, Expr::value(Texts::default()))
            .col_expr(entity::Column::Birthday, Expr::value(None::<domain::Date>))
            .col_expr(entity::Column::DoNotContact, Expr::value(true))
            .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
            .filter(entity::Column::ClientId.eq(client.uuid()))
            .exec(&self.0.exec())
            .await?;
        self.forget(client.uuid()).await
    }
}

impl Stored for Contact {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await?;
        db.contacts().describe(self).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(contact: &Contact) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(contact.id.uuid()),
        version: Set(contact.version + 1),
        client_id: Set(contact.client_id.uuid()),
        name: Set(contact.name.clone()),
        position: Set(contact.position.clone()),
        influence: Set(contact.influence.map(|word| word.to_string())),
        decision_maker: Set(contact.decision_maker),
        phones: Set(Texts(contact.phones.iter().map(|phone| phone.as_str().to_owned()).collect())),
        emails: Set(Texts(contact.emails.clone())),
        birthday: Set(contact.birthday),
        do_not_contact: Set(contact.do_not_contact),
        created_at: Set(contact.created_at),
    }
}

pub(super) fn value(row: entity::Model) -> Result<Contact, StoreError> {
    Ok(Contact {
        influence: Row::of("contacts", row.id).maybe_word("influence", row.influence.as_deref())?,
        id: Id::new(row.id),
        version: row.version,
        client_id: Id::new(row.client_id),
        name: row.name,
        position: row.position,
        decision_maker: row.decision_maker,
        phones: row.phones.0.into_iter().map(Phone::stored).collect(),
        emails: row.emails.0,
        birthday: row.birthday,
        do_not_contact: row.do_not_contact,
        created_at: row.created_at,
    })
}
