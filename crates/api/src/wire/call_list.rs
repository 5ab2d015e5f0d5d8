//! Call lists on the wire.

use std::collections::BTreeMap;

use app::queue::{self, ListFigures};
use domain::Word;
use domain::ids::{CallListKind, ListRefusalKind};
use domain::money::share_bp;
use domain::queue::list::{ListState, RefusalCode};
use domain::queue::task::TaskState;

use super::client::ClientKey;
use super::prelude::*;
use super::script::ScriptKey;
use super::segment::{CallingHours, Segment};
use super::user::UserKey;
use crate::answer::Versioned;
use crate::request;

pub type CallListKey = Key<CallListKind>;
pub type ListRefusalKey = Key<ListRefusalKind>;
pub type ListStateTerm = Term<ListState>;
pub type RefusalCodeTerm = Term<RefusalCode>;

/// A call list: whom to call, in which order and with which script.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallList {
    /// Id of the call list, assigned by the server.
    pub id: CallListKey,
    /// Version number of the call list, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Name of the call list for people.
    #[schema(examples("Тверь, май"))]
    pub name: String,
    /// Which clients the call list is made of; null if they were pasted.
    pub segment: Option<Segment>,
    /// Ids of the clients that were pasted, in their order; null for a segment, and on pages of call lists.
    pub client_ids: Option<Vec<ClientKey>>,
    /// Id of the script that is read from; null if there is none.
    pub script_id: Option<ScriptKey>,
    /// Priority of the call list, from 0 to 100; clients of a higher one are called first.
    pub priority: i32,
    /// Hours of the client's day in which the call list calls; null means the calling hours of the company.
    pub window: Option<CallingHours>,
    /// Ids of the employees whose claims the call list serves; empty means every call manager.
    pub user_ids: Vec<UserKey>,
    /// How far the call list has come.
    pub state: ListStateTerm,
    /// Why the call list was withdrawn; null if it was not, or nobody said.
    pub reason: Option<String>,
    /// How many clients have a task of the call list, by its state, and how many were left out.
    pub counts: ListCounts,
    /// What has come of the calls made for the call list.
    pub results: ListResults,
    /// Id of the employee who made the call list; null if nobody did.
    pub created_by: Option<UserKey>,
    /// When the call list was made, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    /// When the call list was activated, UTC; null while it is a draft.
    #[serde(serialize_with = "moment")]
    pub activated_at: Option<DateTime<Utc>>,
}

/// How many clients a call list has.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListCounts {
    /// Number of clients who got a task.
    pub clients: i64,
    /// Number of rows that were left out.
    pub refused: i64,
    /// Number of tasks that wait.
    pub queued: i64,
    /// Number of tasks that somebody holds.
    pub leased: i64,
    /// Number of tasks with a callback that was promised.
    pub callback: i64,
    /// Number of tasks that led to something.
    pub done: i64,
    /// Number of tasks that were given up, until they are taken up again.
    pub exhausted: i64,
    /// Number of tasks that were cancelled.
    pub cancelled: i64,
}

/// What has come of a call list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListResults {
    /// Number of outbound calls.
    pub dials: i64,
    /// Number of outbound calls in which people spoke for the seconds of norm N-20 or longer.
    pub connects: i64,
    /// Share of `connects` among `dials` in basis points, rounded half up; 0 without dials.
    pub connect_bp: i64,
    /// Number of meetings that were booked in these calls.
    pub meetings_booked: i64,
    /// Number of these meetings that took place.
    pub meetings_held: i64,
    /// Number of these meetings that the hunters accepted.
    pub meetings_accepted: i64,
    /// Number of clients whose first sale came after they got their task.
    pub clients_won: i64,
    /// Share of `clients_won` among the clients with a task in basis points, rounded half up; 0 without clients.
    pub yield_bp: i64,
}

impl From<&ListFigures> for ListCounts {
    fn from(figures: &ListFigures) -> Self {
        let number = |name: &str| figures.get(name).copied().unwrap_or_default();
        let of = |state: TaskState| number(state.as_str());
        Self {
            clients: TaskState::ALL.iter().map(|state| of(*state)).sum(),
            refused: number("refused"),
            queued: of(TaskState::Queued),
            leased: of(TaskState::Leased),
            callback: of(TaskState::Callback),
            done: of(TaskState::Done),
            exhausted: of(TaskState::Exhausted),
            cancelled: of(TaskState::Cancelled),
        }
    }
}

impl ListResults {
    fn of(figures: &ListFigures, clients: i64) -> Self {
        let number = |name: &str| figures.get(name).copied().unwrap_or_default();
        let (dials, connects, clients_won) = (number("dials"), number("connects"), number("clients_won"));
        Self {
            dials,
            connects,
            connect_bp: share_bp(connects, dials),
            meetings_booked: number("meetings_booked"),
            meetings_held: number("meetings_held"),
            meetings_accepted: number("meetings_accepted"),
            clients_won,
            yield_bp: share_bp(clients_won, clients),
        }
    }
}

impl From<queue::ListView> for CallList {
    fn from(queue::ListView { list, client_ids, figures }: queue::ListView) -> Self {
        let counts = ListCounts::from(&figures);
        Self {
            id: Key(list.id),
            version: list.version,
            name: list.name,
            segment: list.segment.map(Into::into),
            client_ids: client_ids.map(|ids| ids.into_iter().map(Key).collect()),
            script_id: list.script_id.map(Key),
            priority: list.priority,
            window: list.window.map(Into::into),
            user_ids: list.user_ids.into_iter().map(Key).collect(),
            state: Term(list.state),
            reason: list.reason,
            results: ListResults::of(&figures, counts.clients),
            counts,
            created_by: list.created_by.map(Key),
            created_at: list.created_at,
            activated_at: list.activated_at,
        }
    }
}

impl Versioned for CallList {
    fn version(&self) -> i64 {
        self.version
    }

    /// What has come of it changes without the list itself being changed.
    fn etag(&self) -> String {
        let (counts, results) = (&self.counts, &self.results);
        let numbers = [
            counts.clients,
            counts.refused,
            counts.queued,
            counts.leased,
            counts.callback,
            counts.done,
            counts.exhausted,
            results.dials,
            results.connects,
            results.meetings_booked,
            results.meetings_held,
            results.meetings_accepted,
            results.clients_won,
        ];
        format!("\"{}-{}\"", self.version, numbers.map(|number| number.to_string()).join("."))
    }
}

/// What the activation of a call list would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListPreview {
    /// Number of rows of the call list.
    pub matched: i64,
    /// Number of clients who would get a task.
    pub accepted: i64,
    /// Number of rows that would be left out, by reason.
    pub refused_by_code: BTreeMap<String, i64>,
}

impl From<queue::Preview> for ListPreview {
    fn from(preview: queue::Preview) -> Self {
        let refused_by_code = preview.refused_by_code.into_iter().map(|(code, rows)| (code.as_str().to_owned(), rows)).collect();
        Self { matched: preview.matched, accepted: preview.accepted, refused_by_code }
    }
}

/// A row of a call list that was left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListRefusal {
    /// Id of the refusal, assigned by the server.
    pub id: ListRefusalKey,
    /// Id of the client that the row named; there may be no such client.
    pub client_id: ClientKey,
    /// Why the row was left out.
    pub code: RefusalCodeTerm,
    /// Why the row was left out, in words, in the language of `Accept-Language`.
    pub detail: String,
    /// Id of what the reason refers to: a task, a curator, another record; null if to nothing.
    pub other_id: Option<String>,
}

impl From<queue::ListRefusal> for ListRefusal {
    fn from(refusal: queue::ListRefusal) -> Self {
        let detail = request::say(wording(refusal.code));
        Self { id: Key(refusal.id), client_id: Key(refusal.client_id), code: Term(refusal.code), detail, other_id: refusal.other_id }
    }
}

const fn wording(code: RefusalCode) -> &'static str {
    match code {
        RefusalCode::UnknownClient => "there is no such client",
        RefusalCode::DuplicateRow => "the client stood further up already",
        RefusalCode::ExistingClient => "the client buys from us: the curator calls",
        RefusalCode::InSale => "a hunter is at work with the client",
        RefusalCode::Lost => "the client is lost",
        RefusalCode::Disqualified => "the client was written off",
        RefusalCode::DoNotCall => "no number is left that may be called",
        RefusalCode::NoPhone => "the client has no number that can be dialled",
        RefusalCode::NotDue => "the client is to be asked again on a later day",
        RefusalCode::OpenTask => "the client has an open task already",
        RefusalCode::RecentlyExhausted => "the client was tried in vain not long ago",
    }
}
