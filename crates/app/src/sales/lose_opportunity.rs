//! A deal is lost. With the last one the client goes back to be asked again, or for good (C13).

use domain::clients::lifecycle::ClientEvent;
use domain::clients::{DisqualifyReason, Stage};
use domain::sales::opportunity::Loss;
use domain::sales::{Opportunity, Refusal};
use domain::{Date, OpportunityId, Word};

use super::opportunities::{lock, save};
use crate::prelude::*;
use crate::{clients, handoffs};

/// Why, and what becomes of the client if it was his last deal.
#[derive(Clone, Debug)]
pub struct Losing {
    pub loss: Loss,
    /// Ask him again on this day.
    pub recontact_on: Option<Date>,
    /// Never again.
    pub last: bool,
}

/// Loses it.
pub async fn lose_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, how: Losing) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (client, deal) = lock(work, Action::WorkOpportunity, target).await?;
        let deal = save(work, deal, |deal| deal.lose(how.loss.clone(), work.now)).await?;
        let open = work.opportunities().open_of(client.id).await?;
        handoffs::effects::deal_closed(work, &client, &open).await?;
        if open.is_empty() && client.stage == Stage::Prospect {
            last_lost(work, client, &how).await?;
        }
        Ok(deal)
    })
    .await
}

/// The client is gone, and this deal with him.
pub(crate) async fn lose_with_client(work: &Work<'_>, deal: Opportunity, client: &Client) -> Result<Opportunity> {
    save(work, deal, |deal| deal.lose_with_client(client, work.now)).await
}

/// C13. In the call centre's pool nobody is his curator (§3.13).
async fn last_lost(work: &Work<'_>, mut client: Client, how: &Losing) -> Result<Client> {
    let event = match (how.recontact_on, how.last) {
        (Some(_), false) => ClientEvent::LastDealLost,
        (None, true) => ClientEvent::LastDealLostForGood,
        _ => return Err(Refusal::RecontactMissing.into()),
    };
    if how.recontact_on.is_some_and(|day| day <= work.today) {
        return Err(AppError::field("/recontact_on", "in_the_past", "must be after today"));
    }
    client.reason = how.last.then(|| DisqualifyReason::RefusedFinal.as_str().to_owned());
    let mut decided = client.on(event, work.now)?;
    decided.state.recontact_on = how.recontact_on;
    let client = work.apply(decided).await?;
    clients::curate::clear_curator(work, client, "last_deal_lost").await
}
