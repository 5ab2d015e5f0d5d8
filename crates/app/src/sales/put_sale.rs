//! What another system says of a sale of its own, however often it says it: a draft becomes what it says, and what it has said before
//! is no change even where the sale is confirmed.

use domain::sales::{Refusal, Sale};
use domain::{ClientId, SaleId, UserId};

use super::{SaleChange, update_sale};
use crate::prelude::*;

/// The key of a sale in another system, and what of a sale never changes.
#[derive(Clone, Debug)]
pub struct SaleOrigin {
    /// Name of the other system.
    pub source: String,
    /// Number of the sale there.
    pub external_id: String,
    /// Who buys, if it is said.
    pub client_id: Option<ClientId>,
    /// Who sells, if it is said.
    pub seller_id: Option<UserId>,
}

/// The sale that another system means, if there is one; another client's or another seller's is [`Refusal::SaleConflict`].
pub async fn recognise_sale(ctx: &Ctx, actor: &Actor, origin: &SaleOrigin) -> Result<Option<SaleId>> {
    actor.may(Action::DraftSale)?;
    ctx.write(actor, async |work| {
        let Some(sale) = work.sales().by_external(&origin.source, &origin.external_id).await? else { return Ok(None) };
        let same = origin.client_id.is_none_or(|id| id == sale.client_id) && origin.seller_id.is_none_or(|id| id == sale.seller_id);
        if same { Ok(Some(sale.id)) } else { Err(Refusal::SaleConflict.into()) }
    })
    .await
}

/// Changes the terms of a draft to what is said of it, if that is anything new.
pub async fn put_sale(ctx: &Ctx, actor: &Actor, target: Target<SaleId>, change: SaleChange) -> Result<Sale> {
    let known = ctx.write(actor, async |work| work.get(target.id).await).await?;
    actor.authorise(Action::DraftSale, &known.standing())?;
    target.check(known.version)?;
    if known.same_content(&change.of(&known)) {
        return Ok(known);
    }
    update_sale(ctx, actor, target, change).await
}
