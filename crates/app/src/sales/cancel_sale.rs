//! Cancels a sale on which no money lies.

use domain::SaleId;
use domain::sales::{Sale, SaleState};

use super::sales::lock;
use crate::prelude::*;
use crate::receivables::judge;

/// Cancels it; a repeat changes nothing, unless it is for another reason.
pub async fn cancel_sale(ctx: &Ctx, actor: &Actor, target: Target<SaleId>, reason: Option<&str>) -> Result<Sale> {
    ctx.write(actor, async |work| {
        let (client, sale) = lock(work, Action::ConfirmSale, target).await?;
        let was_owed = sale.due_minor() > 0;
        let counted = sale.state == SaleState::Confirmed && client.last_sale_on == Some(sale.sale_on);
        let sale = work.apply(sale.cancel(reason)?).await?;
        if was_owed && sale.due_minor() == 0 {
            judge::money_moved(work, &client, std::slice::from_ref(&sale)).await?;
        }
        if counted {
            let last_sale_on = work.sales().newest_on(client.id).await?;
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
            let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id));
            let event = event.changed("last_sale_on", day(client.last_sale_on), day(last_sale_on));
            work.save(Client { last_sale_on, ..client }, event).await?;
        }
        Ok(sale)
    })
    .await
}
