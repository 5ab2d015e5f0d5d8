//! Lists clients.

use domain::access::Action;
use domain::clients::Client;
use persistence::clients::{ClientFilter, ClientSort};
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of clients. Whoever may read clients may read all of them (§6).
pub async fn list_clients(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ClientFilter,
    sort: ClientSort,
    request: &PageRequest,
) -> Result<Page<Client>, AppError> {
    actor.may(Action::ReadClients)?;
    Ok(ctx.read().clients().page(filter, sort, request).await?)
}
