//! Answers in gzip, for whoever accepts it; secrets and streams as they are.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::harness::story::unique;
use crate::harness::{Answer, Request, TestApp};

fn accepting(request: Request) -> Request {
    request.header("accept-encoding", "gzip")
}

fn unpacked(answer: &Answer) -> Value {
    let mut text = String::new();
    GzDecoder::new(answer.body.as_slice()).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

async fn some_clients(app: &TestApp) {
    let items: Vec<_> = (0..20).map(|n| json!({"legal_name": format!("ООО «Плотный {n} {}»", unique()), "source": "internet"})).collect();
    app.as_hunter().post("/v1/clients/batch", json!({"items": items})).expect(207).await;
}

on_both! {
    async fn a_list_comes_in_gzip_if_that_is_accepted(app) {
        some_clients(app).await;
        let plain = app.as_hunter().get("/v1/clients").expect(200).await;
        assert_eq!(plain.header("content-encoding"), None);
        let packed = accepting(app.as_hunter().get("/v1/clients")).expect(200).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"));
        assert!(packed.body.len() * 4 < plain.body.len(), "{} of {}", packed.body.len(), plain.body.len());
        assert_eq!(unpacked(&packed), plain.json);
        let refused = app.as_hunter().get("/v1/clients").header("accept-encoding", "gzip;q=0, *").expect(200).await;
        assert_eq!(refused.header("content-encoding"), None);
    }

    async fn what_is_in_gzip_has_a_tag_of_its_own_that_serves_like_the_other(app) {
        let text = "Ж".repeat(290);
        let made = app.as_hunter().post("/v1/clients", json!({"legal_name": text, "trade_name": text, "source": "internet"})).expect(201).await;
        let path = format!("/v1/clients/{}", made.id());
        let packed = accepting(app.as_hunter().get(&path)).expect(200).await;
        assert_eq!(packed.etag(), format!("{}-gzip\"", made.etag().trim_end_matches('"')));
        let known = accepting(app.as_hunter().get(&path)).header("if-none-match", packed.etag()).expect(304).await;
        assert_eq!(known.etag(), packed.etag());
        app.as_hunter().get(&path).header("if-none-match", made.etag()).expect(304).await;
        app.as_hunter().patch(&path, json!({"city": "Тула"})).if_match(&packed).expect(200).await;
        app.as_hunter().patch(&path, json!({"city": "Орёл"})).if_match(&packed).expect(412).await;
    }

    async fn secrets_and_short_answers_come_as_they_are(app) {
        let name = "к".repeat(199);
        let path = format!("/v1/integrations/{}/keys", app.as_importer().id());
        let key = accepting(app.as_admin().post(path, json!({"name": name, "scopes": ["clients:write"]}))).expect(201).await;
        assert_eq!((key.header("content-encoding"), key.header("cache-control")), (None, Some("no-store")));
        let me = accepting(app.as_stranger().get("/healthz")).expect(200).await;
        assert_eq!(me.header("content-encoding"), None);
        let document = accepting(app.as_stranger().get("/openapi.json")).expect(200).await;
        assert_eq!(document.header("content-encoding"), Some("gzip"));
    }
}
