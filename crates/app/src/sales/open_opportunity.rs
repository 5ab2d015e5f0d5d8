//! Opens a deal: one open per client and line, owned by whom §3.5, I-6 and I-7 let.

use domain::access::{Action, Role, Scope};
use domain::sales::opportunity;
use domain::sales::{Opportunity, Refusal};
use domain::{ClientId, Date, Money, UserId};

use super::deal::may_be_owned;
use crate::{Actor, AppError, Ctx, Work};

/// What the deal is about.
#[derive(Clone, Debug)]
pub struct NewOpportunity {
    pub client_id: ClientId,
    /// Code of an active product line.
    pub product_line: String,
    pub amount: Money,
    pub close_on: Option<Date>,
    /// Whose it is; the caller's unless he is a head.
    pub owner_id: Option<UserId>,
}

/// Opens it; a second one on the line is [`Refusal::OpportunityExists`].
pub async fn open_opportunity(ctx: &Ctx, actor: &Actor, new: NewOpportunity) -> Result<Opportunity, AppError> {
    let scope = actor.may(Action::WorkOpportunity)?;
    let owner = owner(actor, scope, new.owner_id)?;
    ctx.write(actor, async |work| {
        let client =
            work.clients().lock(new.client_id).await?.ok_or_else(|| AppError::field("/client_id", "unknown", "there is no such client"))?;
        let hunter = actor.user().filter(|_| actor.is(Role::Hunter));
        work.actor.authorise(Action::WorkOpportunity, &client.standing_of_offer(hunter))?;
        line_is_sold(work, &new.product_line).await?;
        may_be_owned(work, &client, owner, &new.product_line).await?;
        let open = work.opportunities().open_of(client.id).await?;
        if let Some(other) = open.iter().find(|deal| deal.product_line == new.product_line) {
            return Err(Refusal::OpportunityExists { opportunity_id: Some(other.id) }.into());
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

fn owner(actor: &Actor, scope: Scope, named: Option<UserId>) -> Result<UserId, AppError> {
    let own = actor.person_for(Action::WorkOpportunity)?;
    match named {
        Some(other) if other != own && scope < Scope::Unit => {
            Err(AppError::field("/owner_id", "not_yours", "you open deals of your own; a head may open one for somebody else"))
        }
        other => Ok(other.unwrap_or(own)),
    }
}

async fn line_is_sold(work: &Work<'_>, code: &str) -> Result<(), AppError> {
    match work.product_lines().by_codes([code.to_owned()]).await?.first() {
        Some(line) if line.active => Ok(()),
        Some(_) => Err(AppError::field("/product_line", "inactive", format!("{code} is not sold any more"))),
        None => Err(AppError::field("/product_line", "unknown", format!("there is no product line {code}"))),
    }
}
