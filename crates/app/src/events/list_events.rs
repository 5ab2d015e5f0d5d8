//! Lists what happened, in an order in which nothing is ever added behind the reader.

use domain::access::{Action, Reading, Scope, Standing, reading};
use domain::ids::PREFIXES;
use persistence::journal::{Entry, EntryFilter, Place};
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of what happened, and up to where it looked.
#[derive(Debug)]
pub struct Followed {
    /// The entries.
    pub page: Page<Entry>,
    /// Everything up to here has been looked at.
    pub place: Place,
    /// The end of the journal when it looked.
    pub horizon: Place,
}

/// A page of what the caller is told of (§6).
pub async fn list_events(ctx: &Ctx, actor: &Actor, filter: EntryFilter, request: &PageRequest) -> Result<Followed, AppError> {
    actor.may(Action::ReadEvents)?;
    let followed = follow(ctx, &EntryFilter { kinds: Some(told(actor, None)), ..filter }, request).await?;
    if asked(request) > followed.horizon { Err(AppError::BeyondJournal) } else { Ok(followed) }
}

/// The place after which a page is asked for.
fn asked(request: &PageRequest) -> Place {
    request.after.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse().ok()).unwrap_or_default()
}

/// A page of the journal as it stands.
pub async fn follow(ctx: &Ctx, filter: &EntryFilter, request: &PageRequest) -> Result<Followed, AppError> {
    let journal = ctx.read().journal();
    let horizon = journal.horizon().await?;
    let page = journal.page(filter, horizon, request).await?;
    let last = page.next.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse().ok());
    Ok(Followed { page, place: last.unwrap_or_else(|| horizon.max(asked(request))), horizon })
}

/// The kinds of things that the caller is told of: in general, or at a client who stands so.
pub fn told(actor: &Actor, client: Option<&Standing>) -> Vec<&'static str> {
    let reads = |kind: &str| match reading(kind) {
        Some(Reading::Open(action)) => actor.may(action).is_ok(),
        Some(Reading::Restricted(action)) => {
            actor.may(action).is_ok_and(|scope| scope == Scope::All)
                // Commission is not the client's: whose it is does not follow from whose client he is.
                || (action == Action::ReadPayments && client.is_some_and(|standing| actor.authorise(action, standing).is_ok()))
        }
        None => false,
    };
    PREFIXES.iter().copied().filter(|kind| reads(kind)).collect()
}
