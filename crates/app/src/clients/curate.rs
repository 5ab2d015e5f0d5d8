//! Shared steps: who is responsible for a client. One interval ends, the next begins, in the same transaction (§3.13, I-4).

use std::collections::BTreeMap;

use domain::UserId;
use domain::clients::{Assignment, AssignmentRole};
use domain::org::UnitCode;

use crate::commission;
use crate::prelude::*;

/// From now on `user`, who works in `unit`, is the curator; a repeat changes nothing.
pub async fn set_curator(work: &Work<'_>, client: Client, (user, unit): (UserId, UnitCode), reason: &str) -> Result<Client> {
    if client.curator_id == Some(user) {
        return Ok(client);
    }
    let client = work.apply(client.assign_curator(Some((user, unit)), reason)?).await?;
    begin(work, &client, user, AssignmentRole::Curator, reason).await?;
    commission::effects::curator_changed(work, &client, user).await?;
    Ok(client)
}

/// The same for many clients, who are locked, each with his new curator of `unit`: a handful of statements, however many they are.
pub async fn set_curators(work: &Work<'_>, moved: Vec<(Client, UserId)>, unit: UnitCode, reason: &str) -> Result<()> {
    let decided = moved.into_iter().map(|(client, user)| client.assign_curator(Some((user, unit)), reason));
    let decided: Decided<Vec<Client>> = decided.collect::<Result<_, _>>()?;
    let clients = work.clients().save_curators(decided.state).await?;
    work.record(decided.events);
    let curators: BTreeMap<_, _> = clients.iter().filter_map(|client| Some((client.id, client.curator_id?))).collect();
    work.assignments().end_all(curators.keys().copied(), AssignmentRole::Curator, work.now).await?;
    let begin = |client: &Client| Some(Assignment::begin(work.id(), client, client.curator_id?, AssignmentRole::Curator, work.now, reason));
    work.assignments().begin_all(&clients.iter().filter_map(begin).collect::<Vec<_>>()).await?;
    commission::effects::curators_changed(work, &curators).await
}

/// From now on the client has no curator and is in a pool.
pub async fn clear_curator(work: &Work<'_>, client: Client, reason: &str) -> Result<Client> {
    work.assignments().end(client.id, AssignmentRole::Curator, work.now).await?;
    work.apply(client.assign_curator(None, reason)?).await
}

/// `user` is the hunter of record: once an acquisition, at its first sale.
pub async fn record_hunter(work: &Work<'_>, client: Client, user: UserId) -> Result<Client> {
    if client.hunter_of_record_id == Some(user) {
        return Ok(client);
    }
    let name = |user: Option<UserId>| user.map(|user| user.to_string());
    let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id)).changed(
        "hunter_of_record_id",
        name(client.hunter_of_record_id),
        name(Some(user)),
    );
    let client = work.save(Client { hunter_of_record_id: Some(user), ..client }, event).await?;
    begin(work, &client, user, AssignmentRole::HunterOfRecord, "first_sale").await?;
    Ok(client)
}

/// He came back by himself after N-48: he is the client department's, and nobody is his hunter of record any more (E-4).
pub async fn end_hunter(work: &Work<'_>, client: Client) -> Result<Client> {
    let Some(hunter) = client.hunter_of_record_id else { return Ok(client) };
    close_hunter(work, &client).await?;
    let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id)).changed(
        "hunter_of_record_id",
        Some(hunter.to_string()),
        None::<String>,
    );
    work.save(Client { hunter_of_record_id: None, ..client }, event).await
}

/// The acquisition is over (C22): its hunter's interval ends.
pub(super) async fn close_hunter(work: &Work<'_>, client: &Client) -> Result<()> {
    Ok(work.assignments().end(client.id, AssignmentRole::HunterOfRecord, work.now).await?)
}

async fn begin(work: &Work<'_>, client: &Client, user: UserId, role: AssignmentRole, reason: &str) -> Result<()> {
    work.assignments().end(client.id, role, work.now).await?;
    Ok(work.assignments().begin(&Assignment::begin(work.id(), client, user, role, work.now, reason)).await?)
}
