//! Calls: find, lock, page, save.

use domain::calling::inbox::{CallDismissal, CallSuggestion};
use domain::calling::{AnsweredBy, Call, CallOutcome, CallState, DispositionKind, Leg, RecordingState, Signature};
use domain::clients::Direction;
use domain::phone::Phone;
use domain::queue::script::{Answer, Answers};
use domain::{ActivityId, CallId, CallReviewId, CallTaskId, ClientId, Instant, IntegrationId, MeetingId, UserId, Version};

use self::call::{Column as C, Entity};
use super::Calls;
use crate::prelude::*;

table! {
    /// Telephone calls.
    call: "calls" of Call as call {
        id: CallId,
        version: Version as NextVersion,
        source: String,
        external_call_id: String,
        integration_id: IntegrationId,
        client_id: Option<ClientId>,
        candidate_ids: Vec<ClientId> as List,
        dismissed: Option<CallDismissal>,
        user_id: Option<UserId>,
        direction: Direction,
        client_phone_raw: Option<String>,
        client_phone: Option<Phone>,
        line_phone: Option<String>,
        agent_ref: Option<String>,
        state: CallState,
        started_at: Instant,
        time_estimated: bool,
        answered_at: Option<Instant>,
        ended_at: Option<Instant>,
        ring_seconds: Option<i32>,
        talk_seconds: Option<i32>,
        total_seconds: Option<i32>,
        outcome: Option<CallOutcome>,
        outcome_raw: Option<String>,
        external_leg_id: Option<String>,
        sip_code: Option<i32>,
        q850_cause: Option<i32>,
        answered_by: Option<AnsweredBy>,
        recording_url: Option<String>,
        recording_id: Option<String>,
        recording_state: Option<RecordingState>,
        sequence: Option<i64>,
        signature: Option<Signature>,
        legs: Vec<Leg> as Json,
        activity_id: Option<ActivityId>,
        disposition: Option<DispositionKind>,
        disposition_by: Option<UserId>,
        disposition_at: Option<Instant>,
        disposition_conflict: bool,
        callback_at: Option<Instant>,
        note: Option<String>,
        meeting_id: Option<MeetingId>,
        call_task_id: Option<CallTaskId>,
        attempt_no: Option<i32>,
        answers: Option<Answers> as Json,
        review_ids: Vec<CallReviewId> as List,
        received_at: Instant,
    }
}

object! {
    Leg { external_leg_id, agent_ref, user_id, outcome, talk_seconds, started_at, ended_at }
    Answers { script_id, version, items as Json }
}

/// The value is JSON already.
impl Object for Answer {
    fn to_json(&self) -> serde_json::Value {
        serde_json::json!({"step": self.step, "value": self.value})
    }
    fn from_json(json: serde_json::Value) -> Option<Self> {
        let serde_json::Value::Object(mut members) = json else { return None };
        let serde_json::Value::String(step) = members.remove("step")? else { return None };
        Some(Self { step, value: members.remove("value")? })
    }
}

aggregate! { Call: CallId, "call", in call; }

crate::filter! {
    /// Filters of the lists of calls.
    pub struct CallFilter of call {
        /// Only calls with this client.
        client_id: OrNull<ClientId> => client_id.owns(C::ClientId),
        /// Only calls that were made of this call task.
        call_task_id: OrNull<CallTaskId> => call_task_id.among(C::CallTaskId),
        /// Only calls in which this employee spoke.
        user_id: OrNull<UserId> => user_id.among(C::UserId),
        /// Only calls reported by the telephony integration with this source name.
        source: String => C::Source.eq(source.as_str()),
        /// Only the call with this id in the reporting telephony system.
        external_call_id: String => C::ExternalCallId.eq(external_call_id.as_str()),
        /// Only calls with one of these technical outcomes; several are separated by commas, as in `busy,no_answer`.
        outcome: Several<OrNull<CallOutcome>> => outcome.among(C::Outcome),
        /// Only calls with one of these dispositions; several are separated by commas.
        disposition: Several<OrNull<DispositionKind>> => disposition.among(C::Disposition),
        /// Only calls in this direction: `inbound` or `outbound`.
        direction: Direction => C::Direction.is(*direction),
        /// Only calls that began after this instant, UTC.
        started_after: Instant => C::StartedAt.gt(*started_after),
        /// Only calls that began before this instant, UTC.
        started_before: Instant => C::StartedAt.lt(*started_before),
        /// Only calls with this phone number on the client's side, in any form that is dialled in the company's region.
        client_phone: OrNull<Phone> => client_phone.among(C::ClientPhone),
        /// `true` lists only calls that belong to no known client, `false` only calls that belong to one.
        unmatched: bool => if *unmatched { is_unmatched() } else { is_unmatched().not() },
        /// `true` lists only calls of which nobody knows who spoke, `false` only the others.
        unassigned: bool => if *unassigned { is_unassigned() } else { C::UserId.is_not_null() },
        /// Only calls that were dismissed for one of these reasons; several are separated by commas.
        dismissed: Several<OrNull<CallDismissal>> => dismissed.among(C::Dismissed),
        /// Only calls about which one may do this: `create_client`, unknown people who called and were answered.
        suggestion: CallSuggestion => match suggestion {
            CallSuggestion::CreateClient => suggests_new_client(),
        },
        /// `true` lists only calls with two different dispositions waiting for a decision, `false` only the others.
        disposition_conflict: bool => C::DispositionConflict.eq(*disposition_conflict),
        /// Only calls in one of these states; several are separated by commas.
        state: Several<CallState> => C::State.is_one_of(state.each())
            .and(unless(state.each().any(|state| state == CallState::Ended), "calls.state <> 'ended'")),
        /// Only calls to which this person gave the disposition.
        disposition_by: OrNull<UserId> => disposition_by.among(C::DispositionBy),
        /// Only calls to be returned before this instant, UTC.
        due_before: Instant => C::CallbackAt.lt(*due_before),
        /// Only calls to be returned after this instant, UTC.
        due_after: Instant => C::CallbackAt.gt(*due_after),
    }
    within reach { reach.all_or_nothing() }
    sorts { started_at: C::StartedAt, due_at: C::CallbackAt, talk_seconds: C::TalkSeconds }
    counts {
        outcome: Option<CallOutcome> = C::Outcome,
        disposition: Option<DispositionKind> = C::Disposition,
        direction: Direction = C::Direction,
        state: CallState = C::State,
        user_id: Option<UserId> = C::UserId,
        disposition_by: Option<UserId> = C::DispositionBy,
        source: String = C::Source,
        disposition_conflict: bool = C::DispositionConflict,
    }
}

/// Written out, since an index is for these calls alone: a bound value would not tell SQLite that it may use it.
fn is_unmatched() -> Expr {
    C::ClientId.is_null().and(Expr::col((Entity, C::Direction)).ne(Expr::cust("'internal'")))
}

/// Written out, since an index is for these calls alone.
fn is_unassigned() -> Expr {
    C::UserId.is_null().and(Expr::col((Entity, C::Direction)).ne(Expr::cust("'internal'")))
}

/// As the domain says it of one call.
fn suggests_new_client() -> Expr {
    Expr::cust(
        "calls.client_id is null and calls.dismissed is null and calls.client_phone is not null and calls.direction = 'inbound' \
         and calls.outcome = 'answered' and cast(calls.candidate_ids as text) = '[]'",
    )
}

/// Written out, since an index is for these calls alone.
fn under_way() -> Select<Entity> {
    Entity::find().filter(Expr::cust("calls.state <> 'ended'"))
}

impl Calls<'_> {
    /// When the first report of the oldest call arrived that has not ended.
    pub async fn oldest_under_way(&self) -> Result<Option<Instant>, StoreError> {
        under_way().least(C::ReceivedAt, self.0).await
    }

    /// Up to 200 calls that have not ended, and whose first report arrived at `before` or earlier.
    pub async fn under_way_since(&self, before: Instant) -> Result<Vec<Call>, StoreError> {
        under_way().filter(C::ReceivedAt.lte(before)).order_by_asc(C::ReceivedAt).order_by_asc(C::Id).limit(200).values(self.0).await
    }

    /// Up to `most` calls of these sources that began after `since` and were closed without a reported end; for counting.
    pub async fn closed_without_end(&self, source: &str, since: Instant, most: u64) -> Result<usize, StoreError> {
        let closed = Entity::find().filter(C::Source.eq(source)).filter(C::StartedAt.gt(since)).filter(C::EndedAt.is_null());
        let closed = closed.filter(C::State.is(CallState::Ended)).filter(C::Outcome.is(CallOutcome::Unknown)).limit(most);
        Ok(closed.values(self.0).await?.len())
    }

    /// When the latest call of each of these people began, of those who had any after `since`.
    pub async fn latest_of(&self, people: impl IntoIterator<Item = UserId>, since: Instant) -> Result<Vec<(UserId, Instant)>, StoreError> {
        let select = Entity::find()
            .select_only()
            .column(C::UserId)
            .column_as(C::StartedAt.max(), "latest")
            .filter(C::StartedAt.gt(since))
            .filter(C::UserId.is_one_of(people))
            .group_by(C::UserId);
        let rows = tuples::<(uuid::Uuid, Instant)>(&select, self.0).await?;
        Ok(rows.into_iter().map(|(user, at)| (UserId::new(user), at)).collect())
    }

    /// Up to `most` calls of this number that wait to be matched, locked, the first one first.
    pub async fn lock_waiting(&self, number: &Phone, most: u64) -> Result<Vec<Call>, StoreError> {
        let waiting = Expr::cust("calls.client_id is null and calls.direction <> 'internal' and calls.dismissed is null");
        let select = Entity::find().filter(C::ClientPhone.is(number.clone())).filter(waiting).order_by_asc(C::Id).limit(most);
        if self.0.dialect() == Dialect::Postgres { select.lock_exclusive().values(self.0).await } else { select.values(self.0).await }
    }

    /// Those of these calls that there are.
    pub async fn of(&self, ids: &[CallId]) -> Result<Vec<Call>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids.iter().copied())).values(self.0).await
    }

    /// Those of these calls that there are, locked, the first one first.
    pub async fn lock_all(&self, ids: &[CallId]) -> Result<Vec<Call>, StoreError> {
        let select = Entity::find().filter(C::Id.is_one_of(ids.iter().copied())).order_by_asc(C::Id);
        if self.0.dialect() == Dialect::Postgres { select.lock_exclusive().values(self.0).await } else { select.values(self.0).await }
    }

    /// The first call by which this number was called back, or talked with, at `since` or later.
    pub async fn called_back(&self, number: &Phone, since: Instant) -> Result<Option<Call>, StoreError> {
        let back = Condition::any()
            .add(C::Direction.is(Direction::Outbound))
            .add(C::Direction.is(Direction::Inbound).and(C::Outcome.is(CallOutcome::Answered)));
        let select = Entity::find().filter(C::ClientPhone.is(number.clone())).filter(C::StartedAt.gte(since)).filter(back);
        select.order_by_asc(C::StartedAt).value(self.0).await
    }

    /// The newest thousand outbound calls of these tasks of which nobody has said what came of them, oldest first.
    pub async fn without_disposition_of(&self, tasks: &[CallTaskId]) -> Result<Vec<Call>, StoreError> {
        if tasks.is_empty() {
            return Ok(Vec::new());
        }
        let select = Entity::find().filter(C::CallTaskId.is_one_of(tasks.iter().copied())).filter(C::Disposition.is_null());
        let mut calls = select.order_by_desc(C::StartedAt).order_by_desc(C::Id).limit(1_000).values(self.0).await?;
        calls.reverse();
        Ok(calls)
    }

    /// The one that a source knows by this id.
    pub async fn by_external(&self, source: &str, external_call_id: &str) -> Result<Option<Call>, StoreError> {
        Entity::find().filter(C::Source.eq(source)).filter(C::ExternalCallId.eq(external_call_id)).value(self.0).await
    }
}
