//! How every command on a sale begins: the client is locked before the sale is read.

use domain::access::Action;
use domain::clients::Client;
use domain::sales::Sale;
use domain::{SaleId, Version};

use crate::{AppError, Work, expect};

/// The sale and its client, locked, for somebody who may do `action` to it.
pub(super) async fn lock(work: &Work<'_>, action: Action, id: SaleId, expected: Option<Version>) -> Result<(Client, Sale), AppError> {
    work.actor.may(action)?;
    let missing = || AppError::NotFound("sale");
    let client = work.sales().client_of(id).await?.ok_or_else(missing)?;
    let client = work.clients().lock(client).await?.ok_or_else(missing)?;
    let sale = work.sales().find(id).await?.ok_or_else(missing)?;
    work.actor.authorise(action, &sale.standing())?;
    expect(expected, sale.version)?;
    client.ensure_live()?;
    Ok((client, sale))
}
