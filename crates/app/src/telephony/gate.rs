//! Who may report calls of an integration: whoever signs as its provider does, knows the secret of its address, or has a key of it
//! (openapi/README.md §3.1b).

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::IntegrationId;
use domain::calling::Signature;
use domain::org::IntegrationKind;
use domain::org::telephony::Provider;
use subtle::ConstantTimeEq;

use super::Arrived;
use super::signatures::Signed;
use crate::auth::{AuthError, Gate, OpenSecrets, authenticate, seal_name, secret};
use crate::prelude::*;
use crate::{Who, clock};

/// Why somebody does not enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// Nothing that he shows is valid, or the integration is switched off.
    Unauthorized,
    /// He was to sign.
    BadSignature,
    /// He comes from elsewhere.
    Address,
}

/// Somebody who has entered.
pub(crate) struct Entered {
    pub signature: Signature,
    /// What of the path follows the secret.
    pub path: String,
}

/// The integration of this id, if it is one of telephony; what is known of it is a second old at most.
pub(crate) async fn gate(ctx: &Ctx, id: IntegrationId) -> Result<Option<Arc<Gate>>> {
    ctx.auth.gates.get_or(id, async |id| open(ctx, *id).await).await
}

async fn open(ctx: &Ctx, id: IntegrationId) -> Result<Option<Arc<Gate>>> {
    let found = ctx.read().find(id).await?.filter(|found| found.kind == IntegrationKind::Telephony);
    let Some(integration) = found else { return Ok(None) };
    let mut secrets = BTreeMap::new();
    for (name, sealed) in &integration.telephony.secrets {
        let plain = ctx.auth.open(sealed, &seal_name(id, name))?;
        secrets.insert(name.clone(), String::from_utf8_lossy(&plain).into_owned());
    }
    let networks = integration.telephony.networks();
    Ok(Some(Arc::new(Gate { integration, networks, secrets: OpenSecrets(secrets) })))
}

impl Gate {
    /// Who enters, and how he has shown who he is.
    pub async fn enter(&self, ctx: &Ctx, arrived: &Arrived) -> Result<Result<Entered, Shut>> {
        if !self.integration.active {
            return Ok(Err(Shut::Unauthorized));
        }
        if !self.networks.is_empty() && !self.networks.contains(arrived.address) {
            return Ok(Err(Shut::Address));
        }
        let (behind_secret, path) = self.behind_secret(&arrived.path);
        let entered = |signature| Entered { signature, path: path.to_owned() };
        // Bitrix24's REST methods carry no token of the application.
        let is_rest = self.integration.provider == Provider::Bitrix24 && (path == "rest" || path.starts_with("rest/"));
        if self.integration.telephony.is_signed(self.integration.provider) && !is_rest {
            let (provider, secrets) = (self.integration.provider, &self.secrets.0);
            let signed = Signed { provider, secrets, public_url: &ctx.company.public_url, arrived, now: clock::wall() };
            return Ok(signed.verify().map(entered).ok_or(Shut::BadSignature));
        }
        if behind_secret {
            return Ok(Ok(entered(Signature::Secret)));
        }
        let has_key = self.has_key(ctx, arrived).await?;
        Ok(if has_key { Ok(entered(Signature::Key)) } else { Err(Shut::Unauthorized) })
    }

    /// Does the path begin with the secret of the address? And what follows it.
    fn behind_secret<'p>(&self, path: &'p str) -> (bool, &'p str) {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let hash = secret::hash(first);
        let mut valid = self.integration.url_secrets.valid_at(clock::wall());
        let known = !first.is_empty() && valid.any(|known| bool::from(known.as_bytes().ct_eq(hash.as_bytes())));
        if known { (true, rest) } else { (false, path) }
    }

    /// A key of this integration, as a bearer or as the password of Basic.
    async fn has_key(&self, ctx: &Ctx, arrived: &Arrived) -> Result<bool> {
        let header = arrived.headers.get("authorization").map_or("", String::as_str);
        let Some((scheme, shown)) = header.split_once(' ') else { return Ok(false) };
        let key = if scheme.eq_ignore_ascii_case("bearer") {
            Some(shown.trim().to_owned())
        } else if scheme.eq_ignore_ascii_case("basic") {
            let plain = STANDARD.decode(shown.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            plain.and_then(|plain| plain.split_once(':').map(|(_, password)| password.to_owned()))
        } else {
            None
        };
        let Some(key) = key.filter(|key| key.starts_with(secret::KEY_PREFIX)) else { return Ok(false) };
        match authenticate(ctx, &key).await {
            Ok(known) => {
                let is_own = matches!(&known.actor.who, Who::Integration { id, .. } if *id == self.integration.id);
                Ok(is_own && known.actor.may(Action::PostCall).is_ok())
            }
            Err(AuthError::Refused(_)) => Ok(false),
            Err(AuthError::Failed(error)) => Err(error),
        }
    }
}
