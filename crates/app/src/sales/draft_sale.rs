//! Drafts a sale, in the name of whoever sells it.

use domain::access::Scope;
use domain::org::{UnitCode, User};
use domain::sales::ownership::{may_draft_sale, may_sell_himself};
use domain::sales::sale::{NewSale, Terms};
use domain::sales::{Opportunity, Refusal, Sale};
use domain::{ClientId, UserId};

use super::Recorded;
use super::purchases::with_kind;
use super::terms::{self, SELLERS, in_own_name};
use crate::prelude::*;

/// A sale to draft.
#[derive(Clone, Debug)]
pub struct SaleDraft {
    pub client_id: ClientId,
    pub source: Option<String>,
    pub external_id: Option<String>,
    /// Who sells; where neither he nor a deal says it, the caller himself or the client's curator does.
    pub seller_id: Option<UserId>,
    pub terms: Terms,
}

/// Drafts it; the same natural key with the same content is the same sale.
pub async fn draft_sale(ctx: &Ctx, actor: &Actor, new: SaleDraft) -> Result<Recorded<Sale>> {
    let scope = actor.may(Action::DraftSale)?;
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        if let (Some(source), Some(external_id)) = (&new.source, &new.external_id)
            && let Some(known) = work.sales().by_external(source, external_id).await?
        {
            let seller = new.seller_id.is_none_or(|id| id == known.seller_id);
            let same = known.client_id == new.client_id && seller && known.same_content(&new.terms);
            return Recorded::again(known, same, Refusal::SaleConflict);
        }
        client.ensure_live()?;
        let deal = terms::check(work, client.id, &new.terms).await?;
        let mut standing = client.standing();
        standing.people.extend(deal.as_ref().map(|deal| deal.owner_id));
        work.actor.authorise(Action::DraftSale, &standing)?;
        if !new.terms.credit_split.is_empty() {
            work.actor.authorise(Action::SplitCredit, &standing)?;
        }
        if let Some(deal) = &deal {
            may_draft_sale(deal, in_own_name(work, scope), work.norms, work.now)?;
        }
        let (seller_id, seller_unit) = seller(work, scope, &client, deal.as_ref(), new.seller_id).await?;
        if !new.terms.credit_split.is_empty() && work.actor.user() != Some(seller_id) {
            return Err(AppError::Forbidden(Action::SplitCredit));
        }
        if work.actor.user() == Some(seller_id) {
            may_sell_himself(&client, deal.is_some(), seller_id)?;
        }
        if deal.is_none() {
            beside_no_deal(work, &client, seller_id, &new.terms).await?;
        }
        let sale = NewSale {
            source: new.source.clone(),
            external_id: new.external_id.clone(),
            client_id: client.id,
            acquisition_no: client.acquisition_no,
            seller_id,
            seller_unit,
            created_by: work.actor.user(),
            terms: new.terms.clone(),
        };
        let mut decided = Sale::draft(work.id(), sale, || work.id(), work.now)?;
        decided.state = with_kind(work, &client, deal.as_ref(), decided.state).await?;
        work.apply(decided).await.map(Recorded::New)
    })
    .await
}

/// The deal's owner sells; else who is named by somebody who may sell for others; else the caller; else the client's curator.
async fn seller(
    work: &Work<'_>,
    scope: Scope,
    client: &Client,
    deal: Option<&Opportunity>,
    named: Option<UserId>,
) -> Result<(UserId, UnitCode)> {
    let own = work.actor.user().filter(|_| SELLERS.iter().any(|role| work.actor.is(*role)));
    let named = match named {
        Some(other) if scope == Scope::Own && own != Some(other) => {
            return Err(AppError::field("/seller_id", "not_yours", "you sell in your own name; a head may name somebody else"));
        }
        named => named,
    };
    if let (Some(deal), Some(named)) = (deal, named)
        && deal.owner_id != named
    {
        return Err(AppError::field("/seller_id", "not_the_owner", "the owner of the deal sells: reassign the deal, or leave it out"));
    }
    let wanted = deal.map(|deal| deal.owner_id).or(named).or(own).or(client.curator_id);
    let wanted = wanted
        .ok_or_else(|| AppError::field("/seller_id", "required", "say who sold it: the client has neither a deal here nor a curator"))?;
    match work.actor.unit() {
        Some(unit) if own == Some(wanted) => Ok((wanted, unit)),
        _ => {
            let person = work.find(wanted).await?.filter(|person: &User| SELLERS.iter().any(|role| person.roles.contains(role)));
            let person = person.ok_or_else(|| AppError::field("/seller_id", "not_a_seller", "nobody with this id sells here"))?;
            Ok((person.id, person.unit))
        }
    }
}

/// Where somebody has a deal open on a line that is sold, the sale is his: nobody draws its credit to another by leaving the deal out
/// (§6.1).
async fn beside_no_deal(work: &Work<'_>, client: &Client, seller: UserId, terms: &Terms) -> Result<()> {
    let open = work.opportunities().open_of(client.id).await?;
    let sold = |deal: &&Opportunity| terms.lines.iter().any(|line| line.product_line == deal.product_line);
    match open.iter().filter(sold).find(|deal| deal.owner_id != seller) {
        Some(deal) => Err(Refusal::NotYourOpportunity { owner_id: deal.owner_id }.into()),
        None => Ok(()),
    }
}
