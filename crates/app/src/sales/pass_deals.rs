//! Shared step: at the handoff the hunter's deals on lines that the client buys pass to his new curator (I-6, I-7).

use domain::UserId;

use super::opportunities::save;
use super::purchases::Purchases;
use crate::prelude::*;

/// New lines stay the hunter's.
pub(crate) async fn pass_deals(work: &Work<'_>, client: &Client, from: UserId, to: UserId) -> Result<()> {
    let deals: Vec<_> = work.opportunities().open_of(client.id).await?.into_iter().filter(|deal| deal.owner_id == from).collect();
    if deals.is_empty() {
        return Ok(());
    }
    let purchases = Purchases::before(work, client.id, work.today).await?;
    for deal in deals.into_iter().filter(|deal| purchases.includes(&deal.product_line)) {
        save(work, deal, |deal| deal.reassign(to, work.now)).await?;
    }
    Ok(())
}
