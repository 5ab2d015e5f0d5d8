//! `POST /v1/contracts/{id}/sign`, `perform`, `terminate`

use crate::routes::prelude::*;
use crate::wire::contract::{Contract, ContractKey};
use crate::wire::contract_command::{PerformContract, SignContract, TerminateContract};

/// Sign a contract.
///
/// From then on it does not change. A contract of the kind `purchase_plan` needs its plan: 409 `checklist_incomplete`.
#[utoipa::path(tag = "dossier", params(("id" = ContractKey, Path)), responses((status = 200, body = Contract)))]
#[post("/contracts/{id}/sign")]
pub async fn sign_contract(
    ctx: Data<Ctx>,
    caller: May<permission::WriteContracts>,
    target: Target<ContractKey>,
    body: Json<SignContract>,
) -> Answered<Contract> {
    let SignContract { signed_on, number } = body.0;
    Ok(Answer::ok(app::dossier::sign_contract(&ctx, &caller, *target, signed_on, &number).await?))
}

/// Note that a contract was performed.
///
/// Also after its last day. 409 `already_performed` if it was performed on another day.
#[utoipa::path(tag = "dossier", params(("id" = ContractKey, Path)), responses((status = 200, body = Contract)))]
#[post("/contracts/{id}/perform")]
pub async fn perform_contract(
    ctx: Data<Ctx>,
    caller: May<permission::WriteContracts>,
    target: Target<ContractKey>,
    body: Json<PerformContract>,
) -> Answered<Contract> {
    Ok(Answer::ok(app::dossier::perform_contract(&ctx, &caller, *target, body.0.performed_on).await?))
}

/// Note that a contract was terminated.
///
/// 409 `already_performed` if it was performed, 409 `already_done` if it was terminated for another reason.
#[utoipa::path(tag = "dossier", params(("id" = ContractKey, Path)), responses((status = 200, body = Contract)))]
#[post("/contracts/{id}/terminate")]
pub async fn terminate_contract(
    ctx: Data<Ctx>,
    caller: May<permission::WriteContracts>,
    target: Target<ContractKey>,
    body: Json<TerminateContract>,
) -> Answered<Contract> {
    let TerminateContract { terminated_on, reason } = body.0;
    Ok(Answer::ok(app::dossier::terminate_contract(&ctx, &caller, *target, terminated_on, &reason).await?))
}
