//! Shared step: what a client has answered to the script that a call was read from (§3.2).

use domain::calling::{Call, DispositionKind};
use domain::queue::script::{Answer, Answers, counted, judge};

use crate::error::FieldError;
use crate::prelude::*;
use crate::queue::version_of;

/// The answers that come with a disposition, judged by the version that its task was claimed with; counted if there are any.
pub(super) async fn taken(work: &Work<'_>, call: &Call, (kind, given): (DispositionKind, &[Answer])) -> Result<Option<Answers>> {
    let task = match call.call_task_id {
        Some(task) => work.find(task).await?,
        None => None,
    };
    let version = match &task {
        Some(task) => version_of(work, task).await?,
        None => None,
    };
    let settled = kind == DispositionKind::MeetingBooked;
    let wrong: Vec<_> = judge(version.as_ref(), given, settled)
        .into_iter()
        .map(|wrong| FieldError { pointer: wrong.pointer, code: wrong.code, detail: wrong.detail })
        .collect();
    if !wrong.is_empty() {
        return Err(AppError::Fields(wrong));
    }
    let Some(version) = version.filter(|_| !given.is_empty()) else { return Ok(None) };
    let values = given.iter().filter_map(|answer| {
        let step = version.steps.iter().find(|step| step.code == answer.step)?;
        Some((answer.step.clone(), counted(step, &answer.value)?))
    });
    work.scripts().count_answers(call.id, (version.script_id, version.number), values).await?;
    Ok(Some(Answers { script_id: version.script_id, version: version.number, items: given.to_vec() }))
}
