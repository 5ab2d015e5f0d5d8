//! Claims the next client: whoever has a promise to keep comes first, then who has waited longest, within the hours of each client's own
//! day (§3.2, N-7b, N-7e, E-16).

use domain::queue::Refusal;
use domain::queue::list::CallList;
use domain::queue::task::{ALONE, CallTask};
use domain::queue::window::{Hours, Window};
use domain::{CallListId, Instant, UserId};
use persistence::queue::{Open, Turn};

use super::leases::run_out;
use super::list_tasks::{TaskCard, card};
use crate::prelude::*;

/// What a claim has brought.
#[derive(Debug)]
pub enum Claimed {
    /// This client.
    Task(Box<TaskCard>),
    /// Nobody may be called now; when something may be due, if anything waits.
    Nothing { next_at: Option<Instant> },
}

/// The hours in which lists call, each once, with the lists that serve somebody.
struct Serving {
    hours: Vec<Hours>,
    lists: Vec<(CallListId, i64)>,
}

/// Gives `by` his next client, out of one list or out of all that serve him.
pub(crate) async fn claim(work: &Work<'_>, by: UserId, list: Option<CallListId>) -> Result<Claimed> {
    hold_nothing(work, by).await?;
    if let Some(list) = list {
        work.named("/call_list_id", list).await?;
    }
    let open: Vec<_> = work.call_lists().in_use().await?;
    let serving = serving(work, open.iter().filter(|open| open.serves(by) && list.is_none_or(|list| open.id == list)));
    let zones = work.call_tasks().zones().await?;
    let turn = Turn { by, at: work.now, anybody_since: work.now - ALONE, open: open_now(work, &serving, &zones), lists: serving.lists };
    match work.call_tasks().next(&turn).await? {
        Some(id) => {
            let task = lease(work, work.lock(id).await?, &open, by).await?;
            Ok(Claimed::Task(Box::new(card(work, task, (work.calendar, work.now)).await?)))
        }
        None => Ok(Claimed::Nothing { next_at: next_at(work, &turn, &serving.hours, &zones).await? }),
    }
}

/// One client at a time. A lease that has run out, and that the clock has not come to yet, is over.
async fn hold_nothing(work: &Work<'_>, by: UserId) -> Result<()> {
    let Some(held) = work.call_tasks().held_by(by).await? else { return Ok(()) };
    match held.leased_until_at {
        Some(until) if until > work.now => Err(Refusal::LeaseHeld { call_task_id: held.id, until }.into()),
        _ => {
            let held = work.lock(held.id).await?;
            let until = held.leased_until_at.unwrap_or(work.now);
            if run_out(work, vec![held.clone()]).await? == 0 {
                Err(Refusal::LeaseHeld { call_task_id: held.id, until }.into())
            } else {
                Ok(())
            }
        }
    }
}

fn serving<'a>(work: &Work<'_>, lists: impl Iterator<Item = &'a CallList>) -> Serving {
    let whole = Hours::of(work.norms);
    let mut serving = Serving { hours: Vec::new(), lists: Vec::new() };
    for list in lists {
        let hours = whole.within(list.window);
        let place = serving.hours.iter().position(|known| *known == hours).unwrap_or_else(|| {
            serving.hours.push(hours);
            serving.hours.len() - 1
        });
        serving.lists.push((list.id, i64::try_from(place).unwrap_or_default()));
    }
    serving
}

/// In which zones which hours are open now, and which part of the day it is there.
fn open_now(work: &Work<'_>, serving: &Serving, zones: &[String]) -> Vec<Open> {
    let mut open = Vec::new();
    for (place, hours) in (0_i64..).zip(&serving.hours) {
        for zone in zones {
            let window = Window::new(*hours, zone, work.calendar);
            if let Some(part) = window.part(work.now).filter(|_| window.is_open(work.now)) {
                open.push(Open { hours: place, zone: zone.clone(), part });
            }
        }
    }
    open
}

/// It is his, to be read from the script that its list has now.
async fn lease(work: &Work<'_>, task: CallTask, lists: &[CallList], by: UserId) -> Result<CallTask> {
    let script = lists.iter().find(|list| list.id == task.call_list_id).and_then(|list| list.script_id);
    let in_use = match script {
        // One that was withdrawn is read by nobody; its clients are called all the same.
        Some(script) => work.get(script).await?.in_use().ok().map(|number| (script, number)),
        None => None,
    };
    work.apply(task.claim(by, in_use, work.now, work.norms)?).await
}

/// When something may be due that is not now: a task by its own time, or another part of some client's day.
async fn next_at(work: &Work<'_>, turn: &Turn, hours: &[Hours], zones: &[String]) -> Result<Option<Instant>> {
    let mut dues = work.call_tasks().next_due(work.now, turn.anybody_since).await?;
    for hours in hours {
        dues.extend(zones.iter().filter_map(|zone| Window::new(*hours, zone, work.calendar).next_change(work.now)));
    }
    Ok(dues.into_iter().filter(|due| *due > work.now).min())
}
