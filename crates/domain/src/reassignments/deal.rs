//! Who gets whom.

use std::collections::BTreeMap;

use super::{ReassignmentMode, Refusal};
use crate::ids::{ClientId, UserId};

/// Somebody who may get clients, with the number of those whom he has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub user_id: UserId,
    pub clients: i64,
}

/// A client goes to another curator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub client_id: ClientId,
    pub to_user_id: UserId,
}

/// What a receiver has before and afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadAfter {
    pub user_id: UserId,
    pub before: i64,
    pub after: i64,
    pub norm_max: i64,
}

impl LoadAfter {
    /// Is that more than he may have?
    pub const fn is_over(&self) -> bool {
        self.after > self.norm_max
    }
}

/// Deals `clients` out in the order of their ids: `even`, each to the receiver who has fewest by then, of equals the lower id; in turns, to
/// the receivers as they are named. A list says it itself, and deals nobody out.
pub fn deal(mode: ReassignmentMode, clients: &[ClientId], receivers: &[Receiver]) -> Vec<Move> {
    let mut clients = clients.to_vec();
    clients.sort_unstable();
    let mut having: Vec<_> = receivers.to_vec();
    let mut next = |place: usize| match mode {
        ReassignmentMode::RoundRobin => receivers.get(place % receivers.len().max(1)).map(|receiver| receiver.user_id),
        ReassignmentMode::Even => having.iter_mut().min_by_key(|receiver| (receiver.clients, receiver.user_id)).map(|receiver| {
            receiver.clients += 1;
            receiver.user_id
        }),
        ReassignmentMode::List => None,
    };
    let moved = clients.into_iter().enumerate();
    moved.filter_map(|(place, client_id)| Some(Move { client_id, to_user_id: next(place)? })).collect()
}

/// What each receiver has afterwards; only those of `moves` count who are `counted`, which are active and abandoned clients.
pub fn loads(moves: &[Move], receivers: &[Receiver], counted: impl Fn(ClientId) -> bool, norm_max: i64) -> Vec<LoadAfter> {
    let mut more: BTreeMap<UserId, i64> = BTreeMap::new();
    for one in moves.iter().filter(|one| counted(one.client_id)) {
        *more.entry(one.to_user_id).or_default() += 1;
    }
    let load = |receiver: &Receiver| {
        let after = receiver.clients + more.get(&receiver.user_id).copied().unwrap_or(0);
        LoadAfter { user_id: receiver.user_id, before: receiver.clients, after, norm_max }
    };
    receivers.iter().map(load).collect()
}

/// E-24: nobody gets more than he may have, unless the head says so. Whom nothing is given to is not asked.
pub fn fits(loads: &[LoadAfter], over: bool) -> Result<(), Refusal> {
    match loads.iter().find(|load| !over && load.is_over() && load.after > load.before) {
        Some(load) => Err(Refusal::Full { user_id: load.user_id, after: load.after, norm_max: load.norm_max }),
        None => Ok(()),
    }
}
