//! Promise 9: bodies that are no JSON, not the JSON that is wanted, or too much of it.

use futures_util::future::join_all;

use super::{Bytes, is_a_problem};

const LINES: &str = "/v1/product-lines";

/// What no reader of JSON may take for a product line.
fn bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = [
        "",
        " ",
        "{",
        "}",
        "null",
        "[]",
        "[{}]",
        "\"line\"",
        "17",
        "true",
        "nul",
        "{}{}",
        "{} x",
        "{\"code\"}",
        "{\"code\":}",
        "{\"code\":\"a\",}",
        "{'code':'a','name':'b'}",
        "{code:\"a\",name:\"b\"}",
        "{\"code\":\"a\",\"name\":\"b\"} // mine",
        "/* */{\"code\":\"a\",\"name\":\"b\"}",
        "{\"code\":\"a\",\"code\":\"b\",\"name\":\"twice\"}",
        "{\"code\":\"a\",\"name\":\"b\",\"name\":\"c\"}",
        "{\"code\":\"a\",\"name\":\"b\",\"__proto__\":{}}",
        "{\"code\":\"a\",\"name\":\"b\",\"constructor\":{}}",
        "{\"code\":\"a\",\"name\":\"b\",\"\":1}",
        "{\"code\":\"a\",\"name\":\"b\",\"id\":\"productline_01h2xcejqtf2nbrexx3vqjhp41\"}",
        "{\"code\":\"a\",\"name\":\"b\",\"version\":7}",
        // Numbers and names that JSON does not know.
        "{\"code\":1e400,\"name\":[]}",
        "{\"code\":NaN,\"name\":\"b\"}",
        "{\"code\":Infinity,\"name\":\"b\"}",
        "{\"code\":0x10,\"name\":\"b\"}",
        "{\"code\":01,\"name\":\"b\"}",
        "{\"code\":+1,\"name\":\"b\"}",
        "{\"code\":\"a\",\"name\":undefined}",
        // Escapes that are none, halves of characters, NUL, control characters.
        "{\"code\":\"a\",\"name\":\"\\u12\"}",
        "{\"code\":\"a\",\"name\":\"\\x41\"}",
        "{\"code\":\"a\",\"name\":\"\\ud800\"}",
        "{\"code\":\"a\",\"name\":\"\\udc00\\ud800\"}",
        "{\"code\":\"a\",\"name\":\"\\ud800\\u0041\"}",
        "{\"code\":\"a\",\"name\":\"a\\u0000b\"}",
        "{\"code\":\"a\\u0000b\",\"name\":\"nul\"}",
        "{\"code\":\"a\",\"name\":\"line\nbreak\"}",
        "{\"code\":\"a\",\"name\":\"a\0b\"}",
        // What others have mistaken for a part of their own language.
        "{\"code\":\"'; drop table product_line; --\",\"name\":\"b\"}",
        "{\"code\":\"a' or '1'='1\",\"name\":\"b\"}",
        "{\"code\":\"../../etc/passwd\",\"name\":\"b\"}",
        "{\"code\":{\"$ne\":null},\"name\":\"b\"}",
        "{\"code\":[\"a\"],\"name\":\"b\"}",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
    ]
    .into_iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    bodies.extend(bytes());
    bodies
}

/// The same for what is no text, or too much of one.
fn bytes() -> Vec<Vec<u8>> {
    vec![
        b"{\"code\":\"a\",\"name\":\"\xff\xfe\"}".to_vec(),
        b"{\"code\":\"a\",\"name\":\"\xc0\xaf\"}".to_vec(),
        b"{\"code\":\"a\",\"name\":\"\xed\xa0\x80\"}".to_vec(),
        b"{\"code\":\"a\",\"name\":\"\xf5\x80\x80\x80\"}".to_vec(),
        b"{\"\xff\":1}".to_vec(),
        "{\"code\":\"a\",\"name\":\"b\"}".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        [&b"\xff\xfe"[..], &"{}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
        vec![0; 1_000],
        format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000)).into_bytes(),
        format!("{}1{}", "{\"a\":".repeat(20_000), "}".repeat(20_000)).into_bytes(),
        format!("{{\"code\":\"a\",\"name\":{}", "[".repeat(20_000)).into_bytes(),
        format!("{{\"code\":\"a\",\"name\":\"{}\"}}", "x".repeat(900_000)).into_bytes(),
        format!("{{\"{}\":1}}", "x".repeat(900_000)).into_bytes(),
        format!("{{\"code\":{},\"name\":\"b\"}}", "9".repeat(100_000)).into_bytes(),
        format!("{{{}}}", (0..50_000).map(|n| format!("\"m{n}\":1")).collect::<Vec<_>>().join(",")).into_bytes(),
        vec![b' '; 2 * 1024 * 1024],
    ]
}

/// The same line, said in ways in which it is not to be said.
const KINDS: [&str; 17] = [
    "text/plain",
    "text/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/json; charset=utf-16",
    "application/json; charset=utf-7",
    "application/json; charset=latin1",
    "application/json; charset=",
    "application/merge-patch+json",
    "application/jsonx",
    "json",
    "/",
    "application/",
    "application/json, text/plain",
    "*/*",
];

on_both! {
    async fn no_body_is_our_fault(app) {
        let director = app.as_director();
        let bodies = bodies();
        assert!(bodies.len() >= 60, "{}", bodies.len());
        for body in bodies {
            Bytes::json(LINES, body).are_refused(&director).await;
        }
        for kind in KINDS {
            Bytes::post(LINES, kind, "{\"code\":\"a\",\"name\":\"b\"}").are_refused(&director).await;
        }
        // Where a body is kept to be compared with its repeat, or comes in a batch, it is no other.
        for body in bodies_of_a_batch() {
            Bytes::json("/v1/clients/batch", body).are_refused(&director).await;
        }
        // Nothing of all this was taken for a line.
        assert_eq!(director.all(LINES).await.len(), 2);
    }

    async fn what_is_packed_is_not_unpacked(app) {
        let director = app.as_director();
        // A bomb is refused by its label: what it would become does not matter.
        let bomb = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &vec![0; 200_000]].concat();
        for encoding in ["gzip", "x-gzip", "deflate", "br", "zstd", "compress", "gzip, gzip", "identity, gzip", "GZIP", "nonsense", ""] {
            let refused = director.ask(reqwest::Method::POST, LINES).raw("application/json", bomb.clone()).header("content-encoding", encoding);
            is_a_problem(&refused.expect_one_of(&[400, 415]).await, encoding);
        }
    }

    async fn many_malformed_at_once_are_all_refused(app) {
        let director = app.as_director();
        join_all(bodies().into_iter().filter(|body| body.len() < 1_000_000).map(|body| Bytes::json(LINES, body).are_refused(&director))).await;
        director.get(LINES).expect(200).await;
    }
}

fn bodies_of_a_batch() -> Vec<Vec<u8>> {
    let items = |count: usize| format!("{{\"items\":[{}]}}", vec!["{}"; count].join(",")).into_bytes();
    vec![
        b"{}".to_vec(),
        b"{\"items\":null}".to_vec(),
        b"{\"items\":{}}".to_vec(),
        b"{\"items\":[]}".to_vec(),
        items(1_001),
        items(20_000),
        b"{\"items\":[{}],\"items\":[{}]}".to_vec(),
    ]
}
