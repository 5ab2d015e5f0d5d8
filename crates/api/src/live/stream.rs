//! One stream: how far it has come, what its reader is sent, whether he may still read.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use app::auth::{AuthError, Pass, current_actor};
use app::events::{read_journal, readable_kinds};
use app::journal::{EntryFilter, Place};
use app::list::{After, PageRequest};
use app::{Actor, Ctx};
use domain::access::Action;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

use super::subscriptions::{Subscription, Subscriptions};
use super::{Batch, Frame};
use crate::list::encode_place;
use crate::{Code, Problem};

/// Silence is broken so often, so that proxies leave the connection open.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often the permission of a reader is checked to whom nothing is sent.
const RECHECK: Duration = Duration::from_secs(10);
/// Who took nothing for so long may have logged out unnoticed: he has to open a new stream.
const MAX_UNCHECKED: Duration = Duration::from_mins(5);
/// How soon the reader may come back when the stream has ended, in milliseconds.
const RETRY_MS: u32 = 2_000;
/// Entries read at a time by who is behind.
const PAGE: u64 = 200;

pub(super) struct Stream {
    ctx: Data<Ctx>,
    batches: broadcast::Receiver<Arc<Batch>>,
    stopping: CancellationToken,
    pass: Arc<Pass>,
    filter: EntryFilter,
    /// Everything up to here has been sent.
    at: Place,
    /// There is more in the journal than the batches bring.
    behind: bool,
    opened: bool,
    checked_at: Instant,
    heartbeat: Interval,
    /// Closed when the stream ends.
    subscription: Option<Subscription>,
}

/// What goes out next.
enum Step {
    Send(String),
    Wait,
    End,
}

impl Stream {
    /// A stream from `from` on, else from now on.
    pub(super) async fn new(
        ctx: Data<Ctx>,
        (batches, subscriptions): (broadcast::Receiver<Arc<Batch>>, &Subscriptions),
        (stopping, pass): (CancellationToken, Arc<Pass>),
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
            opened: false,
            checked_at: Instant::now(),
            heartbeat,
            subscription: None,
        };
        let reader = made.authorise().await.ok_or(app::AppError::Forbidden(Action::ReadEvents))?;
        made.subscription = reader.who.id().map(|id| subscriptions.open(id).ok_or_else(full)).transpose()?;
        Ok(made)
    }

    /// The next piece of the stream; `None` ends it.
    pub(super) async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if !self.opened {
            self.opened = true;
            let opening = format!("retry: {RETRY_MS}\n{}", self.heartbeat_frame());
            return Some((Ok(opening.into()), self));
        }
        loop {
            match self.step().await {
                // Known from memory for a second at most: after that a dismissed person is sent nothing more.
                Step::Send(_) if self.authorise().await.is_none() => return None,
                Step::Send(text) => return Some((Ok(text.into()), self)),
                Step::Wait => {}
                Step::End => return None,
            }
        }
    }

    async fn step(&mut self) -> Step {
        if self.checked_at.elapsed() >= RECHECK && (self.checked_at.elapsed() > MAX_UNCHECKED || self.authorise().await.is_none()) {
            return Step::End;
        }
        if self.behind {
            return self.catch_up().await;
        }
        let recheck_at = self.checked_at + RECHECK;
        tokio::select! {
            biased;
            () = self.stopping.cancelled() => Step::End,
            batch = self.batches.recv() => match batch {
                Ok(batch) => self.take(&batch),
                // He reads more slowly than it happens.
                Err(RecvError::Lagged(_) | RecvError::Closed) => Step::End,
            },
            _ = self.heartbeat.tick() => Step::Send(self.heartbeat_frame()),
            () = tokio::time::sleep_until(recheck_at) => Step::Wait,
        }
    }

    /// A comment with the place to come back to.
    fn heartbeat_frame(&self) -> String {
        format!(": here\nid: {}\n\n", encode_place(self.at))
    }

    /// What is new for all, as far as it is for this one.
    fn take(&mut self, batch: &Batch) -> Step {
        if batch.to <= self.at {
            return Step::Wait;
        }
        if batch.from > self.at {
            self.behind = true;
            return Step::Wait;
        }
        let wanted = batch.frames.iter().filter(|frame| frame.entry.place > self.at && self.filter.lets(&frame.entry));
        let text = joined(wanted);
        self.at = batch.to;
        if text.is_empty() { Step::Wait } else { Step::Send(text) }
    }

    /// A page of the journal for this one alone.
    async fn catch_up(&mut self) -> Step {
        // This query covers what was sent to others before it.
        self.batches = self.batches.resubscribe();
        let after = After { key: Some(self.at.to_string()), id: uuid::Uuid::nil() };
        let request = PageRequest { limit: PAGE, after: Some(after), sort: "id", descending: false };
        let Ok(found) = read_journal(&self.ctx, &self.filter, &request).await else { return Step::End };
        self.at = found.place;
        self.behind = found.page.next.is_some();
        let frames: Vec<_> = found.page.items.into_iter().map(Frame::new).collect();
        let text = joined(frames.iter());
        if text.is_empty() { Step::Wait } else { Step::Send(text) }
    }

    /// Is he still authenticated, and may he still read events? What he is sent follows from his roles now.
    async fn authorise(&mut self) -> Option<Actor> {
        self.checked_at = Instant::now();
        match current_actor(&self.ctx, &self.pass).await {
            Ok(actor) if actor.may(Action::ReadEvents).is_ok() => {
                self.filter.kinds = Some(readable_kinds(&actor, None));
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

fn joined<'a>(frames: impl Iterator<Item = &'a Frame>) -> String {
    frames.fold(String::new(), |mut text, frame| {
        let _ = text.write_str(&frame.text);
        text
    })
}
