//! A branch has a record of its own, which knows that of the head office (E-18).

use domain::clients::Refusal;

use super::prelude::*;

/// Refuses a head office that is none: somebody else's company, a branch itself, or the client `own` himself, who may be nobody's branch
/// while he has branches.
pub(super) async fn check(work: &Work<'_>, own: Option<ClientId>, inn: Option<&str>, head: Option<ClientId>) -> Result<()> {
    let Some(id) = head else { return Ok(()) };
    let found = work.find(id).await?.filter(|head| Some(head.id) != own && head.ensure_live().is_ok());
    let head = found.ok_or_else(|| AppError::field("/head_office_id", "unknown", "there is no other client with this id"))?;
    if let (Some(inn), Some(other)) = (inn, &head.inn)
        && inn != other
    {
        return Err(AppError::field("/head_office_id", "another_company", "a branch has the INN of its head office"));
    }
    let has_branches = match own {
        Some(own) => work.clients().has_branches(own).await?,
        None => false,
    };
    if head.head_office_id.is_some() || has_branches { Err(Refusal::BranchOfBranch.into()) } else { Ok(()) }
}

/// The head office of a new client: the one that is said, else the record of the same company that is there.
pub(super) async fn head_office(work: &Work<'_>, inn: Option<&str>, said: Option<ClientId>) -> Result<Option<ClientId>> {
    check(work, None, inn, said).await?;
    match inn {
        Some(inn) if said.is_none() => Ok(work.clients().head_office(inn, None).await?),
        _ => Ok(said),
    }
}
