//! The signatures of providers, each exactly as its provider makes it (openapi/README.md §3.1b). Who was to sign and did not, or did it
//! wrongly or long ago, is refused; what exactly was wrong is nobody's business.

mod jwt;
mod standard;

use std::fmt::Write;

use std::collections::BTreeMap;

use aws_lc_rs::hmac::{self, Algorithm, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Instant;
use domain::calling::Signature;
use domain::org::telephony::Provider;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::fields::{Fields, deep, text};
use super::payload::pairs;
use super::{Arrived, Raw};

/// What a signature is compared with.
pub(super) struct Signed<'a> {
    pub provider: Provider,
    /// The secrets of the integration, by their names.
    pub secrets: &'a BTreeMap<String, String>,
    /// `BATON_PUBLIC_URL`.
    pub public_url: &'a str,
    pub arrived: &'a Arrived,
    /// The wall clock, as the provider's is one.
    pub now: Instant,
}

impl Signed<'_> {
    /// How the sender has shown who he is; `None`: he has not.
    pub fn verify(&self) -> Option<Signature> {
        let signed = match self.provider {
            Provider::Twilio => self.twilio(),
            Provider::Plivo => self.plivo(),
            Provider::Vonage => jwt::is_vonage(self.header("authorization"), self.secret("signature_secret"), &self.arrived.body, self.now),
            Provider::Mango => self.mango(),
            Provider::Zadarma => self.zadarma(),
            Provider::Generic => standard::is_signed(self),
            // A token in the body is no signature of the body.
            Provider::Megafon => return self.carries("crm_token", &["crm_token"]).then_some(Signature::Secret),
            Provider::Bitrix24 => return self.carries("application_token", &["auth", "application_token"]).then_some(Signature::Secret),
            _ => false,
        };
        signed.then_some(Signature::Verified)
    }

    fn secret(&self, name: &str) -> &str {
        self.secrets.get(name).map_or("", String::as_str)
    }

    fn header(&self, name: &str) -> &str {
        self.arrived.headers.get(name).map_or("", String::as_str)
    }

    fn raw(&self) -> Raw<'_> {
        Raw {
            path: "",
            query: &self.arrived.query,
            content_type: self.arrived.content_type.as_deref().unwrap_or_default(),
            body: &self.arrived.body,
        }
    }

    /// The address as the provider knows it.
    fn url(&self) -> String {
        format!("{}{}", self.public_url, self.arrived.target)
    }

    /// Names and values of the body.
    fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.arrived.body))
    }

    /// HMAC-SHA1 over the address and the sorted members; of JSON the address names the digest of the body.
    fn twilio(&self) -> bool {
        let named = pairs(&self.arrived.query).into_iter().find(|(name, _)| name == "bodySHA256");
        let mut members = match &named {
            Some((_, digest)) if !same(&hex(&Sha256::digest(&self.arrived.body)), &digest.to_ascii_lowercase()) => return false,
            Some(_) => Vec::new(),
            // A body of another kind would be signed by nothing.
            None if self.raw().is("application/json") => return false,
            None => self.form(),
        };
        members.sort();
        members.dedup();
        let members: String = members.into_iter().map(|(name, value)| name + &value).collect();
        spellings(&self.url()).iter().any(|url| {
            let tag = tag(HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.secret("auth_token"), &format!("{url}{members}"));
            same(&STANDARD.encode(tag), self.header("x-twilio-signature"))
        })
    }

    /// V3: HMAC-SHA256 over the address, the sorted query, the sorted members and the nonce.
    fn plivo(&self) -> bool {
        let url = self.url();
        let (address, query) = url.split_once('?').unwrap_or((&url, ""));
        let mut asked = pairs(query);
        asked.sort();
        let asked = asked.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let mut members = self.form();
        members.sort();
        let members: String = members.into_iter().map(|(name, value)| name + &value).collect();
        let dot = if asked.is_empty() || members.is_empty() { "" } else { "." };
        let nonce = self.header("x-plivo-signature-v3-nonce");
        spellings(address).iter().any(|address| {
            let tag = STANDARD.encode(tag(HMAC_SHA256, self.secret("auth_token"), &format!("{address}?{asked}{dot}{members}.{nonce}")));
            self.header("x-plivo-signature-v3").split(',').any(|shown| same(&tag, shown.trim()))
        })
    }

    /// SHA-256 over key, JSON and salt, the JSON byte for byte as it was decoded.
    fn mango(&self) -> bool {
        let form = self.form();
        let member = |wanted: &str| form.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
        let text = format!("{}{}{}", self.secret("api_key"), member("json"), self.secret("api_salt"));
        same(member("vpbx_api_key"), self.secret("api_key")) & same(&hex(&Sha256::digest(text)), &member("sign").to_ascii_lowercase())
    }

    /// HMAC-SHA1 in Base64 of its hexadecimal text, over three members that depend on the event.
    fn zadarma(&self) -> bool {
        let Ok(members) = self.raw().object() else { return false };
        let fields = Fields(&members);
        let covered: &[&str] = match fields.get("event").as_deref() {
            Some("NOTIFY_OUT_START" | "NOTIFY_OUT_END") => &["internal", "destination", "call_start"],
            Some("NOTIFY_ANSWER") => &["caller_id", "destination", "call_start"],
            Some("NOTIFY_RECORD") => &["pbx_call_id", "call_id_with_rec"],
            _ => &["caller_id", "called_did", "call_start"],
        };
        let covered: String = covered.iter().filter_map(|name| fields.get(name)).collect();
        let tag = STANDARD.encode(hex(&tag(HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.secret("secret"), &covered)));
        !covered.is_empty() && same(&tag, self.header("signature"))
    }

    /// Does the body carry the token?
    fn carries(&self, secret: &str, path: &[&str]) -> bool {
        let Ok(tree) = self.raw().tree() else { return false };
        let found = path.iter().try_fold(&tree, |inner, name| deep(inner, name)).and_then(text);
        found.is_some_and(|found| same(&found, self.secret(secret)))
    }
}

/// HMAC.
fn tag(algorithm: Algorithm, secret: &str, text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(algorithm, secret.as_bytes()), text.as_bytes()).as_ref().to_vec()
}

/// In small hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Equal, compared in equal time, and not empty.
fn same(wanted: &str, shown: &str) -> bool {
    !wanted.is_empty() && bool::from(wanted.as_bytes().ct_eq(shown.as_bytes()))
}

/// Providers sign the address with its port or without it.
fn spellings(address: &str) -> Vec<String> {
    let mut spellings = vec![address.to_owned()];
    let Some((scheme, rest)) = address.split_once("://") else { return spellings };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let usual = if scheme == "https" { "443" } else { "80" };
    let has_port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    match has_port {
        Some((bare, _)) => spellings.push(format!("{scheme}://{bare}/{path}")),
        None => spellings.push(format!("{scheme}://{host}:{usual}/{path}")),
    }
    spellings
}

#[cfg(test)]
mod tests;
