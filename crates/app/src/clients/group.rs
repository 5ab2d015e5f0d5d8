//! To which group a client belongs: said by heads, directors and imports (§3.20).

use domain::groups::SIGNALS;

use crate::portfolio::signals;
use crate::prelude::*;

/// A new client's group is there, and whoever enters him may say it.
pub(super) async fn check_new(work: &Work<'_>, code: Option<&str>) -> Result<()> {
    let Some(code) = code else { return Ok(()) };
    work.actor.may(Action::SetClientGroup)?;
    is_open(work, code).await
}

/// The client's other group is there, and whoever changes it may do so to him.
pub(super) async fn check_change(work: &Work<'_>, before: &Client, after: &Client) -> Result<()> {
    if before.group_code == after.group_code {
        return Ok(());
    }
    work.actor.authorise(Action::SetClientGroup, &before.standing())?;
    match &after.group_code {
        Some(code) => is_open(work, code).await,
        None => Ok(()),
    }
}

/// What the journal says of it.
pub(super) fn told(before: &Client, after: &Client) -> Event {
    let event = Event::new(EventName::ClientGroupChanged, after.id, Some(after.id));
    event.changed("group_code", before.group_code.clone(), after.group_code.clone())
}

/// What was said of him in the group before is of no matter any longer.
pub(super) async fn follow(work: &Work<'_>, client: &Client) -> Result<()> {
    let open = work.signals().open_about(&SIGNALS, &[client.id.to_string()]).await?;
    signals::resolve_all(work, open).await
}

async fn is_open(work: &Work<'_>, code: &str) -> Result<()> {
    let wrong = |kind, detail| Err(AppError::field("/group_code", kind, detail));
    match work.client_groups().by_code(code).await? {
        None => wrong("unknown", format!("there is no client group {code}; GET /v1/client-groups lists them")),
        Some(group) if !group.active => wrong("retired", format!("the client group {code} is retired: put the client into another one")),
        Some(_) => Ok(()),
    }
}
