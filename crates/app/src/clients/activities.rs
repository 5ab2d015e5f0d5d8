//! The contact history of a client: shown, listed, logged. What is wrong is corrected by another entry (I-2).

use domain::clients::{Activity, ActivityKind, Direction};
use domain::{ActivityId, ContactId, Date, Instant};
use persistence::clients::ActivityFilter;

use super::contacts::contact_named;
use super::prelude::*;
use super::{contact, get_client};
use crate::list::{Counted, Counts};

/// The activity, or [`AppError::NotFound`].
pub async fn get_activity(ctx: &Ctx, actor: &Actor, client: ClientId, id: ActivityId) -> Result<Activity> {
    actor.may(Action::ReadClients)?;
    ctx.read().activities().find(client, id).await?.ok_or(AppError::NotFound("activity"))
}

/// A page of the history; an unknown client is [`AppError::NotFound`].
pub async fn list_activities(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: &ActivityFilter,
    request: &PageRequest,
) -> Result<Page<Activity>> {
    get_client(ctx, actor, id).await?;
    Ok(ctx.read().activities().page(id, filter, request).await?)
}

impl Counted for ActivityFilter {
    type Of = ClientId;
    async fn counts(&self, ctx: &Ctx, actor: &Actor, of: ClientId, by: &[&'static str]) -> Result<Counts> {
        get_client(ctx, actor, of).await?;
        Ok(ctx.read().activities().counts(of, self, by).await?)
    }
}

/// What happened.
#[derive(Clone, Debug)]
pub struct NewActivity {
    pub kind: ActivityKind,
    pub direction: Direction,
    pub two_way: bool,
    pub occurred_at: Instant,
    pub result: Option<String>,
    pub contact_id: Option<ContactId>,
    pub next_step_on: Option<Date>,
    pub corrects_id: Option<ActivityId>,
}

/// Appends it in the name of the caller.
pub async fn log_activity(ctx: &Ctx, actor: &Actor, id: ClientId, new: NewActivity) -> Result<Activity> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::LogActivity, id.into()).await?;
        check(work, id, &new).await?;
        let NewActivity { kind, direction, two_way, occurred_at, result, contact_id, next_step_on, corrects_id } = new.clone();
        let activity = Activity {
            id: work.id(),
            client_id: id,
            kind,
            direction,
            two_way,
            user_id: work.actor.user(),
            contact_id,
            occurred_at,
            result,
            next_step_on,
            call_id: None,
            meeting_id: None,
            handoff_id: None,
            corrects_id,
            recorded_at: work.now,
        };
        contact::log(work, client, activity.clone()).await?;
        Ok(activity)
    })
    .await
}

/// The contact and the corrected entry must be this client's.
async fn check(work: &Work<'_>, client: ClientId, new: &NewActivity) -> Result<()> {
    if let Some(contact) = new.contact_id {
        contact_named(work, client, contact, "/contact_id").await?;
    }
    if let Some(wrong) = new.corrects_id
        && work.activities().find(client, wrong).await?.is_none()
    {
        return Err(AppError::field("/corrects_id", "unknown", "this client has no such activity"));
    }
    Ok(())
}
