//! The journal, page by page, in an order in which nothing is ever added behind the reader; and what a reader may see of it.

use domain::access::{Reading, Scope, reading};
use domain::ids::PREFIXES;
use persistence::journal::{Entry, EntryFilter, Place};

use crate::prelude::*;

/// A page of the journal.
#[derive(Debug)]
pub struct JournalPage {
    /// The entries.
    pub page: Page<Entry>,
    /// Everything up to this place has been read.
    pub place: Place,
    /// The last place that readers could be shown at that moment.
    pub horizon: Place,
}

/// A page of the journal as it is now.
pub async fn read_journal(ctx: &Ctx, filter: &EntryFilter, request: &PageRequest) -> Result<JournalPage> {
    let journal = ctx.read().journal();
    let horizon = journal.horizon().await?;
    let page = journal.page(filter, horizon, request).await?;
    let last = page.next.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse().ok());
    Ok(JournalPage { page, place: last.unwrap_or_else(|| horizon.max(start(request))), horizon })
}

/// The same filter, which also lets through what happened to other records of the client that it names (E-6).
pub async fn of_all_records(ctx: &Ctx, filter: EntryFilter) -> Result<EntryFilter> {
    let Some(client) = filter.client_id else { return Ok(filter) };
    let mut other_records = ctx.read().clients().records_of(client).await?;
    other_records.retain(|record| *record != client);
    Ok(EntryFilter { other_records, ..filter })
}

/// The place after which the page begins.
pub(super) fn start(request: &PageRequest) -> Place {
    request.after.as_ref().and_then(|after| after.key.as_ref()).and_then(|key| key.parse().ok()).unwrap_or_default()
}

/// The kinds of things whose events the caller may read: in general, or at the client described by `client`.
pub fn readable_kinds(actor: &Actor, client: Option<&Standing>) -> Vec<&'static str> {
    let reads = |kind: &str| match reading(kind) {
        Some(Reading::Open(action)) => actor.may(action).is_ok(),
        Some(Reading::Restricted(action)) => {
            actor.may(action).is_ok_and(|scope| scope == Scope::All)
                // Commission does not belong to the client: to whom it belongs does not follow from the client.
                || (action == Action::ReadPayments && client.is_some_and(|standing| actor.authorise(action, standing).is_ok()))
        }
        None => false,
    };
    PREFIXES.iter().copied().filter(|kind| reads(kind)).collect()
}
