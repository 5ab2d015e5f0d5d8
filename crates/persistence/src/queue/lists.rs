//! Call lists.

use domain::queue::list::{CallList, ListState, Segment};
use domain::queue::window::Hours;
use domain::{CallListId, ClientId, Instant, ScriptId, UserId, Version, Word};

use self::call_list::{Column as C, Entity};
use super::CallLists;
use crate::prelude::*;

table! {
    /// Whom to call, in which order.
    call_list: "call_lists" of CallList as list {
        id: CallListId,
        version: Version as NextVersion,
        name: String,
        segment: Option<Segment> as Json,
        script_id: Option<ScriptId>,
        priority: i32,
        user_ids: Vec<UserId> as List,
        state: ListState,
        reason: Option<String>,
        reached: Option<ClientId>,
        created_by: Option<UserId>,
        created_at: Instant,
        activated_at: Option<Instant>,
    } with {
        window: from_hour.zip(until_hour).map(|(from_hour, until_hour)| Hours { from_hour, until_hour }) => {
            from_hour: Option<i32> = list.window.map(|window| window.from_hour),
            until_hour: Option<i32> = list.window.map(|window| window.until_hour),
        },
    }
}

object! {
    Segment {
        stage as List, source, temperature, curator_id, q, city, time_zone, last_contact_before, recontact_before, created_after,
    }
}

aggregate! { CallList: CallListId, "call list", in call_list; }

crate::filter! {
    /// Filters of the list of call lists.
    pub struct CallListFilter of call_list {
        /// Only call lists in one of these states; several are separated by commas.
        state: Several<ListState> => C::State.is_one_of(state.each()),
        /// Only call lists with this script.
        script_id: OrNull<ScriptId> => script_id.among(C::ScriptId),
        /// Only the call lists with this name, written the same.
        name: String => C::Name.eq(name.as_str()),
    }
    within reach { reach.all_or_nothing() }
    sorts { name: C::Name, priority: C::Priority }
    counts { state: ListState = C::State, script_id: Option<ScriptId> = C::ScriptId }
}

impl CallLists<'_> {
    /// Those that give tasks, of which a company has few at a time.
    pub async fn in_use(&self) -> Result<Vec<CallList>, StoreError> {
        in_use().order_by_asc(C::Id).values(self.0).await
    }

    /// One whose tasks are not all made.
    pub async fn activating(&self) -> Result<Option<CallList>, StoreError> {
        Entity::find().filter(C::State.eq(ListState::Activating.as_str())).order_by_asc(C::Id).value(self.0).await
    }

    /// Those that are active, and of which no task is open.
    pub async fn run_out(&self) -> Result<Vec<CallList>, StoreError> {
        let none = Expr::cust(
            "not exists (select 1 from call_tasks t where t.call_list_id = call_lists.id and t.state in ('queued', 'leased', 'callback'))",
        );
        Entity::find().filter(C::State.eq(ListState::Active.as_str())).filter(none).order_by_asc(C::Id).limit(200).values(self.0).await
    }
}

fn in_use() -> Select<Entity> {
    Entity::find().filter(C::State.is_one_of([ListState::Active, ListState::Activating]))
}
