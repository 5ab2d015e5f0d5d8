//! Every night: of whose dossiers are sections to be reviewed (N-60)?

use domain::portfolio::SignalKind;

use super::nightly::Night;
use crate::dossier::{end_signals, raise_signals};
use crate::prelude::*;

/// Signals looked at in one transaction.
const STEP: usize = 200;

/// Ends what is settled first: whose client has got another curator is told of anew.
pub(super) async fn run(ctx: &Ctx, _: Night) -> Result<()> {
    let open = ctx.read().signals().open_of(&[SignalKind::DossierReviewDue]).await?;
    for some in open.chunks(STEP) {
        ctx.write(&Actor::system(), async |work| end_signals(work, some).await).await?;
    }
    let mut last = None;
    loop {
        last = ctx.write(&Actor::system(), async |work| raise_signals(work, last).await).await?;
        if last.is_none() {
            return Ok(());
        }
    }
}
