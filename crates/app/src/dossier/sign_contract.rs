//! A contract is signed, performed, terminated (§3.15). The signal that its last day is near ends with it.

use domain::dossier::Refusal;
use domain::dossier::contract::Contract;
use domain::portfolio::SignalKind;
use domain::{ContractId, Date};

use super::contracts::{ContractView, lock, show};
use crate::portfolio::signals;
use crate::prelude::*;

/// Signs it on a day, under its number.
pub async fn sign_contract(ctx: &Ctx, actor: &Actor, target: Target<ContractId>, signed_on: Date, number: &str) -> Result<ContractView> {
    step(ctx, actor, target, ("/signed_on", signed_on), |contract| contract.sign(signed_on, number.to_owned())).await
}

/// Both sides have done what it says.
pub async fn perform_contract(ctx: &Ctx, actor: &Actor, target: Target<ContractId>, performed_on: Date) -> Result<ContractView> {
    step(ctx, actor, target, ("/performed_on", performed_on), |contract| contract.perform(performed_on)).await
}

/// It ends before its time.
pub async fn terminate_contract(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<ContractId>,
    terminated_on: Date,
    reason: &str,
) -> Result<ContractView> {
    step(ctx, actor, target, ("/terminated_on", terminated_on), |contract| contract.terminate(terminated_on, reason.to_owned())).await
}

async fn step(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<ContractId>,
    (pointer, day): (&str, Date),
    decide: impl Fn(Contract) -> Result<Decided<Contract>, Refusal>,
) -> Result<ContractView> {
    ctx.write(actor, async |work| {
        let (_, contract) = lock(work, target).await?;
        work.refuse_future(pointer, day)?;
        let contract = work.apply(decide(contract)?).await?;
        if contract.is_over() {
            signals::resolve(work, SignalKind::ContractExpiring, &contract.id.to_string()).await?;
            signals::resolve(work, SignalKind::PurchasePlanMissed, &contract.id.to_string()).await?;
        }
        show(work, contract).await
    })
    .await
}
