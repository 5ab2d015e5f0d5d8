//! Whose money the caller may see (§6: own, his unit's, all).

use domain::Word;
use domain::access::{Action, Scope};
use domain::clients::{Client, Stage};
use domain::org::UnitCode;
use persistence::sales::Reach;

use crate::{Actor, AppError};

/// `None` = all of it.
pub(super) fn of_money(actor: &Actor) -> Result<Option<Reach>, AppError> {
    let scope = actor.may(Action::ReadPayments)?;
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
