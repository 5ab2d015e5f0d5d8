//! Whose clients an action reaches (§6: own, his unit's, all), told to storage so that a list asks only for those.

use domain::Word;
use domain::access::{Action, Scope};
use domain::clients::{Client, Stage};
use domain::org::UnitCode;
use persistence::clients::Reach;

use crate::{Actor, AppError};

/// `None` = everybody's; no permission at all is [`AppError::Forbidden`].
pub fn of(actor: &Actor, action: Action) -> Result<Option<Reach>, AppError> {
    let scope = actor.may(action)?;
    let Some(user) = actor.user().filter(|_| scope < Scope::All) else { return Ok(None) };
    let stages = match actor.unit() {
        Some(unit) if scope == Scope::Unit => stages_of(unit),
        _ => Vec::new(),
    };
    Ok(Some(Reach { user, stages }))
}

/// The stages that a unit works with.
fn stages_of(unit: UnitCode) -> Vec<Stage> {
    Stage::ALL.iter().copied().filter(|stage| Client::unit_of(*stage) == unit).collect()
}
