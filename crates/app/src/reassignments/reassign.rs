//! Clients get other curators (E-24, E-25): all at once, or none of them.

use std::collections::{BTreeSet, HashMap};

use domain::dossier::promise::Promise;
use domain::handoffs::Handoff;
use domain::portfolio::SignalKind;
use domain::reassignments::{Move, Reassignment, fits};
use domain::{ClientId, UserId, Word};

use super::plan::{Plan, Rules, Wanted, plan};
use super::views::ReassignmentView;
use crate::clients::curate::set_curators;
use crate::portfolio::signals;
use crate::prelude::*;

/// Moves the clients. Handoffs that were on their way to whoever gives them away go to whoever gets the client, or to the least loaded.
pub async fn reassign(ctx: &Ctx, actor: &Actor, wanted: &Wanted) -> Result<ReassignmentView> {
    actor.may(Action::ReassignCurator)?;
    ctx.write(actor, async |work| {
        let Plan { from, clients, moves, loads } = {
            let rules = Rules { norms: work.norms, locked: true };
            plan(work, actor, wanted, &rules).await?
        };
        fits(&loads, wanted.over)?;
        let goes: HashMap<_, _> = moves.iter().map(|one| (one.client_id, one.to_user_id)).collect();
        let all = wanted.client_ids.is_none() && wanted.list.is_empty();
        let least = loads.iter().min_by_key(|load| (load.after, load.user_id)).map(|load| load.user_id).filter(|_| all);
        let plan = Plan { from, clients, moves, loads };
        let new = plan.written(wanted, actor.user());
        let Plan { from, clients, moves, loads } = plan;
        let done = work.apply(Reassignment::carry_out(work.id(), new, work.calendar, work.now)).await?;
        work.reassignments().move_all(done.id, &moves).await?;
        let moved = clients.into_iter().filter_map(|client| goes.get(&client.id).map(|to| (client, *to))).collect();
        set_curators(work, moved, from.unit, done.reason.as_str()).await?;
        readdress(work, from.id, &goes, least).await?;
        let goes: Vec<_> = goes.into_iter().map(|(client, to)| (client, from.id, to)).collect();
        pass_promises(work, &goes).await?;
        if all {
            signals::resolve(work, SignalKind::ClientsWithoutKeeper, &from.id.to_string()).await?;
        }
        Ok(ReassignmentView { reassignment: done, moves: Some(moves), loads })
    })
    .await
}

/// Handoffs on their way to him: with the client to whoever gets him, others to `least`.
async fn readdress(work: &Work<'_>, from: UserId, goes: &HashMap<ClientId, UserId>, least: Option<UserId>) -> Result<()> {
    let receiver = |handoff: &Handoff| goes.get(&handoff.client_id).copied().or(least);
    let on_the_way = work.handoffs().lock_on_the_way_to(from).await?;
    let decided = on_the_way.into_iter().filter_map(|handoff| receiver(&handoff).map(|to| handoff.readdress(to)));
    let decided: Decided<Vec<Handoff>> = decided.collect();
    work.handoffs().save_receivers(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// Open promises to these clients, or of theirs, for which the first person answers go to the second.
pub(super) async fn pass_promises(work: &Work<'_>, goes: &[(ClientId, UserId, UserId)]) -> Result<()> {
    let receivers: HashMap<_, _> = goes.iter().map(|(client, from, to)| ((*client, *from), *to)).collect();
    let clients: Vec<_> = goes.iter().map(|(client, ..)| *client).collect();
    let people: BTreeSet<_> = goes.iter().map(|(_, from, _)| *from).collect();
    let open = work.promises().lock_open_of(&clients, &people.into_iter().collect::<Vec<_>>()).await?;
    let receiver = |promise: &Promise| receivers.get(&(promise.client_id, promise.user_id?)).copied();
    let decided: Decided<Vec<Promise>> = open.into_iter().filter_map(|promise| receiver(&promise).map(|to| promise.pass_to(to))).collect();
    work.promises().save_people(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// Who goes back to whom.
pub(super) fn back(moves: &[Move], clients: Vec<Client>, to: UserId) -> (Vec<(Client, UserId)>, Vec<ClientId>) {
    let given: HashMap<_, _> = moves.iter().map(|one| (one.client_id, one.to_user_id)).collect();
    let (stayed, gone): (Vec<_>, Vec<_>) = clients.into_iter().partition(|client| given.get(&client.id).copied() == client.curator_id);
    (stayed.into_iter().map(|client| (client, to)).collect(), gone.into_iter().map(|client| client.id).collect())
}
