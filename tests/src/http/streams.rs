//! The journal as a stream: live, resumed, by ticket, and how it ends.

use futures_util::future::join_all;
use reqwest::Response;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use super::events::{START, WAIT, made};
use crate::harness::story::unique;
use crate::harness::{Actor, Db, TestApp};

/// An open stream.
pub(super) struct Stream {
    response: Response,
    text: String,
}

/// What came: `id`, `event`, `data`.
#[derive(Debug)]
pub(super) struct Sent {
    id: String,
    event: String,
    pub(super) data: Value,
}

impl Stream {
    pub(super) async fn open(actor: &Actor, base: &str, query: &str, last: Option<&str>) -> Self {
        let mut request = reqwest::Client::new().get(format!("{base}/v1/events{query}")).header("accept", "text/event-stream");
        if !query.contains("ticket=") {
            request = request.bearer_auth(actor.token());
        }
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let headers = [header("content-type"), header("cache-control"), header("x-accel-buffering")];
        assert_eq!(headers, ["text/event-stream", "no-store", "no"]);
        let mut stream = Self { response, text: String::new() };
        let hello = stream.block().await.unwrap();
        assert!(hello.contains("retry: ") && hello.contains("\nid: "), "{hello}");
        stream
    }

    /// The next block; `None` at the end.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(block);
            }
            let chunk = tokio::time::timeout(WAIT, self.response.chunk()).await.expect("something within the time");
            self.text.push_str(std::str::from_utf8(&chunk.ok()??).unwrap());
        }
    }

    pub(super) async fn next(&mut self) -> Sent {
        loop {
            let block = self.block().await.expect("a stream that goes on");
            let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            if let Some(data) = line("data: ") {
                let (id, event) = (line("id: ").unwrap(), line("event: ").unwrap());
                return Sent { id, event, data: serde_json::from_str(&data).unwrap() };
            }
        }
    }
}

on_both! {
    async fn a_stream_tells_at_once_what_any_instance_writes(app) {
        let director = app.as_director();
        let mut stream = Stream::open(&director, &app.base(), "?name=client_created", None).await;
        let here = made(app).await;
        let first = stream.next().await;
        assert_eq!((first.event.as_str(), first.data["subject_id"].as_str()), ("client_created", Some(here.as_str())));
        let sibling = app.sibling().await;
        let card = json!({"legal_name": format!("ООО «Там {}»", unique()), "source": "inbound"});
        let there = sibling.asked_by(&app.as_hunter()).post("/v1/clients", card).expect(201).await.id();
        let second = stream.next().await;
        assert_eq!(second.data["subject_id"], there.as_str());
        // The list says the same under the same cursor.
        let list = director.get(format!("/v1/events?name=client_created&cursor={}", first.id)).expect(200).await;
        assert_eq!(list.items()[0], second.data);
        // Who lost the stream comes back with the last id, whatever his URL says.
        drop(stream);
        let third = made(app).await;
        let mut again = Stream::open(&director, &app.base(), &format!("?name=client_created&cursor={START}"), Some(&second.id)).await;
        assert_eq!(again.next().await.data["subject_id"], third.as_str());
        let mut from_the_first = Stream::open(&director, &app.base(), &format!("?name=client_created&cursor={START}"), None).await;
        assert_eq!(from_the_first.next().await.data["subject_id"], here.as_str());
        director.get("/v1/events?sort=-id").header("accept", "text/event-stream").expect(400).await;
        // Who would rather have no stream gets a list.
        director.get("/v1/events?sort=-id").header("accept", "text/event-stream;q=0, */*").expect(200).await;
        director.get("/v1/events").header("accept", "text/event-stream").header("last-event-id", "nonsense").expect(400).await;
    }

    async fn many_streams_miss_nothing_while_many_write(app) {
        let director = app.as_director();
        let mut streams = Vec::new();
        for _ in 0..6 {
            streams.push(Stream::open(&director, &app.base(), "?name=client_created", None).await);
        }
        let mut all: Vec<_> = join_all((0..40).map(|_| made(app))).await;
        all.sort();
        for stream in &mut streams {
            let mut seen = Vec::new();
            for _ in 0..all.len() {
                seen.push(stream.next().await.data["subject_id"].as_str().unwrap().to_owned());
            }
            seen.sort();
            assert_eq!(seen, all);
        }
    }

    async fn a_ticket_opens_one_stream(app) {
        let farmer = app.as_farmer();
        let answer = farmer.post("/v1/event-tickets", json!({})).expect(201).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let ticket = answer.text("ticket");
        // Not for lists, and not spent by asking for one.
        app.as_stranger().get(format!("/v1/events?ticket={ticket}")).expect(401).await;
        let open = |ticket: &str| app.as_stranger().get(format!("/v1/me?ticket={ticket}")).header("accept", "text/event-stream");
        open(&ticket).expect(401).await;
        let sibling = app.sibling().await;
        let mut stream = Stream::open(&farmer, &sibling.base(), &format!("?name=client_created&ticket={ticket}"), None).await;
        let client = made(app).await;
        assert_eq!(stream.next().await.data["subject_id"], client.as_str());
        let again = app.as_stranger().get(format!("/v1/events?ticket={ticket}")).header("accept", "text/event-stream").expect(401).await;
        assert!(again.header("www-authenticate").is_some_and(|value| value.contains("invalid_token")));
        app.as_stranger().get("/v1/events?ticket=nonsense").header("accept", "text/event-stream").expect(401).await;
        // Kept by its hash alone.
        let pool = Database::connect(app.database_url()).await.unwrap();
        farmer.post("/v1/event-tickets", json!({})).expect(201).await;
        let sql = format!("select count(*) as n from event_tickets where hash like '%{ticket}%' or pass like '%{}%'", farmer.token());
        let row = pool.query_one_raw(sea_orm::Statement::from_string(pool.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0);
        pool.close().await.unwrap();
    }

    async fn of_many_who_show_a_ticket_one_gets_in(app) {
        let ticket = app.as_farmer().post("/v1/event-tickets", json!({})).expect(201).await.text("ticket");
        let statuses = join_all((0..8).map(|_| async {
            let url = format!("{}/v1/events?ticket={ticket}", app.base());
            reqwest::Client::new().get(url).header("accept", "text/event-stream").send().await.unwrap().status().as_u16()
        }))
        .await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 401].contains(status)), "{statuses:?}");
    }

    async fn one_has_so_many_streams_and_no_more(app) {
        let farmer = app.as_farmer();
        let mut streams = Vec::new();
        for _ in 0..20 {
            streams.push(Stream::open(&farmer, &app.base(), "", None).await);
        }
        let full = farmer.get("/v1/events").header("accept", "text/event-stream").expect(429).await;
        assert_eq!((full.code().as_str(), full.header("retry-after")), ("too_many_requests", Some("10")));
        Stream::open(&app.as_director(), &app.base(), "", None).await;
        // A seat is given back when the server notices that nobody listens: at the next thing it has to say.
        drop(streams);
        let mut tries = 0;
        loop {
            made(app).await;
            let url = format!("{}/v1/events", app.base());
            let again = reqwest::Client::new().get(url).header("accept", "text/event-stream").bearer_auth(farmer.token()).send().await.unwrap();
            if again.status() == 200 {
                break;
            }
            tries += 1;
            assert!(tries < 50, "the seats are still taken: {}", again.status());
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    }

    async fn who_leaves_hears_no_more(app) {
        let mut stream = Stream::open(&app.as_other_farmer(), &app.base(), "", None).await;
        app.as_admin().post(format!("/v1/users/{}/deactivate", app.as_other_farmer().id()), json!({})).expect(200).await;
        while stream.block().await.is_some() {}
    }
}

/// A proxy must not take silence for the end. What keeps it open also says where to come back to.
#[tokio::test]
async fn silence_is_broken_in_time() {
    let Some(app) = TestApp::start(Db::Sqlite).await else { return };
    let mut stream = Stream::open(&app.as_director(), &app.base(), "", None).await;
    let began = std::time::Instant::now();
    let chunk =
        tokio::time::timeout(std::time::Duration::from_secs(40), stream.response.chunk()).await.expect("a heartbeat").unwrap().unwrap();
    let beat = std::str::from_utf8(&chunk).unwrap();
    assert!(beat.starts_with(": ") && beat.contains("\nid: ") && !beat.contains("data"), "{beat}");
    assert!(began.elapsed().as_secs() >= 10, "it did not come by the clock: {:?}", began.elapsed());
}

/// A stream does not keep the server from ending.
#[tokio::test]
async fn a_server_that_stops_ends_its_streams() {
    let Some(mut app) = TestApp::start(Db::Sqlite).await else { return };
    let mut stream = Stream::open(&app.as_director(), &app.base(), "", None).await;
    app.restart().await;
    while stream.block().await.is_some() {}
}
