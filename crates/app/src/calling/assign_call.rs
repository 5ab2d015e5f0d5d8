//! Telephony named nobody whom we know: the administrator says who spoke (E-15).

use domain::calling::Call;
use domain::{CallId, UserId};
use persistence::StoreError;

use super::calls::show;
use super::conversation;
use crate::prelude::*;

/// The call is this person's, with the contact that it became. With `remember`, telephony means him from now on by the name that it told.
pub async fn assign_call(ctx: &Ctx, actor: &Actor, target: Target<CallId>, user: UserId, remember: bool) -> Result<Call> {
    actor.may_everywhere(Action::ResolveCall)?;
    ctx.write_rights(actor, async |work| {
        // Lock order: the client before the call.
        let client = match work.get(target.id).await?.client_id {
            Some(client) => work.lock_if_there(client).await?,
            None => None,
        };
        let before = work.lock_target(target).await?;
        if before.client_id != client.as_ref().map(|client| client.id) {
            return Err(StoreError::Stale.into());
        }
        let user = work.named("/user_id", user).await?;
        let call = work.apply(before.clone().assign(user.id)?).await?;
        if let Some(client) = client {
            let joiners = conversation::joiners(work, &before, &call);
            conversation::join(work, client, &call, &joiners).await?;
        }
        if let Some(agent_ref) = call.agent_ref.as_deref().filter(|_| remember) {
            let integration = work.lock(call.integration_id).await?;
            if !integration.telephony.knows(agent_ref, user.id) {
                work.apply(integration.remember(agent_ref, user.id)?).await?;
            }
        }
        Ok(show(work, call))
    })
    .await
}
