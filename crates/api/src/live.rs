//! The journal as a stream (Server-Sent Events, WHATWG HTML §9.2). One query serves every stream of the process; a stream that falls
//! behind queries for itself, and one that cannot keep up is ended: its reader comes back with the last `id`.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use app::Ctx;
use app::auth::Pass;
use app::events::read_journal;
use app::journal::{Entry, EntryFilter, Place};
use app::list::{After, PageRequest};
use futures_util::stream::unfold;
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use crate::list::{decode_place, encode_place};
use crate::wire::event::Event;
use crate::{Code, Problem};

mod stream;
mod subscriptions;

use stream::Stream;
use subscriptions::Subscriptions;

/// How often the journal is looked at; what this process writes is seen at once.
const POLL_INTERVAL: Duration = Duration::from_millis(400);
/// Writes that come within so short a time are sent together.
const DEBOUNCE: Duration = Duration::from_millis(30);
/// Entries sent at a time.
const PAGE: u64 = 500;
/// Batches that wait for a slow reader before he is left behind.
const BUFFER: usize = 64;

/// What happened from one place of the journal to another.
#[derive(Debug)]
struct Batch {
    from: Place,
    to: Place,
    frames: Vec<Frame>,
}

/// An entry as it goes out, written once for all readers.
#[derive(Debug)]
struct Frame {
    entry: Entry,
    text: String,
}

impl Frame {
    fn new(entry: Entry) -> Self {
        let (id, name) = (encode_place(entry.place), entry.name.clone());
        let data = serde_json::to_string(&Event::from(entry.clone())).unwrap_or_default();
        Self { entry, text: format!("id: {id}\nevent: {name}\ndata: {data}\n\n") }
    }
}

/// The streams of this process.
#[derive(Debug)]
pub struct Live {
    batches: broadcast::Sender<Arc<Batch>>,
    /// Somebody has subscribed.
    subscribed: Notify,
    subscriptions: Subscriptions,
    stopping: CancellationToken,
}

impl Live {
    /// Streams that end when `stopping` says so.
    pub fn new(stopping: CancellationToken) -> Self {
        Self { batches: broadcast::channel(BUFFER).0, subscribed: Notify::new(), subscriptions: Subscriptions::default(), stopping }
    }

    /// Polls the journal while anybody is subscribed, and sends what is new to all who are.
    pub async fn run(self: Arc<Self>, ctx: Data<Ctx>) {
        self.stopping.run_until_cancelled(self.poll(&ctx)).await;
    }

    async fn poll(&self, ctx: &Ctx) {
        let mut sent_up_to = None;
        let mut wrote = ctx.store.wrote();
        loop {
            if self.batches.receiver_count() == 0 {
                sent_up_to = None;
                self.subscribed.notified().await;
            }
            match self.publish_since(ctx, sent_up_to).await {
                Ok(place) => sent_up_to = Some(place),
                Err(error) => tracing::warn!(error = ?error, "the journal cannot be followed now"),
            }
            tokio::select! {
                _ = wrote.changed() => tokio::time::sleep(DEBOUNCE).await,
                () = tokio::time::sleep(POLL_INTERVAL) => {}
            }
        }
    }

    /// Sends what is new since `from`. The first time it sends only where it begins: a stream that stands before that reads up to it itself.
    async fn publish_since(&self, ctx: &Ctx, from: Option<Place>) -> Result<Place, app::AppError> {
        let Some(mut from) = from else {
            let to = ctx.read().journal().horizon().await?;
            self.send(Batch { from: to, to, frames: Vec::new() });
            return Ok(to);
        };
        loop {
            let after = After { key: Some(from.to_string()), id: uuid::Uuid::nil() };
            let request = PageRequest { limit: PAGE, after: Some(after), sort: "id", descending: false };
            let found = read_journal(ctx, &EntryFilter::default(), &request).await?;
            if found.page.items.is_empty() {
                return Ok(from);
            }
            let more = found.page.next.is_some();
            let frames = found.page.items.into_iter().map(Frame::new).collect();
            self.send(Batch { from, to: found.place, frames });
            from = found.place;
            if !more {
                return Ok(from);
            }
        }
    }

    fn send(&self, batch: Batch) {
        // Without a subscriber nobody misses it.
        drop(self.batches.send(Arc::new(batch)));
    }

    fn subscribe(&self) -> broadcast::Receiver<Arc<Batch>> {
        let receiver = self.batches.subscribe();
        self.subscribed.notify_one();
        receiver
    }

    /// The answer that goes on: from `Last-Event-ID`, else from the cursor, else from now.
    pub async fn stream(
        &self,
        req: &HttpRequest,
        ctx: Data<Ctx>,
        pass: Arc<Pass>,
        (filter, page): (EntryFilter, PageRequest),
    ) -> Result<HttpResponse, Problem> {
        if page.descending {
            return Err(Problem::new(Code::BadQuery, "sort: a stream runs forward in time"));
        }
        let last = req.headers().get("last-event-id").map(|value| value.to_str().unwrap_or("?")).filter(|id| !id.is_empty());
        let after = last.map(decode_place).transpose()?.or(page.after);
        let from = after.and_then(|after| after.key).and_then(|key| key.parse().ok());
        let stream = Stream::new(ctx, (self.subscribe(), &self.subscriptions), (self.stopping.clone(), pass), (filter, from)).await?;
        Ok(HttpResponse::Ok()
            .content_type("text/event-stream")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header(("x-accel-buffering", "no"))
            .streaming(unfold(stream, Stream::next)))
    }
}
