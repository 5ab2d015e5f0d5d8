//! Who am I, and what may I do?

use domain::Word;
use domain::access::{Role, Scope};
use domain::org::{Unit, User};

use super::integrations::{Connected, connected};
use crate::Who;
use crate::prelude::*;

/// The caller, as the server knows him.
#[derive(Debug)]
pub struct Me {
    /// The person, if he is one.
    pub user: Option<User>,
    /// The outside system, if it is one.
    pub integration: Option<Connected>,
    /// In which roles.
    pub roles: Vec<Role>,
    /// The units that he heads.
    pub headed: Vec<Unit>,
    /// What he may do, and how far.
    pub permissions: Vec<(Action, Scope)>,
}

/// Answers everybody who got in.
pub async fn me(ctx: &Ctx, actor: &Actor) -> Result<Me> {
    let permissions = Action::ALL.iter().filter_map(|action| actor.may(*action).ok().map(|scope| (*action, scope))).collect();
    let me = Me { user: None, integration: None, roles: actor.roles.clone(), headed: Vec::new(), permissions };
    match &actor.who {
        Who::User { id, .. } => Ok(Me { user: ctx.read().find(*id).await?, headed: ctx.read().units_headed_by(*id).await?, ..me }),
        Who::Integration { id, .. } => {
            Ok(Me { integration: ctx.read().find(*id).await?.map(|integration| connected(ctx, integration)), ..me })
        }
        Who::System => Err(AppError::NotFound("user")),
    }
}
