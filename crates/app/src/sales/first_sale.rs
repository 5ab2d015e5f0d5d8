//! Shared step: the first-sale trigger (§3.5: the first cleared money), and its undoing (C16).

use domain::access::Role;
use domain::clients::lifecycle::ClientEvent;
use domain::commission::portions::Portions;
use domain::norms::NormKey;
use domain::org::{UnitCode, User};
use domain::sales::kind::{KindFacts, belongs_to_first};
use domain::sales::refund::{Gone, voids_first_sale};
use domain::sales::{Opportunity, Sale, SaleKind};
use domain::{Date, SaleId};

use super::opportunities;
use super::purchases::Purchases;
use crate::prelude::*;
use crate::{clients, commission, handoffs, queue};

/// The sale is the first of the acquisition: its kind is final, the others', too; the client is won; the handoff is due.
pub(super) async fn fire(work: &Work<'_>, client: Client, paid: Decided<Sale>) -> Result<(Client, Sale)> {
    let already = paid.state.lines.iter().all(|line| line.kind == SaleKind::First);
    let Decided { state, mut events } = paid;
    events.push(Event::new(EventName::FirstSale, state.id, Some(client.id)).with("acquisition_no", client.acquisition_no));
    let sale = work.apply(Decided { state: state.as_first_sale(true), events }).await?;
    if !already {
        work.set_line_kinds(&sale).await?;
    }
    let deals = work.opportunities().open_of(client.id).await?;
    win_deals(work, &sale, &deals).await?;
    let direct = sells_directly(work, &sale).await?;
    // Before he is handed over everything else he buys is follow-on (§8.10).
    decide_others(work, &sale, if direct { &deals } else { &[] }).await?;
    let client = won(work, client, &sale, direct).await?;
    if !direct {
        handoffs::effects::first_sale_fired(work, &client, &sale).await?;
        commission::effects::first_sale(work, &client, &sale).await?;
    }
    Ok((client, sale))
}

/// C14b: the client department sells itself (E-21), or in a small firm there is nobody else to hand over to (E-38).
async fn sells_directly(work: &Work<'_>, sale: &Sale) -> Result<bool> {
    if matches!(sale.seller_unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts) {
        return Ok(true);
    }
    let is_farmer = work.find(sale.seller_id).await?.is_some_and(|seller: User| seller.roles.contains(&Role::Farmer));
    Ok(is_farmer && work.users().working_as(Role::Farmer).await?.iter().all(|farmer| farmer.id == sale.seller_id))
}

/// C14, C14b: stage, first sale, curator, and the hunter of record.
async fn won(work: &Work<'_>, client: Client, sale: &Sale, direct: bool) -> Result<Client> {
    let event = if direct { ClientEvent::FirstSaleByClientDepartment } else { ClientEvent::FirstSaleFired };
    let mut decided = client.on(event, work.now)?;
    (decided.state.first_sale_id, decided.state.first_sale_on) = (Some(sale.id), Some(sale.sale_on));
    let client = work.apply(decided).await?;
    queue::left(work, std::slice::from_ref(&client)).await?;
    let client = clients::curate::set_curator(work, client, (sale.seller_id, sale.seller_unit), "first_sale").await?;
    if direct { Ok(client) } else { clients::curate::record_hunter(work, client, sale.seller_id).await }
}

/// The deal behind the sale is won, and the seller's other deals on what was just sold.
async fn win_deals(work: &Work<'_>, sale: &Sale, deals: &[Opportunity]) -> Result<()> {
    let sold = |deal: &Opportunity| {
        deal.owner_id == sale.seller_id && sale.lines.iter().any(|line| line.is_sold() && line.product_line == deal.product_line)
    };
    for deal in deals.iter().filter(|deal| Some(deal.id) == sale.opportunity_id || sold(deal)) {
        opportunities::save(work, deal.clone(), |deal| deal.win(true, work.now)).await?;
    }
    Ok(())
}

/// E-51: the other confirmed sales of the acquisition learn what they are; of two on one new line the earlier is the new one.
async fn decide_others(work: &Work<'_>, first: &Sale, deals: &[Opportunity]) -> Result<()> {
    let of_acquisition = |sale: &Sale| sale.id != first.id && sale.acquisition_no == first.acquisition_no;
    let others: Vec<Sale> = work.sales().undecided_of(first.client_id).await?.into_iter().filter(of_acquisition).collect();
    let Some(earliest) = others.iter().map(|sale| sale.sale_on).min() else { return Ok(()) };
    let purchases = Purchases::before(work, first.client_id, earliest).await?;
    let mut later: Vec<SaleId> = others.iter().map(|sale| sale.id).collect();
    for sale in others {
        let hunters = |deal: &&Opportunity| sale.seller_unit == UnitCode::ActiveSales && deal.owner_id == sale.seller_id;
        let deal = deals.iter().find(|deal| Some(deal.id) == sale.opportunity_id).filter(hunters);
        let bought = purchases.but(&later);
        later.retain(|id| *id != sale.id);
        let decided = if belongs_to_first(&sale, first, work.norms) {
            sale.as_first_sale(true)
        } else {
            sale.with_kind(KindFacts { fired: true, hunters_deal: deal, bought: &bought, families: purchases.families() })
        };
        let event = Event::new(EventName::SaleUpdated, decided.id, Some(decided.client_id)).changed("kind", SaleKind::First, decided.kind);
        let sale = work.save(decided, event).await?;
        work.set_line_kinds(&sale).await?;
    }
    Ok(())
}

/// C16: nothing is left on the first sale, and on no other: he is a prospect again, and his hunter's. `moved`: the sales from which
/// money has just been taken; the days are those on which it was given back, or bounced.
pub(super) async fn void(
    work: &Work<'_>,
    client: Client,
    moved: &[Sale],
    (refunded_on, bounced_on): (Option<Date>, Option<Date>),
) -> Result<()> {
    let (Some(first), true) = (client.first_sale_id, moved.iter().any(|sale| sale.paid_minor == 0)) else { return Ok(()) };
    let known = moved.iter().find(|sale| sale.id == first).cloned();
    let bounced = refunded_on.is_none() && known.is_some() && {
        // Money that came and was given back was no money that bounced.
        let movements = work.allocations().of_sale(first).await?;
        !Portions::after(&movements).was_given_back()
    };
    let gone = match refunded_on {
        None if bounced => Gone::Bounced,
        // Money of the first sale went before; now no other sale has any.
        on => Gone::Refunded { on: on.unwrap_or(work.today), days: work.norms.number(NormKey::FirstSaleVoidDays) },
    };
    let first = match known {
        Some(sale) => sale,
        None => work.get(first).await?,
    };
    let others_paid = work.sales().others_paid(&first).await?;
    if !voids_first_sale(&client, &first, gone, others_paid) {
        return Ok(());
    }
    let mut decided = client.on(ClientEvent::FirstSaleVoided, work.now)?;
    decided.events.push(Event::new(EventName::FirstSaleVoided, first.id, Some(first.client_id)));
    let mut client = work.apply(decided).await?;
    if let Some(hunter) = client.hunter_of_record_id {
        client = clients::curate::set_curator(work, client, (hunter, UnitCode::ActiveSales), "first_sale_voided").await?;
    }
    handoffs::effects::first_sale_voided(work, &client).await?;
    commission::effects::first_sale_voided(work, &client, bounced_on.unwrap_or(work.today)).await?;
    if client.first_sale_id.is_none() { open_again(work, &first).await } else { Ok(()) }
}

/// The sale whose money comes first from now on is the first, and only that one: the kinds of all are provisional again (§8.10).
async fn open_again(work: &Work<'_>, void: &Sale) -> Result<()> {
    let unpaid = work.sales().unpaid_of(void.client_id, void.acquisition_no).await?;
    for sale in unpaid.into_iter().filter(|sale| sale.kind_final) {
        let event = Event::new(EventName::SaleUpdated, sale.id, Some(sale.client_id)).changed("kind", sale.kind, SaleKind::First);
        let sale = work.save(sale.as_first_sale(false), event.changed("kind_final", true, false)).await?;
        work.set_line_kinds(&sale).await?;
    }
    Ok(())
}
