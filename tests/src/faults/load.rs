//! People who go on writing while things break: each repeats a request until it is answered, and knows afterwards what he was told.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use serde_json::json;

use super::agreement::{count, number};
use super::dice::Dice;
use crate::harness::story::{Story, Until, call_event, rub, unique};
use crate::harness::{Answer, Request, TestApp, stamp};

/// What is written, each known again by something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A client, under an `Idempotency-Key`.
    KeyedClient,
    /// A client with an id of somebody else's.
    ImportedClient,
    /// A payment, by source and id.
    Payment,
    /// A call, as telephony reports it.
    Call,
    /// A conversation, under an `Idempotency-Key`.
    Activity,
}

const KINDS: [Kind; 5] = [Kind::KeyedClient, Kind::ImportedClient, Kind::Payment, Kind::Call, Kind::Activity];

/// One thing to write.
#[derive(Clone, Copy, Debug)]
struct Deed {
    kind: Kind,
    number: u32,
}

/// How people behave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) writers: usize,
    /// Of a hundred requests, so many are hung up on before they are answered.
    pub(super) dropped: usize,
    /// Of a hundred deeds, so many are sent twice at once.
    pub(super) doubled: usize,
    /// May connections break? Not where the server itself stays.
    pub(super) may_break: bool,
}

impl Manner {
    /// Eight patient writers.
    pub(super) const PATIENT: Self = Self { writers: 8, dropped: 0, doubled: 0, may_break: true };
}

/// Writers, and what they were told.
pub(super) struct Load<'a> {
    app: &'a TestApp,
    manner: Manner,
    story: Story,
    /// Where the sandbox clock stands.
    at: DateTime<Utc>,
    before: BTreeMap<&'static str, i64>,
    stopped: AtomicBool,
    told: Mutex<Vec<(Deed, String)>>,
    /// Requests of which nobody knew what became of them, or that were put off.
    unknown: AtomicU64,
}

const KINDS_OF_ROWS: [&str; 4] = ["clients", "payments", "calls", "activities"];

impl<'a> Load<'a> {
    pub(super) async fn on(app: &'a TestApp, manner: Manner) -> Self {
        let story = Story::told(app, Until::Completed).await;
        let at = app.now().await;
        let mut load = Self {
            app,
            manner,
            story,
            at,
            before: BTreeMap::new(),
            stopped: AtomicBool::new(false),
            told: Mutex::default(),
            unknown: AtomicU64::new(0),
        };
        load.before = load.rows().await;
        load
    }

    /// Writes while `meanwhile` happens, then finishes what was begun.
    pub(super) async fn during<T>(&self, meanwhile: impl Future<Output = T>) -> T {
        let writing = join_all((0..self.manner.writers).map(|writer| self.write(Dice::new(writer))));
        let happening = async {
            let value = meanwhile.await;
            self.stopped.store(true, Ordering::Relaxed);
            value
        };
        tokio::join!(writing, happening).1
    }

    /// How many things are done for good.
    pub(super) fn done(&self) -> usize {
        self.told.lock().unwrap().len()
    }

    /// How many answers were lost or put off.
    pub(super) fn unknown(&self) -> u64 {
        self.unknown.load(Ordering::Relaxed)
    }

    /// Waits until something asked from now on is done, and says how long that took.
    pub(super) async fn goes_on(&self, within: Duration) -> Duration {
        let (began, done) = (Instant::now(), self.done());
        while self.done() < done + self.manner.writers.min(4) {
            assert!(began.elapsed() < within, "nothing has been written for {within:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }

    async fn write(&self, mut dice: Dice) {
        while !self.stopped.load(Ordering::Relaxed) {
            let deed = Deed { kind: *dice.one(&KINDS), number: unique() };
            let id = if dice.below(100) < self.manner.doubled {
                let (mut one, mut other) = (dice.another(), dice.another());
                let (one, other) = tokio::join!(self.insist(deed, &mut one), self.insist(deed, &mut other));
                assert_eq!(one, other, "{deed:?} has become two things");
                one
            } else {
                self.insist(deed, &mut dice).await
            };
            self.told.lock().unwrap().push((deed, id));
        }
    }

    /// Sends it until it is answered: the id of what it has become.
    async fn insist(&self, deed: Deed, dice: &mut Dice) -> String {
        let began = Instant::now();
        loop {
            let request = self.request(deed);
            let patience = if dice.below(100) < self.manner.dropped { dice.below(30) } else { 20_000 };
            match tokio::time::timeout(Duration::from_millis(u64::try_from(patience).unwrap()), request.attempt()).await {
                Ok(Ok(answer)) if answer.status.is_success() => return answer.id(),
                Ok(Ok(answer)) => assert!(put_off(&answer), "{deed:?} was refused: {answer}"),
                Ok(Err(error)) => assert!(self.manner.may_break, "{deed:?} was not answered: {error:?}"),
                Err(_) => assert!(patience < 20_000, "{deed:?} was not answered within 20 seconds"),
            }
            self.unknown.fetch_add(1, Ordering::Relaxed);
            assert!(began.elapsed() < Duration::from_mins(1), "{deed:?} was put off for a minute");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn request(&self, Deed { kind, number }: Deed) -> Request {
        let (app, key, at) = (self.app, format!("load-{number}"), self.at);
        match kind {
            Kind::KeyedClient => {
                let client = json!({"legal_name": format!("ООО «Ключ {number}»"), "source": "inbound"});
                app.as_call_manager().post("/v1/clients", client).header("idempotency-key", &key)
            }
            Kind::ImportedClient => app
                .as_importer()
                .post("/v1/clients", json!({"external_id": key, "legal_name": format!("ООО «Ввоз {number}»"), "source": "import"})),
            Kind::Payment => {
                let payment = json!({"source": "bank", "external_id": key, "client_id": self.story.client, "amount": rub(100 + i64::from(number)),
                                     "value_on": at.date_naive().to_string(), "allocations": []});
                app.as_finance().post("/v1/payments", payment)
            }
            Kind::Call => {
                let mut call = call_event(at, &format!("+7495{number:07}"), "101");
                call["external_call_id"] = key.into();
                app.as_pbx().post("/v1/calls", call)
            }
            Kind::Activity => {
                let talk = json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": stamp(at), "result": key});
                app.as_farmer().post(format!("/v1/clients/{}/activities", self.story.client), talk).header("idempotency-key", &key)
            }
        }
    }

    async fn rows(&self) -> BTreeMap<&'static str, i64> {
        let mut rows = BTreeMap::new();
        for table in KINDS_OF_ROWS {
            rows.insert(table, count(self.app, &format!("select count(*) as n from {table}")).await);
        }
        rows
    }

    /// What was told is so, once, and is told again to whoever asks again.
    pub(super) async fn is_kept(&self) {
        let told = self.told.lock().unwrap().clone();
        let wrong = iter(&told)
            .map(|(deed, id)| async move {
                let again = self.request(*deed).await.id();
                (again != *id).then(|| format!("{deed:?} was {id} and is {again}"))
            })
            .buffer_unordered(16)
            .filter_map(async |wrong| wrong)
            .collect::<Vec<_>>()
            .await;
        assert!(wrong.is_empty(), "{} of {} acknowledged writes are lost: {wrong:#?}", wrong.len(), told.len());
        let of = |kinds: &[Kind]| number(told.iter().filter(|(deed, _)| kinds.contains(&deed.kind)).count());
        let wanted = BTreeMap::from([
            ("clients", of(&[Kind::KeyedClient, Kind::ImportedClient])),
            ("payments", of(&[Kind::Payment])),
            ("calls", of(&[Kind::Call])),
            ("activities", of(&[Kind::Activity])),
        ]);
        let made: BTreeMap<_, _> = self.rows().await.into_iter().map(|(table, rows)| (table, rows - self.before[table])).collect();
        assert_eq!(made, wanted, "what was written is there once");
    }
}

/// Is it one of the answers that ask for patience?
fn put_off(answer: &Answer) -> bool {
    match answer.status.as_u16() {
        503 => answer.header("retry-after").is_some() && answer.code() == "unavailable",
        409 => answer.code() == "idempotency_in_progress",
        _ => false,
    }
}
