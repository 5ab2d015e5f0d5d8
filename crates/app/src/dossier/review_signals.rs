//! The signal that sections of a client's dossier are to be reviewed (N-60): raised in the night, ended when none is.

use std::collections::HashMap;

use domain::dossier::review::{Reviewing, signal};
use domain::dossier::section::{Section, SectionName};
use domain::portfolio::signal::SignalEvent;
use domain::portfolio::{Signal, SignalKind};
use domain::{ClientId, Word};
use persistence::dossier::ReviewLimit;

use crate::portfolio::signals;
use crate::prelude::*;

/// Ends the signal about a client of whose dossier nothing is to be reviewed any more.
pub(crate) async fn follow_review(work: &Work<'_>, client: &Client) -> Result<()> {
    if let Some(signal) = work.signals().open(SignalKind::DossierReviewDue, &client.id.to_string()).await? {
        let written = work.dossier_sections().of(client.id).await?;
        if due(work, client, written).is_empty() {
            work.apply(signal.on(SignalEvent::Resolve, work.now)?).await?;
        }
    }
    Ok(())
}

/// Raises it for up to 200 clients after this one; gives back the last of them, `None` if there was none.
pub(crate) async fn raise_signals(work: &Work<'_>, after: Option<ClientId>) -> Result<Option<ClientId>> {
    let found = work.dossier_sections().clients_to_review(after, &limits(work)).await?;
    let Some(last) = found.last().copied() else { return Ok(None) };
    let due = due_of_each(work, &found).await?;
    let new = due.values().filter(|(client, due)| !due.is_empty() && client.curator_id.is_some());
    let mut new: Vec<_> = new.map(|(client, due)| signal(client, due)).collect();
    new.sort_by(|left, right| left.subject.cmp(&right.subject));
    signals::raise_all(work, new).await?;
    Ok(Some(last))
}

/// Ends those out of these signals whose cause is gone, or whose client has got another curator: he is told anew.
pub(crate) async fn end_signals(work: &Work<'_>, open: &[Signal]) -> Result<()> {
    let subject = |signal: &Signal| signal.subject.parse::<ClientId>().ok();
    let due = due_of_each(work, &open.iter().filter_map(subject).collect::<Vec<_>>()).await?;
    let holds = |signal: &Signal| {
        let found = subject(signal).and_then(|client| due.get(&client));
        found.is_some_and(|(client, due)| {
            !due.is_empty() && client.curator_id.is_some() && client.curator_id == signal.user_id && client.ensure_live().is_ok()
        })
    };
    for signal in open.iter().filter(|signal| !holds(signal)) {
        work.apply(signal.clone().on(SignalEvent::Resolve, work.now)?).await?;
    }
    Ok(())
}

/// Clients with their sections that are due: one read of the clients, one of the sections.
async fn due_of_each(work: &Work<'_>, clients: &[ClientId]) -> Result<HashMap<ClientId, (Client, Vec<SectionName>)>> {
    let mut written: HashMap<ClientId, Vec<Section>> = HashMap::new();
    for section in work.dossier_sections().of_each(clients.iter().copied()).await? {
        written.entry(section.client_id).or_default().push(section);
    }
    let found = work.clients().find_many(clients.iter().copied()).await?;
    let with_due = |client: Client| {
        let due = due(work, &client, written.remove(&client.id).unwrap_or_default());
        (client.id, (client, due))
    };
    Ok(found.into_iter().map(with_due).collect())
}

fn due(work: &Work<'_>, client: &Client, written: Vec<Section>) -> Vec<SectionName> {
    let all = Section::all(client.id, written, crate::ids::fresh);
    reviewing(work).due(&all, client.created_at, work.today)
}

/// Restricted sections and open ones have a norm each.
fn limits(work: &Work<'_>) -> Vec<ReviewLimit> {
    let (restricted, open): (Vec<_>, Vec<_>) = SectionName::ALL.iter().copied().partition(|section| section.is_restricted());
    let limit = |sections: Vec<SectionName>| {
        let before = sections.first().map(|section| reviewing(work).limit(*section, work.today));
        before.map(|before| ReviewLimit { sections, before })
    };
    [restricted, open].into_iter().filter_map(limit).collect()
}

const fn reviewing<'a>(work: &'a Work<'_>) -> Reviewing<'a> {
    Reviewing { norms: work.norms, calendar: work.calendar }
}
