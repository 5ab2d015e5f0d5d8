//! Scripts: shown, listed, made, renamed, put into use and out of it.

use domain::ScriptId;
use domain::queue::script::Script;
use persistence::queue::ScriptFilter;

use crate::prelude::*;

/// The script, or [`AppError::NotFound`].
pub async fn get_script(ctx: &Ctx, actor: &Actor, id: ScriptId) -> Result<Script> {
    actor.may(Action::ReadCalls)?;
    ctx.get(id).await
}

/// A page of scripts, oldest first.
pub async fn list_scripts(ctx: &Ctx, actor: &Actor, filter: &ScriptFilter, request: &PageRequest) -> Result<Page<Script>> {
    ctx.page(actor, filter, request).await
}

/// A script without any version yet.
pub async fn add_script(ctx: &Ctx, actor: &Actor, name: String) -> Result<Script> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| work.apply(Script::create(work.id(), name.clone(), actor.user(), work.now)).await).await
}

/// Another name.
pub async fn rename_script(ctx: &Ctx, actor: &Actor, target: Target<ScriptId>, name: Option<String>) -> Result<Script> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| work.apply(work.lock_target(target).await?.rename(name.clone())).await).await
}

/// It may be read from again.
pub async fn activate_script(ctx: &Ctx, actor: &Actor, target: Target<ScriptId>) -> Result<Script> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| work.apply(work.lock_target(target).await?.activate()?).await).await
}

/// Nobody reads from it any more; lists that have it give clients without a script.
pub async fn withdraw_script(ctx: &Ctx, actor: &Actor, target: Target<ScriptId>) -> Result<Script> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| work.apply(work.lock_target(target).await?.withdraw()?).await).await
}
