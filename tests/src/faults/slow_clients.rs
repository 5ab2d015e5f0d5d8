//! Promise 18 (tests/README.md §1): whoever sends slowly harms nobody but himself.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::scale::{report, size};
use crate::harness::{Db, TestApp};

/// A connection that sends a byte now and then: of its head, or of its body.
async fn dawdle(address: String, token: String, of_head: bool) -> Duration {
    let began = Instant::now();
    let mut stream = TcpStream::connect(address).await.expect("a place for one more");
    let head = format!("POST /v1/clients HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n");
    let head = if of_head { head } else { format!("{head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{") };
    stream.write_all(head.as_bytes()).await.expect("a beginning");
    let mut answer = [0; 1024];
    while began.elapsed() < Duration::from_secs(40) {
        let next = stream.write_all(if of_head { b"X" } else { b" " }).await;
        let read = tokio::time::timeout(Duration::from_millis(700), stream.read(&mut answer)).await;
        if next.is_err() || matches!(read, Ok(Ok(0) | Err(_))) {
            break;
        }
    }
    began.elapsed()
}

#[tokio::test]
async fn whoever_sends_slowly_harms_nobody_but_himself() {
    let app = TestApp::apart_with(Db::Sqlite, &[("BATON_BODY_TIMEOUT", "5")]).await.unwrap();
    let slow = size(200, 2_500);
    let address = app.base().trim_start_matches("http://").to_owned();
    let slowly = (0..slow).map(|number| tokio::spawn(dawdle(address.clone(), app.as_director().token().to_owned(), number % 2 == 0)));
    let slowly: Vec<_> = slowly.collect();
    let (until, mut waits) = (Instant::now() + Duration::from_secs(size(5, 20)), Vec::new());
    while Instant::now() < until {
        let began = Instant::now();
        app.as_director().get("/v1/clients?limit=20").expect(200).await;
        waits.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    waits.sort();
    let p99 = waits[waits.len() * 99 / 100];
    // The machine of a build does other things besides.
    assert!(p99 < size(Duration::from_secs(1), Duration::from_millis(250)), "an honest request took {p99:?}");
    let cut = join_all(slowly).await.into_iter().map(Result::unwrap).max().unwrap();
    assert!(cut < Duration::from_secs(20), "a slow connection was let be for {cut:?}");
    report(&format!(
        "{slow} slow connections: {} honest requests, p99 {p99:.1?}, none failed; the last slow one cut after {cut:.1?}",
        waits.len()
    ));
}
