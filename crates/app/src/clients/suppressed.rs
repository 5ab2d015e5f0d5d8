//! Shared step: a number that nobody calls is marked at every client who has it, and at whoever gets it later (§3.14, E-19).

use domain::ClientId;
use domain::calling::suppression::{NewSuppression, Suppression};
use domain::phone::Phone;

use crate::prelude::*;
use crate::queue;

/// Clients of one number that are marked by one statement.
const BATCH: usize = 500;

/// Suppresses those of these numbers that are not suppressed yet, and marks them at every client who has one.
pub(crate) async fn suppress(work: &Work<'_>, new: Vec<NewSuppression>) -> Result<Vec<Suppression>> {
    let numbers: Vec<Phone> = new.iter().map(|new| new.number.clone()).collect();
    let mut known: Vec<_> = work.suppressions().active_of(&numbers).await?.into_iter().map(|known| known.number).collect();
    let (mut made, mut events) = (Vec::new(), Vec::new());
    for new in new {
        if !known.contains(&new.number) {
            known.push(new.number.clone());
            let decided = new.create(work.id(), work.actor.user(), work.now);
            made.push(decided.state);
            events.extend(decided.events);
        }
    }
    if made.is_empty() {
        return Ok(made);
    }
    work.suppressions().insert(&made).await?;
    for suppression in &mut made {
        suppression.version += 1;
    }
    work.record(events);
    let numbers: Vec<Phone> = made.iter().map(|suppression| suppression.number.clone()).collect();
    let (by, at) = (work.actor.user(), work.now);
    each_with(work, &numbers, |client| {
        numbers.iter().fold(Decided::unchanged(client), |all, number| {
            let Decided { state, mut events } = all;
            let next = state.suppress(number, by, at);
            events.extend(next.events);
            Decided { state: next.state, events }
        })
    })
    .await?;
    Ok(made)
}

/// Decides the same about every client who has one of these numbers; one statement reads and one writes some hundreds of them.
pub(crate) async fn each_with(work: &Work<'_>, numbers: &[Phone], decide: impl Fn(Client) -> Decided<Client>) -> Result<()> {
    let mut after: Option<ClientId> = None;
    loop {
        let clients = work.clients().lock_with_numbers(numbers, after, u64::try_from(BATCH).unwrap_or(u64::MAX)).await?;
        let read = clients.len();
        after = clients.last().map(|client| client.id);
        let mut changed = Vec::new();
        for decided in clients.into_iter().map(&decide).filter(|decided| !decided.events.is_empty()) {
            changed.push(decided.state);
            work.record(decided.events);
        }
        if !changed.is_empty() {
            let changed = work.clients().save_phones(changed).await?;
            queue::renumbered(work, &changed, true).await?;
        }
        if read < BATCH {
            return Ok(());
        }
    }
}

/// A client who is about to be saved with numbers that are new to him: those that nobody calls are marked.
pub(crate) async fn heed(work: &Work<'_>, decided: Decided<Client>) -> Result<Decided<Client>> {
    let open = decided.state.phones.iter().filter(|phone| phone.do_not_call.is_none()).map(|phone| phone.number.clone());
    let suppressed = work.suppressions().active_of(&open.collect::<Vec<_>>()).await?;
    let Decided { mut state, mut events } = decided;
    for suppression in suppressed {
        let marked = state.suppress(&suppression.number, suppression.created_by, suppression.created_at);
        state = marked.state;
        events.extend(marked.events);
    }
    Ok(Decided { state, events })
}
