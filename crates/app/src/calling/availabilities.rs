//! Who makes calls now (§3.3e): shown, listed, said.

use domain::calling::presence::{Availability, AvailabilityState, PauseReason};
use domain::{AvailabilityId, UserId};
use persistence::calling::AvailabilityFilter;

use crate::prelude::*;

/// What somebody says he is, or the administrator of another.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// Who; the caller himself if nobody is named.
    pub user_id: Option<UserId>,
    /// What.
    pub state: AvailabilityState,
    /// Why, of a pause.
    pub reason: Option<PauseReason>,
}

/// The availability, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_availability(ctx: &Ctx, actor: &Actor, id: AvailabilityId) -> Result<Availability> {
    actor.may(Action::KeepAvailability)?;
    let availability = ctx.get(id).await?;
    let whose = ctx.get(availability.user_id).await?;
    actor.authorise(Action::KeepAvailability, &whose.standing()).map_err(|_| AppError::NotFound("availability"))?;
    Ok(availability)
}

/// A page of what people are and were, of those whom the caller may see.
pub async fn list_availabilities(
    ctx: &Ctx,
    actor: &Actor,
    filter: &AvailabilityFilter,
    request: &PageRequest,
) -> Result<Page<Availability>> {
    ctx.page(actor, filter, request).await
}

/// From now on the person is this, and no longer what he was. Said again, nothing changes. Whether it is new, and what it is.
pub async fn set_availability(ctx: &Ctx, actor: &Actor, said: Said) -> Result<(bool, Availability)> {
    actor.may(Action::KeepAvailability)?;
    let user = match said.user_id {
        Some(user) => user,
        None => actor.person_for(Action::KeepAvailability)?,
    };
    ctx.write(actor, async |work| {
        // The lock on the person decides between two who speak of him at the same time.
        let user = work.lock_named("/user_id", user).await?;
        actor.authorise(Action::KeepAvailability, &user.standing())?;
        let before = work.availabilities().present(user.id).await?;
        if let Some(same) = before.clone().filter(|before| before.is(said.state, said.reason)) {
            work.availabilities().heard(same.id, work.now).await?;
            return Ok((false, same));
        }
        begin(work, user.id, (said.state, said.reason), before).await.map(|begun| (true, begun))
    })
    .await
}

/// Ends what he was, and begins what he is.
pub(crate) async fn begin(
    work: &Work<'_>,
    user: UserId,
    said: (AvailabilityState, Option<PauseReason>),
    before: Option<Availability>,
) -> Result<Availability> {
    let begun = Availability::begin(work.id(), user, said, before.as_ref(), work.now);
    if let Some(before) = before {
        work.availabilities().end(&before.ended(work.now)).await?;
    }
    work.apply(begun).await
}
