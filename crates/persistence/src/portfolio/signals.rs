//! Signals; at most one is open per kind and subject.

use std::collections::HashSet;

use domain::org::UnitCode;
use domain::portfolio::{Signal, SignalKind, SignalState};
use domain::{Facts, Instant, SignalId, UserId, Version, Word};

use self::signal::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// What heads should look at.
    signal: "signals" of Signal as signal {
        id: SignalId,
        version: Version as NextVersion,
        kind: SignalKind,
        subject: String,
        user_id: Option<UserId>,
        unit: UnitCode,
        facts: Facts as Json,
        state: SignalState,
        since: Instant,
        resolved_at: Option<Instant>,
    }
}

aggregate! { Signal: SignalId, "signal", in signal; }

crate::filter! {
    /// Filters of the list of signals.
    pub struct SignalFilter of signal {
        /// Only signals in one of these states; several are separated by commas, as in `open,acknowledged`.
        state: Several<SignalState> => C::State.is_one_of(state.each()),
        /// Only signals of this kind.
        kind: SignalKind => C::Kind.is(*kind),
        /// Only signals that the head of this unit should act on.
        unit: UnitCode => C::Unit.is(*unit),
        /// Only signals whose matter is this person's.
        user_id: OrNull<UserId> => user_id.among(C::UserId),
        /// Only signals about the thing with this id or code.
        subject: String => C::Subject.eq(subject.as_str()),
        /// Only signals raised after this instant, UTC.
        since_after: Instant => C::Since.gt(*since_after),
        /// Only signals raised before this instant, UTC.
        since_before: Instant => C::Since.lt(*since_before),
    }
    within reach { reach.person_or_unit(C::UserId, C::Unit) }
    sorts { since: C::Since, resolved_at: C::ResolvedAt }
    counts { kind: SignalKind = C::Kind, state: SignalState = C::State, unit: UnitCode = C::Unit, user_id: Option<UserId> = C::UserId }
}

repository! {
    /// Signals.
    Signals: signals
}

impl Signals<'_> {
    /// The signal of this kind and subject that is not resolved.
    pub async fn open(&self, kind: SignalKind, subject: &str) -> Result<Option<Signal>, StoreError> {
        unresolved().filter(C::Kind.is(kind)).filter(C::Subject.eq(subject)).value(self.0).await
    }

    /// All signals of these kinds that are not resolved.
    pub async fn open_of(&self, kinds: &[SignalKind]) -> Result<Vec<Signal>, StoreError> {
        unresolved().filter(C::Kind.is_one_of(kinds.iter().copied())).values(self.0).await
    }

    /// The signals of these kinds about these subjects that are not resolved.
    pub async fn open_about(&self, kinds: &[SignalKind], subjects: &[String]) -> Result<Vec<Signal>, StoreError> {
        let select = unresolved().filter(C::Kind.is_one_of(kinds.iter().copied())).filter(C::Subject.is_in(subjects));
        select.values(self.0).await
    }

    /// Signals of these kinds that are not resolved, in the order of their ids, up to `limit` after one.
    pub async fn open_after(&self, kinds: &[SignalKind], after: Option<SignalId>, limit: u64) -> Result<Vec<Signal>, StoreError> {
        let select = unresolved().filter(C::Kind.is_one_of(kinds.iter().copied()));
        let next = after.map_or(select.clone(), |after| select.filter(C::Id.gt(after.uuid())));
        next.order_by_asc(C::Id).limit(limit).values(self.0).await
    }

    /// Saves signals that were all resolved at the same instant: one statement.
    pub async fn save_resolved(&self, signals: &[Signal]) -> Result<(), StoreError> {
        let Some(like) = signals.first() else { return Ok(()) };
        Entity::update_many()
            .col_expr(C::State, Expr::value(like.state.as_str()))
            .col_expr(C::ResolvedAt, Expr::value(like.resolved_at))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_one_of(signals.iter().map(|signal| signal.id)))
            .filter(C::State.ne(SignalState::Resolved.as_str()))
            .run(self.0)
            .await
    }

    /// The subjects out of these of which a signal of this kind is not resolved.
    pub async fn open_subjects(&self, kind: SignalKind, subjects: &[String]) -> Result<HashSet<String>, StoreError> {
        let select = unresolved().filter(C::Kind.is(kind)).filter(C::Subject.is_in(subjects));
        Ok(select.values(self.0).await?.into_iter().map(|signal| signal.subject).collect())
    }

    /// Inserts new signals of which none of their kind and subject was open.
    pub async fn insert_all(&self, signals: &[Signal]) -> Result<(), StoreError> {
        for rows in signals.chunks(200) {
            Insert::<Entity>::of(rows).unless_known(&[]).later(self.0, Expects::Nothing).await?;
        }
        Ok(())
    }

    /// Inserts a new signal; `false` if one of its kind and subject is open already, whoever raised it.
    pub async fn insert_if_none_open(&self, signal: &Signal) -> Result<bool, StoreError> {
        Ok(Insert::<Entity>::of([signal]).unless_known(&[]).run(self.0).await? > 0)
    }
}

fn unresolved() -> Select<Entity> {
    Entity::find().filter(C::State.ne(SignalState::Resolved.as_str()))
}
