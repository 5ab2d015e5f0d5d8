//! What clients bought on some days, in the currency of the company.

use std::collections::HashMap;
use std::ops::Range;

use domain::groups::turnover::Turnover;
use domain::{ClientId, Currency, Date};
use persistence::Db;

use crate::prelude::*;

/// That of each of these clients who bought anything: one statement for the sales, and one for the exchange rates where there are foreign
/// ones.
pub(crate) async fn turnovers(db: &Db, company: Currency, clients: &[ClientId], days: &Range<Date>) -> Result<HashMap<ClientId, Turnover>> {
    let sold = db.purchases().of(clients.iter().copied(), days).await?;
    let rates = db.purchases().rates(sold.values().flatten(), company).await?;
    Ok(sold.into_iter().map(|(client, sold)| (client, Turnover::of(&sold, &rates))).collect())
}
