//! The people at a client's: find, page, save, forget.

use domain::clients::commands::ERASED;
use domain::clients::{Contact, Influence};
use domain::phone::PhoneLine;
use domain::{ClientId, ContactId, Date, Instant, Version};
use serde_json::json;

use self::contact::{Column as C, Entity};
use super::{lookups, search};
use crate::prelude::*;

table! {
    /// The people at a client's.
    contact: "contacts" of Contact as contact {
        id: ContactId,
        version: Version as NextVersion,
        client_id: ClientId,
        external_id: Option<String>,
        name: String,
        position: Option<String>,
        influence: Option<Influence>,
        decision_maker: bool,
        phones: Vec<PhoneLine> as Json,
        emails: Vec<String> as List,
        birthday: Option<Date>,
        do_not_contact: bool,
        created_at: Instant,
    }
}

object! {
    PhoneLine { number, extension, label }
}

aggregate! { Contact: ContactId, "contact", in contact, then found_by; }

/// What a contact, and by him his client, is found by.
async fn found_by(db: &Db, contact: &Contact) -> Result<(), StoreError> {
    search::write_contact(db, contact).await?;
    lookups::write_contact(db, contact).await
}

crate::filter! {
    /// Filters of the list of contact persons.
    pub struct ContactFilter of contact {
        /// Only the person with this id of the system that the client's people come from.
        external_id: String => C::ExternalId.eq(external_id.as_str()),
        /// `true` lists only persons who decide about purchases, `false` only the others.
        decision_maker: bool => C::DecisionMaker.eq(*decision_maker),
        /// Only persons with this influence on purchases.
        influence: OrNull<Influence> => influence.among(C::Influence),
        /// `true` lists only persons who must not be contacted, `false` only the others.
        do_not_contact: bool => C::DoNotContact.is(*do_not_contact),
    }
    sorts { name: C::Name }
}

repository! {
    /// Contacts.
    Contacts: contacts
}

impl Contacts<'_> {
    /// One of a client's contacts.
    pub async fn find(&self, client: ClientId, id: ContactId) -> Result<Option<Contact>, StoreError> {
        Ok(self.0.find(id).await?.filter(|contact| contact.client_id == client))
    }

    /// The contact of a client with this id of another system.
    pub async fn by_external_id(&self, client: ClientId, external_id: &str) -> Result<Option<Contact>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).filter(C::ExternalId.eq(external_id)).value(self.0).await
    }

    /// Contacts of `merged` whose id of another system is that of a contact of `survivor` too.
    pub async fn known_at_both(&self, merged: ClientId, survivor: ClientId) -> Result<Vec<ContactId>, StoreError> {
        let sql =
            "select m.id from contacts m join contacts s on s.client_id = $2 and s.external_id = m.external_id where m.client_id = $1";
        let rows = self.0.rows(sql, [merged.uuid().into(), survivor.uuid().into()]).await?;
        rows.iter().map(|row| Ok(ContactId::new(row.get(0)?))).collect()
    }

    /// These contacts have no id of another system any more: at the client to whom they go somebody else has it.
    pub async fn forget_external_ids(&self, contacts: &[ContactId]) -> Result<(), StoreError> {
        if contacts.is_empty() {
            return Ok(());
        }
        let without = Entity::update_many().col_expr(C::ExternalId, Expr::value(None::<String>));
        without.filter(C::Id.is_one_of(contacts.iter().copied())).run(self.0).await
    }

    /// A page of a client's contacts.
    pub async fn page(&self, client: ClientId, filter: &ContactFilter, request: &PageRequest) -> Result<Page<Contact>, StoreError> {
        filter.page_within(self.0, C::ClientId.is(client), request).await
    }

    /// A client's contacts, the oldest first, at most so many.
    pub async fn first_of(&self, client: ClientId, most: u64) -> Result<Vec<Contact>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).order_by_asc(C::Id).limit(most).values(self.0).await
    }

    /// Forgets who a client's contacts were (C25), all of them in one statement.
    pub async fn anonymise(&self, client: ClientId) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::Name, Expr::value(ERASED))
            .col_expr(C::Position, Expr::value(None::<String>))
            .col_expr(C::Phones, Expr::value(json!([])))
            .col_expr(C::Emails, Expr::value(json!([])))
            .col_expr(C::Birthday, Expr::value(None::<Date>))
            .col_expr(C::DoNotContact, Expr::value(true))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::ClientId.is(client))
            .run(self.0)
            .await?;
        lookups::delete_contacts(self.0, client).await?;
        search::delete_contacts(self.0, client).await
    }
}
