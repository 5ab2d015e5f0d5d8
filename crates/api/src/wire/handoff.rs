//! A handoff on the wire.

use chrono::{DateTime, Utc};
use domain::handoffs::{self, ChecklistItem, HandoffKind, HandoffState, ReturnReason};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::activity::{ActivityKey, HandoffKey};
use super::client::{ClientKey, SaleKey, UserKey};
use super::{Key, Term};
use crate::answer::Versioned;
use crate::list::{Filter, Several};

/// Between whom.
pub type HandoffKindTerm = Term<HandoffKind>;
/// How far it is.
pub type HandoffStateTerm = Term<HandoffState>;
/// Why it was returned.
pub type ReturnReasonTerm = Term<ReturnReason>;

/// The passing of a client from one person to another; one is open per client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Handoff {
    /// Its id.
    pub id: HandoffKey,
    /// The number in its ETag.
    pub version: i64,
    /// Who is passed.
    pub client_id: ClientKey,
    /// Between whom.
    pub kind: HandoffKindTerm,
    /// Who gives.
    pub from_user_id: UserKey,
    /// Who takes, once named.
    pub to_user_id: Option<UserKey>,
    /// How far it is.
    pub state: HandoffStateTerm,
    /// What was told.
    pub checklist: Checklist,
    /// Was it rehearsed?
    pub rehearsed: bool,
    /// How often it was given back, and why.
    pub returns: Vec<HandoffReturn>,
    /// The sale that made it due.
    pub first_sale_id: Option<SaleKey>,
    /// By when somebody has to do the next step.
    pub due_at: Option<DateTime<Utc>>,
    /// Nobody did, and the head was told.
    pub overdue: bool,
    /// When it was proposed, the last time.
    pub proposed_at: Option<DateTime<Utc>>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When the three met.
    pub introduced_at: Option<DateTime<Utc>>,
    /// When the new curator had spoken with the client himself.
    pub completed_at: Option<DateTime<Utc>>,
    /// The introduction in the client's history.
    pub intro_activity_id: Option<ActivityKey>,
    /// Left with the giver until.
    pub exempt_until: Option<DateTime<Utc>>,
    /// Why.
    pub exempt_reason: Option<String>,
    /// How often.
    pub exemptions: i32,
    /// The head put it over the taker's maximum.
    pub overridden: bool,
    /// When it was prepared.
    pub created_at: DateTime<Utc>,
}

/// What must be told about a client before he changes hands.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "a checklist is a list of yes and no")]
pub struct Checklist {
    /// General data.
    pub general: bool,
    /// Who decides.
    pub decision_makers: bool,
    /// The contract.
    pub contract: bool,
    /// What was promised.
    pub promises: bool,
    /// How he pays.
    pub payment_terms: bool,
    /// How he is supplied.
    pub delivery: bool,
    /// What may go wrong.
    pub risks: bool,
    /// How he likes to be spoken to.
    pub preferred_channel: bool,
}

impl Checklist {
    /// The items ticked.
    pub fn ticked(self) -> Vec<ChecklistItem> {
        use ChecklistItem as Item;
        let all = [
            (Item::General, self.general),
            (Item::DecisionMakers, self.decision_makers),
            (Item::Contract, self.contract),
            (Item::Promises, self.promises),
            (Item::PaymentTerms, self.payment_terms),
            (Item::Delivery, self.delivery),
            (Item::Risks, self.risks),
            (Item::PreferredChannel, self.preferred_channel),
        ];
        all.into_iter().filter(|(_, ticked)| *ticked).map(|(item, _)| item).collect()
    }
}

impl From<&[ChecklistItem]> for Checklist {
    fn from(items: &[ChecklistItem]) -> Self {
        let has = |item| items.contains(&item);
        Self {
            general: has(ChecklistItem::General),
            decision_makers: has(ChecklistItem::DecisionMakers),
            contract: has(ChecklistItem::Contract),
            promises: has(ChecklistItem::Promises),
            payment_terms: has(ChecklistItem::PaymentTerms),
            delivery: has(ChecklistItem::Delivery),
            risks: has(ChecklistItem::Risks),
            preferred_channel: has(ChecklistItem::PreferredChannel),
        }
    }
}

/// One reasoned return.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoffReturn {
    /// Why.
    pub reason: ReturnReasonTerm,
    /// In words.
    pub comment: Option<String>,
    /// By whom.
    pub user_id: UserKey,
    /// When.
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
            checklist: handoff.checklist.as_slice().into(),
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

impl Versioned for Handoff {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandoffFilter {
    /// Only this client's.
    pub client_id: Option<ClientKey>,
    /// Only those given by this person.
    pub from_user_id: Option<UserKey>,
    /// Only those to be taken by this person.
    pub to_user_id: Option<UserKey>,
    /// Only those in these states, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<HandoffStateTerm>>)]
    pub state: Option<Several<HandoffStateTerm>>,
    /// Only those of these kinds, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<HandoffKindTerm>>)]
    pub kind: Option<Several<HandoffKindTerm>>,
    /// Only those whose next step is due before this instant.
    pub due_before: Option<DateTime<Utc>>,
}

impl Filter for HandoffFilter {
    const SORTS: &'static [&'static str] = &["id", "due_at"];
}

impl From<&HandoffFilter> for persistence::handoffs::HandoffFilter {
    fn from(filter: &HandoffFilter) -> Self {
        Self {
            client_id: filter.client_id.map(|key| key.0),
            from_user_id: filter.from_user_id.map(|key| key.0),
            to_user_id: filter.to_user_id.map(|key| key.0),
            states: filter.state.iter().flat_map(|states| &states.0).map(|state| state.0).collect(),
            kinds: filter.kind.iter().flat_map(|kinds| &kinds.0).map(|kind| kind.0).collect(),
            due_before: filter.due_before,
        }
    }
}
