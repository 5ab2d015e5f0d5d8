//! How much may be asked, how large and how slowly; and what browsers are told.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::authentication::{password_form, token};
use crate::harness::{ADMIN_EMAIL, Db, TestApp};

/// An empty company with `settings`.
async fn app_with(settings: impl FnOnce(&mut api::Config)) -> TestApp {
    TestApp::empty_with(Db::Sqlite, settings).await.unwrap()
}

/// What the server writes to these bytes, until it hangs up.
async fn answer_to(app: &TestApp, bytes: &[u8]) -> String {
    let address = app.base().trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_actor_is_told_what_he_has_left_and_when_it_is_nothing() {
    let app = app_with(|config| config.allowed.requests = 5).await;
    let mut left = Vec::new();
    let refused = loop {
        let answer = app.as_admin().get("/v1/me").expect_one_of(&[200, 429]).await;
        assert_eq!(answer.header("ratelimit-policy"), Some("\"default\";q=5;w=60"));
        let told = answer.header("ratelimit").unwrap().to_owned();
        if answer.status == 429 {
            break answer;
        }
        left.push(told);
    };
    assert!(left.contains(&"\"default\";r=0;t=60".to_owned()), "{left:?}");
    assert_eq!(refused.code(), "too_many_requests");
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=12).contains(&wait), "{wait}");
}

#[tokio::test]
async fn a_refusal_tells_the_rest_too() {
    let app = app_with(|config| config.allowed.requests = 50).await;
    let refused = app.as_admin().get("/v1/clients?colour=red").expect(400).await;
    assert!(refused.header("ratelimit").unwrap().starts_with("\"default\";r="));
}

#[tokio::test]
async fn a_stranger_may_knock_so_often_and_a_token_still_opens() {
    let app = app_with(|config| config.allowed.strangers = 3).await;
    for _ in 0..3 {
        let answer = app.as_stranger().get("/v1/me").expect(401).await;
        assert_eq!(answer.header("ratelimit-policy"), Some("\"stranger\";q=3;w=60"));
    }
    let refused = app.as_stranger().get("/v1/me").expect(429).await;
    assert!(refused.header("retry-after").is_some());
    app.bearing("baton_sk_forged").get("/v1/me").expect(429).await;
    app.as_admin().get("/v1/me").expect(200).await;
}

#[tokio::test]
async fn sandboxes_lift_limits_unless_set_and_normal_servers_have_them() {
    let normal = api::Config::of(&[]).unwrap().allowed;
    assert_eq!((normal.requests, normal.strangers, normal.login_rate, normal.login_failures), (6_000, 300, 10, 5));
    let sandbox = api::Config::of(&[("BATON_MODE", "sandbox"), ("BATON_RATE_LIMIT", "7")]).unwrap().allowed;
    assert_eq!((sandbox.requests, sandbox.strangers, sandbox.login_rate, sandbox.login_failures), (7, 0, 0, 0));
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_is_counted_by_himself() {
    let app = app_with(|config| {
        config.allowed.strangers = 2;
        config.trusted_proxies = api::limits::address::Proxies::parse("127.0.0.0/8").unwrap();
    })
    .await;
    let knock = |from: &str| app.as_stranger().get("/v1/me").header("x-forwarded-for", from);
    knock("198.51.100.1").expect(401).await;
    knock("198.51.100.1").expect(401).await;
    knock("198.51.100.1").expect(429).await;
    knock("203.0.113.9, 198.51.100.1").expect(429).await;
    knock("198.51.100.2").expect(401).await;
}

#[tokio::test]
async fn a_body_that_does_not_come_is_cut_and_the_connection_with_it() {
    let app = app_with(|config| config.body_timeout = Duration::from_secs(1)).await;
    let token = token(&app, &password_form(ADMIN_EMAIL)).expect(200).await.text("access_token");
    for (path, kind, more) in [
        ("/v1/users", "application/json", ""),
        ("/v1/users", "application/json", "Idempotency-Key: slow\r\n"),
        ("/oauth/token", "application/x-www-form-urlencoded", ""),
    ] {
        let began = Instant::now();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: {kind}\r\n{more}Content-Length: 100\r\n\r\n{{"
        );
        let answer = answer_to(&app, head.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("within 1 seconds"), "{path}: {answer}");
        assert!(began.elapsed() < Duration::from_secs(6), "{path}: {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn too_much_too_deep_or_packed_is_refused() {
    let app = app_with(|_| {}).await;
    let post = |body: Vec<u8>| app.as_admin().ask(reqwest::Method::POST, "/v1/users").raw("application/json", body);
    for (body, status, code) in [
        (vec![b' '; (1 << 20) + 1], 413, "too_large"),
        (format!("{{\"name\":{}", "[".repeat(500_000)).into_bytes(), 400, "bad_json"),
        (format!("{{\"name\":{}1{}}}", "[".repeat(64), "]".repeat(64)).into_bytes(), 400, "bad_json"),
    ] {
        let refused = post(body).expect(status).await;
        assert_eq!(refused.code(), code);
    }
    assert_eq!(post(b"{\"name\":\"[[[[\\\"{{{{\"}".to_vec()).expect(422).await.code(), "invalid_fields");
    for key in [None, Some("a-key")] {
        let packed = post(vec![0x1f, 0x8b, 8, 0]).header("content-encoding", "gzip");
        let packed = if let Some(key) = key { packed.header("idempotency-key", key) } else { packed };
        let refused = packed.expect(415).await;
        assert_eq!((refused.code().as_str(), refused.header("accept-encoding")), ("unsupported_media_type", Some("identity")));
    }
    token(&app, &password_form(ADMIN_EMAIL)).header("content-encoding", "gzip").expect(415).await;
    app.as_admin().post("/v1/users", json!({})).header("content-encoding", "identity").expect(422).await;
}

#[tokio::test]
async fn an_endless_address_or_head_is_cut() {
    let app = app_with(|_| {}).await;
    for head in [
        format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(300_000)),
        format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(300_000)),
    ] {
        let address = app.base().trim_start_matches("http://").to_owned();
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        // The server may hang up before it has read all.
        drop(stream.write_all(head.as_bytes()).await);
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    }
    app.as_admin().get("/v1/me").expect(200).await;
}

#[tokio::test]
async fn applications_of_named_origins_may_read_and_no_others() {
    let app = app_with(|config| config.cors_origins = vec!["https://crm.example.com".into()]).await;
    let preflight = |origin: &'static str| {
        let asked = app.as_stranger().ask(reqwest::Method::OPTIONS, "/v1/clients").header("origin", origin);
        asked.header("access-control-request-method", "PATCH").header("access-control-request-headers", "if-match")
    };
    let allowed = preflight("https://crm.example.com").expect(204).await;
    assert_eq!(allowed.header("access-control-allow-origin"), Some("https://crm.example.com"));
    assert!(allowed.header("access-control-allow-methods").unwrap().contains("PATCH"));
    assert!(allowed.header("access-control-allow-headers").unwrap().contains("If-Match"));
    assert!(allowed.header("access-control-allow-credentials").is_none() && allowed.header("vary") == Some("Origin"));
    let strange = preflight("https://evil.example.com").expect(401).await;
    assert!(strange.header("access-control-allow-origin").is_none());
    for request in [
        app.as_admin().get("/v1/me").expect(200),
        app.as_stranger().get("/v1/me").expect(401),
        app.as_admin().get("/v1/nothing").expect(404),
    ] {
        let answer = request.header("origin", "https://crm.example.com").await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("https://crm.example.com"));
        let exposed = answer.header("access-control-expose-headers").unwrap();
        for name in ["ETag", "Location", "Link", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id", "Idempotent-Replayed"] {
            assert!(exposed.split(", ").any(|exposed| exposed == name), "{name}");
        }
        assert!(answer.headers.get_all("vary").iter().any(|value| value == "Origin"));
    }
    let plain = app_with(|_| {}).await;
    assert!(
        plain.as_admin().get("/v1/me").header("origin", "https://crm.example.com").await.header("access-control-allow-origin").is_none()
    );
}

#[tokio::test]
async fn every_answer_wears_its_security_headers() {
    let app = app_with(|config| config.public_url = "https://baton.example.com".into()).await;
    let stranger = app.as_stranger();
    for request in [
        stranger.get("/healthz").expect(200),
        stranger.get("/v1/me").expect(401),
        stranger.get("/nothing").expect(404),
        stranger.get("/openapi.json").expect(200),
        stranger.get("/docs").expect(200),
        stranger.get("/problems/forbidden").expect(200),
        stranger.ask(reqwest::Method::TRACE, "/healthz").expect(405),
        app.as_admin().ask(reqwest::Method::TRACE, "/v1/me").expect(405),
        app.as_admin().ask(reqwest::Method::from_bytes(b"BREW").unwrap(), "/v1/me").expect(405),
    ] {
        let answer = request.await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("script-src 'unsafe"),
            "{policy}"
        );
        assert!(
            answer.header("strict-transport-security").is_some()
                && answer.header("server").is_none()
                && answer.header("x-request-id").is_some()
        );
        assert!(answer.status != 405 || answer.header("allow").is_some_and(|allow| allow.contains("GET")));
    }
    let plain = app_with(|_| {}).await;
    assert!(plain.as_stranger().get("/healthz").await.header("strict-transport-security").is_none());
}
