//! The journal is anchored every night (crates/README.md).

use super::nightly::Night;
use crate::{AppError, Ctx, events};

pub(super) async fn run(ctx: &Ctx, night: Night) -> Result<(), AppError> {
    events::anchor(ctx, night.now).await
}
