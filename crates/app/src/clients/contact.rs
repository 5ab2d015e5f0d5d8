//! Shared step: a contact with a client happened. Everything that is a contact (call, visit, introduction) is logged here.

use domain::clients::Activity;
use domain::clients::contact_history::Misdated;
use domain::{Instant, UserId};

use crate::handoffs;
use crate::prelude::*;

/// Appends the activity. If it qualifies (§3.1a) the clocks move, an abandoned client is recovered (C18), a suspect or a waiting one
/// counts as reached (C4, C7), and a handoff under way may be completed by it. Gives back the client as saved.
pub async fn log(work: &Work<'_>, client: Client, activity: Activity) -> Result<Client> {
    client.ensure_live()?;
    if let Some(wrong) = Misdated::find(activity.occurred_at, work.now) {
        return Err(AppError::field("/occurred_at", wrong.code(), wrong.to_string()));
    }
    work.activities().append(&activity).await?;
    if !activity.qualifies() {
        work.record([activity.logged()]);
        return Ok(client);
    }
    let by_curator = by_curator(work, &client, &activity).await?;
    let client = work.apply(client.contacted(&activity, by_curator, work.norms, work.now)?).await?;
    if let Some(user) = activity.user_id {
        handoffs::effects::contact_made(work, &client, user, activity.occurred_at).await?;
    }
    Ok(client)
}

/// More people took part in a contact that is in the history already, as in a call that was passed on: each of them is credited with it,
/// from when he came to speak.
pub async fn joined(work: &Work<'_>, client: Client, parts: &[(UserId, Instant)]) -> Result<Client> {
    let mut client = client;
    for (user, at) in parts {
        let by_curator = spoke_for_curator(work, &client, *user).await?;
        client = work.apply(client.took_part(*at, by_curator, work.now)).await?;
        handoffs::effects::contact_made(work, &client, *user, *at).await?;
    }
    Ok(client)
}

/// Did the curator personally speak, or the deputy of a curator on leave (E-26)?
async fn by_curator(work: &Work<'_>, client: &Client, activity: &Activity) -> Result<bool> {
    match activity.user_id {
        Some(user) => spoke_for_curator(work, client, user).await,
        None => Ok(false),
    }
}

async fn spoke_for_curator(work: &Work<'_>, client: &Client, user: UserId) -> Result<bool> {
    let Some(curator) = client.curator_id else { return Ok(false) };
    if curator == user {
        return Ok(true);
    }
    let curator = work.find(curator).await?;
    Ok(curator.is_some_and(|curator| curator.stand_in() == Some(user)))
}
