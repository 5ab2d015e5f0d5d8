//! Confirms a sale: its kind is decided, and money that waited for it is put on it.

use domain::SaleId;
use domain::access::Scope;
use domain::own_matter::{self, Matter};
use domain::sales::ownership::may_confirm_sale;
use domain::sales::{Opportunity, Refusal, Sale, SaleState, split};

use super::money;
use super::purchases::with_kind;
use super::sales::lock;
use super::terms::sharers_exist;
use crate::prelude::*;

/// Confirms it; a repeat changes nothing. `over`: a head sells in spite of a credit hold.
pub async fn confirm_sale(ctx: &Ctx, actor: &Actor, target: Target<SaleId>, over: bool) -> Result<Sale> {
    let over = over && actor.may(Action::ConfirmSale)? >= Scope::Unit;
    ctx.write(actor, async |work| {
        let (client, sale) = lock(work, Action::ConfirmSale, target).await?;
        if sale.state != SaleState::Draft {
            return work.apply(sale.confirm(false, work.now)?).await;
        }
        if client.credit_hold && over {
            let sharers = sale.credit_split.iter().map(|share| share.user_id);
            own_matter::refuse(Matter::CreditHold, work.actor.user(), sharers.chain([sale.seller_id]).chain(client.curator_id))?;
        }
        let deal = match sale.opportunity_id {
            Some(id) => work.find(id).await?,
            None => None,
        };
        deal.as_ref().map_or(Ok(()), may_confirm_sale)?;
        let before: Vec<_> = sale.lines.iter().map(|line| line.kind).collect();
        let sale = credited(work, deal.as_ref(), in_force(work, sale)).await?;
        let sale = with_kind(work, &client, deal.as_ref(), Sale { acquisition_no: client.acquisition_no, ..sale }).await?;
        let sale = work.apply(sale.confirm(client.credit_hold && !over, work.now)?).await?;
        if sale.lines.iter().map(|line| line.kind).ne(before) {
            work.set_line_kinds(&sale).await?;
        }
        let client = bought_on(work, client, &sale).await?;
        let taken = money::allocate_waiting(work, client, sale.currency, vec![sale.clone()]).await?.pop();
        Ok(taken.unwrap_or(sale))
    })
    .await
}

/// The seller's unit when he confirms decides who earns.
fn in_force(work: &Work<'_>, sale: Sale) -> Sale {
    match work.actor.unit() {
        Some(seller_unit) if work.actor.user() == Some(sale.seller_id) => Sale { seller_unit, ..sale },
        _ => sale,
    }
}

/// The deal's split holds unless the sale has one of its own, which a head without a share must confirm (I-18, E-1).
async fn credited(work: &Work<'_>, deal: Option<&Opportunity>, sale: Sale) -> Result<Sale> {
    let agreed = deal.map(|deal| deal.credit_split.clone()).unwrap_or_default();
    if sale.credit_split.is_empty() {
        return Ok(Sale { credit_split: agreed, ..sale });
    }
    if sale.credit_split != agreed {
        // Heads agree a split (E-1); finance and imports confirm what has been agreed with the deal, and nothing else.
        let decides = work.actor.may(Action::ReassignOpportunity).is_ok();
        split::approve(&sale.credit_split, decides, work.actor.user())?;
        one_unit(work, &sale).await?;
    }
    Ok(sale)
}

/// A split that only the sale has is the word of one head, so it is among people of one unit; more heads agree with the deal (§6.1).
async fn one_unit(work: &Work<'_>, sale: &Sale) -> Result<()> {
    let sharers = sharers_exist(work, &sale.credit_split).await?;
    let alone = sharers.iter().all(|sharer| work.actor.unit() == Some(sharer.unit));
    if alone { Ok(()) } else { Err(Refusal::SplitOfUnits.into()) }
}

/// E-27: who buys is not given up.
async fn bought_on(work: &Work<'_>, client: Client, sale: &Sale) -> Result<Client> {
    if client.last_sale_on.is_some_and(|day| day >= sale.sale_on) {
        return Ok(client);
    }
    let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id)).changed(
        "last_sale_on",
        client.last_sale_on.map(|day| day.to_string()),
        sale.sale_on.to_string(),
    );
    work.save(Client { last_sale_on: Some(sale.sale_on), ..client }, event).await
}
