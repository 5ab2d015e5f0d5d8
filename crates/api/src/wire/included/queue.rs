//! What is told beside an answer of the queue of the call centre and of the quality of its calls.

use app::names;

use super::super::call::CallTaskKey;
use super::super::call_list::{CallListKey, ListStateTerm};
use super::super::call_task::TaskStateTerm;
use super::super::client::ClientKey;
use super::super::prelude::*;
use super::super::scorecard::ScorecardKey;
use super::super::script::{ScriptKey, ScriptStateTerm};

/// A script of the call centre, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptSummary {
    /// Id of the script.
    pub id: ScriptKey,
    /// Name of the script.
    pub name: String,
    /// State of the script.
    pub state: ScriptStateTerm,
}

impl From<names::ScriptSummary> for ScriptSummary {
    fn from(script: names::ScriptSummary) -> Self {
        Self { id: Key(script.id), name: script.name, state: Term(script.state) }
    }
}

/// A list of clients to be called, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallListSummary {
    /// Id of the list.
    pub id: CallListKey,
    /// Name of the list.
    pub name: String,
    /// State of the list.
    pub state: ListStateTerm,
}

impl From<names::CallListSummary> for CallListSummary {
    fn from(list: names::CallListSummary) -> Self {
        Self { id: Key(list.id), name: list.name, state: Term(list.state) }
    }
}

/// A client who is to be called, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallTaskSummary {
    /// Id of the task.
    pub id: CallTaskKey,
    /// Id of the list that the task belongs to.
    pub call_list_id: CallListKey,
    /// Id of the client who is to be called.
    pub client_id: ClientKey,
    /// State of the task.
    pub state: TaskStateTerm,
    /// Number of attempts so far.
    pub attempts: i32,
}

impl From<names::CallTaskSummary> for CallTaskSummary {
    fn from(task: names::CallTaskSummary) -> Self {
        let names::CallTaskSummary { id, call_list_id, client_id, state, attempts } = task;
        Self { id: Key(id), call_list_id: Key(call_list_id), client_id: Key(client_id), state: Term(state), attempts }
    }
}

/// A scorecard by which calls are reviewed, in a few members.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScorecardSummary {
    /// Id of the scorecard.
    pub id: ScorecardKey,
    /// Name of the scorecard.
    pub name: String,
    /// Share of the points from which on a call passes, in basis points.
    pub pass_bp: i64,
}

impl From<names::ScorecardSummary> for ScorecardSummary {
    fn from(card: names::ScorecardSummary) -> Self {
        Self { id: Key(card.id), name: card.name, pass_bp: card.pass_bp }
    }
}

identified! { ScriptSummary, CallListSummary, CallTaskSummary, ScorecardSummary }
