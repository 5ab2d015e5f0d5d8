//! How every command on a deal begins and ends: the client is locked before the deal is read; whoever was told that it is
//! stale is told that it is not any more.

use domain::access::Action;
use domain::clients::{Client, Stage};
use domain::portfolio::SignalKind;
use domain::sales::Opportunity;
use domain::sales::ownership::{Owner, may_own};
use domain::{Decided, OpportunityId, UserId, Version};

use super::bought::Purchases;
use crate::{AppError, Work, expect, portfolio};

/// The deal and its client, locked, for somebody who may do `action` to it.
pub(super) async fn lock(
    work: &Work<'_>,
    action: Action,
    id: OpportunityId,
    expected: Option<Version>,
) -> Result<(Client, Opportunity), AppError> {
    work.actor.may(action)?;
    let missing = || AppError::NotFound("opportunity");
    let seen = work.opportunities().find(id).await?.ok_or_else(missing)?;
    let client = work.clients().lock(seen.client_id).await?.ok_or_else(missing)?;
    let deal = work.opportunities().find(id).await?.ok_or_else(missing)?;
    work.actor.authorise(action, &deal.standing(client.unit()))?;
    expect(expected, deal.version)?;
    client.ensure_live()?;
    Ok((client, deal))
}

/// Saves what was decided.
pub(super) async fn save(work: &Work<'_>, was_stale: bool, decided: Decided<Opportunity>) -> Result<Opportunity, AppError> {
    let deal = work.apply(decided).await?;
    if was_stale && !deal.stale {
        portfolio::signals::resolve(work, SignalKind::StaleOpportunity, &deal.id.to_string()).await?;
    }
    Ok(deal)
}

/// May this person own a deal on `line` of the client (I-6, I-7)? Nobody of this id is a wrong member.
pub(super) async fn may_be_owned(work: &Work<'_>, client: &Client, owner: UserId, line: &str) -> Result<(), AppError> {
    let person = work.users().find(owner).await?.filter(domain::org::User::may_work);
    let person = person.ok_or_else(|| AppError::field("/owner_id", "unknown", "nobody with this id works here"))?;
    let bought = match client.stage {
        Stage::Client | Stage::Active | Stage::Abandoned | Stage::Lost => {
            Purchases::before(work, client.id, work.today).await?.includes(line)
        }
        _ => false,
    };
    Ok(may_own(client, Owner { id: owner, roles: &person.roles }, line, bought)?)
}
