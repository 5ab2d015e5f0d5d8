//! Promise 12: of everything that whoever knows our public keys, and even a good token, can forge, nothing lets him in. What he
//! could do with our private key is refused too: `app::auth::access_token`.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::harness::{Actor, TestApp};
use crate::http::{password_form, token};

/// What the forger knows: a good token, and the public half of the key that signed it.
struct Forger {
    good: String,
    header: Value,
    claims: Value,
    /// As it is published.
    key: Value,
    /// The raw 32 bytes.
    raw: Vec<u8>,
    /// A pair of his own.
    own: Ed25519KeyPair,
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn read(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn with(value: &Value, member: &str, other: Value) -> Value {
    let mut value = value.clone();
    match other {
        Value::Null => drop(value.as_object_mut().unwrap().remove(member)),
        other => value[member] = other,
    }
    value
}

impl Forger {
    async fn learn(app: &TestApp) -> Self {
        let good = app.as_director().token().to_owned();
        let parts: Vec<_> = good.split('.').map(str::to_owned).collect();
        let key = app.as_stranger().get("/.well-known/jwks.json").expect(200).await["keys"][0].clone();
        let raw = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
        Self { header: read(&parts[0]), claims: read(&parts[1]), key, raw, own: Ed25519KeyPair::generate().unwrap(), good }
    }

    fn message(&self, header: &Value) -> String {
        format!("{}.{}", part(header), part(&self.claims))
    }

    fn with_alg(&self, alg: &str) -> String {
        self.message(&with(&self.header, "alg", json!(alg)))
    }

    /// Signed with a pair of the forger's own.
    fn signed(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", part(header), part(claims));
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(self.own.sign(message.as_bytes())))
    }

    fn shared(&self, alg: &str, algorithm: hmac::Algorithm, secret: &[u8]) -> String {
        let message = self.with_alg(alg);
        let tag = hmac::sign(&hmac::Key::new(algorithm, secret), message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    /// Our public key in every form in which somebody might take it for a shared secret, and secrets that are none.
    fn secrets(&self) -> Vec<Vec<u8>> {
        let der = [&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..], &self.raw].concat();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(&der));
        let x = self.key["x"].as_str().unwrap();
        [
            &self.raw,
            &der[..],
            pem.as_bytes(),
            pem.trim_end().as_bytes(),
            x.as_bytes(),
            self.key.to_string().as_bytes(),
            b"",
            b"\0",
            b"secret",
            b"baton",
        ]
        .map(<[u8]>::to_vec)
        .to_vec()
    }

    fn unsigned(&self) -> Vec<String> {
        let (message, signature) = self.good.rsplit_once('.').unwrap();
        let mut forged: Vec<_> = ["none", "None", "NONE", "nOnE", "", "null"]
            .iter()
            .flat_map(|alg| [format!("{}.", self.with_alg(alg)), format!("{}.{signature}", self.with_alg(alg))])
            .collect();
        let claims = self.good.split('.').nth(1).unwrap();
        forged.extend([
            format!("{message}."),
            message.to_owned(),
            format!("{message}.AAAA"),
            format!("{message}.{}", "A".repeat(86)),
            format!("{}.{signature}", "A".repeat(20)),
            format!(".{claims}.{signature}"),
            format!("..{signature}"),
            format!("{}.{signature}", self.good),
            self.good[..self.good.len() - 1].to_owned(),
            self.good[..self.good.len() / 2].to_owned(),
            format!("{}A", self.good),
            format!("{}=", self.good),
            self.good.replace('.', ","),
            "..".to_owned(),
        ]);
        forged
    }

    fn shared_secrets(&self) -> Vec<String> {
        let algorithms =
            [("HS256", hmac::HMAC_SHA256), ("HS384", hmac::HMAC_SHA384), ("HS512", hmac::HMAC_SHA512), ("EdDSA", hmac::HMAC_SHA256)];
        self.secrets().iter().flat_map(|secret| algorithms.map(|(alg, algorithm)| self.shared(alg, algorithm, secret))).collect()
    }

    fn other_keys(&self) -> Vec<String> {
        let random = SystemRandom::new();
        let rsa = RsaKeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
        let message = self.with_alg("RS256");
        let mut signature = vec![0; rsa.public_modulus_len()];
        rsa.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).unwrap();
        let mut forged = vec![format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))];
        let curve = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let message = self.with_alg("ES256");
        forged.push(format!("{message}.{}", URL_SAFE_NO_PAD.encode(curve.sign(&random, message.as_bytes()).unwrap())));
        forged.push(format!("{message}.{}", URL_SAFE_NO_PAD.encode([0; 64])));
        // With a key that he brings along, and says where to find.
        let own =
            json!({"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(self.own.public_key().as_ref()), "kid": self.header["kid"]});
        let url = "https://evil.example/keys";
        let extras = [
            ("jwk", own),
            ("jku", json!(url)),
            ("x5u", json!(url)),
            ("x5c", json!(["AAAA"])),
            ("crit", json!(["exp"])),
            ("crit", json!([])),
            ("b64", json!(false)),
            ("zip", json!("DEF")),
            ("cty", json!("JWT")),
        ];
        forged.extend(extras.map(|(member, value)| self.signed(&with(&self.header, member, value), &self.claims)));
        for kid in ["", "other", "../../../../dev/null", "/proc/sys/kernel/randomize_va_space", "' union select 'x' --", "|id", "\0", "0"] {
            forged.push(self.signed(&with(&self.header, "kid", json!(kid)), &self.claims));
        }
        for (member, value) in [
            ("kid", json!(7)),
            ("kid", json!(["a"])),
            ("kid", Value::Null),
            ("alg", Value::Null),
            ("alg", json!(["EdDSA"])),
            ("typ", json!("JWT")),
            ("typ", Value::Null),
            ("typ", json!("dpop+jwt")),
        ] {
            forged.push(self.signed(&with(&self.header, member, value), &self.claims));
        }
        forged
    }

    /// A good token whose claims are changed while its signature stays; the same signed by the forger.
    fn other_claims(&self) -> Vec<String> {
        let (header, signature) = (self.good.split('.').next().unwrap(), self.good.rsplit('.').next().unwrap());
        let now = self.claims["iat"].as_i64().unwrap();
        let changes = [
            ("sub", json!("user_01h455vb4pex5vsknk084sn02q")),
            ("sub", Value::Null),
            ("sub", json!("admin")),
            ("exp", json!(now + 86_400)),
            ("exp", Value::Null),
            ("exp", json!(-1)),
            ("exp", json!("never")),
            ("exp", json!(1e300)),
            ("iat", json!(now + 3_600)),
            ("iat", Value::Null),
            ("nbf", json!(now + 3_600)),
            ("iss", json!("https://evil.example")),
            ("iss", Value::Null),
            ("iss", json!([])),
            ("aud", json!("https://evil.example")),
            ("aud", Value::Null),
            ("aud", json!(["a", "b"])),
            ("jti", Value::Null),
            ("ver", json!(99)),
            ("ver", Value::Null),
            ("sid", json!("other")),
            ("scope", json!("clients:write")),
            ("client_id", Value::Null),
            ("roles", json!(["sys_admin"])),
        ];
        let changed = changes.iter().map(|(member, value)| with(&self.claims, member, value.clone()));
        changed.flat_map(|claims| [format!("{header}.{}.{signature}", part(&claims)), self.signed(&self.header, &claims)]).collect()
    }
}

async fn lets_nobody_in(anybody: &Actor, forged: &str) {
    let answer = anybody.get("/v1/me").header("authorization", format!("Bearer {forged}")).expect(401).await;
    assert_eq!(answer.code(), "unauthorized", "{forged}");
    // A forger is not told what he did wrong: all are told alike.
    assert_eq!(
        answer.text("detail"),
        "the token or key is not valid: tokens come from /oauth/token, API keys from the sys_admin",
        "{forged}"
    );
    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"baton\", error=\"invalid_token\""), "{forged}");
}

on_both! {
    async fn no_forged_token_lets_anybody_in(app) {
        let forger = Forger::learn(app).await;
        app.bearing(&forger.good).get("/v1/me").expect(200).await;
        let attacks = [forger.unsigned(), forger.shared_secrets(), forger.other_keys(), forger.other_claims()].concat();
        assert!(attacks.len() >= 61, "{}", attacks.len());
        for forged in &attacks {
            lets_nobody_in(&app.as_stranger(), forged).await;
        }
        lets_nobody_in(&app.as_stranger(), &"a".repeat(5_000)).await;
        app.bearing(&forger.good).get("/v1/me").expect(200).await;
    }

    async fn what_is_no_access_token_opens_no_door(app) {
        let login = token(app, &password_form("ivan@baton.test")).expect(200).await;
        let ticket = app.as_hunter().post("/v1/event-tickets", json!({})).expect(201).await.text("ticket");
        let key = app.as_pbx().token().to_owned();
        let cut = &key[..key.len() - 1];
        for other in [login.text("refresh_token").as_str(), &ticket, cut, &key.to_uppercase(), &format!("{key}x"), "baton_sk_", "baton_sk_%", "null", "undefined", "0"] {
            lets_nobody_in(&app.as_stranger(), other).await;
        }
        // A good token counts only where it belongs.
        let good = login.text("access_token");
        let stranger = app.as_stranger();
        for request in [
            stranger.get(format!("/v1/me?access_token={good}")),
            stranger.get(format!("/v1/me?ticket={ticket}")),
            stranger.get("/v1/me").header("authorization", &good),
            stranger.get("/v1/me").header("authorization", format!("Basic {good}")),
            stranger.get("/v1/me").header("x-authorization", format!("Bearer {good}")),
            stranger.get("/v1/me").header("cookie", format!("access_token={good}")),
        ] {
            request.expect(401).await;
        }
        // Nor does it open another installation.
        let other = TestApp::empty(app.db).await.unwrap();
        other.bearing(&good).get("/v1/me").expect(401).await;
    }
}
