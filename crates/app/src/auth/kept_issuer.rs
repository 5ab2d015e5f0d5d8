//! In whose name tokens are issued: the address at which this database was first served. It is kept there, so that two instances that
//! were told different addresses take each other's tokens.

use crate::prelude::*;

const SETTING: &str = "issuer";

/// The name that the database keeps; at the first start that is the address of this server.
pub async fn kept_issuer(ctx: &Ctx) -> Result<String> {
    let here = address(ctx);
    let kept = if let Some(kept) = kept(ctx).await? {
        kept
    } else {
        ctx.write(&Actor::system(), async |work| Ok(work.set_setting_once(SETTING, here.as_str().into()).await?)).await?;
        kept(ctx).await?.ok_or(AppError::Internal("the issuer of tokens was not kept"))?
    };
    if kept != here {
        tracing::warn!(
            issuer = kept,
            public_url = here,
            "BATON_PUBLIC_URL differs from the address in whose name this database issues tokens, which goes on; \
             `baton issuer move` issues them in the new one, and everybody logs in again"
        );
    }
    Ok(kept)
}

fn address(ctx: &Ctx) -> String {
    ctx.company.public_url.trim_end_matches('/').to_owned()
}

async fn kept(ctx: &Ctx) -> Result<Option<String>> {
    Ok(ctx.read().setting(SETTING).await?.and_then(|value| value.as_str().map(str::to_owned)))
}

/// Issues tokens in the name of `BATON_PUBLIC_URL` from the next start on; gives the name.
pub async fn move_issuer(ctx: &Ctx) -> Result<String> {
    let here = address(ctx);
    ctx.write(&Actor::system(), async |work| Ok(work.set_setting(SETTING, here.as_str().into()).await?)).await?;
    Ok(here)
}
