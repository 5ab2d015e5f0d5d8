//! Every night the journal is anchored (`events::anchor`).

use super::nightly::Night;
use crate::events;
use crate::prelude::*;

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<()> {
    events::anchor(ctx, night.now).await
}
