//! Who has this number, he or one of his contacts, this tax id, external id or mail domain? (E-15, E-18) The lookup tables are updated only when their content changes.

use std::collections::BTreeSet;

use domain::clients::register::company_mail_domains;
use domain::clients::tax::{TaxIds, is_head_office};
use domain::clients::{Client, Contact, RecordStatus};
use domain::merges::name_keys;
use domain::org::UserState;
use domain::phone::Phone;
use domain::{ClientId, ContactId, UserId};
use sea_orm::sea_query::{Alias, UnionType};
use uuid::Uuid;

use super::Clients;
use super::client::{Column as C, Entity};
use crate::driver::{Cell, Record};
use crate::org::user;
use crate::prelude::*;
use crate::query::records;
use crate::table::Cells;

table! {
    /// Which clients have a number; updated only when phones change.
    client_phone: "client_phones" of HasPhone as has { client_id: ClientId, e164: Phone, }
}

table! {
    /// Which clients have a mail domain of their own (E-18).
    client_domain: "client_domains" of HasDomain as has { client_id: ClientId, domain: String, }
}

table! {
    /// By which ends of their names clients of one city are found (E-18).
    client_name: "client_names" of HasName as has { client_id: ClientId, key: String, }
}

pub struct HasName {
    client_id: ClientId,
    key: String,
}

table! {
    /// Which contacts of which clients have a number.
    contact_phone: "contact_phones" of ContactHasPhone as has { contact_id: ContactId, client_id: ClientId, e164: Phone, }
}

pub struct ContactHasPhone {
    contact_id: ContactId,
    client_id: ClientId,
    e164: Phone,
}

pub struct HasPhone {
    client_id: ClientId,
    e164: Phone,
}

pub struct HasDomain {
    client_id: ClientId,
    domain: String,
}

/// Sharers of one number beyond this are not listed (E-15).
const SHARERS: u64 = 20;

/// A record with the external id asked for, and the fingerprint of what it was created from.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The record as it is now.
    pub client: Client,
    /// Of the content that created it.
    pub fingerprint: Option<String>,
}

/// Which clients were called, and which employee spoke.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    /// The employee who has the extension now; known only if some client has the number.
    pub user_id: Option<UserId>,
    /// Every live client with the number, oldest first, kept from changing until the transaction ends.
    pub clients: Vec<Client>,
}

/// Clients, each with the value of an additional last column.
async fn with_another<T: Cell>(db: &Db, select: Select<Entity>) -> Result<Vec<(Client, T)>, StoreError> {
    let pair = |record: &Record| Ok((Entity::value(Cells::of(record, Entity::NAME, 0))?, record.get(Entity::COLUMNS.len())?));
    records(&select, db).await?.iter().map(pair).collect()
}

impl Db {
    /// Is there any client at all?
    pub async fn any_client(&self) -> Result<bool, StoreError> {
        Entity::find().any(self).await
    }
}

impl Clients<'_> {
    /// In one round trip: the clients with this number, locked in the order of their ids, and the employee with this extension.
    pub async fn lock_called(&self, extension: Option<&str>, phone: &Phone) -> Result<Called, StoreError> {
        let select = Entity::find()
            .expr_as(user_with(extension), "beside")
            .filter(C::Id.in_subquery(sharing(phone).union(UnionType::Distinct, of_contacts(phone)).to_owned()))
            .filter(C::RecordStatus.is(RecordStatus::Live))
            .order_by_asc(C::Id)
            .limit(SHARERS)
            .lock_exclusive();
        let rows = with_another::<Option<Uuid>>(self.0, select).await?;
        let user_id = rows.first().and_then(|(_, user)| *user).map(UserId::new);
        Ok(Called { user_id, clients: rows.into_iter().map(|(client, _)| client).collect() })
    }

    /// The record with this external id.
    pub async fn by_external_id(&self, external_id: &str) -> Result<Option<Known>, StoreError> {
        let select = Entity::find().expr_as(Expr::col(Alias::new("fingerprint")), "beside").filter(C::ExternalId.eq(external_id));
        let found = with_another::<Option<String>>(self.0, select).await?.into_iter().next();
        let Some((client, fingerprint)) = found else { return Ok(None) };
        // Who has gone on in another record is known as that one (E-6).
        let survivor = match client.merged_into_id {
            Some(survivor) => self.0.find(survivor).await?,
            None => None,
        };
        Ok(Some(Known { client: survivor.unwrap_or(client), fingerprint }))
    }

    /// The live record, other than `not`, of the office with these tax ids (E-18); of a record that was merged into another one, that.
    pub async fn by_tax_id(&self, ids: &TaxIds, not: Option<ClientId>) -> Result<Option<ClientId>, StoreError> {
        if ids.inn.is_none() && ids.vat_id.is_none() {
            return Ok(None);
        }
        let office = ids.inn.as_ref().map(|inn| Condition::all().add(C::Inn.eq(inn.as_str())).add(of_office(ids.kpp.as_deref())));
        let same = Condition::any().add_option(office).add_option(ids.vat_id.as_ref().map(|vat_id| C::VatId.eq(vat_id.as_str())));
        let there = C::RecordStatus.is_one_of([RecordStatus::Live, RecordStatus::Merged]);
        let survivor = Expr::cust("coalesce(clients.merged_into_id, clients.id)");
        let select = Entity::find().select_only().expr(survivor).filter(same).filter(there).order_by_asc(C::Id);
        let found: Vec<_> = tuples::<(Uuid,)>(&select, self.0).await?.into_iter().map(|(id,)| ClientId::new(id)).collect();
        Ok(found.into_iter().find(|id| Some(*id) != not))
    }

    /// The oldest live record, other than `not`, of the company with this INN that is nobody's branch.
    pub async fn head_office(&self, inn: &str, not: Option<ClientId>) -> Result<Option<ClientId>, StoreError> {
        let heads = Entity::find().filter(C::Inn.eq(inn)).filter(C::HeadOfficeId.is_null()).filter(C::RecordStatus.is(RecordStatus::Live));
        Ok(heads.filter(other_than(not)).least(C::Id, self.0).await?.map(ClientId::new))
    }

    /// Has the client branches?
    pub async fn has_branches(&self, id: ClientId) -> Result<bool, StoreError> {
        Entity::find().filter(C::HeadOfficeId.is(id)).any(self.0).await
    }

    /// Up to `most` clients with one of these numbers whose ids are greater than `after`, in that order and kept from changing until the
    /// transaction ends.
    pub async fn lock_with_numbers(&self, numbers: &[Phone], after: Option<ClientId>, most: u64) -> Result<Vec<Client>, StoreError> {
        use client_phone::{Column, Entity as HasNumber};
        let numbers = Column::E164.is_one_of(numbers.iter().cloned());
        let holders = Query::select().column(Column::ClientId).from(HasNumber).and_where(numbers).to_owned();
        let later = Condition::all().add_option(after.map(|after| C::Id.gt(after.uuid())));
        let select = Entity::find().filter(C::Id.in_subquery(holders)).filter(later).order_by_asc(C::Id).limit(most);
        select.lock_exclusive().values(self.0).await
    }

    /// Saves the numbers of clients who are there and locked; in what is given back their versions have grown.
    pub async fn save_phones(&self, mut clients: Vec<Client>) -> Result<Vec<Client>, StoreError> {
        put_all::<Entity>(self.0, &clients, [C::Phones, C::Version]).await?;
        for client in &mut clients {
            client.version += 1;
        }
        Ok(clients)
    }

    /// Up to `most` clients after this one, in the order of their ids.
    pub async fn after(&self, after: Option<ClientId>, most: u64) -> Result<Vec<Client>, StoreError> {
        let later = Condition::all().add_option(after.map(|after| C::Id.gt(after.uuid())));
        Entity::find().filter(later).order_by_asc(C::Id).limit(most).values(self.0).await
    }

    /// The record that goes on for this client, and the records that have gone on in it: one id for almost everybody (E-6).
    pub async fn records_of(&self, client: ClientId) -> Result<Vec<ClientId>, StoreError> {
        let survivor = "coalesce((select merged_into_id from clients where id = $1), $1)";
        let sql =
            format!("select id from clients where id = {survivor} union all select id from clients where merged_into_id = {survivor}");
        let rows = self.0.rows(&sql, [client.uuid().into()]).await?;
        rows.iter().map(|row| Ok(ClientId::new(row.get(0)?))).collect()
    }

    /// The records that have gone on in this one, kept from changing until the transaction ends.
    pub async fn lock_merged_into(&self, survivor: ClientId) -> Result<Vec<Client>, StoreError> {
        Entity::find().filter(C::MergedIntoId.is(survivor)).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// Saves what a client is found by, when any of it is new or has changed.
    pub async fn index(&self, client: &Client, is_new: bool) -> Result<(), StoreError> {
        let client_id = client.id;
        if !is_new {
            client_phone::Entity::delete_many().filter(client_phone::Column::ClientId.is(client_id)).run(self.0).await?;
            client_domain::Entity::delete_many().filter(client_domain::Column::ClientId.is(client_id)).run(self.0).await?;
            client_name::Entity::delete_many().filter(client_name::Column::ClientId.is(client_id)).run(self.0).await?;
        }
        if client.record_status == RecordStatus::Merged {
            return self.write_search_text(client).await;
        }
        let numbers: BTreeSet<&Phone> = client.phones.iter().map(|phone| &phone.number).collect();
        let phones: Vec<_> = numbers.into_iter().map(|number| HasPhone { client_id, e164: number.clone() }).collect();
        Insert::<client_phone::Entity>::of(&phones).later(self.0, Expects::Nothing).await?;
        let domains: Vec<_> = company_mail_domains(&client.emails).into_iter().map(|domain| HasDomain { client_id, domain }).collect();
        Insert::<client_domain::Entity>::of(&domains).later(self.0, Expects::Nothing).await?;
        self.write_name_keys(std::slice::from_ref(client)).await?;
        self.write_search_text(client).await
    }

    /// Saves by which ends of their names clients are found, where that is not known yet.
    pub async fn write_name_keys(&self, clients: &[Client]) -> Result<(), StoreError> {
        let live = clients.iter().filter(|client| client.record_status == RecordStatus::Live);
        let key = |client: &Client| name_keys(client).into_iter().map(|key| HasName { client_id: client.id, key }).collect::<Vec<_>>();
        let names: Vec<_> = live.flat_map(key).collect();
        Insert::<client_name::Entity>::of(&names).unless_known(&[]).later(self.0, Expects::Nothing).await
    }

    /// Keeps the fingerprint of what a record with an external id was created from.
    pub async fn remember(&self, id: ClientId, fingerprint: &str) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Alias::new("fingerprint"), Expr::value(fingerprint));
        update.filter(C::Id.is(id)).run(self.0).await
    }
}

fn other_than(not: Option<ClientId>) -> Condition {
    Condition::all().add_option(not.map(|not| C::Id.ne(not.uuid())))
}

/// The rule of `tax::is_same_office` as a condition.
fn of_office(kpp: Option<&str>) -> Condition {
    match kpp {
        None => Condition::any().add(C::Kpp.is_null()).add(Expr::cust("substr(clients.kpp, 5, 2) in ('01', '50')")),
        Some(kpp) => Condition::any().add(C::Kpp.eq(kpp)).add_option(is_head_office(kpp).then(|| C::Kpp.is_null())),
    }
}

/// Writes by which numbers a contact leads to his client.
pub(super) async fn write_contact(db: &Db, contact: &Contact) -> Result<(), StoreError> {
    use contact_phone::{Column, Entity};
    let (contact_id, client_id) = (contact.id, contact.client_id);
    if contact.version > 0 {
        Entity::delete_many().filter(Column::ContactId.is(contact_id)).run(db).await?;
    }
    let numbers: BTreeSet<&Phone> = contact.phones.iter().map(|line| &line.number).collect();
    let lines: Vec<_> = numbers.into_iter().map(|number| ContactHasPhone { contact_id, client_id, e164: number.clone() }).collect();
    Insert::<Entity>::of(&lines).later(db, Expects::Nothing).await
}

/// Forgets the numbers of a client's contacts.
pub(super) async fn delete_contacts(db: &Db, client: ClientId) -> Result<(), StoreError> {
    contact_phone::Entity::delete_many().filter(contact_phone::Column::ClientId.is(client)).run(db).await
}

/// Ids of the clients with a contact who has this number.
fn of_contacts(phone: &Phone) -> SelectStatement {
    use contact_phone::{Column, Entity};
    Query::select().column(Column::ClientId).from(Entity).and_where(Column::E164.is(phone.clone())).to_owned()
}

/// Ids of the clients with this number.
pub(super) fn sharing(phone: &Phone) -> SelectStatement {
    use client_phone::{Column, Entity};
    Query::select().column(Column::ClientId).from(Entity).and_where(Column::E164.is(phone.clone())).to_owned()
}

/// The id of the working employee with this extension.
fn user_with(extension: Option<&str>) -> Expr {
    let user = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(Expr::col(user::Column::Extension).eq(extension))
        .and_where(user::Column::State.is_one_of([UserState::Active, UserState::OnLeave]))
        .limit(1)
        .to_owned();
    Expr::SubQuery(None, Box::new(user.into()))
}
