//! Call tasks; at most one of a client is open (I-8).

use std::collections::{HashMap, HashSet};

use domain::calling::{CallOutcome, DispositionKind};
use domain::phone::Phone;
use domain::queue::task::{CallTask, TaskReason, TaskState};
use domain::{CallId, CallListId, CallTaskId, ClientId, Date, Instant, ScriptId, UserId, Version};
use sea_orm::Iterable;
use uuid::Uuid;

use self::call_task::{Column as C, Entity};
use super::CallTasks;
use crate::prelude::*;

table! {
    /// Clients who are to be called.
    call_task: "call_tasks" of CallTask as task {
        id: CallTaskId,
        version: Version as NextVersion,
        call_list_id: CallListId,
        client_id: ClientId,
        group_id: ClientId,
        script_id: Option<ScriptId>,
        script_version: Option<i32>,
        state: TaskState,
        priority: i32,
        phone: Option<Phone>,
        time_zone: String,
        attempts: i32,
        attempts_max: i32,
        first_attempt_at: Option<Instant>,
        last_attempt_at: Option<Instant>,
        rest_part: Option<i32>,
        rest_until: Option<Instant>,
        next_attempt_at: Option<Instant>,
        due_at: Option<Instant>,
        callback_user_id: Option<UserId>,
        leased_by: Option<UserId>,
        leased_at: Option<Instant>,
        leased_until_at: Option<Instant>,
        last_outcome: Option<CallOutcome>,
        last_call_id: Option<CallId>,
        disposition: Option<DispositionKind>,
        reason: Option<TaskReason>,
        note: Option<String>,
        created_at: Instant,
        created_on: Date,
        closed_at: Option<Instant>,
        recycle_at: Option<Instant>,
    }
}

aggregate! { CallTask: CallTaskId, "call task", in call_task; }

crate::filter! {
    /// Filters of the list of call tasks.
    pub struct CallTaskFilter of call_task {
        /// Only tasks of this call list.
        call_list_id: CallListId => C::CallListId.is(*call_list_id),
        /// Only tasks about this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only tasks in one of these states; several are separated by commas.
        state: Several<TaskState> => C::State.is_one_of(state.each()),
        /// Only tasks that this employee holds.
        leased_by: OrNull<UserId> => leased_by.among(C::LeasedBy),
        /// Only tasks of which this employee promised to call back.
        callback_user_id: OrNull<UserId> => callback_user_id.among(C::CallbackUserId),
        /// Only tasks with a callback promised for before this instant, UTC.
        due_before: Instant => C::DueAt.lt(*due_before),
        /// Only tasks that may be claimed before this instant, UTC.
        next_attempt_before: Instant => C::NextAttemptAt.lt(*next_attempt_before),
    }
    within reach { reach.all_or_nothing() }
    sorts { priority: C::Priority, next_attempt_at: C::NextAttemptAt, due_at: C::DueAt }
    counts {
        state: TaskState = C::State,
        call_list_id: CallListId = C::CallListId,
        leased_by: Option<UserId> = C::LeasedBy,
        callback_user_id: Option<UserId> = C::CallbackUserId,
        disposition: Option<DispositionKind> = C::Disposition,
    }
}

/// A task that stands in the way of another one of the same client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub client_id: ClientId,
    pub task_id: CallTaskId,
    pub call_list_id: CallListId,
    /// Is it open? Else it was given up.
    pub open: bool,
}

/// Written out, since indexes are for these tasks alone.
fn open() -> Select<Entity> {
    Entity::find().filter(Expr::cust("call_tasks.state in ('queued', 'leased', 'callback')"))
}

fn leased() -> Select<Entity> {
    Entity::find().filter(Expr::cust("call_tasks.state = 'leased'"))
}

/// Leases that may run out: while a call of the task goes on, none does.
fn without_call() -> Select<Entity> {
    let call = "not exists (select 1 from calls c where c.call_task_id = call_tasks.id and c.state <> 'ended')";
    leased().filter(Expr::cust(call))
}

/// Rows of one statement: SQLite looks for the name of each value among all that come before it.
const ROWS: usize = 60;

impl CallTasks<'_> {
    /// The open task of a client.
    pub async fn open_of(&self, client: ClientId) -> Result<Option<CallTask>, StoreError> {
        open().filter(C::ClientId.is(client)).value(self.0).await
    }

    /// The open tasks of these clients.
    pub async fn open_of_each(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<CallTask>, StoreError> {
        open().filter(C::ClientId.is_one_of(clients)).order_by_asc(C::Id).values(self.0).await
    }

    /// The open tasks of these clients, kept from changing until the transaction ends.
    pub async fn lock_open_of(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<CallTask>, StoreError> {
        open().filter(C::ClientId.is_one_of(clients)).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// The tasks of this client that are open or were given up, kept from changing until the transaction ends.
    pub async fn lock_unfinished_of(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<CallTask>, StoreError> {
        let unfinished = [TaskState::Queued, TaskState::Leased, TaskState::Callback, TaskState::Exhausted];
        let select = Entity::find().filter(C::ClientId.is_one_of(clients)).filter(C::State.is_one_of(unfinished));
        select.order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// The task of a call to this client that began at `started`, kept from changing until the transaction ends: the one that is open,
    /// else the newest that was closed since.
    pub async fn lock_of_call(&self, client: ClientId, started: Instant) -> Result<Option<CallTask>, StoreError> {
        let select = Entity::find().filter(C::ClientId.is(client)).filter(C::ClosedAt.is_null().or(C::ClosedAt.gte(started)));
        let open_first = Expr::cust("case when call_tasks.closed_at is null then 0 else 1 end");
        select.order_by(open_first, sea_orm::Order::Asc).order_by_desc(C::Id).limit(1).lock_exclusive().value(self.0).await
    }

    /// What this person holds.
    pub async fn held_by(&self, user: UserId) -> Result<Option<CallTask>, StoreError> {
        leased().filter(C::LeasedBy.is(user)).value(self.0).await
    }

    /// When the next lease runs out.
    pub async fn next_expiry(&self) -> Result<Option<Instant>, StoreError> {
        without_call().least(C::LeasedUntilAt, self.0).await
    }

    /// Up to 200 tasks whose lease has run out.
    pub async fn expired(&self, at: Instant) -> Result<Vec<CallTask>, StoreError> {
        let expired = without_call().filter(C::LeasedUntilAt.lte(at)).order_by_asc(C::LeasedUntilAt).order_by_asc(C::Id);
        expired.limit(200).lock_exclusive().values(self.0).await
    }

    /// When the next task is taken up again.
    pub async fn next_recycling(&self) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(C::RecycleAt, self.0).await
    }

    /// Up to 200 tasks that are to be taken up again.
    pub async fn to_recycle(&self, at: Instant) -> Result<Vec<CallTask>, StoreError> {
        let due = Entity::find().filter(C::RecycleAt.lte(at)).order_by_asc(C::RecycleAt).order_by_asc(C::Id);
        due.limit(200).lock_exclusive().values(self.0).await
    }

    /// A call of the task has gone on until after its lease: its holder has until then to say what came of it.
    pub async fn extend_lease(&self, id: CallTaskId, until: Instant) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::LeasedUntilAt, Expr::value(until))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is(id))
            .filter(C::State.is(TaskState::Leased))
            .run(self.0)
            .await
    }

    /// Inserts new tasks.
    pub async fn insert_all(&self, tasks: &[CallTask]) -> Result<(), StoreError> {
        for rows in tasks.chunks(ROWS) {
            Insert::<Entity>::of(rows).later(self.0, Expects::Nothing).await?;
        }
        Ok(())
    }

    /// Who holds which of these clients just now.
    pub async fn holders_of(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<HashMap<ClientId, UserId>, StoreError> {
        let leased = Entity::find().filter(C::ClientId.is_one_of(clients)).filter(C::State.is(TaskState::Leased));
        let tasks = leased.values(self.0).await?;
        Ok(tasks.into_iter().filter_map(|task| Some((task.client_id, task.leased_by?))).collect())
    }

    /// Saves tasks that are there and locked.
    pub async fn save_all(&self, tasks: &[CallTask]) -> Result<(), StoreError> {
        put_all::<Entity>(self.0, tasks, C::iter().skip(1)).await
    }

    /// Tasks of these clients that are open, or were given up since: neither lets them have another one.
    pub async fn standing_of(&self, clients: &[ClientId], given_up_since: Instant) -> Result<Vec<Standing>, StoreError> {
        let exhausted = C::State.is(TaskState::Exhausted).and(C::ClosedAt.gt(given_up_since));
        let open = C::State.is_one_of([TaskState::Queued, TaskState::Leased, TaskState::Callback]);
        let select = Entity::find().filter(C::ClientId.is_one_of(clients.iter().copied())).filter(open.or(exhausted));
        let tasks = select.order_by_asc(C::Id).values(self.0).await?;
        let of = |task: CallTask| Standing {
            client_id: task.client_id,
            task_id: task.id,
            call_list_id: task.call_list_id,
            open: task.state.is_open(),
        };
        Ok(tasks.into_iter().map(of).collect())
    }

    /// Up to 1,000 tasks of a list that are open or were given up, kept from changing until the transaction ends.
    pub async fn unfinished_of(&self, list: CallListId) -> Result<Vec<CallTask>, StoreError> {
        let unfinished = [TaskState::Queued, TaskState::Leased, TaskState::Callback, TaskState::Exhausted];
        let select = Entity::find().filter(C::CallListId.is(list)).filter(C::State.is_one_of(unfinished));
        select.order_by_asc(C::Id).limit(1_000).lock_exclusive().values(self.0).await
    }

    /// Which of these lists have an open task.
    pub async fn lists_with_open(&self, lists: &[CallListId]) -> Result<HashSet<CallListId>, StoreError> {
        let select = open().filter(C::CallListId.is_one_of(lists.iter().copied())).select_only().column(C::CallListId).distinct();
        let rows: Vec<(Uuid,)> = tuples(&select, self.0).await?;
        Ok(rows.into_iter().map(|(id,)| CallListId::new(id)).collect())
    }

    /// The tasks of a list have another priority; also those that may be taken up again.
    pub async fn set_priority(&self, list: CallListId, priority: i32) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::Priority, Expr::value(priority))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::CallListId.is(list))
            .filter(C::State.is_one_of([TaskState::Queued, TaskState::Leased, TaskState::Callback, TaskState::Exhausted]))
            .run(self.0)
            .await
    }

    /// A client's open task goes by another time zone.
    pub async fn set_time_zone(&self, client: ClientId, zone: &str) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::TimeZone, Expr::value(zone))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::ClientId.is(client))
            .filter(C::State.is_one_of([TaskState::Queued, TaskState::Leased, TaskState::Callback]))
            .run(self.0)
            .await
    }
}
