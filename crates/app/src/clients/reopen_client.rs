//! Releases a lost client for acquisition (C22): new business from N-48 on, else the same acquisition goes on.

use domain::UserId;
use domain::org::User;
use domain::own_matter::{self, Matter};
use domain::sales::ownership::Owner;

use super::curate::{clear_curator, close_hunter, set_curator};
use super::prelude::*;
use crate::commission;

/// Why, and who becomes the curator.
#[derive(Clone, Debug)]
pub struct Reopening {
    /// For the record.
    pub reason: String,
    /// A hunter who becomes the curator at once, as with people who answered a letter; else the client goes to the call centre's pool.
    pub curator_id: Option<UserId>,
}

/// The old curator's interval ends.
pub async fn reopen_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, how: Reopening) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ReopenClient, target).await?;
        own_matter::refuse(Matter::Client, work.actor.user(), how.curator_id)?;
        let (decided, anew) = client.reopen(&how.reason, work.norms, work.today, work.now)?;
        let client = work.apply(decided).await?;
        if anew {
            close_hunter(work, &client).await?;
            commission::effects::acquisition_ended(work, &client).await?;
        }
        taken(work, client, &how).await
    })
    .await
}

async fn taken(work: &Work<'_>, client: Client, how: &Reopening) -> Result<Client> {
    let Some(hunter) = how.curator_id else { return clear_curator(work, client, &how.reason).await };
    let sells = |user: &User| user.may_work() && Owner { id: user.id, roles: &user.roles }.hunts();
    let hunter = work.find(hunter).await?.filter(sells);
    let hunter = hunter.ok_or_else(|| AppError::field("/curator_id", "unknown", "no hunter with this id works here"))?;
    set_curator(work, client, (hunter.id, hunter.unit), &how.reason).await
}
