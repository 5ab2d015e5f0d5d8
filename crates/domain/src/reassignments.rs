//! Clients get other curators in one command: because their curator left or is away, has too many, or somebody asked (RULES.md §3.13,
//! E-24, E-25).

use crate::access::{Role, Standing};
use crate::already::same_reason;
use crate::calendar::Calendar;
use crate::clients::Stage;
use crate::ids::{ClientId, ReassignmentId, UserId};
use crate::org::{UnitCode, User, UserState};
use crate::portfolio::load::Limits;
use crate::{AlreadyDone, Decided, Event, EventName, Illegal, Instant, Version, Word};

mod deal;

pub use deal::{LoadAfter, Move, Receiver, deal, fits, loads};

crate::words! {
    /// How clients are dealt out: to whoever has fewest, as a list says, or in turns.
    pub enum ReassignmentMode { Even = "even", List = "list", RoundRobin = "round_robin" }

    /// Why clients get another curator.
    pub enum ReassignmentReason { Left = "left", Leave = "leave", Overload = "overload", Request = "request", Other = "other" }

    /// Whether it holds.
    pub enum ReassignmentState { Done = "done", Undone = "undone" }

    /// What may happen to it.
    pub enum ReassignmentEvent { Undo = "undo" }
}

crate::lifecycle! {
    /// The state of a reassignment after `event`.
    pub fn next(from: ReassignmentState, event: ReassignmentEvent) {
        Undo: Done | Undone => Undone;
    }
}

/// It may be undone for so many business days.
pub const UNDO_DAYS: u32 = 10;
/// More clients than these are moved by several commands.
pub const MOST_CLIENTS: usize = 1_000;
/// What heads of active sales may reassign: whom nobody has sold anything yet.
pub const BEFORE_THE_SALE: [Stage; 2] = [Stage::MeetingBooked, Stage::Prospect];

/// Why a command on it is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Illegal(#[from] Illegal),
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// E-24: over his maximum, and nobody said that he may.
    #[error("{user_id} would have {after} clients, and may have {norm_max}: choose others, or say override")]
    Full { user_id: UserId, after: i64, norm_max: i64 },
    /// Somebody else is the curator.
    #[error("{client_id} is not a client of this person")]
    NotHisClient { client_id: ClientId },
    /// Nobody has room.
    #[error("nobody else in the unit has room: name to_user_ids and say override, or hire")]
    NoReceiver,
    /// There is nobody to move.
    #[error("this person is the curator of no client whom you may reassign")]
    NoClients,
    /// One command moves so many.
    #[error("one command moves at most {MOST_CLIENTS} clients: name some of them in client_ids")]
    TooMany,
    /// The days are over.
    #[error("it could be undone until {}", crate::zulu(*.until))]
    UndoOver { until: Instant },
    /// Whoever gave the clients away is no longer here to have them back.
    #[error("{user_id} no longer works here: say to_user_id")]
    ReceiverLeft { user_id: UserId },
}

/// What is decided of a reassignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReassignment {
    pub from_user_id: UserId,
    /// The unit of whoever gives the clients away.
    pub unit: UnitCode,
    pub mode: ReassignmentMode,
    pub reason: ReassignmentReason,
    pub note: Option<String>,
    /// Receivers may exceed their maximum (E-24).
    pub over: bool,
    pub count: i64,
    pub by: Option<UserId>,
}

/// Clients who got other curators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reassignment {
    pub id: ReassignmentId,
    pub version: Version,
    pub from_user_id: UserId,
    pub unit: UnitCode,
    pub mode: ReassignmentMode,
    pub reason: ReassignmentReason,
    pub note: Option<String>,
    pub over: bool,
    pub state: ReassignmentState,
    /// How many clients were moved.
    pub count: i64,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
    pub undo_until_at: Instant,
    pub undone_by: Option<UserId>,
    pub undone_at: Option<Instant>,
    pub undo_reason: Option<String>,
    /// Clients who did not return, since somebody else is their curator by now.
    pub skipped: Vec<ClientId>,
}

impl Reassignment {
    /// The clients are moved now.
    pub fn carry_out(id: ReassignmentId, new: NewReassignment, calendar: &Calendar, at: Instant) -> Decided<Self> {
        let done = Self {
            id,
            version: 0,
            from_user_id: new.from_user_id,
            unit: new.unit,
            mode: new.mode,
            reason: new.reason,
            note: new.note,
            over: new.over,
            state: ReassignmentState::Done,
            count: new.count,
            created_by: new.by,
            created_at: at,
            undo_until_at: calendar.deadline(at, UNDO_DAYS),
            undone_by: None,
            undone_at: None,
            undo_reason: None,
            skipped: Vec::new(),
        };
        let event = Event::new(EventName::ReassignmentDone, id, None)
            .with("from_user_id", done.from_user_id)
            .with("reason", done.reason)
            .with("mode", done.mode)
            .with("clients", done.count);
        Decided::one(done, event)
    }

    /// May it be undone for `reason`? `false`: it has been, for the same reason.
    pub fn is_to_undo(&self, reason: &str, at: Instant) -> Result<bool, Refusal> {
        next(self.state, ReassignmentEvent::Undo)?;
        if self.state == ReassignmentState::Undone {
            same_reason(self.undo_reason.as_deref(), Some(reason))?;
            return Ok(false);
        }
        if at > self.undo_until_at {
            return Err(Refusal::UndoOver { until: self.undo_until_at });
        }
        Ok(true)
    }

    /// It is undone; `skipped` have stayed where they are.
    pub fn undone(self, reason: String, skipped: Vec<ClientId>, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Illegal> {
        let (before, state) = (self.state, next(self.state, ReassignmentEvent::Undo)?);
        let event = Event::new(EventName::ReassignmentUndone, self.id, None)
            .changed("state", before.as_str(), state.as_str())
            .with("reason", reason.as_str())
            .with("skipped", i64::try_from(skipped.len()).unwrap_or(i64::MAX));
        let undone = Self { state, undone_by: by, undone_at: Some(at), undo_reason: Some(reason), skipped, ..self };
        Ok(Decided::one(undone, event))
    }

    /// Whose matter it is: the unit's, and his who decided it.
    pub fn standing(&self) -> Standing {
        Standing { people: self.created_by.into_iter().collect(), unit: Some(self.unit) }
    }
}

/// In which role people of a unit keep clients.
pub const fn keepers(unit: UnitCode) -> &'static [Role] {
    match unit {
        UnitCode::ActiveSales => &[Role::Hunter],
        UnitCode::KeyAccounts => &[Role::KeyAccountManager],
        _ => &[Role::Farmer],
    }
}

/// Does this person keep clients in `unit`, and is he here?
pub fn is_keeper(user: &User, unit: UnitCode) -> bool {
    user.state == UserState::Active && user.unit == unit && keepers(unit).iter().any(|role| user.roles.contains(role))
}

/// What somebody may carry; hunters carry whom they find.
pub fn norm_max(unit: UnitCode, norms: &crate::norms::Norms) -> i64 {
    if matches!(unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts) { Limits::of(norms, unit).max } else { i64::MAX }
}

#[cfg(test)]
mod tests;
