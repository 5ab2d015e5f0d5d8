//! Duties to call back: by number, by client, and when they are due.

use domain::calling::missed::{MissedCall, MissedCallState};
use domain::calling::quality::Quality;
use domain::org::UnitCode;
use domain::phone::Phone;
use domain::{CallId, ClientId, Instant, MissedCallId, UserId, Version};

use self::missed_call::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Inbound calls that nobody answered; at most one open duty a number.
    missed_call: "missed_calls" of MissedCall as missed {
        id: MissedCallId,
        version: Version as NextVersion,
        number: Phone,
        client_id: Option<ClientId>,
        call_ids: Vec<CallId> as List,
        missed_at: Instant,
        due_at: Instant,
        unit: UnitCode,
        user_id: Option<UserId>,
        state: MissedCallState,
        returned_call_id: Option<CallId>,
        returned_after_seconds: Option<i64>,
        returned_in_time: Option<bool>,
        dismiss_reason: Option<String>,
        created_at: Instant,
    }
}

aggregate! { MissedCall: MissedCallId, "missed call", in missed_call; }

crate::filter! {
    /// Which missed calls a list shows.
    pub struct MissedCallFilter of missed_call {
        /// Only missed calls in one of these states; several are separated by commas, as in `open,overdue`.
        state: Several<MissedCallState> => C::State.is_one_of(state.each()),
        /// Only missed calls for which the head of this unit answers.
        unit: UnitCode => C::Unit.is(*unit),
        /// Only missed calls that this person has to return.
        user_id: OrNull<UserId> => user_id.among(C::UserId),
        /// Only missed calls from this phone number, in any form that is dialled in the company's region.
        number: Phone => C::Number.is(number.clone()),
        /// Only missed calls of this client.
        client_id: OrNull<ClientId> => client_id.owns(C::ClientId),
        /// Only missed calls that are to be returned before this instant, UTC.
        due_before: Instant => C::DueAt.lt(*due_before),
    }
    within reach { reach.all_or_nothing() }
    sorts { due_at: C::DueAt, missed_at: C::MissedAt }
    counts { state: MissedCallState = C::State, unit: UnitCode = C::Unit, user_id: Option<UserId> = C::UserId }
}

/// Written out, since indexes are for these alone.
fn waiting() -> Select<Entity> {
    Entity::find().filter(Expr::cust("missed_calls.state in ('open', 'overdue')"))
}

/// Written out, since an index is for these alone.
fn running() -> Select<Entity> {
    Entity::find().filter(Expr::cust("missed_calls.state = 'open'"))
}

repository! {
    /// Missed calls.
    MissedCalls: missed_calls
}

impl MissedCalls<'_> {
    /// The open duty of this number.
    pub async fn waiting(&self, number: &Phone) -> Result<Option<MissedCall>, StoreError> {
        waiting().filter(C::Number.is(number.clone())).value(self.0).await
    }

    /// The open duties of this number, and of this client by whatever number: a client has few. Asked of every call that may return
    /// one, hence at once.
    pub async fn waiting_for(&self, number: Option<&Phone>, client: Option<ClientId>) -> Result<Vec<MissedCall>, StoreError> {
        let either = Condition::any()
            .add_option(number.map(|number| C::Number.is(number.clone())))
            .add_option(client.map(|client| C::ClientId.is(client)));
        if either.is_empty() {
            return Ok(Vec::new());
        }
        waiting().filter(either).order_by_asc(C::Id).limit(20).values(self.0).await
    }

    /// How many were missed in this time by each person who had to return them and whom the reader may see, and how many of them were
    /// returned in time.
    pub async fn quality(&self, reach: Reach, (from, until): (Instant, Instant)) -> Result<Vec<Quality>, StoreError> {
        let select = Entity::find()
            .select_only()
            .column(C::UserId)
            .column_as(Expr::cust("count(*)"), "missed")
            .column_as(Expr::cust("cast(sum(case when returned_in_time then 1 else 0 end) as bigint)"), "in_time")
            .filter(C::MissedAt.gte(from))
            .filter(C::MissedAt.lt(until))
            .filter(C::UserId.is_not_null())
            .filter(reach.people(C::UserId))
            .group_by(C::UserId);
        let rows = tuples::<(uuid::Uuid, i64, i64)>(&select, self.0).await?;
        let quality = |(user, missed_calls, returned_in_time)| Quality {
            user_id: Some(UserId::new(user)),
            missed_calls,
            returned_in_time,
            ..Quality::default()
        };
        Ok(rows.into_iter().map(quality).collect())
    }

    /// When the next one is overdue.
    pub async fn next_due(&self) -> Result<Option<Instant>, StoreError> {
        running().least(C::DueAt, self.0).await
    }

    /// Up to 200 that nobody has returned in time, the longest overdue first.
    pub async fn due(&self, now: Instant) -> Result<Vec<MissedCall>, StoreError> {
        running().filter(C::DueAt.lte(now)).order_by_asc(C::DueAt).limit(200).values(self.0).await
    }
}
