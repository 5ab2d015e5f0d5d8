//! Contracts: shown, listed, drafted, changed; with what has come of their purchase plans.

use std::collections::HashMap;

use domain::dossier::contract::{Contract, ContractChange, NewContract};
use domain::dossier::plan::{Progress, PurchasePlan};
use domain::event::Restricted;
use domain::sales::bought::Bought;
use domain::{ClientId, ContractId, Date};
use persistence::Db;
use persistence::dossier::ContractFilter;

use super::record_file_reads;
use crate::prelude::*;
use crate::sales::terms::lines_are_sold;

/// A contract, and what has come of each item of its purchase plan.
#[derive(Clone, Debug)]
pub struct ContractView {
    pub contract: Contract,
    pub progress: Vec<Progress>,
}

/// The contract, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_contract(ctx: &Ctx, actor: &Actor, id: ContractId) -> Result<ContractView> {
    actor.may(Action::ReadContracts)?;
    let missing = || AppError::NotFound("contract");
    let contract = ctx.get(id).await?;
    let client = ctx.read().find(contract.client_id).await?.ok_or_else(missing)?;
    actor.authorise(Action::ReadContracts, &client.standing_of_file()).map_err(|_| missing())?;
    record_file_reads(ctx, actor, [client.id], Restricted::Contracts).await?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let mut views = views(ctx.read(), vec![contract], today).await?;
    views.pop().ok_or_else(missing)
}

/// A page of contracts; what has come of their plans is read by one statement.
pub async fn list_contracts(ctx: &Ctx, actor: &Actor, filter: &ContractFilter, request: &PageRequest) -> Result<Page<ContractView>> {
    let Page { items, next } = ctx.page(actor, filter, request).await?;
    record_file_reads(ctx, actor, items.iter().map(|contract| contract.client_id), Restricted::Contracts).await?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    Ok(Page { items: views(ctx.read(), items, today).await?, next })
}

/// Drafts one.
pub async fn add_contract(ctx: &Ctx, actor: &Actor, new: NewContract) -> Result<ContractView> {
    actor.may(Action::WriteContracts)?;
    ctx.write(actor, async |work| {
        let client = work.lock_named("/client_id", new.client_id).await?;
        actor.authorise(Action::WriteContracts, &client.standing_of_file())?;
        client.ensure_live()?;
        check(work, new.purchase_plan.as_ref()).await?;
        let contract = work.apply(new.clone().draft(work.id(), actor.user(), work.now)?).await?;
        show(work, contract).await
    })
    .await
}

/// Changes a draft.
pub async fn update_contract(ctx: &Ctx, actor: &Actor, target: Target<ContractId>, change: ContractChange) -> Result<ContractView> {
    ctx.write(actor, async |work| {
        let (_, contract) = lock(work, target).await?;
        check(work, change.purchase_plan.as_ref().and_then(Option::as_ref)).await?;
        let contract = work.apply(contract.change(change.clone())?).await?;
        show(work, contract).await
    })
    .await
}

/// The contract and its client, locked, for a command of somebody who may write it.
pub(super) async fn lock(work: &Work<'_>, target: Target<ContractId>) -> Result<(Client, Contract)> {
    work.actor.may(Action::WriteContracts)?;
    let (client, contract) = work.lock_with_client(target.id, |contract| contract.client_id).await?;
    work.actor.authorise(Action::WriteContracts, &client.standing_of_file())?;
    target.check(contract.version)?;
    client.ensure_live()?;
    Ok((client, contract))
}

/// What a plan names is sold.
async fn check(work: &Work<'_>, plan: Option<&PurchasePlan>) -> Result<()> {
    let items = plan.map(|plan| plan.items.as_slice()).unwrap_or_default();
    let pointer = |place| format!("/purchase_plan/items/{place}/product_line");
    let named = items.iter().enumerate().filter_map(|(place, item)| Some((pointer(place), item.product_line.as_deref()?)));
    let named: Vec<_> = named.collect();
    if named.is_empty() { Ok(()) } else { lines_are_sold(work, &named).await }
}

/// The contract at the end of a command.
pub(super) async fn show(work: &Work<'_>, contract: Contract) -> Result<ContractView> {
    let mut views = views(work, vec![contract], work.today).await?;
    views.pop().ok_or(AppError::Internal("a contract was lost"))
}

pub(super) async fn views(db: &Db, contracts: Vec<Contract>, today: Date) -> Result<Vec<ContractView>> {
    let bought = purchases(db, &contracts).await?;
    let view = |contract: Contract| {
        let bought = bought.get(&contract.client_id).map(Vec::as_slice).unwrap_or_default();
        let progress = contract.purchase_plan.as_ref().map(|plan| plan.progress(bought, today)).unwrap_or_default();
        ContractView { contract, progress }
    };
    Ok(contracts.into_iter().map(view).collect())
}

/// What the clients of these contracts bought in the days of their plans: one statement, or none where nobody has a plan.
pub(crate) async fn purchases(db: &Db, contracts: &[Contract]) -> Result<HashMap<ClientId, Vec<Bought>>> {
    let planned = || contracts.iter().filter_map(|contract| Some((contract.client_id, contract.purchase_plan.as_ref()?.days()?)));
    let (Some(from), Some(until)) = (planned().map(|(_, (from, _))| from).min(), planned().map(|(_, (_, until))| until).max()) else {
        return Ok(HashMap::new());
    };
    Ok(db.purchases().by_line(planned().map(|(client, _)| client), &(from..until)).await?)
}
