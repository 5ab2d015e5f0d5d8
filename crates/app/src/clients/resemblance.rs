//! Who resembles a client (E-18): looked for when he is entered, and every night among all.

use std::collections::{BTreeSet, HashMap};

use domain::ClientId;
use domain::access::Role;
use domain::clients::RecordStatus;
use domain::merges::{Duplicate, FoundBy, Likeness};

use crate::prelude::*;

/// Whom a client who is about to be stored resembles: one statement, and another where somebody is found.
pub(super) async fn of_new(work: &Work<'_>, client: &Client) -> Result<Decided<Vec<Duplicate>>> {
    let found = work.clients().alike(client).await?;
    if found.is_empty() {
        return Ok(Decided::unchanged(Vec::new()));
    }
    let likeness: HashMap<ClientId, Likeness> = found.iter().map(|alike| (alike.client_id, alike.likeness)).collect();
    let others = work.clients().find_many(likeness.keys().copied()).await?;
    let by = if work.actor.is(Role::ImportIntegration) { FoundBy::Import } else { FoundBy::Create };
    let pair = |other: &Client| {
        let reasons = likeness.get(&other.id).copied().unwrap_or_default().reasons(client, other);
        Duplicate::found(work.id(), (client.id, other.id), reasons, by, work.now)
    };
    Ok(others.iter().filter(|other| other.record_status == RecordStatus::Live).filter_map(pair).collect())
}

/// The older record that a new one is taken to be another one of: the one with which it shares most; a name alone says nothing.
pub(super) fn resembles(found: &[Duplicate]) -> Option<ClientId> {
    let hard = found.iter().filter(|pair| pair.reasons.iter().any(|reason| reason.is_hard()));
    hard.min_by_key(|pair| (-pair.score, pair.first_id)).map(|pair| pair.first_id)
}

/// Clients of one transaction at most.
const BATCH: u64 = 500;

/// Looks at the clients after this one, and keeps the pairs that are new; says how far it has come, nothing once all have been seen.
pub(crate) async fn look_on(work: &Work<'_>, after: Option<ClientId>) -> Result<Option<ClientId>> {
    let clients = work.clients().after(after, BATCH).await?;
    let Some(until) = clients.last().map(|client| client.id) else { return Ok(None) };
    work.clients().write_name_keys(&clients).await?;
    let pairs = work.clients().alike_pairs(after, until).await?;
    if pairs.is_empty() {
        return Ok(Some(until));
    }
    let newer: BTreeSet<_> = pairs.iter().map(|pair| pair.one.max(pair.other)).collect();
    let known = work.duplicates().known(newer).await?;
    let mut likeness: HashMap<(ClientId, ClientId), Likeness> = HashMap::new();
    for pair in pairs {
        let both = (pair.one.min(pair.other), pair.one.max(pair.other));
        if !known.contains(&both) {
            let shared = likeness.entry(both).or_default();
            (shared.phone, shared.email_domain) = (shared.phone || pair.likeness.phone, shared.email_domain || pair.likeness.email_domain);
        }
    }
    let ids: BTreeSet<ClientId> = likeness.keys().flat_map(|(one, other)| [*one, *other]).collect();
    let clients: HashMap<_, _> = work.clients().find_many(ids).await?.into_iter().map(|client| (client.id, client)).collect();
    let mut both: Vec<_> = likeness.into_iter().collect();
    both.sort_by_key(|(pair, _)| *pair);
    let found: Decided<Vec<Duplicate>> = both
        .into_iter()
        .filter_map(|((one, other), shared)| {
            let (one, other) = (clients.get(&one)?, clients.get(&other)?);
            let live = [one, other].iter().all(|client| client.record_status == RecordStatus::Live);
            let reasons = if live { shared.reasons(one, other) } else { Vec::new() };
            Duplicate::found(work.id(), (one.id, other.id), reasons, FoundBy::Nightly, work.now)
        })
        .collect();
    work.duplicates().insert(&found.state).await?;
    work.record(found.events);
    Ok(Some(until))
}
