//! `/v1/contracts`: listed, drafted, shown, changed.

use app::dossier::ContractFilter;

use crate::routes::prelude::*;
use crate::wire::contract::{Contract, ContractKey, NewContract};
use crate::wire::contract_command::ContractPatch;

/// List contracts.
///
/// Those of the clients whose file the caller may read, oldest first; sorted by `signed_on` or `valid_until_on`, only contracts with such a day.
#[utoipa::path(tag = "dossier", params(ListQuery<ContractFilter>), responses((status = 200, body = List<Contract>)))]
#[get("/contracts")]
pub async fn list_contracts(ctx: Data<Ctx>, caller: May<permission::ReadContracts>, query: ListQuery<ContractFilter>) -> Listed<Contract> {
    List::answer(&query, app::dossier::list_contracts(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Draft a contract.
///
/// For the curator of the client and the head of the unit. What is signed later does not change any more.
#[utoipa::path(tag = "dossier", responses((status = 201, body = Contract)))]
#[post("/contracts")]
pub async fn create_contract(ctx: Data<Ctx>, caller: May<permission::WriteContracts>, body: Json<NewContract>) -> Answered<Contract> {
    let made = app::dossier::add_contract(&ctx, &caller, body.0.read()?).await?;
    Ok(Answer::created(format!("/v1/contracts/{}", made.contract.id), made))
}

/// Show a contract.
///
/// With what has come of its purchase plan. Every reading is written down.
#[utoipa::path(tag = "dossier", params(("id" = ContractKey, Path)), responses((status = 200, body = Contract)))]
#[get("/contracts/{id}")]
pub async fn get_contract(ctx: Data<Ctx>, caller: May<permission::ReadContracts>, id: PathId<ContractKey>) -> Answered<Contract> {
    Ok(Answer::ok(app::dossier::get_contract(&ctx, &caller, *id).await?))
}

/// Change a draft of a contract.
///
/// 409 `contract_not_draft` once the contract is signed.
#[utoipa::path(tag = "dossier", params(("id" = ContractKey, Path)), request_body(content = ContractPatch, content_type = "application/merge-patch+json"), responses((status = 200, body = Contract)))]
#[patch("/contracts/{id}")]
pub async fn patch_contract(
    ctx: Data<Ctx>,
    caller: May<permission::WriteContracts>,
    target: PatchTarget<ContractKey>,
    patch: Patch<ContractPatch>,
) -> Answered<Contract> {
    Ok(Answer::ok(app::dossier::update_contract(&ctx, &caller, *target, patch.0.read()?).await?))
}
