//! Each signature against what the provider's own library has made (`samples/vectors.json`).

use std::net::{IpAddr, Ipv4Addr};

use serde_json::Value;

use super::*;
use crate::telephony::HEADERS;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../samples/vectors.json")).unwrap()
}

fn arrived(target: &str, headers: &[(&str, &str)], body: &[u8]) -> Arrived {
    let known = |name: &str| HEADERS.into_iter().find(|known| *known == name).unwrap();
    Arrived {
        integration: domain::Id::new(uuid::Uuid::nil()),
        path: String::new(),
        target: target.to_owned(),
        query: target.split_once('?').map_or("", |(_, query)| query).to_owned(),
        by_get: false,
        headers: headers.iter().map(|(name, value)| (known(name), (*value).to_owned())).collect(),
        content_type: None,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        body: body.to_vec(),
    }
}

/// Is it signed? At `now` and under `https://crm.example.com`.
fn is_signed(provider: Provider, secrets: &[(&str, &str)], arrived: &Arrived, now: i64) -> bool {
    let secrets = secrets.iter().map(|(name, secret)| ((*name).to_owned(), (*secret).to_owned())).collect();
    let now = chrono::DateTime::from_timestamp(now, 0).unwrap();
    Signed { provider, secrets: &secrets, public_url: "https://crm.example.com", arrived, now }.verify() == Some(Signature::Verified)
}

#[test]
fn twilio() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let body = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    let check = |body: &[u8], signature: &str, public: &str| {
        let arrived = arrived("/myapp.php?foo=1&bar=2", &[("x-twilio-signature", signature)], body);
        let secrets = BTreeMap::from([("auth_token".to_owned(), "12345".to_owned())]);
        Signed { provider: Provider::Twilio, secrets: &secrets, public_url: public, arrived: &arrived, now: Instant::UNIX_EPOCH }.twilio()
    };
    let signature = vectors()["twilio"]["doc_vector"]["sig"].as_str().unwrap().to_owned();
    assert_eq!(url, vectors()["twilio"]["doc_vector"]["url"]);
    assert!(check(body, &signature, "https://mycompany.com"));
    assert!(check(body, &signature, "https://mycompany.com:443"), "the port says nothing");
    assert!(!check(b"CallSid=other", &signature, "https://mycompany.com") && !check(body, "", "https://mycompany.com"));
}

#[test]
fn plivo() {
    let (vector, body) = (&vectors()["plivo_v3"], include_bytes!("../samples/plivo_hangup.form").trim_ascii());
    let signature = vector["x_plivo_signature_v3"].as_str().unwrap();
    let check = |signature: &str, nonce: &str| {
        let headers = [("x-plivo-signature-v3", signature), ("x-plivo-signature-v3-nonce", nonce)];
        is_signed(Provider::Plivo, &[("auth_token", "test_auth_token")], &arrived("/v1/telephony/plivo/acc1", &headers, body), 0)
    };
    assert!(check(signature, "12345") && check(&format!("bm90IHRoaXM=,{signature}"), "12345"));
    assert!(!check(signature, "54321"));
}

#[test]
fn mango_and_zadarma() {
    let body = include_bytes!("../samples/mango_summary.form").trim_ascii();
    let secrets = [("api_key", "test_vpbx_api_key"), ("api_salt", "test_vpbx_api_salt")];
    assert!(is_signed(Provider::Mango, &secrets, &arrived("/", &[], body), 0));
    assert!(!is_signed(Provider::Mango, &[("api_key", "test_vpbx_api_key"), ("api_salt", "x")], &arrived("/", &[], body), 0));
    let (signature, body) = (vectors()["zadarma"]["signature"].clone(), include_bytes!("../samples/zadarma_out_end.form").trim_ascii());
    let headers = [("signature", signature.as_str().unwrap())];
    assert!(is_signed(Provider::Zadarma, &[("secret", "test_secret")], &arrived("/", &headers, body), 0));
    assert!(!is_signed(Provider::Zadarma, &[("secret", "test_secret")], &arrived("/", &headers, b"event=NOTIFY_OUT_END&internal=1"), 0));
    assert!(!is_signed(Provider::Zadarma, &[("secret", "test_secret")], &arrived("/", &headers, b""), 0));
}

#[test]
fn vonage_within_five_minutes() {
    let vector = &vectors()["vonage"];
    let body = include_bytes!("../samples/vonage_completed.json");
    let bodies = [body.as_slice(), body.trim_ascii_end()];
    let headers = [("authorization", vector["authorization"].as_str().unwrap())];
    let secrets = [("signature_secret", vector["signature_secret"].as_str().unwrap())];
    let check = |body: &[u8], now| is_signed(Provider::Vonage, &secrets, &arrived("/", &headers, body), now);
    let made = 1_587_494_962;
    assert!(bodies.iter().any(|body| check(body, made + 299)), "its own body");
    assert!(!bodies.iter().any(|body| check(body, made + 301)), "too old");
    assert!(!check(b"{}", made), "another body");
}

#[test]
fn standard_webhooks_within_five_minutes() {
    let vector = &vectors()["standard_webhooks"];
    let said = |name: &str| vector[name].as_str().unwrap().to_owned();
    let (id, at, signature) = (said("webhook-id"), said("webhook-timestamp"), said("webhook-signature"));
    let headers = [("webhook-id", id.as_str()), ("webhook-timestamp", &at), ("webhook-signature", &signature)];
    let check = |now: i64| {
        let arrived = arrived("/", &headers, said("payload").as_bytes());
        is_signed(Provider::Generic, &[("signing_secret", &said("secret"))], &arrived, now)
    };
    let made: i64 = at.parse().unwrap();
    assert!(check(made + 300) && !check(made + 301) && !check(made - 301));
}
