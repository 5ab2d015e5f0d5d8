//! Shared step: clients of a list get their tasks, or are left out with a reason (N-7d, E-17).

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::Duration;
use domain::norms::{NormKey, Norms};
use domain::org::UnitCode;
use domain::portfolio::{NewSignal, SignalKind};
use domain::queue::list::{CallList, Candidate, RefusalCode, refused};
use domain::queue::task::{CallTask, OfList};
use domain::{ClientId, Date, Instant, facts};
use persistence::Db;
use persistence::queue::{ListRefusal, Standing};

use crate::portfolio::signals;
use crate::prelude::*;

/// Who is looked at by one statement.
pub(super) const BATCH: u64 = 1_000;

/// A row of a list: whom it names, and who that is.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: ClientId,
    pub(super) client: Option<Client>,
    /// He stood further up already.
    pub(super) repeated: bool,
}

/// Why somebody is left out, and what that refers to.
pub(super) type Verdict = Option<(RefusalCode, Option<String>)>;

/// The rows of clients of a segment.
pub(super) fn rows_of(clients: Vec<Client>) -> Vec<Row> {
    clients.into_iter().map(|client| Row { id: client.id, client: Some(client), repeated: false }).collect()
}

/// The rows of pasted ids, in the order of the ids.
pub(super) async fn rows_of_ids(db: &Db, ids: &[ClientId]) -> Result<Vec<Row>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    let mut known = HashMap::new();
    for some in ids.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
        known.extend(db.clients().find_many(some.iter().copied()).await?.into_iter().map(|client| (client.id, client)));
    }
    let mut seen = HashSet::new();
    Ok(ids.into_iter().map(|id| Row { id, client: known.get(&id).cloned(), repeated: !seen.insert(id) }).collect())
}

/// Who of them gets no task, and why.
pub(super) async fn judge(db: &Db, rows: &[Row], (today, now): (Date, Instant), norms: &Norms) -> Result<Vec<Verdict>> {
    let ids: Vec<_> = rows.iter().filter(|row| !row.repeated && row.client.is_some()).map(|row| row.id).collect();
    let since = now - Duration::days(norms.number(NormKey::RecycleExhaustedDays));
    let mut standing: HashMap<ClientId, Vec<Standing>> = HashMap::new();
    for some in ids.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
        for task in db.call_tasks().standing_of(some, since).await? {
            standing.entry(task.client_id).or_default().push(task);
        }
    }
    let verdict = |row: &Row| {
        let Some(client) = &row.client else { return Some((RefusalCode::UnknownClient, None)) };
        let his = standing.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let open = his.iter().find(|task| task.open).map(|task| (task.task_id, task.call_list_id));
        let exhausted_task = his.iter().rfind(|task| !task.open).map(|task| task.task_id);
        refused(Candidate { client, repeated: row.repeated, open_task: open, exhausted_task }, today)
    };
    Ok(rows.iter().map(verdict).collect())
}

/// How often each reason holds.
pub(super) fn by_code(verdicts: &[Verdict]) -> BTreeMap<RefusalCode, i64> {
    let mut counted = BTreeMap::new();
    for (code, _) in verdicts.iter().flatten() {
        *counted.entry(*code).or_default() += 1;
    }
    counted
}

/// Makes the tasks, writes down who is left out, tells curators; returns how many tasks there are.
pub(super) async fn enrol(work: &Work<'_>, list: &CallList, rows: Vec<Row>) -> Result<usize> {
    let verdicts = judge(work, &rows, (work.today, work.now), work.norms).await?;
    let of_list = OfList {
        call_list_id: list.id,
        script_id: list.script_id,
        priority: list.priority,
        attempts_max: i32::try_from(work.norms.number(NormKey::CallAttempts)).unwrap_or(i32::MAX),
        company_zone: work.calendar.zone(),
        at: work.now,
        on: work.today,
    };
    let (mut tasks, mut refusals, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for (row, verdict) in rows.iter().zip(verdicts) {
        match (verdict, &row.client) {
            (None, Some(client)) => tasks.extend(CallTask::of(client, work.id(), of_list)),
            (verdict, client) => {
                let (code, other_id) = verdict.unwrap_or((RefusalCode::UnknownClient, None));
                told.extend(client.as_ref().filter(|_| code == RefusalCode::ExistingClient).map(|client| existing(client, list)));
                refusals.push(ListRefusal { id: work.id(), call_list_id: list.id, client_id: row.id, code, other_id });
            }
        }
    }
    work.call_tasks().insert_all(&tasks).await?;
    work.call_lists().refuse(&refusals).await?;
    signals::raise_all(work, told).await?;
    Ok(tasks.len())
}

/// E-17: whoever answers for him is told that a list wanted him called.
fn existing(client: &Client, list: &CallList) -> NewSignal {
    NewSignal {
        kind: SignalKind::ExistingClientCalled,
        subject: client.id.to_string(),
        user_id: client.curator_id,
        unit: UnitCode::ClientDepartment,
        facts: facts([("call_list_id", list.id.into()), ("client_id", client.id.into()), ("stage", client.stage.into())]),
    }
}
