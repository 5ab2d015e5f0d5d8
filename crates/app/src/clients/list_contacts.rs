//! Lists the people at a client's.

use domain::ClientId;
use persistence::clients::ContactFilter;
use persistence::{Page, PageRequest};

use super::get_client;
use super::get_contact::{ContactCard, card};
use crate::events::looked;
use crate::{Actor, AppError, Ctx};

/// A page of them; an unknown client is [`AppError::NotFound`].
pub async fn list_contacts(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: ContactFilter,
    request: &PageRequest,
) -> Result<Page<ContactCard>, AppError> {
    let client = get_client(ctx, actor, id).await?;
    let page = ctx.read().contacts().page(id, filter, request).await?.map(|contact| card(actor, &client, contact));
    looked(ctx, actor, page.items.iter().filter_map(ContactCard::shows).collect()).await?;
    Ok(page)
}
