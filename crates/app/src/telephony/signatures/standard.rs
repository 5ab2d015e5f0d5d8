//! Standard Webhooks 1.0, for whoever writes an integration: HMAC-SHA256 over id, time and body.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Signed, same};
use crate::org::signing_key;

/// How far the sender's clock may be from ours.
const FRESH_SECONDS: i64 = 300;

pub(super) fn is_signed(signed: &Signed<'_>) -> bool {
    let (id, at) = (signed.header("webhook-id"), signed.header("webhook-timestamp"));
    let fresh = at.parse::<i64>().is_ok_and(|at| (signed.now.timestamp() - at).abs() <= FRESH_SECONDS);
    let Some(key) = signing_key(signed.secret("signing_secret")).filter(|_| fresh && !id.is_empty()) else { return false };
    let content = [format!("{id}.{at}.").as_bytes(), &signed.arrived.body].concat();
    let tag = format!("v1,{}", STANDARD.encode(hmac::sign(&hmac::Key::new(HMAC_SHA256, &key), &content)));
    signed.header("webhook-signature").split(' ').any(|shown| same(&tag, shown))
}
