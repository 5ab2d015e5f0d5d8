//! Adds clients to a list that is in use.

use domain::queue::list::{ListEvent, next};
use domain::{CallListId, ClientId};

use super::enrol::{enrol, rows_of_ids};
use super::lists::{ListView, show};
use crate::prelude::*;

/// Each of these clients gets a task, or is left out with a reason, as at the activation.
pub async fn add_to_list(ctx: &Ctx, actor: &Actor, target: Target<CallListId>, clients: Vec<ClientId>) -> Result<ListView> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let list = work.lock_target(target).await?;
        next(list.state, ListEvent::Add)?;
        let made = enrol(work, &list, rows_of_ids(work, &clients).await?).await?;
        let event = Event::new(EventName::CallListUpdated, list.id, None).with("clients", made);
        let mut list = work.save(list, event).await?;
        if made > 0 {
            list = work.apply(list.has_open(true)).await?;
        }
        show(work, list).await
    })
    .await
}
