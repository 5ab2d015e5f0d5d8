//! The queue of the call centre: scripts, call lists, and the tasks by which call managers get their next client (§3.2).

mod activate_list;
mod add_to_list;
mod claim_task;
mod enrol;
mod follow;
mod leases;
mod list_tasks;
mod lists;
mod preview_list;
mod recycle_task;
mod release_task;
mod report_base;
mod scripts;
mod settle;
mod snooze_task;
mod versions;
mod withdraw_list;

pub use activate_list::activate_list;
pub use add_to_list::add_to_list;
pub use claim_task::Claimed;
pub(crate) use claim_task::claim;
pub(crate) use follow::{corrected, disposed, follow, tried};
pub(crate) use leases::{expire_all, next_lease};
pub(crate) use list_tasks::card;
pub use list_tasks::{TaskCard, get_task, list_tasks};
pub use lists::{ListView, add_list, get_list, list_lists, list_refusals, update_list};
pub use persistence::queue::{
    AnswerCount, CallListFilter, CallTaskFilter, ListFigures, ListRefusal, ListRefusalFilter, ScriptFilter, ScriptUse, ScriptVersionFilter,
};
pub use preview_list::{Preview, preview_list};
pub use recycle_task::recycle_task;
pub(crate) use recycle_task::{next_recycling, recycle_due};
pub use release_task::release_task;
pub(crate) use report_base::dialled;
pub use report_base::{BaseReport, ListStock, report_base};
pub use scripts::{activate_script, add_script, get_script, list_scripts, rename_script, withdraw_script};
pub(crate) use settle::{left, lists_refilled, lists_settled, renumbered, spread_on, wants_spreading};
pub use snooze_task::snooze_task;
pub(crate) use versions::version_of;
pub use versions::{VersionResults, add_version, approve_version, get_version, list_versions, update_version, version_results};
pub use withdraw_list::withdraw_list;

use domain::ClientId;
use domain::queue::task::CallTask;
use domain::queue::window::{Hours, Window};

use crate::prelude::*;

/// Whose this client is for now, besides whoever he is to: the caller's, if he holds him out of the queue (§6 *Own*).
pub(crate) async fn with_holder(work: &Work<'_>, client: ClientId, mut standing: Standing) -> Result<Standing> {
    if let Some(user) = work.actor.user()
        && work.call_tasks().held_by(user).await?.is_some_and(|task| task.client_id == client)
    {
        standing.people.push(user);
    }
    Ok(standing)
}

/// When the client of a task may be called.
async fn window_of<'a>(work: &Work<'a>, task: &CallTask) -> Result<Window<'a>> {
    let list = work.get(task.call_list_id).await?;
    Ok(Window::new(Hours::of(work.norms).within(list.window), &task.time_zone, work.calendar))
}
