//! Search texts of a base that is older than the search.

use uuid::Uuid;

use super::contacts::contact;
use super::search::{of_client, of_contact, search_text, write};
use super::{Clients, client};
use crate::prelude::*;

/// Clients at a time.
const BATCH: u64 = 500;

impl Clients<'_> {
    /// Writes the search texts of all clients and contacts, if there are none yet: a base from before there was a search.
    pub(crate) async fn write_missing_search_texts(&self) -> Result<(), StoreError> {
        if search_text::Entity::find().any(self.0).await? {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let batch = client::Entity::find().filter(client::Column::Id.gt(after)).order_by_asc(client::Column::Id).limit(BATCH);
            let clients = batch.values(self.0).await?;
            let Some(last) = clients.last() else { return Ok(()) };
            let first = std::mem::replace(&mut after, last.id.uuid());
            let contacts = contact::Entity::find().filter(contact::Column::ClientId.gt(first)).filter(contact::Column::ClientId.lte(after));
            let contacts = contacts.values(self.0).await?;
            write(self.0, clients.iter().map(of_client).chain(contacts.iter().flat_map(of_contact))).await?;
        }
    }
}
