//! Signatures of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one for each secret that is in force.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::WebhookId;
use secrecy::SecretString;

use crate::auth::secret;
use crate::prelude::*;

/// How every signing secret begins, as the specification wants it.
const PREFIX: &str = "whsec_";

/// What an endpoint's messages are signed with.
pub struct SigningSecret(Vec<u8>);

impl SigningSecret {
    /// A new one: 32 random bytes.
    pub(crate) fn generate() -> Result<Self> {
        Ok(Self(secret::random::<32>()?.to_vec()))
    }

    /// As the receiver is shown it, once.
    pub(crate) fn shown(&self) -> SecretString {
        format!("{PREFIX}{}", STANDARD.encode(&self.0)).into()
    }

    /// As it lies in the database: sealed, where the operator has set a secret to seal with.
    pub(crate) fn seal(&self, ctx: &Ctx, endpoint: WebhookId) -> Result<String> {
        Ok(ctx.auth.seal(&self.0, &endpoint.to_string())?)
    }

    /// What lay there so.
    pub(crate) fn open(ctx: &Ctx, stored: &str, endpoint: WebhookId) -> Result<Self> {
        Ok(Self(ctx.auth.open(stored, &endpoint.to_string())?))
    }

    fn sign(&self, content: &[u8]) -> String {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), content);
        format!("v1,{}", STANDARD.encode(tag))
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret")
    }
}

/// The header `webhook-signature`: one signature a secret, by spaces.
pub fn signatures(secrets: &[SigningSecret], id: &str, timestamp: i64, body: &str) -> String {
    let content = format!("{id}.{timestamp}.{body}");
    secrets.iter().map(|secret| secret.sign(content.as_bytes())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn secret(text: &str) -> SigningSecret {
        SigningSecret(STANDARD.decode(text.trim_start_matches(PREFIX)).unwrap())
    }

    #[test]
    fn the_vector_of_the_specification_holds() {
        let known = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let body = "{\"test\": 2432232314}";
        let signed = signatures(&[known], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_secret_signs_for_itself() {
        let (one, other) = (SigningSecret::generate().unwrap(), SigningSecret::generate().unwrap());
        let alone = signatures(std::slice::from_ref(&one), "event_1", 1, "{}");
        let both = signatures(&[other, one], "event_1", 1, "{}");
        assert_eq!(both.split(' ').collect::<Vec<_>>().len(), 2);
        assert!(both.ends_with(&alone));
    }

    #[test]
    fn a_secret_is_shown_as_the_specification_wants_it() {
        let minted = SigningSecret::generate().unwrap();
        let shown = minted.shown();
        assert_eq!(shown.expose_secret().len(), 6 + 44);
        assert_eq!(secret(shown.expose_secret()).0, minted.0);
        assert_eq!(format!("{minted:?}"), "SigningSecret");
    }
}
