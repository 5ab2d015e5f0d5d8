//! Call tasks: shown with the client and what is said to him, listed.

use chrono::NaiveDateTime;
use domain::calendar::Calendar;
use domain::queue::script::ScriptVersion;
use domain::queue::task::CallTask;
use domain::queue::window::wall_time;
use domain::{CallTaskId, Instant};
use persistence::Db;
use persistence::queue::CallTaskFilter;

use super::versions::version_of;
use crate::portfolio::readings;
use crate::prelude::*;

/// A task with what its holder needs to dial.
#[derive(Clone, Debug)]
pub struct TaskCard {
    pub task: CallTask,
    pub client: Client,
    /// What the client's clock shows.
    pub local_time: NaiveDateTime,
    pub script: Option<ScriptVersion>,
}

/// The task, or [`AppError::NotFound`].
pub async fn get_task(ctx: &Ctx, actor: &Actor, id: CallTaskId) -> Result<TaskCard> {
    actor.may(Action::ReadCalls)?;
    let rules = ctx.rules().await?;
    let task = ctx.get(id).await?;
    readings::see(ctx, actor, [task.client_id]).await?;
    card(ctx.read(), task, (&rules.calendar, ctx.now())).await
}

/// A task with all that is shown of it.
pub(crate) async fn card(db: &Db, task: CallTask, (calendar, now): (&Calendar, Instant)) -> Result<TaskCard> {
    let client = db.find(task.client_id).await?.ok_or(AppError::NotFound("client"))?;
    let script = version_of(db, &task).await?;
    Ok(TaskCard { local_time: wall_time(&task.time_zone, calendar, now), task, client, script })
}

/// A page of tasks, in the order in which they were made. They show numbers of clients: whoever looks at very many is noticed (E-45).
pub async fn list_tasks(ctx: &Ctx, actor: &Actor, filter: &CallTaskFilter, request: &PageRequest) -> Result<Page<CallTask>> {
    let page = ctx.page(actor, filter, request).await?;
    readings::see(ctx, actor, page.items.iter().map(|task| task.client_id)).await?;
    Ok(page)
}
