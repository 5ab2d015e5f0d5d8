//! Whom another system means by its id of a client or of a contact, before what it says of him is put there (E-18).

use domain::ContactId;
use domain::clients::tax::TaxIds;

use super::prelude::*;

/// The client with this external id, if there is one. A client with one of these tax ids and without an external id was entered by hand
/// before the other system told of him: he has this one from now on.
pub async fn recognise_client(ctx: &Ctx, actor: &Actor, external_id: &str, ids: &TaxIds) -> Result<Option<ClientId>> {
    actor.may(Action::WriteClients)?;
    ctx.write(actor, async |work| {
        if let Some(known) = work.clients().by_external_id(external_id).await? {
            return Ok(Some(known.client.id));
        }
        let Some(id) = work.clients().by_tax_id(ids, None).await? else { return Ok(None) };
        let client = lock(work, Action::WriteClients, id.into()).await?;
        if client.external_id.is_some() {
            return Ok(None);
        }
        let event = Event::new(EventName::ClientUpdated, id, Some(id)).with("members", vec!["external_id"]);
        work.save(Client { external_id: Some(external_id.to_owned()), ..client }, event).await?;
        Ok(Some(id))
    })
    .await
}

/// The contact of a client with this external id, if there is one.
pub async fn recognise_contact(ctx: &Ctx, actor: &Actor, client: ClientId, external_id: &str) -> Result<Option<ContactId>> {
    actor.may(Action::WriteClients)?;
    ctx.write(actor, async |work| {
        work.get(client).await?;
        Ok(work.contacts().by_external_id(client, external_id).await?.map(|contact| contact.id))
    })
    .await
}
