//! Versions of scripts: written, changed while they are drafts, approved; and what has been answered to them.

use domain::ScriptId;
use domain::norms::NormKey;
use domain::queue::script::{NewVersion, Objection, ScriptVersion, Step, VersionChange, faults};
use domain::queue::task::CallTask;
use persistence::Db;
use persistence::queue::{AnswerCount, ScriptUse, ScriptVersionFilter};

use crate::error::FieldError;
use crate::prelude::*;

/// What has been done with a version, and what was answered.
#[derive(Clone, Debug)]
pub struct VersionResults {
    pub used: ScriptUse,
    pub by_step: Vec<AnswerCount>,
}

/// The version with this number, or [`AppError::NotFound`].
pub async fn get_version(ctx: &Ctx, actor: &Actor, (script, number): (ScriptId, i32)) -> Result<ScriptVersion> {
    actor.may(Action::ReadCalls)?;
    find(ctx.read(), (script, number)).await
}

async fn find(db: &Db, (script, number): (ScriptId, i32)) -> Result<ScriptVersion> {
    db.scripts().version(script, number).await?.ok_or(AppError::NotFound("version"))
}

/// A page of the versions of a script; an unknown script is [`AppError::NotFound`].
pub async fn list_versions(
    ctx: &Ctx,
    actor: &Actor,
    script: ScriptId,
    filter: &ScriptVersionFilter,
    request: &PageRequest,
) -> Result<Page<ScriptVersion>> {
    actor.may(Action::ReadCalls)?;
    ctx.get(script).await?;
    Ok(ctx.read().scripts().page_of_versions(script, filter, request).await?)
}

/// Steps and objections that make sense.
fn sensible(steps: &[Step], objections: &[Objection]) -> Result<()> {
    let faults: Vec<_> = faults(steps, objections)
        .into_iter()
        .map(|fault| FieldError { pointer: fault.pointer, code: fault.code, detail: fault.detail })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(AppError::Fields(faults)) }
}

/// The next version of a script, as a draft.
pub async fn add_version(ctx: &Ctx, actor: &Actor, script: ScriptId, new: NewVersion) -> Result<ScriptVersion> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        // Versions of one script are written one after the other.
        let script = work.lock(script).await?;
        sensible(&new.steps, &new.objections)?;
        let number = work.scripts().last_number(script.id).await?.unwrap_or_default() + 1;
        let made = ScriptVersion::create(work.id(), (script.id, number), new.clone(), actor.user(), work.now);
        work.apply(made).await
    })
    .await
}

/// Other words of a draft.
pub async fn update_version(ctx: &Ctx, actor: &Actor, target: Target<(ScriptId, i32)>, change: VersionChange) -> Result<ScriptVersion> {
    actor.may(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let version = lock(work, target).await?;
        let decided = version.change(change.clone())?;
        sensible(&decided.state.steps, &decided.state.objections)?;
        work.apply(decided).await
    })
    .await
}

async fn lock(work: &Work<'_>, target: Target<(ScriptId, i32)>) -> Result<ScriptVersion> {
    let found = find(work, target.id).await?;
    let version = work.lock(found.id).await?;
    target.check(version.version).map(|()| version)
}

/// It is read from now on; the one before is retired, and who reads from that one just now reads it to the end.
pub async fn approve_version(ctx: &Ctx, actor: &Actor, target: Target<(ScriptId, i32)>) -> Result<ScriptVersion> {
    actor.may(Action::ManageCallLists)?;
    let by = actor.person_for(Action::ManageCallLists)?;
    ctx.write(actor, async |work| {
        let script = work.lock(target.id.0).await?;
        let version = lock(work, target).await?;
        let decided = version.approve(by, work.now)?;
        if decided.events.is_empty() {
            return Ok(decided.state);
        }
        for before in work.scripts().approved_of([script.id]).await? {
            work.apply(before.retire()).await?;
        }
        work.apply(script.approve(decided.state.number)?).await?;
        work.apply(decided).await
    })
    .await
}

/// What has come of a version.
pub async fn version_results(ctx: &Ctx, actor: &Actor, id: (ScriptId, i32)) -> Result<VersionResults> {
    let version = get_version(ctx, actor, id).await?;
    let reached = ctx.rules().await?.norms.number(NormKey::ReachedSeconds);
    let scripts = ctx.read().scripts();
    let used = scripts.used(version.script_id, version.number, reached).await?;
    Ok(VersionResults { used, by_step: scripts.answer_counts(version.script_id, version.number).await? })
}

/// What is said to the client of a task: the version that its claim settled, else the one that a claim would.
pub(crate) async fn version_of(db: &Db, task: &CallTask) -> Result<Option<ScriptVersion>> {
    let Some(script) = task.script_id else { return Ok(None) };
    match task.script_version {
        Some(number) => Ok(db.scripts().version(script, number).await?),
        None => Ok(db.scripts().approved_of([script]).await?.into_iter().next()),
    }
}
