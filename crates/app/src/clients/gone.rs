//! Shared step: what ends with a client who is lost, written off or erased (C5, C19, C20, C25). His handoff is cancelled, his open deals
//! are lost with him, and nobody calls him any more.

use domain::ClientId;
use std::collections::HashMap;

use crate::prelude::*;
use crate::{handoffs, queue, sales};

/// For clients who have just gone; a repeat changes nothing. One read of all their deals.
pub(crate) async fn gone(work: &Work<'_>, clients: &[Client]) -> Result<()> {
    for client in clients {
        handoffs::effects::client_gone(work, client).await?;
    }
    queue::left(work, clients).await?;
    let by_id: HashMap<ClientId, &Client> = clients.iter().map(|client| (client.id, client)).collect();
    for deal in work.opportunities().open_of_each(by_id.keys().copied()).await? {
        if let Some(client) = by_id.get(&deal.client_id) {
            sales::lose_with_client(work, deal, client).await?;
        }
    }
    Ok(())
}
