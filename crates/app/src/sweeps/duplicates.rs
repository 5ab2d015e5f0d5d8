//! Every night records that resemble each other are found (E-18): those who came to share something since they were entered. What was
//! dismissed is known and not found again.

use super::nightly::Night;
use crate::clients::resemblance;
use crate::prelude::*;

pub(super) async fn run(ctx: &Ctx, _: Night) -> Result<()> {
    let mut after = None;
    loop {
        after = ctx.write(&Actor::system(), async |work| resemblance::look_on(work, after).await).await?;
        if after.is_none() {
            return Ok(());
        }
    }
}
