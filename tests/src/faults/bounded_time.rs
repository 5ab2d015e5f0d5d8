//! Promise 17 (tests/README.md §1): nobody waits longer than ten seconds for an answer, even of a database that has stopped to
//! move; whoever watches us learns of it within two.

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;

use super::agreement;
use crate::harness::scale::report;
use crate::harness::{ADMIN_EMAIL, Request, TestApp};

async fn timed(request: Request) -> Duration {
    let began = Instant::now();
    request.await;
    began.elapsed()
}

fn import(app: &TestApp, number: usize) -> Request {
    app.as_importer().post("/v1/clients", json!({"external_id": format!("cold-{number}"), "legal_name": "ООО «Лёд»", "source": "import"}))
}

#[tokio::test]
async fn nobody_waits_for_a_database_that_stands_still() {
    let Some(app) = TestApp::on_cluster().await else { return };
    import(&app, 0).expect(201).await;
    app.cluster().freeze();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let stranger = app.as_stranger();
    let login = format!("grant_type=password&username={}&password=wrong", ADMIN_EMAIL.replace('@', "%40"));
    let mut asked: Vec<_> = (0..8).map(|number| timed(import(&app, number).expect(503))).collect();
    asked.push(timed(app.as_director().get("/v1/clients").expect(503)));
    asked.push(timed(app.as_director().get("/v1/commission/accruals").expect(503)));
    asked.push(timed(stranger.ask(reqwest::Method::POST, "/oauth/token").raw("application/x-www-form-urlencoded", login).expect(503)));
    asked.push(timed(stranger.get("/metrics")));
    let watched = async {
        let ready = timed(stranger.get("/readyz").expect(503)).await;
        let alive = timed(stranger.get("/healthz").expect(200)).await;
        (ready, alive)
    };
    let (waited, (ready, alive)) = tokio::join!(join_all(asked), watched);
    app.cluster().thaw();
    let longest = waited.into_iter().max().unwrap();
    assert!(ready < Duration::from_secs(2), "/readyz took {ready:?}");
    assert!(alive < Duration::from_secs(1), "/healthz took {alive:?}");
    assert!(longest < Duration::from_millis(10_900), "an answer took {longest:?}");
    report(&format!(
        "PostgreSQL frozen: /readyz said so after {ready:.1?}, /healthz answered after {alive:.1?}, the slowest request after {longest:.1?}"
    ));
    for _ in 0..200 {
        if stranger.get("/readyz").expect_one_of(&[200, 503]).into_future().await.status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for number in 0..8 {
        import(&app, number).expect_one_of(&[200, 201]).await;
    }
    agreement::holds(&app).await;
}
