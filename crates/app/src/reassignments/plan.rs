//! Who would go to whom: the same for a preview and for the command itself.

use std::collections::{BTreeSet, HashMap};

use domain::access::Role;
use domain::clients::Stage;
use domain::norms::Norms;
use domain::org::{UnitCode, User, UserState};
use domain::reassignments::{
    BEFORE_THE_SALE, LoadAfter, MOST_CLIENTS, Move, NewReassignment, ReassignmentMode, ReassignmentReason, Receiver, Refusal, deal,
    is_keeper, keepers, loads, norm_max,
};
use domain::{ClientId, UserId};
use persistence::Db;
use persistence::clients::HisClients;

use crate::prelude::*;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub from_user_id: UserId,
    /// All of his, if none are named.
    pub client_ids: Option<Vec<ClientId>>,
    pub mode: ReassignmentMode,
    /// Everybody of the unit who has room, if nobody is named.
    pub to_user_ids: Option<Vec<UserId>>,
    /// Who goes to whom, of the mode `list`.
    pub list: Vec<Move>,
    pub reason: ReassignmentReason,
    pub note: Option<String>,
    /// Receivers may exceed their maximum (E-24).
    pub over: bool,
}

/// Who would go to whom, and what everybody would have then.
#[derive(Clone, Debug)]
pub struct Plan {
    pub from: User,
    pub clients: Vec<Client>,
    pub moves: Vec<Move>,
    pub loads: Vec<LoadAfter>,
}

impl Plan {
    /// What is written down of it.
    pub(super) fn written(&self, wanted: &Wanted, by: Option<UserId>) -> NewReassignment {
        NewReassignment {
            from_user_id: self.from.id,
            unit: self.from.unit,
            mode: wanted.mode,
            reason: wanted.reason,
            note: wanted.note.clone(),
            over: wanted.over,
            count: i64::try_from(self.moves.len()).unwrap_or(i64::MAX),
            by,
        }
    }
}

/// What a plan is made by.
pub(super) struct Rules<'a> {
    pub(super) norms: &'a Norms,
    /// Are clients and receivers kept from changing?
    pub(super) locked: bool,
}

/// Makes the plan. Heads of active sales move whom nobody has sold anything yet, and nobody moves clients of another unit.
pub(super) async fn plan(db: &Db, actor: &Actor, wanted: &Wanted, rules: &Rules<'_>) -> Result<Plan> {
    let unknown = || AppError::field("/from_user_id", "unknown", format!("there is no user {}", wanted.from_user_id));
    let from = db.find(wanted.from_user_id).await?.ok_or_else(unknown)?;
    actor.authorise(Action::ReassignCurator, &Standing { people: Vec::new(), unit: Some(from.unit) })?;
    let receivers = receivers(db, &from, wanted, rules).await?;
    let clients = his_clients(db, actor, &from, wanted, rules.locked).await?;
    let moves = match wanted.mode {
        ReassignmentMode::List => wanted.list.clone(),
        mode => deal(mode, &clients.iter().map(|client| client.id).collect::<Vec<_>>(), &receivers),
    };
    if moves.is_empty() {
        return Err(Refusal::NoReceiver.into());
    }
    let counted: BTreeSet<_> = clients.iter().filter(|client| is_counted(client.stage)).map(|client| client.id).collect();
    let loads = loads(&moves, &receivers, |client| counted.contains(&client), norm_max(from.unit, rules.norms));
    Ok(Plan { from, clients, moves, loads })
}

const fn is_counted(stage: Stage) -> bool {
    matches!(stage, Stage::Active | Stage::Abandoned)
}

/// The clients that are meant, in the order of their ids; each is his.
async fn his_clients(db: &Db, actor: &Actor, from: &User, wanted: &Wanted, locked: bool) -> Result<Vec<Client>> {
    let listed: Vec<_> = wanted.list.iter().map(|one| one.client_id).collect();
    let named = if wanted.mode == ReassignmentMode::List { Some(listed.as_slice()) } else { wanted.client_ids.as_deref() };
    let limited = from.unit == UnitCode::ActiveSales && !actor.is(Role::Director);
    let his = HisClients { curator: from.id, ids: named, stages: limited.then_some(&BEFORE_THE_SALE) };
    let most = u64::try_from(MOST_CLIENTS).unwrap_or(u64::MAX);
    let clients = db.clients().of_curator(his, most + 1, locked).await?;
    let found: BTreeSet<_> = clients.iter().map(|client| client.id).collect();
    if let Some(client_id) = named.into_iter().flatten().find(|client| !found.contains(client)) {
        return Err(Refusal::NotHisClient { client_id: *client_id }.into());
    }
    match clients.len() {
        0 => Err(Refusal::NoClients.into()),
        number if number > MOST_CLIENTS => Err(Refusal::TooMany.into()),
        _ => Ok(clients),
    }
}

/// Who may get clients, each with what he has now: those who are named, in that order, else everybody of the unit who has room.
async fn receivers(db: &Db, from: &User, wanted: &Wanted, rules: &Rules<'_>) -> Result<Vec<Receiver>> {
    let people = match named(wanted) {
        Some(named) => those(db, from, &named, rules.locked).await?,
        None => colleagues(db, from).await?,
    };
    let ids: Vec<_> = people.iter().map(|user| user.id).collect();
    let sizes = db.clients().portfolio_sizes(Some(&ids)).await?;
    let receiver = |user: &User| Receiver { user_id: user.id, clients: sizes.get(&user.id).copied().unwrap_or(0) };
    let all = people.iter().map(receiver);
    let has_room = |receiver: &Receiver| named(wanted).is_some() || receiver.clients < norm_max(from.unit, rules.norms);
    Ok(all.filter(has_room).collect())
}

/// Whom the command names, each once.
fn named(wanted: &Wanted) -> Option<Vec<(String, UserId)>> {
    let places: Vec<(String, UserId)> = match (&wanted.to_user_ids, wanted.mode) {
        (_, ReassignmentMode::List) => {
            wanted.list.iter().enumerate().map(|(place, one)| (format!("/list/{place}/to_user_id"), one.to_user_id)).collect()
        }
        (Some(users), _) => users.iter().enumerate().map(|(place, user)| (format!("/to_user_ids/{place}"), *user)).collect(),
        (None, _) => return None,
    };
    let mut seen = BTreeSet::new();
    Some(places.into_iter().filter(|(_, user)| seen.insert(*user)).collect())
}

async fn those(db: &Db, from: &User, named: &[(String, UserId)], locked: bool) -> Result<Vec<User>> {
    let ids = named.iter().map(|(_, user)| *user);
    let found = if locked { db.users().lock_all(ids).await? } else { db.users().by_ids(ids).await? };
    let found: HashMap<_, _> = found.into_iter().map(|user| (user.id, user)).collect();
    let mut people = Vec::new();
    for (pointer, id) in named {
        let Some(user) = found.get(id) else { return Err(AppError::field(pointer, "unknown", format!("there is no user {id}"))) };
        if user.id == from.id {
            return Err(AppError::field(pointer, "same_person", "gives the clients away: name somebody else"));
        }
        if !is_keeper(user, from.unit) {
            return Err(AppError::field(pointer, "wrong_unit", format!("keeps no clients in {} now", from.unit)));
        }
        people.push(user.clone());
    }
    Ok(people)
}

/// Everybody else in his unit who keeps clients.
async fn colleagues(db: &Db, from: &User) -> Result<Vec<User>> {
    let mut people = Vec::new();
    for role in keepers(from.unit) {
        people.extend(db.users().working_as(*role).await?);
    }
    people.retain(|user| user.unit == from.unit && user.id != from.id && user.state == UserState::Active);
    people.sort_by_key(|user| user.id);
    people.dedup_by_key(|user| user.id);
    Ok(people)
}
