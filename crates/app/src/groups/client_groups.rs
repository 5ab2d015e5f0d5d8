//! Groups of clients: shown, listed, added, changed.

use domain::ClientGroupId;
use domain::groups::{ClientGroup, GroupChange, NewClientGroup, Refusal, Season};
use persistence::groups::ClientGroupFilter;

use crate::prelude::*;
use crate::sales::terms::lines_are_sold;

/// The group, or [`AppError::NotFound`].
pub async fn get_client_group(ctx: &Ctx, actor: &Actor, id: ClientGroupId) -> Result<ClientGroup> {
    actor.may(Action::ReadOrg)?;
    ctx.get(id).await
}

/// A page of groups, oldest first.
pub async fn list_client_groups(ctx: &Ctx, actor: &Actor, filter: &ClientGroupFilter, request: &PageRequest) -> Result<Page<ClientGroup>> {
    ctx.page(actor, filter, request).await
}

/// Adds a group; a code in use is [`Refusal::Exists`].
pub async fn add_client_group(ctx: &Ctx, actor: &Actor, new: NewClientGroup) -> Result<ClientGroup> {
    actor.may_everywhere(Action::WriteClientGroups)?;
    ctx.write(actor, async |work| {
        if let Some(known) = work.client_groups().by_code(&new.code).await? {
            return Err(Refusal::Exists { id: known.id }.into());
        }
        check(work, &new.seasonal_discounts).await?;
        work.apply(new.clone().make(work.id(), work.company.currency, actor.user(), work.now)?).await
    })
    .await
}

/// Changes a group, if it still has the version that the caller has read; its code never changes.
pub async fn update_client_group(ctx: &Ctx, actor: &Actor, target: Target<ClientGroupId>, change: GroupChange) -> Result<ClientGroup> {
    actor.may_everywhere(Action::WriteClientGroups)?;
    ctx.write(actor, async |work| {
        let group = work.lock_target(target).await?;
        check(work, change.seasonal_discounts.as_deref().unwrap_or_default()).await?;
        work.apply(group.change(change.clone(), work.company.currency)?).await
    })
    .await
}

/// What seasons name is sold.
async fn check(work: &Work<'_>, seasons: &[Season]) -> Result<()> {
    let pointer = |place| format!("/seasonal_discounts/{place}/product_line");
    let named = seasons.iter().enumerate().filter_map(|(place, season)| Some((pointer(place), season.product_line.as_deref()?)));
    let named: Vec<_> = named.collect();
    if named.is_empty() { Ok(()) } else { lines_are_sold(work, &named).await }
}
