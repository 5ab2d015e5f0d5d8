//! What a merge would do: the same for its preview and for the merge itself.

use std::collections::HashMap;

use domain::clients::Refusal as ClientRefusal;
use domain::commission::entitlement::merged::{AfterMerge, FirstSold, MergeEffect, MergeOfRights};
use domain::handoffs::Handoff;
use domain::meetings::Meeting;
use domain::merges::{Choice, Curators, Cut, MergeWarning, Plan, choose, curator_after, unite};
use domain::org::{UnitCode, User};
use domain::queue::task::CallTask;
use domain::sales::Opportunity;
use domain::sales::family::Families;
use domain::{ClientId, Date, MergeId, UserId};
use persistence::Db;

use crate::prelude::*;

/// Open things of both records, of which one has to go.
#[derive(Clone, Debug, Default)]
pub(super) struct Cancelled {
    pub(super) handoffs: Vec<Handoff>,
    pub(super) tasks: Vec<CallTask>,
    pub(super) meetings: Vec<Meeting>,
    pub(super) opportunities: Vec<Opportunity>,
}

/// Everything that is decided about two records.
pub(super) struct Decision {
    pub(super) choice: Choice,
    /// The survivor with all that the other record knows; the curator is not set yet.
    pub(super) united: Client,
    pub(super) curator: Option<(UserId, UnitCode)>,
    pub(super) rights: Vec<AfterMerge>,
    pub(super) open_tasks: Vec<CallTask>,
    pub(super) cancelled: Cancelled,
    pub(super) plan: Plan,
}

/// How it is asked for.
pub(super) struct Asked {
    pub(super) merge_id: MergeId,
    pub(super) curator_id: Option<UserId>,
    pub(super) today: Date,
}

/// Decides it. Refuses a client with himself, and records that are merged or erased.
pub(super) async fn decide(db: &Db, (one, other): (Client, Client), asked: &Asked) -> Result<Decision> {
    one.ensure_live()?;
    other.ensure_live()?;
    let choice = choose(one, other)?;
    let (survivor, merged) = (&choice.survivor, &choice.merged);
    let people = people(db, [survivor.curator_id, merged.curator_id, asked.curator_id]).await?;
    let unit = |user: Option<UserId>| user.and_then(|user| people.get(&user)).map(|user| user.unit);
    let wanted = match asked.curator_id {
        Some(id) => Some(curator(&people, id, &choice)?),
        None => None,
    };
    let units = Curators { survivor: unit(survivor.curator_id), merged: unit(merged.curator_id) };
    let curator = wanted.or_else(|| curator_after(&choice, units));
    let rights = rights(db, &choice, asked).await?;
    let (open_tasks, cancelled) = cancelled(db, &choice).await?;
    let united = unite(&choice);
    let plan = Plan {
        survivor_id: survivor.id,
        merged_id: merged.id,
        why: choice.why,
        stage: choice.stage(),
        curator_id: curator.map(|(user, _)| user),
        phones: united.phones.iter().map(|phone| phone.number.clone()).collect(),
        inns: inns(&choice),
        moved: db.merges().counts(merged.id).await?,
        entitlements: cuts(&rights),
        cancelled: cancelled.ids(),
        warnings: Vec::new(),
    };
    let warnings = warnings(&choice, &plan);
    Ok(Decision { plan: Plan { warnings, ..plan }, choice, united, curator, rights, open_tasks, cancelled })
}

async fn people(db: &Db, ids: [Option<UserId>; 3]) -> Result<HashMap<UserId, User>> {
    let ids: Vec<_> = ids.into_iter().flatten().collect();
    let found = if ids.is_empty() { Vec::new() } else { db.users().by_ids(ids).await? };
    Ok(found.into_iter().map(|user| (user.id, user)).collect())
}

/// The curator whom somebody names: he works here, and keeps clients if it is to be a client who is kept.
fn curator(people: &HashMap<UserId, User>, id: UserId, choice: &Choice) -> Result<(UserId, UnitCode)> {
    let unknown = || AppError::field("/curator_id", "unknown", "nobody with this id works here");
    let user = people.get(&id).filter(|user| user.may_work()).ok_or_else(unknown)?;
    let kept = matches!(Client::unit_of(choice.stage()), UnitCode::ClientDepartment);
    if kept && !user.may_be_curator() {
        return Err(AppError::field("/curator_id", "wrong_role", "an active client is served by a farmer or a key account manager (E-37)"));
    }
    Ok((id, user.unit))
}

async fn rights(db: &Db, choice: &Choice, asked: &Asked) -> Result<Vec<AfterMerge>> {
    let (survivor, merged) = (&choice.survivor, &choice.merged);
    let rights = db.entitlements().of_clients([survivor.id, merged.id]).await?;
    if rights.is_empty() {
        return Ok(Vec::new());
    }
    let families = Families::new(db.product_lines().all().await?);
    let mut first_sold = FirstSold::new();
    for (line, client, on) in db.merges().first_sold(survivor.id, merged.id).await? {
        let (own, other) = first_sold.entry(families.root(&line).to_owned()).or_default();
        let day = if client == survivor.id { own } else { other };
        *day = Some(day.map_or(on, |known: Date| known.min(on)));
    }
    let (own, others) = rights.into_iter().partition(|right| right.client_id == survivor.id);
    let merge = MergeOfRights { merge_id: asked.merge_id, on: asked.today, first_sold };
    Ok(merge.apply(own, others, survivor.has_bought()))
}

fn cuts(rights: &[AfterMerge]) -> Vec<Cut> {
    rights.iter().filter_map(|after| Some(Cut { entitlement_id: after.right.state.id, effect: after.effect? })).collect()
}

/// Of two handoffs or first meetings the survivor's stays, of two tasks or two deals on one line the older one (E-6).
async fn cancelled(db: &Db, choice: &Choice) -> Result<(Vec<CallTask>, Cancelled)> {
    let both = [choice.survivor.id, choice.merged.id];
    let tasks = db.call_tasks().open_of_each(both).await?;
    let deals = db.opportunities().open_of_each(both).await?;
    let mut all = Cancelled::default();
    let handoffs = db.handoffs().open_of_each(both).await?;
    all.handoffs = of_two(handoffs, |handoff| handoff.client_id == choice.survivor.id);
    all.meetings = of_two(db.meetings().open_first_of_each(both).await?, |meeting| meeting.client_id == choice.survivor.id);
    let oldest = tasks.iter().map(|task| (task.created_at, task.id)).min();
    all.tasks = of_two(tasks.clone(), |task| oldest == Some((task.created_at, task.id)));
    let mut by_line: HashMap<String, Vec<Opportunity>> = HashMap::new();
    for deal in deals {
        by_line.entry(deal.product_line.clone()).or_default().push(deal);
    }
    for deals in by_line.into_values() {
        let oldest = deals.iter().map(|deal| (deal.registered_at, deal.id)).min();
        all.opportunities.extend(of_two(deals, |deal| oldest == Some((deal.registered_at, deal.id))));
    }
    all.opportunities.sort_by_key(|deal| deal.id);
    Ok((tasks, all))
}

/// Those that go, if there are two.
fn of_two<T>(all: Vec<T>, stays: impl Fn(&T) -> bool) -> Vec<T> {
    if all.len() < 2 { Vec::new() } else { all.into_iter().filter(|one| !stays(one)).collect() }
}

impl Cancelled {
    fn ids(&self) -> Vec<String> {
        let handoffs = self.handoffs.iter().map(|one| one.id.to_string());
        let meetings = self.meetings.iter().map(|one| one.id.to_string());
        let deals = self.opportunities.iter().map(|one| one.id.to_string());
        handoffs.chain(self.tasks.iter().map(|one| one.id.to_string())).chain(meetings).chain(deals).collect()
    }
}

fn inns(choice: &Choice) -> Vec<String> {
    let mut inns: Vec<String> = [&choice.survivor.inn, &choice.merged.inn].into_iter().flatten().cloned().collect();
    inns.dedup();
    inns
}

fn warnings(choice: &Choice, plan: &Plan) -> Vec<MergeWarning> {
    let (survivor, merged) = (&choice.survivor, &choice.merged);
    let differ = |one: Option<UserId>, other: Option<UserId>| one.is_some() && other.is_some() && one != other;
    let all = [
        (plan.inns.len() > 1, MergeWarning::DifferentInns),
        (differ(survivor.curator_id, merged.curator_id), MergeWarning::DifferentCurators),
        (!domain::merges::are_alike(&survivor.legal_name, &merged.legal_name), MergeWarning::DifferentNames),
        (plan.entitlements.iter().any(|cut| cut.effect != MergeEffect::None), MergeWarning::EntitlementsChange),
        (plan.stage != survivor.stage, MergeWarning::StageChanges),
        (!plan.cancelled.is_empty(), MergeWarning::OpenWorkCancelled),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, warning)| warning).collect()
}

/// Both clients, as a member of the request names them.
pub(super) fn both(found: Vec<Client>, ids: [ClientId; 2]) -> Result<(Client, Client)> {
    if ids[0] == ids[1] {
        return Err(domain::merges::Refusal::SameClient.into());
    }
    let mut found: HashMap<_, _> = found.into_iter().map(|client| (client.id, client)).collect();
    let mut take = |place: usize, id: ClientId| {
        let unknown = || AppError::field(format!("/client_ids/{place}"), "unknown", format!("there is no client {id}"));
        found.remove(&id).ok_or_else(unknown)
    };
    Ok((take(0, ids[0])?, take(1, ids[1])?))
}

/// The units that have a say: those of both curators, else of the department that works with a record.
pub(super) async fn units_with_say(db: &Db, one: &Client, other: &Client) -> Result<Vec<UnitCode>> {
    let people = people(db, [one.curator_id, other.curator_id, None]).await?;
    let unit = |client: &Client| client.curator_id.and_then(|user| people.get(&user)).map_or_else(|| client.unit(), |user| user.unit);
    let mut units = vec![unit(one), unit(other)];
    units.dedup();
    Ok(units)
}

/// Nothing is done to a record that is no longer there.
pub(super) fn live(clients: [&Client; 2]) -> Result<(), ClientRefusal> {
    clients.into_iter().try_for_each(Client::ensure_live)
}
