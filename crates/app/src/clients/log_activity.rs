//! Logs what was said or sent to a client; what is wrong is corrected by another entry (I-2).

use domain::access::Action;
use domain::clients::{Activity, ActivityKind, Direction};
use domain::{ActivityId, ClientId, ContactId, Date, Instant};

use super::contact;
use super::lock::lock;
use crate::{Actor, AppError, Ctx, Work};

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
pub async fn log_activity(ctx: &Ctx, actor: &Actor, id: ClientId, new: NewActivity) -> Result<Activity, AppError> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::LogActivity, id, None).await?;
        references(work, id, &new).await?;
        let activity = Activity {
            id: work.id(),
            client_id: id,
            kind: new.kind,
            direction: new.direction,
            two_way: new.two_way,
            user_id: work.actor.user(),
            contact_id: new.contact_id,
            occurred_at: new.occurred_at,
            result: new.result.clone(),
            next_step_on: new.next_step_on,
            call_id: None,
            meeting_id: None,
            handoff_id: None,
            corrects_id: new.corrects_id,
            recorded_at: work.now,
        };
        contact::log(work, client, activity.clone()).await?;
        Ok(activity)
    })
    .await
}

/// The contact and the corrected entry must be this client's.
async fn references(work: &Work<'_>, client: ClientId, new: &NewActivity) -> Result<(), AppError> {
    if let Some(contact) = new.contact_id {
        work.contacts()
            .find(client, contact)
            .await?
            .ok_or_else(|| AppError::field("/contact_id", "unknown", "this client has no such contact"))?;
    }
    if let Some(wrong) = new.corrects_id {
        work.activities()
            .find(client, wrong)
            .await?
            .ok_or_else(|| AppError::field("/corrects_id", "unknown", "this client has no such activity"))?;
    }
    Ok(())
}
