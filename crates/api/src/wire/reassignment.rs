//! Clients who get other curators in one command, on the wire.

use app::reassignments::{Plan, ReassignmentView, Wanted};
use domain::ids::ReassignmentKind;
use domain::reassignments::{self, LoadAfter, Move, ReassignmentMode, ReassignmentReason, ReassignmentState};
use validator::ValidationError;

use super::client::ClientKey;
use super::prelude::*;
use super::user::{UnitTerm, UserKey};

pub type ReassignmentKey = Key<ReassignmentKind>;
pub type ReassignmentModeTerm = Term<ReassignmentMode>;
pub type ReassignmentReasonTerm = Term<ReassignmentReason>;
pub type ReassignmentStateTerm = Term<ReassignmentState>;

/// Clients who got other account owners (curators) in one command.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reassignment {
    /// Id of the reassignment, assigned by the server.
    pub id: ReassignmentKey,
    /// Version number of the reassignment, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the employee who gave the clients away.
    pub from_user_id: UserKey,
    /// Unit in which the clients stay.
    pub unit: UnitTerm,
    /// How the clients were dealt out: `even`, `list` or `round_robin`.
    pub mode: ReassignmentModeTerm,
    /// Why the clients got other account owners.
    pub reason: ReassignmentReasonTerm,
    /// Free note about the reassignment; null if none was given.
    pub note: Option<String>,
    /// True if receivers were allowed more clients than the norm.
    #[serde(rename = "override")]
    pub over: bool,
    /// Whether the reassignment holds: `done`, or `undone`.
    pub state: ReassignmentStateTerm,
    /// Number of clients who were moved.
    pub count: i64,
    /// Who went to whom, in the order in which they were dealt out; null on pages of reassignments.
    pub items: Option<Vec<MovedClient>>,
    /// What each receiver had before and has afterwards; empty but in the answer to the command.
    pub loads: Vec<ReceiverLoad>,
    /// Ids of the clients who did not return, since somebody else is their account owner by now; empty until the reassignment is undone.
    pub skipped: Vec<ClientKey>,
    /// Until when the reassignment may be undone, UTC.
    #[serde(serialize_with = "moment")]
    pub undo_until_at: DateTime<Utc>,
    /// Id of the employee who undid the reassignment; null if nobody did.
    pub undone_by: Option<UserKey>,
    /// When the reassignment was undone, UTC; null if it was not.
    #[serde(serialize_with = "moment")]
    pub undone_at: Option<DateTime<Utc>>,
    /// Why the reassignment was undone; null if it was not.
    pub undo_reason: Option<String>,
    /// Id of the employee who gave the command; null if nobody did.
    pub created_by: Option<UserKey>,
    /// When the clients were moved, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// What a reassignment would do; nothing is written.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReassignmentPreview {
    /// Who would go to whom, in the order in which they are dealt out.
    pub items: Vec<MovedClient>,
    /// What each receiver has and would have.
    pub loads: Vec<ReceiverLoad>,
}

/// A client who goes from one account owner to another.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct MovedClient {
    /// Id of the client.
    pub client_id: ClientKey,
    /// Id of the employee who gives the client away.
    pub from_user_id: UserKey,
    /// Id of the employee who gets the client.
    pub to_user_id: UserKey,
}

/// How many clients a receiver has before and afterwards.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ReceiverLoad {
    /// Id of the receiver.
    pub user_id: UserKey,
    /// Number of `active` and `abandoned` clients before.
    pub before: i64,
    /// Number of `active` and `abandoned` clients afterwards.
    pub after: i64,
    /// Most clients that the receiver may have, by the norm; null where there is no such norm, as for hunters.
    pub norm_max: Option<i64>,
    /// True if that is more than the norm allows.
    pub over: bool,
}

fn moved(moves: Vec<Move>, from: domain::UserId) -> Vec<MovedClient> {
    let one = |one: Move| MovedClient { client_id: Key(one.client_id), from_user_id: Key(from), to_user_id: Key(one.to_user_id) };
    moves.into_iter().map(one).collect()
}

impl From<LoadAfter> for ReceiverLoad {
    fn from(load: LoadAfter) -> Self {
        let norm_max = (load.norm_max < i64::MAX).then_some(load.norm_max);
        Self { user_id: Key(load.user_id), before: load.before, after: load.after, norm_max, over: load.is_over() }
    }
}

impl From<Plan> for ReassignmentPreview {
    fn from(plan: Plan) -> Self {
        Self { items: moved(plan.moves, plan.from.id), loads: plan.loads.into_iter().map(Into::into).collect() }
    }
}

impl From<ReassignmentView> for Reassignment {
    fn from(view: ReassignmentView) -> Self {
        let ReassignmentView { reassignment: reassignments::Reassignment { from_user_id, .. }, moves, loads } = view.clone();
        let one = view.reassignment;
        Self {
            id: Key(one.id),
            version: one.version,
            from_user_id: Key(from_user_id),
            unit: Term(one.unit),
            mode: Term(one.mode),
            reason: Term(one.reason),
            note: one.note,
            over: one.over,
            state: Term(one.state),
            count: one.count,
            items: moves.map(|moves| moved(moves, from_user_id)),
            loads: loads.into_iter().map(Into::into).collect(),
            skipped: one.skipped.into_iter().map(Key).collect(),
            undo_until_at: one.undo_until_at,
            undone_by: one.undone_by.map(Key),
            undone_at: one.undone_at,
            undo_reason: one.undo_reason,
            created_by: one.created_by.map(Key),
            created_at: one.created_at,
        }
    }
}

versioned! { Reassignment }
identified! { Reassignment }

/// Clients who are to get other account owners.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "goes_together"))]
pub struct NewReassignment {
    /// Id of the employee who gives the clients away.
    pub from_user_id: UserKey,
    /// Ids of the clients, at most 1,000; left out, all whose account owner the employee is. Not with the mode `list`.
    #[serde(default)]
    #[validate(length(min = 1, max = 1_000))]
    #[schema(min_items = 1, max_items = 1_000)]
    pub client_ids: Option<Vec<ClientKey>>,
    /// How the clients are dealt out: `even`, each in the order of their ids to the receiver with the fewest clients; `round_robin`, to the
    /// receivers in turns; `list`, as `list` says.
    pub mode: ReassignmentModeTerm,
    /// Ids of the receivers, in the order of their turns; left out, everybody of the unit who has room. Not with the mode `list`.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub to_user_ids: Option<Vec<UserKey>>,
    /// Who goes to whom, at most 1,000 clients; with the mode `list` only.
    #[serde(default)]
    #[validate(length(min = 1, max = 1_000))]
    #[schema(min_items = 1, max_items = 1_000)]
    pub list: Option<Vec<ListedClient>>,
    /// Why the clients get other account owners.
    pub reason: ReassignmentReasonTerm,
    /// Free note about the reassignment.
    #[serde(default)]
    #[validate(length(max = 2_000), custom(function = "super::rules::not_nul"))]
    #[schema(max_length = 2_000)]
    pub note: Option<String>,
    /// True to let receivers have more clients than the norm; false if left out.
    #[serde(default, rename = "override")]
    pub over: bool,
}

/// A client, and who gets the client.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedClient {
    /// Id of the client.
    pub client_id: ClientKey,
    /// Id of the employee who gets the client.
    pub to_user_id: UserKey,
}

/// Who goes to whom is said by a list, or worked out.
fn goes_together(new: &NewReassignment) -> Result<(), ValidationError> {
    let listed = new.mode.0 == ReassignmentMode::List;
    if listed == new.list.is_some() && !(listed && (new.client_ids.is_some() || new.to_user_ids.is_some())) {
        return Ok(());
    }
    Err(ValidationError::new("mode").with_message("list goes with the mode list, client_ids and to_user_ids with the others".into()))
}

impl From<NewReassignment> for Wanted {
    fn from(new: NewReassignment) -> Self {
        let unique = |mut ids: Vec<domain::ClientId>| {
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let one = |listed: ListedClient| Move { client_id: listed.client_id.0, to_user_id: listed.to_user_id.0 };
        Self {
            from_user_id: new.from_user_id.0,
            client_ids: new.client_ids.map(|ids| unique(ids.into_iter().map(|id| id.0).collect())),
            mode: new.mode.0,
            to_user_ids: new.to_user_ids.map(|ids| ids.into_iter().map(|id| id.0).collect()),
            list: new.list.into_iter().flatten().map(one).collect(),
            reason: new.reason.0,
            note: new.note,
            over: new.over,
        }
    }
}

/// Why a reassignment is undone.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoReassignment {
    /// Why the clients return.
    #[validate(length(min = 1, max = 2_000), custom(function = "super::rules::not_nul"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// Id of the employee who gets the clients, where whoever gave them away has left.
    #[serde(default)]
    pub to_user_id: Option<UserKey>,
}
