//! Somebody whose agreement to a split is asked gives it: the seller, the head of a unit whose people share (§6, §6.1).

use domain::OpportunityId;
use domain::org::User;
use domain::sales::Opportunity;
use domain::sales::split_signature::{Signer, SplitParty};

use super::opportunities::{lock, save};
use crate::prelude::*;

/// Signs wherever the caller may; a repeat changes nothing.
pub async fn agree_split(ctx: &Ctx, actor: &Actor, target: Target<OpportunityId>) -> Result<Opportunity> {
    let by = signer(actor).ok_or(AppError::Forbidden(Action::AgreeSplit))?;
    ctx.write(actor, async |work| {
        let (_, deal) = lock(work, Action::AgreeSplit, target).await?;
        let seller = deal.split_signatures.iter().find(|place| place.party == SplitParty::Seller).and_then(|place| place.user_id);
        let seller_left = match seller {
            Some(seller) => !work.find(seller).await?.is_some_and(|seller: User| seller.may_work()),
            None => false,
        };
        save(work, deal, |deal| deal.agree_split(&by, seller_left, work.now)).await
    })
    .await
}

/// The caller as one who signs, if he is a person.
pub(super) fn signer(actor: &Actor) -> Option<Signer> {
    let (user_id, unit) = actor.user().zip(actor.unit())?;
    Some(Signer { user_id, unit, roles: actor.roles.clone() })
}
