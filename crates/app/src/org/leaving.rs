//! What follows when an account closes for good: its rights to commission get their end (E-3).

use domain::Decided;
use domain::org::{User, UserState};

use crate::commission::effects;
use crate::{AppError, Work};

/// Saves the account; if it has just closed, tells whoever has to know.
pub(crate) async fn leaves(work: &Work<'_>, decided: Decided<User>) -> Result<User, AppError> {
    let closes = !decided.events.is_empty() && decided.state.state == UserState::Terminated;
    let user = work.apply(decided).await?;
    if closes && let Some(last_day) = user.terminated_on {
        effects::user_left(work, user.id, last_day).await?;
    }
    Ok(user)
}
