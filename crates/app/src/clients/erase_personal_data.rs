//! Erases the personal data of a client and its contacts, and what is written in his dossier (C25, E-43); money, calls and the journal, which hold ids only, stay.

use domain::portfolio::SignalKind;

use super::gone::gone;
use super::prelude::*;
use crate::dossier::refuse_open_claim;
use crate::portfolio::signals;

/// Not while money or a claim is open.
pub async fn erase_personal_data(ctx: &Ctx, actor: &Actor, target: Target<ClientId>) -> Result<Client> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::ErasePersonal, target).await?;
        let open_money = work.clients().has_open_money(target.id).await?;
        refuse_open_claim(work, target.id).await?;
        let client = work.apply(client.erase_personal(open_money, work.now)?).await?;
        gone(work, std::slice::from_ref(&client)).await?;
        work.clients().index(&client, false).await?;
        work.contacts().anonymise(target.id).await?;
        work.promises().anonymise(target.id).await?;
        work.receivable_works().anonymise(target.id).await?;
        work.dossier_sections().forget(target.id).await?;
        signals::resolve(work, SignalKind::DossierReviewDue, &client.id.to_string()).await?;
        work.idempotency().erase(target.id).await?;
        with_merged(work, target.id).await?;
        Ok(client)
    })
    .await
}

/// Records that have gone on in his, and what merges remember of them, say nothing of a person any more.
async fn with_merged(work: &Work<'_>, id: ClientId) -> Result<()> {
    work.merges().forget(id).await?;
    for merged in work.clients().lock_merged_into(id).await? {
        let merged = work.apply(merged.erased_with_survivor()).await?;
        work.clients().index(&merged, false).await?;
        work.idempotency().erase(merged.id).await?;
    }
    Ok(())
}
