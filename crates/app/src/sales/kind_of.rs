//! Shared step: the kind of a sale as far as it is known now (§3.5).

use domain::clients::Client;
use domain::org::UnitCode;
use domain::sales::family::Families;
use domain::sales::kind::{KindFacts, awaits_first_sale};
use domain::sales::{Opportunity, Sale};

use super::bought::Purchases;
use crate::{AppError, Work};

/// The sale with its kind. Only where a hunter sells by a deal the purchases matter: all else is follow-on.
pub(super) async fn kind_of(work: &Work<'_>, client: &Client, deal: Option<&Opportunity>, sale: Sale) -> Result<Sale, AppError> {
    let families = Families::default();
    let plain = KindFacts { fired: !awaits_first_sale(client), hunters_deal: None, bought: &[], families: &families };
    let deal = deal.filter(|deal| plain.fired && sale.seller_unit == UnitCode::ActiveSales && deal.owner_id == sale.seller_id);
    let Some(deal) = deal else { return Ok(sale.with_kind(plain)) };
    let purchases = Purchases::before(work, client.id, sale.sale_on).await?;
    let bought = purchases.but(&[sale.id]);
    Ok(sale.with_kind(KindFacts { hunters_deal: Some(deal), bought: &bought, families: purchases.families(), ..plain }))
}
