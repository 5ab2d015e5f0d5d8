//! Attacks on access tokens: every one is refused, a good token is not.

use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};

use super::*;
use crate::auth::keyring::SigningKey;

const URL: &str = "https://baton.example";

fn at(seconds: i64) -> Instant {
    Instant::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn generate(made_at: Instant) -> SigningKey {
    SigningKey::generate(made_at).unwrap().0
}

struct Setup {
    issuer: Issuer,
    ring: KeyRing,
}

fn setup() -> Setup {
    Setup { issuer: Issuer::new(URL), ring: KeyRing::new(vec![generate(at(-1000))]) }
}

impl Setup {
    fn claims(&self) -> Claims {
        let claims = self.issuer.claims("user_01h455vb4pex5vsknk084sn02q".into(), "baton".into(), "jti".into(), at(0));
        Claims { ver: Some(1), ..claims }
    }

    fn token(&self) -> String {
        self.issuer.sign(&self.ring, &self.claims(), at(0)).unwrap()
    }

    fn refused(&self, token: &str) -> BadToken {
        self.issuer.verify(&self.ring, token, at(1)).unwrap_err()
    }

    /// Signs any header and any claims with our own key: what an attacker could do at best.
    fn forge(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let key = &self.ring.signing(at(0)).unwrap().signing;
        format!("{message}.{}", jsonwebtoken::crypto::sign(message.as_bytes(), key, Algorithm::EdDSA).unwrap())
    }

    fn header(&self) -> Value {
        json!({"alg": "EdDSA", "typ": "at+jwt", "kid": self.ring.signing(at(0)).unwrap().kid})
    }
}

fn with(mut value: Value, member: &str, other: Value) -> Value {
    value[member] = other;
    value
}

#[test]
fn a_token_of_ours_is_read_until_it_expires() {
    let setup = setup();
    let token = setup.token();
    assert_eq!(setup.issuer.verify(&setup.ring, &token, at(1)), Ok(setup.claims()));
    assert!(setup.issuer.verify(&setup.ring, &token, at(899)).is_ok());
    assert_eq!(setup.issuer.verify(&setup.ring, &token, at(900)), Err(BadToken::Expired));
    assert_eq!(setup.issuer.verify(&setup.ring, &token, at(-10)), Err(BadToken::Expired));
}

#[test]
fn algorithms_that_we_do_not_use_are_refused() {
    let setup = setup();
    let claims = serde_json::to_value(setup.claims()).unwrap();
    for alg in ["none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS256", "PS256", "ES256", "ES384", "eddsa", "Ed25519"] {
        let header = with(setup.header(), "alg", json!(alg));
        assert_eq!(setup.refused(&setup.forge(&header, &claims)), BadToken::Header, "{alg}");
    }
    // Unsigned, in each of its shapes.
    let token = setup.token();
    let (message, _) = token.rsplit_once('.').unwrap();
    for unsigned in [
        format!("{message}."),
        message.to_owned(),
        format!("{message}.AAAA"),
        format!("{token}.AAAA"),
        String::new(),
        ".".into(),
        "..".into(),
    ] {
        setup.refused(&unsigned);
    }
}

#[test]
fn our_public_key_is_no_shared_secret() {
    let setup = setup();
    let public = setup.ring.signing(at(0)).unwrap().public.clone();
    let raw = URL_SAFE_NO_PAD.decode(&public).unwrap();
    for secret in [raw.as_slice(), public.as_bytes(), b"", b"secret"] {
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some("at+jwt".into());
        header.kid = Some(setup.ring.signing(at(0)).unwrap().kid.clone());
        let token = jsonwebtoken::encode(&header, &setup.claims(), &EncodingKey::from_secret(secret)).unwrap();
        assert_eq!(setup.refused(&token), BadToken::Header);
    }
}

#[test]
fn header_members_that_we_do_not_write_are_refused() {
    let setup = setup();
    let claims = serde_json::to_value(setup.claims()).unwrap();
    assert!(setup.issuer.verify(&setup.ring, &setup.forge(&setup.header(), &claims), at(1)).is_ok());
    let own = setup.ring.signing(at(0)).unwrap().jwk();
    let extras = [
        ("crit", json!(["exp"])),
        ("crit", json!(["b64"])),
        ("jwk", own),
        ("jku", json!("https://evil.example/jwks.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("x5c", json!(["AAAA"])),
        ("cty", json!("JWT")),
        ("zip", json!("DEF")),
        ("b64", json!(false)),
    ];
    for (member, value) in extras {
        assert_eq!(setup.refused(&setup.forge(&with(setup.header(), member, value), &claims)), BadToken::Header, "{member}");
    }
    for typ in ["JWT", "jwt", "AT+JWT", "application/json", ""] {
        assert_eq!(setup.refused(&setup.forge(&with(setup.header(), "typ", json!(typ)), &claims)), BadToken::Header, "{typ}");
    }
    assert_eq!(setup.refused(&setup.forge(&json!({"alg": "EdDSA", "kid": "x"}), &claims)), BadToken::Header);
    assert_eq!(setup.refused(&setup.forge(&json!({"alg": "EdDSA", "typ": "at+jwt"}), &claims)), BadToken::Header);
    for kid in ["", "other", "../../etc/passwd", "' or 1=1 --"] {
        assert_eq!(setup.refused(&setup.forge(&with(setup.header(), "kid", json!(kid)), &claims)), BadToken::UnknownKey, "{kid}");
    }
}

#[test]
fn claims_that_are_not_ours_are_refused() {
    let setup = setup();
    let claims = serde_json::to_value(setup.claims()).unwrap();
    let attacks = [
        ("iss", json!("https://evil.example")),
        ("iss", json!("")),
        ("iss", json!(null)),
        ("aud", json!("https://baton.example")),
        ("aud", json!("https://evil.example/v1")),
        ("aud", json!(null)),
        ("sub", json!(null)),
        ("exp", json!(null)),
        ("exp", json!("1800000900")),
        ("exp", json!(1_900_000_000)),
        ("exp", json!(-1)),
        ("iat", json!(1_800_000_500)),
        ("iat", json!(null)),
    ];
    for (member, value) in attacks {
        let token = setup.forge(&setup.header(), &with(claims.clone(), member, value.clone()));
        assert!(setup.issuer.verify(&setup.ring, &token, at(1)).is_err(), "{member}: {value}");
    }
    for member in ["iss", "aud", "sub", "exp", "iat"] {
        let mut less = claims.clone();
        less.as_object_mut().unwrap().remove(member);
        assert!(setup.issuer.verify(&setup.ring, &setup.forge(&setup.header(), &less), at(1)).is_err(), "without {member}");
    }
}

#[test]
fn a_changed_letter_breaks_the_signature_and_another_installation_is_a_stranger() {
    let setup = setup();
    let token = setup.token();
    let mut parts: Vec<String> = token.split('.').map(ToOwned::to_owned).collect();
    let more = setup.forge(&setup.header(), &with(serde_json::to_value(setup.claims()).unwrap(), "ver", json!(99)));
    parts[1] = more.split('.').nth(1).unwrap().to_owned();
    assert_eq!(setup.refused(&parts.join(".")), BadToken::Signature);
    let other = self::setup();
    assert_eq!(setup.refused(&other.token()), BadToken::UnknownKey);
    assert_eq!(setup.refused(&"a".repeat(5_000)), BadToken::Shape);
}

#[test]
fn after_a_rotation_old_tokens_live_on_and_the_new_key_signs_once_everybody_knows_it() {
    let (old, pkcs8) = SigningKey::generate(at(-1000)).unwrap();
    let setup = Setup { issuer: Issuer::new(URL), ring: KeyRing::new(vec![old]) };
    let token = setup.token();
    let fresh = generate(at(0));
    let new_kid = fresh.kid.clone();
    let rotated = KeyRing::new(vec![SigningKey::read(&pkcs8, at(-1000)).unwrap(), fresh]);
    assert!(setup.issuer.verify(&rotated, &token, at(1)).is_ok());
    let signed_at = |now| kid(&setup.issuer.sign(&rotated, &setup.claims(), now).unwrap()).unwrap();
    assert_ne!(signed_at(at(119)), new_kid);
    assert_eq!(signed_at(at(120)), new_kid);
    assert_eq!(rotated.jwks().len(), 2);
    assert!(rotated.jwks().iter().all(|jwk| jwk.get("d").is_none()));
}

#[test]
fn the_only_key_signs_at_once() {
    let ring = KeyRing::new(vec![generate(at(0))]);
    assert!(ring.signing(at(0)).is_some());
    assert!(KeyRing::default().signing(at(0)).is_none());
}
