//! Every night the journal is anchored (`events::anchor`).

use super::nightly::Night;
use crate::{AppError, Ctx, events};

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<(), AppError> {
    events::anchor(ctx, night.now).await
}
