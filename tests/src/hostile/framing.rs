//! Promise 9: where one request ends and the next begins is said in one way, or not at all. Over bare sockets.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::harness::{Db, TestApp};

/// What the server writes until it hangs up.
pub(super) struct Written {
    /// Of the first answer; empty if there is none.
    pub(super) status: String,
    /// All of it.
    pub(super) text: String,
}

/// The answer to these bytes. The server may hang up before it has read all of them.
pub(super) async fn asked(app: &TestApp, bytes: impl AsRef<[u8]>) -> Written {
    let address = app.base().trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    drop(stream.write_all(bytes.as_ref()).await);
    drop(stream.shutdown().await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    let text = String::from_utf8_lossy(&answer).into_owned();
    Written { status: text.split(' ').nth(1).unwrap_or_default().to_owned(), text }
}

/// Each carries a second request inside, which would be answered if the first were read otherwise than its sender's proxy reads it.
#[tokio::test]
async fn no_request_is_smuggled_in_another() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let token = app.as_director().token().to_owned();
    let inner = format!(
        "POST /v1/product-lines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n{{\"code\":\"smuggled\",\"name\":\"xxx\"}}"
    );
    let chunk = format!("{:x}\r\n{inner}\r\n0\r\n\r\n", inner.len());
    let length = inner.len();
    for (what, framing, body) in [
        ("length and chunks", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(), format!("0\r\n\r\n{inner}")),
        ("chunks and length", format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n\r\n"), chunk.clone()),
        ("two lengths", format!("Content-Length: 0\r\nContent-Length: {length}\r\n\r\n"), inner.clone()),
        ("two lengths in one", format!("Content-Length: 0, {length}\r\n\r\n"), inner.clone()),
        ("a length with a sign", format!("Content-Length: +{length}\r\n\r\n"), inner.clone()),
        ("a negative length", "Content-Length: -1\r\n\r\n".to_owned(), inner.clone()),
        ("a length in sixteens", format!("Content-Length: 0x{length:x}\r\n\r\n"), inner.clone()),
        ("a length that is no number", "Content-Length: ten\r\n\r\n".to_owned(), inner.clone()),
        ("a length beyond all numbers", "Content-Length: 99999999999999999999999\r\n\r\n".to_owned(), inner.clone()),
        ("chunks twice", "Transfer-Encoding: chunked, chunked\r\n\r\n".to_owned(), chunk.clone()),
        ("another coding", "Transfer-Encoding: xchunked\r\n\r\n".to_owned(), chunk.clone()),
        ("chunks and then none", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n".to_owned(), chunk.clone()),
        ("a folded line", "X-A: b\r\n Content-Length: 0\r\n\r\n".to_owned(), inner.clone()),
        ("a blank before the colon", format!("Content-Length : {length}\r\n\r\n"), inner.clone()),
        ("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n".to_owned(), chunk.clone()),
        ("a chunk of no size", "Transfer-Encoding: chunked\r\n\r\n".to_owned(), format!("zz\r\n{inner}\r\n0\r\n\r\n")),
        (
            "a chunk of too great a size",
            "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
            format!("ffffffffffffffff1\r\n{inner}\r\n0\r\n\r\n"),
        ),
        ("a chunk with a sign", "Transfer-Encoding: chunked\r\n\r\n".to_owned(), format!("+5\r\n{inner}\r\n0\r\n\r\n")),
    ] {
        let head = format!(
            "POST /v1/product-lines HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{framing}"
        );
        let answer = asked(&app, head + &body).await;
        assert!(answer.status.starts_with('4') || answer.text.is_empty(), "{what}: {}", answer.text);
        assert!(!answer.text.contains("HTTP/1.1 2") && !answer.text.contains("HTTP/1.1 5"), "{what}: {}", answer.text);
    }
    assert!(app.as_director().all("/v1/product-lines").await.iter().all(|line| line["code"] != "smuggled"));
}

#[tokio::test]
async fn what_is_no_request_is_refused_or_cut() {
    let app = TestApp::start(Db::Sqlite).await.unwrap();
    let much = "x".repeat(10_000_000);
    for (what, bytes) in [
        ("no host", "GET /v1/me HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned()),
        ("two hosts", "GET /v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n".to_owned()),
        ("a strange version", "GET /v1/me HTTP/9.9\r\nHost: x\r\n\r\n".to_owned()),
        ("no version", "GET /v1/me\r\n\r\n".to_owned()),
        ("no path", "GET  HTTP/1.1\r\nHost: x\r\n\r\n".to_owned()),
        ("no method", " /v1/me HTTP/1.1\r\nHost: x\r\n\r\n".to_owned()),
        ("a method of small letters", "get /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("a method with a blank", "GE T /v1/me HTTP/1.1\r\nHost: x\r\n\r\n".to_owned()),
        ("a blank in the path", "GET /v1/me x HTTP/1.1\r\nHost: x\r\n\r\n".to_owned()),
        ("a control character in the path", "GET /v1/\u{1}me HTTP/1.1\r\nHost: x\r\n\r\n".to_owned()),
        ("NUL in a header", "GET /v1/me HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n".to_owned()),
        ("a bare line feed in a header", "GET /v1/me HTTP/1.1\r\nHost: x\r\nX-A: a\rb\r\n\r\n".to_owned()),
        ("no name of a header", "GET /v1/me HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n".to_owned()),
        ("no colon in a header", "GET /v1/me HTTP/1.1\r\nHost: x\r\nnothing\r\n\r\n".to_owned()),
        ("200 headers", format!("GET /v1/me HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(200))),
        ("half a percent sign", "GET /v1/me% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("no hexadecimal percent sign", "GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("a proxy's request", "GET http://evil.example/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n".to_owned()),
        ("another protocol", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}".to_owned()),
        ("HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned()),
        (
            "a form that tells too much",
            format!(
                "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000000\r\n\r\n{much}"
            ),
        ),
        (
            "ten megabytes",
            format!(
                "POST /v1/users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: 10000002\r\n\r\n\"{much}\"",
                app.as_admin().token()
            ),
        ),
    ] {
        let answer = asked(&app, bytes).await;
        assert!(!answer.text.contains("HTTP/1.1 2") && !answer.text.contains("HTTP/1.1 5"), "{what}: {}", answer.text);
        assert!(answer.status.starts_with('4') || answer.text.is_empty() || what == "HTTP/2 at once", "{what}: {}", answer.text);
    }
    app.as_admin().get("/v1/me").expect(200).await;
}
