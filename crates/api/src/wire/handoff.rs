//! A handoff on the wire.

use domain::handoffs::{self, ChecklistItem, HandoffKind, HandoffState, ReturnReason};

use super::activity::ActivityKey;
pub use super::activity::HandoffKey;
use super::client::{ClientKey, SaleKey, UserKey};
use super::prelude::*;

pub type HandoffKindTerm = Term<HandoffKind>;
pub type HandoffStateTerm = Term<HandoffState>;
pub type ReturnReasonTerm = Term<ReturnReason>;

/// The handoff of a client from one person to another. A client has at most one open handoff.
#[derive(Debug, Serialize, ToSchema)]
pub struct Handoff {
    /// Id of the handoff, assigned by the server.
    pub id: HandoffKey,
    /// Version number of the handoff, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client that is handed over.
    pub client_id: ClientKey,
    /// Between which departments the client passes, such as `first_sale` from hunter to farmer.
    pub kind: HandoffKindTerm,
    /// Id of the person who hands the client over.
    pub from_user_id: UserKey,
    /// Id of the person who is to take the client over; null until somebody is named.
    pub to_user_id: Option<UserKey>,
    /// State of the handoff.
    pub state: HandoffStateTerm,
    /// Checklist of what the giver has told about the client.
    pub checklist: Checklist,
    /// True if the handoff was rehearsed before it was proposed.
    pub rehearsed: bool,
    /// Every reasoned return of the handoff so far, oldest first.
    pub returns: Vec<HandoffReturn>,
    /// Id of the first sale that made the handoff due; null until that sale is paid, and for other kinds of handoff.
    pub first_sale_id: Option<SaleKey>,
    /// When the next step of the handoff is due, UTC; null while no step is due.
    #[serde(serialize_with = "moment")]
    pub due_at: Option<DateTime<Utc>>,
    /// True if the next step was not taken in time and the head was told.
    pub overdue: bool,
    /// When the handoff was last proposed, UTC; null if it never was.
    #[serde(serialize_with = "moment")]
    pub proposed_at: Option<DateTime<Utc>>,
    /// When the handoff was accepted, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub accepted_at: Option<DateTime<Utc>>,
    /// When giver, receiver and client met, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub introduced_at: Option<DateTime<Utc>>,
    /// When the handoff was completed, UTC: the new account owner had spoken with the client personally. Null until then.
    #[serde(serialize_with = "moment")]
    pub completed_at: Option<DateTime<Utc>>,
    /// Id of the entry in the contact history that records the introduction; null until then.
    pub intro_activity_id: Option<ActivityKey>,
    /// Instant until which the client stays with the giver by the director's exemption, UTC; null while there is none.
    #[serde(serialize_with = "moment")]
    pub exempt_until: Option<DateTime<Utc>>,
    /// Why the client was last left with the giver; null if that never happened.
    pub exempt_reason: Option<String>,
    /// How many times the handoff was exempted; the norm allows two.
    pub exemptions: i32,
    /// True if the head allowed the handoff although the receiver's portfolio was full.
    pub overridden: bool,
    /// When the handoff was prepared, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// What the giver of a client must tell the receiver; each item is true once it is told.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "a checklist is a list of yes and no")]
pub struct Checklist {
    /// True if the general data of the client is told.
    pub general: bool,
    /// True if it is told who decides at the client.
    pub decision_makers: bool,
    /// True if the contract is told.
    pub contract: bool,
    /// True if it is told what was promised to the client.
    pub promises: bool,
    /// True if the terms of payment are told.
    pub payment_terms: bool,
    /// True if it is told how the client is supplied.
    pub delivery: bool,
    /// True if it is told what may go wrong.
    pub risks: bool,
    /// True if the client's preferred channel of communication is told.
    pub preferred_channel: bool,
}

impl Checklist {
    /// Each item with its member here.
    const fn items(&mut self) -> [(ChecklistItem, &mut bool); 8] {
        [
            (ChecklistItem::General, &mut self.general),
            (ChecklistItem::DecisionMakers, &mut self.decision_makers),
            (ChecklistItem::Contract, &mut self.contract),
            (ChecklistItem::Promises, &mut self.promises),
            (ChecklistItem::PaymentTerms, &mut self.payment_terms),
            (ChecklistItem::Delivery, &mut self.delivery),
            (ChecklistItem::Risks, &mut self.risks),
            (ChecklistItem::PreferredChannel, &mut self.preferred_channel),
        ]
    }

    /// The items that are told.
    pub fn checked_items(mut self) -> Vec<ChecklistItem> {
        self.items().into_iter().filter(|(_, told)| **told).map(|(item, _)| item).collect()
    }

    fn of(told: &[ChecklistItem]) -> Self {
        let mut checklist = Self::default();
        for (item, is_told) in checklist.items() {
            *is_told = told.contains(&item);
        }
        checklist
    }
}

/// A reasoned return of a proposed handoff.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoffReturn {
    /// Why the handoff was returned.
    pub reason: ReturnReasonTerm,
    /// Explanation of the return in words; null if none was given.
    pub comment: Option<String>,
    /// Id of the person who returned the handoff.
    pub user_id: UserKey,
    /// When the handoff was returned, UTC.
    #[serde(serialize_with = "moment")]
    pub at: DateTime<Utc>,
}

impl From<handoffs::Handoff> for Handoff {
    fn from(handoff: handoffs::Handoff) -> Self {
        let back =
            |back: handoffs::Return| HandoffReturn { reason: Term(back.reason), comment: back.comment, user_id: Key(back.by), at: back.at };
        Self {
            id: Key(handoff.id),
            version: handoff.version,
            client_id: Key(handoff.client_id),
            kind: Term(handoff.kind),
            from_user_id: Key(handoff.from_user_id),
            to_user_id: handoff.to_user_id.map(Key),
            state: Term(handoff.state),
            checklist: Checklist::of(&handoff.checklist),
            rehearsed: handoff.rehearsed,
            returns: handoff.returns.into_iter().map(back).collect(),
            first_sale_id: handoff.first_sale_id.map(Key),
            due_at: handoff.due_at,
            overdue: handoff.overdue,
            proposed_at: handoff.proposed_at,
            accepted_at: handoff.accepted_at,
            introduced_at: handoff.introduced_at,
            completed_at: handoff.completed_at,
            intro_activity_id: handoff.intro_activity_id.map(Key),
            exempt_until: handoff.exempt_until,
            exempt_reason: handoff.exempt_reason,
            exemptions: handoff.exemptions,
            overridden: handoff.overridden,
            created_at: handoff.created_at,
        }
    }
}

versioned! { Handoff }
