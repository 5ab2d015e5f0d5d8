//! One stream: where it stands, what its reader is told, whether he may still listen.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use app::auth::{AuthError, Pass, look_at};
use app::events::{follow, told};
use app::{Actor, Ctx};
use domain::access::Action;
use persistence::journal::{EntryFilter, Place};
use persistence::{After, PageRequest};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

use super::seats::{Seat, Seats};
use super::{Batch, Told};
use crate::list::lasting;
use crate::{Code, Problem};

/// Silence is broken so often, so that proxies leave the connection open.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// So often it is asked of one who is told nothing whether he still works here, and as what.
const RECHECK: Duration = Duration::from_secs(10);
/// Who took nothing for so long may have logged out unseen: he comes in anew.
const TOO_LONG: Duration = Duration::from_mins(5);
/// How soon the reader may come back when the stream has ended, in milliseconds.
const RETRY_MS: u32 = 2_000;
/// Entries read at a time by who is behind.
const STEP: u64 = 200;

pub(super) struct Follower {
    ctx: Data<Ctx>,
    batches: broadcast::Receiver<Arc<Batch>>,
    stopping: CancellationToken,
    pass: Pass,
    filter: EntryFilter,
    /// Everything up to here has been told.
    at: Place,
    /// There is more in the journal than the batches tell.
    behind: bool,
    greeted: bool,
    looked_at: Instant,
    heartbeat: Interval,
    /// Given back when the stream ends.
    seat: Option<Seat>,
}

/// What goes out next.
enum Step {
    Say(String),
    Wait,
    End,
}

impl Follower {
    /// A stream from `from` on, else from now on.
    pub(super) async fn new(
        ctx: Data<Ctx>,
        (batches, seats): (broadcast::Receiver<Arc<Batch>>, &Seats),
        (stopping, pass): (CancellationToken, Pass),
        (filter, from): (EntryFilter, Option<Place>),
    ) -> Result<Self, Problem> {
        let horizon = ctx.read().journal().horizon().await.map_err(app::AppError::from)?;
        let at = from.unwrap_or(horizon);
        if at > horizon {
            return Err(app::AppError::BeyondJournal.into());
        }
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut made = Self {
            ctx,
            batches,
            stopping,
            pass,
            filter,
            at,
            behind: true,
            greeted: false,
            looked_at: Instant::now(),
            heartbeat,
            seat: None,
        };
        let reader = made.may_listen().await.ok_or(app::AppError::Forbidden(Action::ReadEvents))?;
        made.seat = reader.who.id().map(|id| seats.take(id).ok_or_else(full)).transpose()?;
        Ok(made)
    }

    /// The next piece of the stream; `None` ends it.
    pub(super) async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if !self.greeted {
            self.greeted = true;
            let hello = format!("retry: {RETRY_MS}\n{}", self.beat());
            return Some((Ok(hello.into()), self));
        }
        loop {
            match self.step().await {
                // Known from memory for a second at most: after that a dismissed person hears nothing more.
                Step::Say(_) if self.may_listen().await.is_none() => return None,
                Step::Say(text) => return Some((Ok(text.into()), self)),
                Step::Wait => {}
                Step::End => return None,
            }
        }
    }

    async fn step(&mut self) -> Step {
        if self.looked_at.elapsed() >= RECHECK && (self.looked_at.elapsed() > TOO_LONG || self.may_listen().await.is_none()) {
            return Step::End;
        }
        if self.behind {
            return self.catch_up().await;
        }
        let recheck_at = self.looked_at + RECHECK;
        tokio::select! {
            biased;
            () = self.stopping.cancelled() => Step::End,
            batch = self.batches.recv() => match batch {
                Ok(batch) => self.take(&batch),
                // He takes what he is told more slowly than it happens.
                Err(RecvError::Lagged(_) | RecvError::Closed) => Step::End,
            },
            _ = self.heartbeat.tick() => Step::Say(self.beat()),
            () = tokio::time::sleep_until(recheck_at) => Step::Wait,
        }
    }

    /// A comment, with the place to come back to: it tells nothing, and is remembered.
    fn beat(&self) -> String {
        format!(": here\nid: {}\n\n", lasting(self.at))
    }

    /// What others are told, as far as it is for this one.
    fn take(&mut self, batch: &Batch) -> Step {
        if batch.to <= self.at {
            return Step::Wait;
        }
        if batch.from > self.at {
            self.behind = true;
            return Step::Wait;
        }
        let wanted = batch.told.iter().filter(|told| told.entry.place > self.at && self.filter.lets(&told.entry));
        let text = said(wanted);
        self.at = batch.to;
        if text.is_empty() { Step::Wait } else { Step::Say(text) }
    }

    /// A page of the journal for this one alone.
    async fn catch_up(&mut self) -> Step {
        // What is told from now on is not waited for: this look at the journal covers what was told before.
        self.batches = self.batches.resubscribe();
        let after = After { key: Some(self.at.to_string()), id: uuid::Uuid::nil() };
        let request = PageRequest { limit: STEP, after: Some(after), sort: "id", descending: false };
        let Ok(followed) = follow(&self.ctx, &self.filter, &request).await else { return Step::End };
        self.at = followed.place;
        self.behind = followed.page.next.is_some();
        let told: Vec<_> = followed.page.items.into_iter().map(Told::new).collect();
        let text = said(told.iter());
        if text.is_empty() { Step::Wait } else { Step::Say(text) }
    }

    /// Does he still work here? What he is told follows from what he is now.
    async fn may_listen(&mut self) -> Option<Actor> {
        self.looked_at = Instant::now();
        match look_at(&self.ctx, &self.pass).await {
            Ok(actor) if actor.may(Action::ReadEvents).is_ok() => {
                self.filter.kinds = Some(told(&actor, None));
                Some(actor)
            }
            Ok(_) | Err(AuthError::Refused(_) | AuthError::Failed(_)) => None,
        }
    }
}

fn full() -> Problem {
    Problem::new(Code::TooManyRequests, "you have as many streams open as allowed: close some, or share one")
        .header(header::RETRY_AFTER, RECHECK.as_secs().to_string())
}

fn said<'a>(told: impl Iterator<Item = &'a Told>) -> String {
    told.fold(String::new(), |mut text, told| {
        let _ = text.write_str(&told.frame);
        text
    })
}
