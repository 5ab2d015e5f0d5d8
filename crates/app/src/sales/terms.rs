//! Shared step: do the terms of a sale name things that exist and may be sold today?

use domain::access::{Role, Scope};
use domain::org::User;
use domain::sales::sale::Terms;
use domain::sales::{CreditShare, Opportunity};
use domain::{ClientId, UserId};

use crate::FieldError;
use crate::prelude::*;

/// Who sells here.
pub(crate) const SELLERS: [Role; 6] =
    [Role::Hunter, Role::HeadActiveSales, Role::Farmer, Role::HeadClientDept, Role::KeyAccountManager, Role::HeadKeyAccounts];

/// Checks them; gives back the deal that they name.
pub(super) async fn check(work: &Work<'_>, client: ClientId, terms: &Terms) -> Result<Option<Opportunity>> {
    work.refuse_future("/sale_on", terms.sale_on)?;
    let pointer = |place| format!("/lines/{place}/product_line");
    let lines: Vec<_> = terms.lines.iter().enumerate().map(|(place, line)| (pointer(place), line.product_line.as_str())).collect();
    lines_are_sold(work, &lines).await?;
    sharers_exist(work, &terms.credit_split).await?;
    deal(work, client, terms).await
}

/// Product lines must exist and be sold: codes, each with the pointer to the member that names it.
pub(crate) async fn lines_are_sold(work: &Work<'_>, named: &[(String, &str)]) -> Result<()> {
    let known = work.product_lines().by_codes(named.iter().map(|(_, code)| (*code).to_owned())).await?;
    let wrong = named.iter().filter_map(|(pointer, line)| {
        let (code, detail) = match known.iter().find(|known| known.code == *line) {
            Some(known) if known.active => return None,
            Some(_) => ("inactive", format!("{line} is not sold any more")),
            None => ("unknown", format!("there is no product line {line}")),
        };
        Some(FieldError { pointer: pointer.clone(), code, detail })
    });
    let wrong: Vec<_> = wrong.collect();
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Fields(wrong)) }
}

/// Everybody who has a share must be somebody; gives them back.
pub(super) async fn sharers_exist(work: &Work<'_>, shares: &[CreditShare]) -> Result<Vec<User>> {
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    let known = work.users().by_ids(shares.iter().map(|share| share.user_id)).await?;
    match shares.iter().position(|share| !known.iter().any(|user| user.id == share.user_id)) {
        Some(place) => Err(AppError::field(format!("/credit_split/{place}/user_id"), "unknown", "nobody with this id works here")),
        None => Ok(known),
    }
}

async fn deal(work: &Work<'_>, client: ClientId, terms: &Terms) -> Result<Option<Opportunity>> {
    let Some(id) = terms.opportunity_id else { return Ok(None) };
    let deal = work.find(id).await?.filter(|deal| deal.client_id == client);
    deal.map(Some).ok_or_else(|| AppError::field("/opportunity_id", "unknown", "this client has no such deal"))
}

/// Who sells in his own name only; heads, support and imports draft for others.
pub(super) fn in_own_name(work: &Work<'_>, scope: Scope) -> Option<UserId> {
    work.actor.user().filter(|_| scope == Scope::Own && SELLERS.iter().any(|role| work.actor.is(*role)))
}
