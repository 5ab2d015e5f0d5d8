//! Twenty call managers claim at once from one queue: nobody's client twice, none lost, the order kept, and who vanishes leaves nothing
//! behind (§3.2, N-7b, E-16). `BATON_TEST_TASKS` says how many tasks there are: 200, or 10000 for the promise.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::call_queue::{list, tuesday};
use crate::harness::story::{phone, unique};
use crate::harness::{ADMIN_EMAIL, Actor, Answer, PASSWORD, TestApp, env, log_in, said_aloud, stamp};

const MANAGERS: usize = 20;
/// So many of them vanish with what they hold.
const VANISH: usize = 4;

/// A person who logs in again when a long run outlives his token.
struct Person {
    email: String,
    actor: Actor,
}

impl Person {
    async fn of(app: &TestApp, email: &str) -> Self {
        let member = log_in(&app.as_stranger(), email).await;
        Self { email: email.to_owned(), actor: app.acting(member) }
    }

    async fn post(&mut self, app: &TestApp, path: &str, body: Value) -> Answer {
        let answer = self.actor.post(path, body.clone()).expect_one_of(&[200, 204, 401]).await;
        if answer.status != 401 {
            return answer;
        }
        *self = Self::of(app, &self.email).await;
        self.actor.post(path, body).expect_one_of(&[200, 204]).await
    }
}

/// One claim that brought somebody: whom, and when it was asked for and answered.
struct Claim {
    task: String,
    client: String,
    asked: Instant,
    told: Instant,
}

async fn managers(app: &TestApp) -> Vec<Person> {
    let hired = (0..MANAGERS).map(|_| async {
        let email = format!("caller{}@baton.test", unique());
        let person = json!({"email": email, "name": email, "unit": "call_centre", "roles": ["call_manager"], "password": PASSWORD});
        app.as_admin().post("/v1/users", person).expect(201).await;
        Person::of(app, &email).await
    });
    join_all(hired).await
}

/// Four lists of as many clients each: the urgent one, two of equal priority of which one is older, and one that can wait. The ids of all
/// tasks in the order in which they are to be called.
async fn queue(app: &TestApp, tasks: usize) -> Vec<String> {
    let mut clients = Vec::new();
    let numbers: Vec<_> = (0..tasks).map(|_| phone()).collect();
    for some in numbers.chunks(1_000) {
        let card =
            |number: &String| json!({"legal_name": format!("ООО «{number}»"), "source": "purchased_list", "phones": [{"number": number}]});
        let made =
            app.as_call_manager().post("/v1/clients/batch", json!({"items": some.iter().map(card).collect::<Vec<_>>()})).expect(207).await;
        clients.extend(made.items().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
    }
    for (some, priority) in clients.chunks(tasks.div_ceil(4)).zip([20, 50, 90, 50]) {
        let active = list(app, some, json!({"priority": priority})).await;
        assert_eq!(active["counts"]["queued"], some.len());
        app.advance(TimeDelta::seconds(1)).await;
    }
    let mut queue: Vec<_> = app.as_call_manager().all("/v1/call-tasks?state=queued").await;
    assert_eq!(queue.len(), tasks);
    let text = |task: &Value, member: &str| task[member].as_str().unwrap().to_owned();
    queue.sort_by_key(|task| (-task["priority"].as_i64().unwrap(), text(task, "next_attempt_at"), text(task, "id")));
    queue.iter().map(|task| text(task, "id")).collect()
}

/// Claims and says what came of it until nobody is left; who vanishes does so with his third client.
async fn work(app: &TestApp, person: &mut Person, now: &str, vanishes: bool) -> Vec<Claim> {
    let mut claims = Vec::new();
    loop {
        let asked = Instant::now();
        let answer = person.post(app, "/v1/call-tasks/claim", json!({})).await;
        if answer.status == 204 {
            assert!(answer.header("retry-after").is_some(), "somebody is due later");
            return claims;
        }
        claims.push(Claim { task: answer.id(), client: answer.text("client_id"), asked, told: Instant::now() });
        assert_eq!(answer.text("leased_by"), person.actor.id());
        if vanishes && claims.len() == 3 {
            return claims;
        }
        let said = if claims.len().is_multiple_of(3) {
            // He talked with him; a box that names nobody means whoever holds the client.
            let call = json!({"external_call_id": unique(), "direction": "outbound", "client_phone": answer.text("phone"), "started_at": now,
                              "answered_at": now, "ended_at": now, "outcome": "answered", "talk_seconds": 40});
            app.as_pbx().post("/v1/calls", call).expect(201).await;
            json!({"kind": "no_need"})
        } else {
            json!({"outcome": "busy"})
        };
        person.post(app, &format!("/v1/call-tasks/{}/result", answer.id()), said).await;
    }
}

/// Whoever stands before somebody who was claimed had been asked for by then: nobody is passed over but for those whom another claim holds.
fn keeps_the_order(queue: &[String], claims: &[Claim]) {
    let by_task: BTreeMap<_, _> = claims.iter().map(|claim| (&claim.task, claim)).collect();
    let mut last_asked: Option<Instant> = None;
    for (place, claim) in queue.iter().filter_map(|task| by_task.get(task)).enumerate() {
        assert!(last_asked.is_none_or(|asked| asked <= claim.told), "the one in place {place} was claimed before others who were due");
        last_asked = last_asked.max(Some(claim.asked));
    }
}

/// Once more than one of them works: how many claims were under way together at most.
fn together(claims: &[Claim]) -> usize {
    claims
        .iter()
        .map(|claim| claims.iter().filter(|other| other.asked <= claim.told && claim.asked <= other.told).count())
        .max()
        .unwrap_or(0)
}

async fn twenty_claim(app: &TestApp) {
    let tasks = env("BATON_TEST_TASKS").map_or(200, |text| text.parse().expect("BATON_TEST_TASKS is a number"));
    tuesday(app).await;
    let mut managers = managers(app).await;
    let queue = queue(app, tasks).await;
    let now = stamp(app.now().await);
    let began = Instant::now();
    let working = managers.iter_mut().enumerate().map(|(number, person)| work(app, person, &now, number < VANISH));
    let by_person = join_all(working).await;
    let took = began.elapsed();
    let held: Vec<_> = by_person.iter().take(VANISH).map(|claims| claims.last().unwrap().task.clone()).collect();
    let claims: Vec<_> = by_person.into_iter().flatten().collect();
    let clients: BTreeSet<_> = claims.iter().map(|claim| &claim.client).collect();
    assert_eq!((claims.len(), clients.len()), (tasks, tasks), "everybody once, nobody twice");
    keeps_the_order(&queue, &claims);
    assert!(together(&claims) > MANAGERS / 2, "they claim at once");

    let desk = Person::of(app, "vera@baton.test").await.actor;
    let leased: BTreeSet<_> =
        desk.all("/v1/call-tasks?state=leased").await.iter().map(|task| task["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(leased, held.iter().cloned().collect(), "who vanished holds what he held, and nobody else anything");
    let admin = Person::of(app, ADMIN_EMAIL).await.actor;
    let clock: chrono::DateTime<chrono::Utc> = admin.get("/v1/sandbox/clock").expect(200).await.text("now_at").parse().unwrap();
    let move_to = |at| admin.post("/v1/sandbox/clock/advance", json!({"to": stamp(at)})).expect(200);
    move_to(clock + TimeDelta::minutes(15) - TimeDelta::seconds(1)).await;
    let early = managers[VANISH].post(app, "/v1/call-tasks/claim", json!({})).await;
    assert_eq!(early.status, 204, "a lease lasts a quarter of an hour");
    move_to(clock + TimeDelta::minutes(15)).await;
    let now = stamp(clock + TimeDelta::minutes(15));
    let again = join_all(managers.iter_mut().skip(VANISH).map(|person| work(app, person, &now, false))).await;
    let again: Vec<_> = again.into_iter().flatten().collect();
    let returned: BTreeSet<_> = again.iter().map(|claim| claim.task.clone()).collect();
    assert_eq!((again.len(), returned), (VANISH, leased), "what they held is given to others, once");
    keeps_the_order(&queue, &again);

    let desk = Person::of(app, "vera@baton.test").await.actor;
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for task in desk.all("/v1/call-tasks").await {
        *states.entry(task["state"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let busy = states.remove("queued").unwrap_or(0);
    assert_eq!(states, BTreeMap::from([("done".to_owned(), tasks - busy)]), "none is lost");
    assert!(busy > 0);
    if tasks > 1_000 {
        let database = if app.database_url().starts_with("sqlite") { "SQLite" } else { "PostgreSQL" };
        let rate = 2_000 * tasks / usize::try_from(took.as_millis()).unwrap();
        said_aloud(&format!("{database}: {MANAGERS} people claimed {tasks} clients in {took:.0?}, {rate} claims and results a second"));
    }
}

on_both! {
    async fn everybody_is_claimed_once_and_in_order(app) {
        twenty_claim(app).await;
    }
}
