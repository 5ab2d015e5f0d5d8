//! Who gives rights, and that the directors learn of it (§6.1).

use domain::access::Role;
use domain::org::power::Giver;
use domain::org::{UnitCode, User};
use domain::portfolio::{NewSignal, SignalKind};
use domain::{Word, facts};

use crate::portfolio::signals;
use crate::prelude::*;

/// Whoever acts, as a giver of rights.
pub(super) async fn giver(work: &Work<'_>) -> Result<Giver> {
    let (by, is_director) = (work.actor.user(), work.actor.is(Role::Director));
    // The server and a director need not ask.
    let has_director = is_director || (by.is_some() && work.users().has_director().await?);
    Ok(Giver { by, is_director, has_director })
}

/// Has no money come in yet?
pub(super) async fn setting_up(work: &Work<'_>) -> Result<bool> {
    Ok(!work.payments().any().await?)
}

/// Tells the directors, once there are any, that somebody has got power, lost it, or has come to be locked out or let in again.
pub(super) async fn signal_change(work: &Work<'_>, giver: Giver, before: Option<&User>, after: &User) -> Result<()> {
    let stays = before.is_some_and(|before| before.roles == after.roles && before.unit == after.unit && before.state == after.state);
    let concerns_power = before.is_some_and(User::has_power) || after.has_power();
    if stays || !concerns_power {
        return Ok(());
    }
    signal(work, giver, SignalKind::RightsChanged, after).await
}

/// Tells the directors of what was done to this account; each time anew.
pub(super) async fn signal(work: &Work<'_>, giver: Giver, kind: SignalKind, user: &User) -> Result<()> {
    let Some(by) = giver.by.filter(|_| giver.has_director) else { return Ok(()) };
    let roles: Vec<_> = user.roles.iter().map(|role| role.as_str()).collect();
    let facts = facts([("user_id", user.id.to_string().into()), ("by", by.to_string().into()), ("roles", roles.into())]);
    // Which version of the account it is belongs to the subject: what was done later is no repeat.
    let subject = format!("{}/{}", user.id, user.version);
    signals::raise(work, NewSignal { kind, subject, user_id: None, unit: UnitCode::Office, facts }).await
}
