//! The queue of the call centre: scripts, call lists, call tasks.

use super::table::Table;
use crate::list::Counting;

mod list_commands;
mod lists;
mod scripts;
mod task_commands;
mod tasks;
mod versions;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(scripts::list_scripts)
        .service(scripts::create_script)
        .service(Counting::<app::queue::ScriptFilter, _>::at("/scripts", "queue"))
        .service(scripts::get_script)
        .service(scripts::patch_script)
        .service(scripts::activate_script)
        .service(scripts::withdraw_script)
        .service(versions::list_script_versions)
        .service(versions::create_script_version)
        .service(versions::get_script_version)
        .service(versions::patch_script_version)
        .service(versions::approve_script_version)
        .service(versions::get_script_version_results)
        .service(lists::list_call_lists)
        .service(lists::create_call_list)
        .service(Counting::<app::queue::CallListFilter, _>::at("/call-lists", "queue"))
        .service(lists::get_call_list)
        .service(lists::patch_call_list)
        .service(list_commands::preview_call_list)
        .service(list_commands::list_call_list_refusals)
        .service(list_commands::activate_call_list)
        .service(list_commands::add_to_call_list)
        .service(list_commands::withdraw_call_list)
        .service(task_commands::claim_call_task)
        .service(tasks::list_call_tasks)
        .service(Counting::<app::queue::CallTaskFilter, _>::at("/call-tasks", "queue"))
        .service(tasks::get_call_task)
        .service(task_commands::release_call_task)
        .service(task_commands::snooze_call_task)
        .service(task_commands::result_call_task)
        .service(task_commands::recycle_call_task);
}
