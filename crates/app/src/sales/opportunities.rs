//! Opportunities: shown, listed, opened, changed; and how every command on one begins and ends.

use domain::access::{Role, Scope};
use domain::clients::Stage;
use domain::portfolio::SignalKind;
use domain::sales::ownership::{Owner, may_own, may_sell_himself};
use domain::sales::{Opportunity, Refusal, opportunity};
use domain::{ClientId, Date, Money, OpportunityId, UserId};
use persistence::sales::OpportunityFilter;

use super::purchases::Purchases;
use super::terms::lines_are_sold;
use crate::dossier::refuse_open_claim;
use crate::prelude::*;
use crate::{handoffs, portfolio};

/// The deal, or [`AppError::NotFound`]. Whoever may read clients may read all deals (§6).
pub async fn get_opportunity(ctx: &Ctx, actor: &Actor, id: OpportunityId) -> Result<Opportunity> {
    actor.may(Action::ReadClients)?;
    ctx.get(id).await
}

/// A page of deals, oldest first. Whoever may read clients may read all deals (§6).
pub async fn list_opportunities(ctx: &Ctx, actor: &Actor, filter: &OpportunityFilter, request: &PageRequest) -> Result<Page<Opportunity>> {
    ctx.page(actor, filter, request).await
}

/// What the deal is about.
#[derive(Clone, Debug)]
pub struct NewOpportunity {
    pub client_id: ClientId,
    /// Code of an active product line.
    pub product_line: String,
    pub amount: Money,
    pub close_on: Option<Date>,
    /// Who works on it; only a head may name another person than himself.
    pub owner_id: Option<UserId>,
    /// A head opens it in spite of an open claim (E-29).
    pub over_claim: bool,
}

/// Opens a deal for whom §3.5, I-6 and I-7 let own it; a second open one on the line is [`Refusal::OpportunityExists`].
pub async fn open_opportunity(ctx: &Ctx, actor: &Actor, new: NewOpportunity) -> Result<Opportunity> {
    let scope = actor.may(Action::WorkOpportunity)?;
    let owner = owner(actor, scope, new.owner_id)?;
    let over_claim = new.over_claim && scope >= Scope::Unit;
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        let hunter = actor.user().filter(|_| actor.is(Role::Hunter));
        work.actor.authorise(Action::WorkOpportunity, &client.standing_of_offer(hunter))?;
        lines_are_sold(work, &[("/product_line".into(), &new.product_line)]).await?;
        let bought = may_be_owned(work, &client, owner, &new.product_line).await?;
        let open = work.opportunities().open_of(client.id).await?;
        if actor.user() == Some(owner) {
            may_sell_himself(&client, open.iter().any(|deal| deal.owner_id == owner), owner)?;
        }
        if !bought && !over_claim {
            refuse_open_claim(work, client.id).await?;
        }
        if let Some(other) = open.iter().find(|deal| deal.product_line == new.product_line) {
            expire(work, &client, other, &open).await?;
        }
        let deal = opportunity::NewOpportunity {
            client_id: client.id,
            product_line: new.product_line.clone(),
            owner_id: owner,
            amount: new.amount,
            close_on: new.close_on,
            acquisition_no: client.acquisition_no,
        };
        work.apply(Opportunity::open(work.id(), deal, work.now)).await
    })
    .await
}

/// E-1: the deal that is in the way of another ends if its registration has expired; else it stands, and the other is refused.
async fn expire(work: &Work<'_>, client: &Client, deal: &Opportunity, open: &[Opportunity]) -> Result<()> {
    let spoke_at = work.activities().last_talk(client.id, deal.owner_id).await?;
    if !deal.registration_expired(spoke_at, work.norms, work.now) {
        return Err(Refusal::OpportunityExists { opportunity_id: Some(deal.id) }.into());
    }
    save(work, deal.clone(), |deal| deal.expire(work.now)).await?;
    let others: Vec<_> = open.iter().filter(|other| other.id != deal.id).cloned().collect();
    handoffs::effects::deal_closed(work, client, &others).await
}

fn owner(actor: &Actor, scope: Scope, named: Option<UserId>) -> Result<UserId> {
    let own = actor.person_for(Action::WorkOpportunity)?;
    match named {
        Some(other) if other != own && scope < Scope::Unit => {
            Err(AppError::field("/owner_id", "not_yours", "you open deals of your own; a head may open one for somebody else"))
        }
        other => Ok(other.unwrap_or(own)),
    }
}

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpportunityChange {
    pub amount: Option<Money>,
    /// `Some(None)` forgets the date.
    pub close_on: Option<Option<Date>>,
}

/// Corrects what is expected of the deal, if it still has the version that the caller has read.
pub async fn update_opportunity(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>, change: OpportunityChange) -> Result<Opportunity> {
    ctx.write(actor, async |work| {
        let (_, deal) = lock(work, Action::WorkOpportunity, target).await?;
        let (amount, close_on) = (change.amount.unwrap_or(deal.amount), change.close_on.unwrap_or(deal.close_on));
        save(work, deal, |deal| deal.update(amount, close_on, work.now)).await
    })
    .await
}

/// The deal and its client, locked, for a command of somebody who may do `action` to it.
pub(super) async fn lock(work: &Work<'_>, action: Action, target: Target<OpportunityId>) -> Result<(Client, Opportunity)> {
    work.actor.may(action)?;
    let (client, deal) = work.lock_with_client(target.id, |deal| deal.client_id).await?;
    work.actor.authorise(action, &deal.standing(client.unit()))?;
    target.check(deal.version)?;
    client.ensure_live()?;
    Ok((client, deal))
}

/// Saves what is decided on a deal; the signal that it is stale ends where it is not any more.
pub(super) async fn save(
    work: &Work<'_>,
    deal: Opportunity,
    decide: impl FnOnce(Opportunity) -> Result<Decided<Opportunity>, Refusal>,
) -> Result<Opportunity> {
    let was_stale = deal.stale;
    let deal = work.apply(decide(deal)?).await?;
    if was_stale && !deal.stale {
        portfolio::signals::resolve(work, SignalKind::StaleOpportunity, &deal.id.to_string()).await?;
    }
    Ok(deal)
}

/// May this person own a deal on `line` of the client (I-6, I-7)? Nobody of this id is a wrong member. Tells whether the client buys the
/// line already.
pub(super) async fn may_be_owned(work: &Work<'_>, client: &Client, owner: UserId, line: &str) -> Result<bool> {
    let person = work.find(owner).await?.filter(domain::org::User::may_work);
    let person = person.ok_or_else(|| AppError::field("/owner_id", "unknown", "nobody with this id works here"))?;
    let bought = match client.stage {
        Stage::Client | Stage::Active | Stage::Abandoned | Stage::Lost => {
            Purchases::before(work, client.id, work.today).await?.includes(line)
        }
        _ => false,
    };
    Ok(may_own(client, Owner { id: owner, roles: &person.roles }, line, bought).map(|()| bought)?)
}
