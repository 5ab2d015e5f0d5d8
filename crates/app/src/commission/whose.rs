//! Whose commission a caller may see (§6): his own, his unit's if he heads it, all for finance and the director.

use domain::UserId;
use domain::access::{Action, Scope, Standing};
use persistence::Db;
use persistence::commission::Whose;

use crate::{Actor, AppError};

/// For lists.
pub(super) fn whose(actor: &Actor) -> Result<Whose, AppError> {
    let forbidden = AppError::Forbidden(Action::ReadCommission);
    match (actor.may(Action::ReadCommission)?, actor.user(), actor.unit()) {
        (Scope::All, ..) => Ok(Whose::All),
        (Scope::Unit, Some(user), Some(unit)) => Ok(Whose::Unit(user, unit)),
        (Scope::Own, Some(user), _) => Ok(Whose::Own(user)),
        (Scope::Nobody | Scope::Unit | Scope::Own, ..) => Err(forbidden),
    }
}

/// For one of `user`'s: what the caller may not see does not exist for him.
pub(super) async fn may_see(db: &Db, actor: &Actor, user: UserId, what: &'static str) -> Result<(), AppError> {
    if actor.may(Action::ReadCommission)? == Scope::All {
        return Ok(());
    }
    let unit = db.users().find(user).await?.map(|user| user.unit);
    actor.authorise(Action::ReadCommission, &Standing { people: vec![user], unit }).map_err(|_| AppError::NotFound(what))
}
