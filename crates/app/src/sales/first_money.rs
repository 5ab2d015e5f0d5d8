//! Shared step: the first money of a sale has cleared. It is the first sale of the acquisition, or a new line, or what a lost
//! client comes back with (C14, C21, E-7, E-51).

use domain::clients::Stage;
use domain::clients::guards::returns_anew;
use domain::clients::lifecycle::ClientEvent;
use domain::org::UnitCode;
use domain::sales::kind::awaits_first_sale;
use domain::sales::{OpportunityState, Sale, SaleKind};
use domain::{Instant, UserId};

use super::{first_sale, opportunities};
use crate::handoffs::farmers;
use crate::prelude::*;
use crate::{clients, commission};

/// Saves the sale with what its first money sets off.
pub(super) async fn cleared(work: &Work<'_>, client: Client, paid: Decided<Sale>) -> Result<(Client, Sale)> {
    // An invoice of an earlier acquisition begins no new one (E-4).
    if awaits_first_sale(&client) && paid.state.acquisition_no == client.acquisition_no {
        return first_sale::fire(work, client, paid).await;
    }
    let sale = work.apply(paid).await?;
    win_deal(work, &sale).await?;
    let client = if is_return(work, &client, &sale) { won_back(work, client, &sale).await? } else { client };
    if sale.kind == SaleKind::NewLine {
        commission::effects::new_line_paid(work, &client, &sale).await?;
    }
    Ok((client, sale))
}

/// The deal behind the sale is won by its money.
async fn win_deal(work: &Work<'_>, sale: &Sale) -> Result<()> {
    let Some(id) = sale.opportunity_id else { return Ok(()) };
    if let Some(deal) = work.find(id).await?.filter(|deal| deal.state == OpportunityState::Open) {
        opportunities::save(work, deal, |deal| deal.win(true, work.now)).await?;
    }
    Ok(())
}

/// C21: a new sale brings a lost client back, and one who was released early (C22); the payment of an old invoice does not (E-4).
fn is_return(work: &Work<'_>, client: &Client, sale: &Sale) -> bool {
    let sold_after = |lost_at: Instant| sale.confirmed_at.is_some_and(|at| at > lost_at) && sale.sale_on >= work.calendar.date(lost_at);
    match client.stage {
        Stage::Lost => client.lost_at.is_none_or(sold_after),
        Stage::Contacted | Stage::Nurturing | Stage::Qualified | Stage::MeetingBooked | Stage::Prospect => {
            sale.acquisition_no == client.acquisition_no && client.lost_at.is_some_and(sold_after)
        }
        Stage::Suspect | Stage::Client | Stage::Active | Stage::Abandoned | Stage::Disqualified => false,
    }
}

/// C21: active again, with a curator of the client department from this moment on.
async fn won_back(work: &Work<'_>, client: Client, sale: &Sale) -> Result<Client> {
    let last = work.sales().newest_confirmed_by(client.id, client.lost_at.unwrap_or(work.now)).await?;
    let anew = returns_anew(last, sale.sale_on, work.norms);
    let client = work.apply(client.on(ClientEvent::WonBack, work.now)?).await?;
    commission::effects::client_back(work, &client, anew.then_some(sale.sale_on)).await?;
    let client = if anew { clients::curate::end_hunter(work, client).await? } else { client };
    let curator = new_curator(work, &client, sale).await?;
    if client.curator_id == Some(curator) {
        // The same person as before: a right that was pending till now may be his.
        commission::effects::curator_changed(work, &client, curator).await?;
        return Ok(client);
    }
    let unit = work.get(curator).await?.unit;
    clients::curate::set_curator(work, client, (curator, unit), "won_back").await
}

/// The seller if he is of the client department, else the farmer with the fewest, else whoever sold.
async fn new_curator(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<UserId> {
    if matches!(sale.seller_unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts) {
        return Ok(sale.seller_id);
    }
    let loads = farmers::loads(work).await?;
    let curator = client.curator_id.filter(|curator| loads.iter().any(|load| load.farmer == *curator));
    let fewest = loads.iter().min_by_key(|load| (load.clients, load.farmer)).map(|load| load.farmer);
    Ok(curator.or(fewest).unwrap_or(sale.seller_id))
}
