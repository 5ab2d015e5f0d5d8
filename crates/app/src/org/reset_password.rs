//! A one-time password for somebody who cannot get in: it ends all his logins, lets him choose a password of his own, and nothing else.

use chrono::Duration;
use domain::portfolio::SignalKind;
use domain::{Instant, UserId};
use secrecy::SecretString;

use super::power;
use crate::auth::secret;
use crate::clock;
use crate::prelude::*;

/// How long it is good for.
const HOURS: i64 = 24;

/// What is to be handed over to the person.
#[derive(Debug)]
pub struct OneTimePassword {
    /// The password, shown once.
    pub password: SecretString,
    /// Until when it is good.
    pub until: Instant,
}

/// Makes one for the person; the directors are told, each time. Passwords live on the wall clock, like tokens.
pub async fn reset_password(ctx: &Ctx, actor: &Actor, target: Target<UserId>) -> Result<OneTimePassword> {
    actor.may_everywhere(Action::ManageUsers)?;
    let password = secret::generate("")?;
    let hash = ctx.auth.passwords.hash(password.clone()).await?;
    let until = clock::wall() + Duration::hours(HOURS);
    ctx.write_rights(actor, async |work| {
        let reset = work.apply(work.lock_target(target).await?.with_one_time_password(hash.clone(), until)).await?;
        power::signal(work, power::giver(work).await?, SignalKind::PasswordReset, &reset).await
    })
    .await?;
    Ok(OneTimePassword { password, until })
}
