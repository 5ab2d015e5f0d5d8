//! The queue of the call centre: scripts, call lists, call tasks.

mod answers;
mod base;
mod claim;
mod lists;
mod pasted;
mod refusals;
mod results;
mod scripts;
mod tasks;
mod versions;

pub use answers::{AnswerCount, ScriptUse};
pub use claim::{Open, Turn};
pub use lists::CallListFilter;
pub use refusals::{ListRefusal, ListRefusalFilter};
pub use results::ListFigures;
pub use scripts::ScriptFilter;
pub(crate) use tasks::call_task;
pub use tasks::{CallTaskFilter, Standing};
pub use versions::ScriptVersionFilter;

use crate::prelude::*;

repository! {
    /// Scripts.
    Scripts: scripts
}

repository! {
    /// Call lists.
    CallLists: call_lists
}

repository! {
    /// Call tasks.
    CallTasks: call_tasks
}
