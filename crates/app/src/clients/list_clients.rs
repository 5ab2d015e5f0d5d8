//! Lists clients.

use domain::access::Action;
use domain::clients::Client;
use persistence::clients::{ClientFilter, Personal, Search};
use persistence::{Page, PageRequest};

use super::reach;
use crate::{Actor, AppError, Ctx};

/// A page of clients. Whoever may read clients may read all of them (§6).
pub async fn list_clients(ctx: &Ctx, actor: &Actor, filter: ClientFilter, request: &PageRequest) -> Result<Page<Client>, AppError> {
    actor.may(Action::ReadClients)?;
    let search = filter.search.map(|search| Search { personal: personal(actor), ..search });
    Ok(ctx.read().clients().page(&ClientFilter { search, ..filter }, request).await?)
}

/// Whoever may not read a person's number does not find by it either.
fn personal(actor: &Actor) -> Personal {
    match reach::of(actor, Action::ReadPersonal) {
        Ok(None) => Personal::All,
        Ok(Some(reach)) => Personal::Within(reach),
        Err(_) => Personal::Hidden,
    }
}
