//! Who has this number, tax id, external id or mail domain? (E-15, E-18) The lookup tables are written only when what they hold changes.

use domain::clients::register::company_mail_domains;
use domain::clients::{Client, RecordStatus};
use domain::phone::Phone;
use domain::{ClientId, Word};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, SelectGetableTuple, Selector,
};
use uuid::Uuid;

use super::{Clients, row};
use crate::StoreError;
use crate::entity::client::{self as entity, Column};
use crate::entity::{client_domain, client_phone};

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

impl Clients<'_> {
    /// Everybody who has this number, oldest first (E-15).
    pub async fn by_phone(&self, phone: &Phone) -> Result<Vec<Client>, StoreError> {
        let sharing = Query::select()
            .column(client_phone::Column::ClientId)
            .from(client_phone::Entity)
            .and_where(Expr::col(client_phone::Column::E164).eq(phone.as_str()))
            .to_owned();
        let rows = entity::Entity::find()
            .filter(Column::Id.in_subquery(sharing))
            .filter(Column::RecordStatus.eq(RecordStatus::Live.as_str()))
            .order_by_asc(Column::Id)
            .limit(SHARERS)
            .all(&self.0.exec())
            .await?;
        rows.into_iter().map(row::value).collect()
    }

    /// The record with this external id.
    pub async fn by_external_id(&self, external_id: &str) -> Result<Option<Known>, StoreError> {
        let found = entity::Entity::find().filter(Column::ExternalId.eq(external_id)).one(&self.0.exec()).await?;
        found.map(|found| Ok(Known { fingerprint: found.fingerprint.clone(), client: row::value(found)? })).transpose()
    }

    /// The live record, other than `not`, with one of these tax ids.
    pub async fn by_tax_id(&self, inn: Option<&str>, vat_id: Option<&str>, not: Option<ClientId>) -> Result<Option<ClientId>, StoreError> {
        if inn.is_none() && vat_id.is_none() {
            return Ok(None);
        }
        let same =
            Condition::any().add_option(inn.map(|inn| Column::Inn.eq(inn))).add_option(vat_id.map(|vat_id| Column::VatId.eq(vat_id)));
        let mut select = entity::Entity::find().filter(same).filter(Column::RecordStatus.eq(RecordStatus::Live.as_str()));
        if let Some(not) = not {
            select = select.filter(Column::Id.ne(not.uuid()));
        }
        self.first_id(select).await
    }

    /// The oldest record with one of these phones, else with one of these mail domains (E-18).
    pub async fn resembling(&self, phones: &[Phone], domains: &[String]) -> Result<Option<ClientId>, StoreError> {
        if !phones.is_empty() {
            let select = client_phone::Entity::find().select_only().column(client_phone::Column::ClientId);
            let found: Option<Uuid> = oldest(
                select
                    .filter(client_phone::Column::E164.is_in(phones.iter().map(Phone::as_str)))
                    .order_by_asc(client_phone::Column::ClientId)
                    .into_tuple(),
                self,
            )
            .await?;
            if found.is_some() {
                return Ok(found.map(ClientId::new));
            }
        }
        if domains.is_empty() {
            return Ok(None);
        }
        let select = client_domain::Entity::find().select_only().column(client_domain::Column::ClientId);
        let found = oldest(
            select.filter(client_domain::Column::Domain.is_in(domains)).order_by_asc(client_domain::Column::ClientId).into_tuple(),
            self,
        )
        .await?;
        Ok(found.map(ClientId::new))
    }

    /// Writes what a client is found by, when any of it is new or has changed.
    pub async fn index(&self, client: &Client, is_new: bool) -> Result<(), StoreError> {
        let exec = self.0.exec();
        let id = client.id.uuid();
        if !is_new {
            client_phone::Entity::delete_many().filter(client_phone::Column::ClientId.eq(id)).exec(&exec).await?;
            client_domain::Entity::delete_many().filter(client_domain::Column::ClientId.eq(id)).exec(&exec).await?;
        }
        if !client.phones.is_empty() {
            let rows = client
                .phones
                .iter()
                .map(|phone| client_phone::ActiveModel { client_id: Set(id), e164: Set(phone.number.as_str().to_owned()) });
            client_phone::Entity::insert_many(rows).exec_without_returning(&exec).await?;
        }
        let domains = company_mail_domains(&client.emails);
        if !domains.is_empty() {
            let rows = domains.into_iter().map(|domain| client_domain::ActiveModel { client_id: Set(id), domain: Set(domain) });
            client_domain::Entity::insert_many(rows).exec_without_returning(&exec).await?;
        }
        self.describe(client).await
    }

    /// Remembers what a record with an external id was created from.
    pub async fn remember(&self, id: ClientId, fingerprint: &str) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(Column::Fingerprint, Expr::value(fingerprint))
            .filter(Column::Id.eq(id.uuid()))
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }

    async fn first_id(&self, select: sea_orm::Select<entity::Entity>) -> Result<Option<ClientId>, StoreError> {
        let found: Option<Uuid> = oldest(select.select_only().column(Column::Id).order_by_asc(Column::Id).into_tuple(), self).await?;
        Ok(found.map(ClientId::new))
    }
}

async fn oldest(select: Selector<SelectGetableTuple<Uuid>>, clients: &Clients<'_>) -> Result<Option<Uuid>, StoreError> {
    Ok(select.one(&clients.0.exec()).await?)
}
