//! Every night the ledger is verified (`crate::ledger`), after the journal was anchored.

use super::nightly::Night;
use crate::ledger;
use crate::prelude::*;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    ledger::verify_at_night(ctx, night.today, night.now).await
}
