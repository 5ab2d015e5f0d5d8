//! The journal as a stream (Server-Sent Events, WHATWG HTML §9.2). One look at the database serves every stream of the process; a
//! stream that falls behind it reads for itself, and one that cannot keep up is ended: its reader comes back with the last `id`.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use app::Ctx;
use app::auth::Pass;
use app::events::follow;
use futures_util::stream::unfold;
use persistence::journal::{Entry, EntryFilter, Place};
use persistence::{After, PageRequest};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use crate::list::{lasting, place};
use crate::wire::event::Event;
use crate::{Code, Problem};

mod follower;
mod seats;

use follower::Follower;
use seats::Seats;

/// How often the journal is looked at; what this process writes is seen at once.
const BEAT: Duration = Duration::from_millis(400);
/// Writes that come within so short a time are told together.
const BREATH: Duration = Duration::from_millis(30);
/// Entries told at a time.
const STEP: u64 = 500;
/// Batches that wait for a slow reader before he is left behind.
const PATIENCE: usize = 64;

/// What happened from one place of the journal to another.
#[derive(Debug)]
struct Batch {
    from: Place,
    to: Place,
    told: Vec<Told>,
}

/// An entry as it goes out, written once for all readers.
#[derive(Debug)]
struct Told {
    entry: Entry,
    frame: String,
}

impl Told {
    fn new(entry: Entry) -> Self {
        let (id, name) = (lasting(entry.place), entry.name.clone());
        let data = serde_json::to_string(&Event::from(entry.clone())).unwrap_or_default();
        Self { entry, frame: format!("id: {id}\nevent: {name}\ndata: {data}\n\n") }
    }
}

/// The streams of this process.
#[derive(Debug)]
pub struct Live {
    batches: broadcast::Sender<Arc<Batch>>,
    /// Somebody has come to listen.
    listened: Notify,
    seats: Seats,
    stopping: CancellationToken,
}

impl Live {
    /// Streams that end when `stopping` says so.
    pub fn new(stopping: CancellationToken) -> Self {
        Self { batches: broadcast::channel(PATIENCE).0, listened: Notify::new(), seats: Seats::default(), stopping }
    }

    /// Looks at the journal while anybody listens, and tells all who do.
    pub async fn tell(self: Arc<Self>, ctx: Data<Ctx>) {
        self.stopping.run_until_cancelled(self.keep_telling(&ctx)).await;
    }

    async fn keep_telling(&self, ctx: &Ctx) {
        let mut told_up_to = None;
        let mut wrote = ctx.store.wrote();
        loop {
            if self.batches.receiver_count() == 0 {
                told_up_to = None;
                self.listened.notified().await;
            }
            match self.look(ctx, told_up_to).await {
                Ok(place) => told_up_to = Some(place),
                Err(error) => tracing::warn!(error = ?error, "the journal cannot be followed now"),
            }
            tokio::select! {
                _ = wrote.changed() => tokio::time::sleep(BREATH).await,
                () = tokio::time::sleep(BEAT) => {}
            }
        }
    }

    /// Tells what is new since `from`. The first look tells only where it begins: who stands before that reads up to it himself.
    async fn look(&self, ctx: &Ctx, from: Option<Place>) -> Result<Place, app::AppError> {
        let Some(mut from) = from else {
            let to = ctx.read().journal().horizon().await?;
            self.send(Batch { from: to, to, told: Vec::new() });
            return Ok(to);
        };
        loop {
            let after = After { key: Some(from.to_string()), id: uuid::Uuid::nil() };
            let request = PageRequest { limit: STEP, after: Some(after), sort: "id", descending: false };
            let followed = follow(ctx, &EntryFilter::default(), &request).await?;
            if followed.page.items.is_empty() {
                return Ok(from);
            }
            let more = followed.page.next.is_some();
            let told = followed.page.items.into_iter().map(Told::new).collect();
            self.send(Batch { from, to: followed.place, told });
            from = followed.place;
            if !more {
                return Ok(from);
            }
        }
    }

    fn send(&self, batch: Batch) {
        // Nobody listens any more: nobody misses it.
        drop(self.batches.send(Arc::new(batch)));
    }

    fn listen(&self) -> broadcast::Receiver<Arc<Batch>> {
        let receiver = self.batches.subscribe();
        self.listened.notify_one();
        receiver
    }

    /// The answer that goes on: from `Last-Event-ID`, else from the cursor, else from now.
    pub async fn stream(
        &self,
        req: &HttpRequest,
        ctx: Data<Ctx>,
        pass: Pass,
        (filter, page): (EntryFilter, PageRequest),
    ) -> Result<HttpResponse, Problem> {
        if page.descending {
            return Err(Problem::new(Code::BadQuery, "sort: a stream runs forward in time"));
        }
        let last = req.headers().get("last-event-id").map(|value| value.to_str().unwrap_or("?")).filter(|id| !id.is_empty());
        let after = last.map(place).transpose()?.or(page.after);
        let from = after.and_then(|after| after.key).and_then(|key| key.parse().ok());
        let follower = Follower::new(ctx, (self.listen(), &self.seats), (self.stopping.clone(), pass), (filter, from)).await?;
        Ok(HttpResponse::Ok()
            .content_type("text/event-stream")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header(("x-accel-buffering", "no"))
            .streaming(unfold(follower, Follower::next)))
    }
}
