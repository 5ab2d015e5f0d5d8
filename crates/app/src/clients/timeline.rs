//! Everything that happened to a client, newest first: the journal, read by client.

use domain::ClientId;
use persistence::journal::Entry;

use super::get_client;
use crate::events;
use crate::prelude::*;

persistence::filter! {
    /// The timeline has no filters.
    pub struct TimelineFilter {}
    newest_first
}

/// A page of it, less what is restricted (§6); an unknown client is [`AppError::NotFound`].
pub async fn list_timeline(ctx: &Ctx, actor: &Actor, id: ClientId, request: &PageRequest) -> Result<Page<Entry>> {
    let client = get_client(ctx, actor, id).await?;
    let kinds = events::readable_kinds(actor, Some(&client.standing()));
    let records = ctx.read().clients().records_of(id).await?;
    Ok(ctx.read().journal().of_client(&records, &kinds, request).await?)
}
