//! Integrations: outside systems that call this API; reading, connecting, changing.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::org::integrations::NewIntegration;
use domain::org::telephony::TelephonyChange;
use domain::org::{Integration, IntegrationChange, IntegrationKind, Refusal};
use domain::{Id, IntegrationId};
use persistence::org::IntegrationFilter;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::seal_name;
use crate::prelude::*;

/// Secrets by their names; `None` takes one away.
pub type Secrets = BTreeMap<&'static str, Option<SecretString>>;

/// An outside system, and the address at which it reports calls.
#[derive(Debug)]
pub struct Connected {
    /// What is stored.
    pub integration: Integration,
    /// Where it posts, without the secret; only telephony does.
    pub address: Option<String>,
}

/// With the address at which it reports.
pub(super) fn connected(ctx: &Ctx, integration: Integration) -> Connected {
    let posts = integration.kind == IntegrationKind::Telephony;
    Connected { address: posts.then(|| address(ctx, integration.id)), integration }
}

/// The address at which a telephony system reports, without the secret.
pub(super) fn address(ctx: &Ctx, id: IntegrationId) -> String {
    format!("{}/v1/telephony/{id}", ctx.company.public_url)
}

/// The integration, or [`AppError::NotFound`].
pub async fn get_integration(ctx: &Ctx, actor: &Actor, id: IntegrationId) -> Result<Connected> {
    actor.may_everywhere(Action::ManageUsers)?;
    Ok(connected(ctx, ctx.get(id).await?))
}

/// A page of integrations, oldest first.
pub async fn list_integrations(ctx: &Ctx, actor: &Actor, filter: &IntegrationFilter, request: &PageRequest) -> Result<Page<Connected>> {
    Ok(ctx.page(actor, filter, request).await?.map(|integration| connected(ctx, integration)))
}

/// Connects an outside system. A `source` in use is refused, because records are known by it.
pub async fn add_integration(ctx: &Ctx, actor: &Actor, mut new: NewIntegration, secrets: Secrets) -> Result<Connected> {
    actor.may_everywhere(Action::ManageUsers)?;
    let id = Id::new(crate::ids::fresh());
    new.telephony.secrets = sealed(ctx, id, secrets)?;
    let made = ctx
        .write(actor, async |work| {
            if let Some(other) = work.integration_by_source(&new.source).await? {
                return Err(Refusal::SourceTaken { id: other.id }.into());
            }
            check_agents(work, &new.telephony).await?;
            work.apply(Integration::connect(id, new.clone(), work.now)?).await
        })
        .await?;
    Ok(connected(ctx, made))
}

/// Changes name, adapter, reading or access of the integration, if it still has the version that the caller has read. One that is
/// switched off is refused within a second.
pub async fn update_integration(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<IntegrationId>,
    mut change: IntegrationChange,
    secrets: Secrets,
) -> Result<Connected> {
    actor.may_everywhere(Action::ManageUsers)?;
    change.telephony.secrets = sealed(ctx, target.id, secrets)?;
    let changed = ctx
        .write_rights(actor, async |work| {
            check_agents(work, &change.telephony).await?;
            work.apply(work.lock_target(target).await?.change(change.clone())?).await
        })
        .await?;
    Ok(connected(ctx, changed))
}

fn sealed(ctx: &Ctx, id: IntegrationId, secrets: Secrets) -> Result<BTreeMap<String, Option<String>>> {
    let seal = |(name, secret): (&'static str, Option<SecretString>)| {
        let sealed = secret.map(|secret| {
            let plain = secret.expose_secret();
            if name == "signing_secret" && signing_key(plain).is_none() {
                let what = "must be whsec_ and 24 to 64 bytes in Base64, as Standard Webhooks has it";
                return Err(AppError::field("/secrets/signing_secret", "signing_secret", what));
            }
            Ok(ctx.auth.seal(plain.as_bytes(), &seal_name(id, name))?)
        });
        Ok((name.to_owned(), sealed.transpose()?))
    };
    secrets.into_iter().map(seal).collect()
}

/// The key in a secret of Standard Webhooks.
pub(crate) fn signing_key(secret: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).ok()?;
    (24..=64).contains(&bytes.len()).then_some(bytes)
}

/// Names are given to people who are here.
async fn check_agents(work: &Work<'_>, change: &TelephonyChange) -> Result<()> {
    let named = change.agents.iter().flatten();
    let known =
        if named.clone().next().is_some() { work.users().by_ids(named.clone().map(|agent| agent.user_id)).await? } else { Vec::new() };
    let place = named.clone().position(|agent| !known.iter().any(|user| user.id == agent.user_id));
    match place {
        Some(place) => Err(AppError::field(format!("/agents/{place}/user_id"), "unknown", "there is no such user")),
        None => Ok(()),
    }
}
