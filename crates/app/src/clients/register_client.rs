//! Registers a client (C1–C3, E-18, E-37). The same external id with the same content is the same client.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use domain::clients::register::NewClient;
use domain::clients::tax::TaxIds;
use domain::clients::{Assignment, AssignmentRole, ClientPhone, Refusal};
use domain::org::UnitCode;
use domain::{ClientId, Word};
use persistence::clients::Known;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{branches, group, heed, resemblance};
use crate::prelude::*;

/// What the registration led to.
#[derive(Clone, Debug)]
pub enum Registered<T = Client> {
    /// Somebody new.
    New(T),
    /// Somebody who was registered before, with the same content.
    Known(T),
}

/// Registers a client.
pub async fn register_client(ctx: &Ctx, actor: &Actor, new: NewClient) -> Result<Registered> {
    actor.may(Action::WriteClients)?;
    existing_base(actor, &new)?;
    ctx.write(actor, async |work| enter(work, new.clone()).await).await
}

/// Registers a client within another command; one who is known by his external id is that one.
pub(crate) async fn register(work: &Work<'_>, new: NewClient) -> Result<Client> {
    existing_base(work.actor, &new)?;
    match enter(work, new).await? {
        Registered::New(client) => Ok(client),
        // Known ones are not locked yet.
        Registered::Known(client) => work.lock(client.id).await,
    }
}

async fn enter(work: &Work<'_>, new: NewClient) -> Result<Registered> {
    let fingerprint = fingerprint(&new);
    if let Some(known) = known(work, &new).await? {
        return same(known, &fingerprint);
    }
    let ids = TaxIds { inn: new.inn.clone(), kpp: new.kpp.clone(), vat_id: new.vat_id.clone() };
    if let Some(id) = work.clients().by_tax_id(&ids, None).await? {
        return Err(Refusal::Exists { id }.into());
    }
    group::check_new(work, new.group_code.as_deref()).await?;
    let kept_by = people_exist(work, &new).await?;
    let head_office_id = branches::head_office(work, new.inn.as_deref(), new.head_office_id).await?;
    store(work, NewClient { head_office_id, ..new }, kept_by, &fingerprint).await.map(Registered::New)
}

/// C3: only an import may say that somebody already buys from us.
fn existing_base(actor: &Actor, new: &NewClient) -> Result<()> {
    let Some(base) = &new.existing else { return Ok(()) };
    if !actor.is(Role::ImportIntegration) {
        return Err(AppError::field(
            "/stage",
            "not_yours",
            "a stage is the effect of calls, meetings and sales; only an import integration brings an existing base",
        ));
    }
    if base.stage.needs_curator() && base.curator_id.is_none() {
        return Err(AppError::field("/curator_id", "required", format!("somebody must answer for a client who is {}", base.stage)));
    }
    Ok(())
}

async fn known(work: &Work<'_>, new: &NewClient) -> Result<Option<Known>> {
    match &new.external_id {
        Some(external_id) => Ok(work.clients().by_external_id(external_id).await?),
        None => Ok(None),
    }
}

fn same(known: Known, fingerprint: &str) -> Result<Registered> {
    if known.fingerprint.as_deref() == Some(fingerprint) {
        return Ok(Registered::Known(known.client));
    }
    Err(Refusal::ExternalIdTaken { id: known.client.id }.into())
}

/// The referrer and the curator must exist; the unit where the curator works.
async fn people_exist(work: &Work<'_>, new: &NewClient) -> Result<Option<UnitCode>> {
    if let Some(referrer) = new.referrer_client_id {
        work.find(referrer).await?.ok_or_else(|| AppError::field("/referrer_client_id", "unknown", "there is no such client"))?;
    }
    let mut unit = None;
    if let Some(curator) = new.existing.and_then(|base| base.curator_id) {
        let curator = work.find(curator).await?.filter(domain::org::User::may_work);
        let curator = curator.ok_or_else(|| AppError::field("/curator_id", "unknown", "nobody with this id works here"))?;
        if new.existing.is_some_and(|base| base.stage.needs_curator()) && !curator.may_be_curator() {
            return Err(AppError::field(
                "/curator_id",
                "wrong_role",
                "an active client is served by a farmer or a key account manager (E-37)",
            ));
        }
        unit = Some(curator.unit);
    }
    Ok(unit)
}

async fn store(work: &Work<'_>, new: NewClient, kept_by: Option<UnitCode>, fingerprint: &str) -> Result<Client> {
    let id: ClientId = work.id();
    let mut decided = new.register(id, work.actor.user(), None, work.now);
    decided.state.key_account = kept_by == Some(UnitCode::KeyAccounts);
    let found = resemblance::of_new(work, &decided.state).await?;
    decided.state.duplicate_of_id = resemblance::resembles(&found.state);
    let client = work.apply(heed(work, decided).await?).await?;
    work.duplicates().insert(&found.state).await?;
    work.record(found.events);
    work.clients().index(&client, true).await?;
    if client.external_id.is_some() {
        work.clients().remember(id, fingerprint).await?;
    }
    if let Some(curator) = client.curator_id {
        work.assignments().begin(&Assignment::begin(work.id(), &client, curator, AssignmentRole::Curator, work.now, "import")).await?;
    }
    Ok(client)
}

/// The hash of all members; those that are left out do not count, so that members added later change no old fingerprint.
fn fingerprint(new: &NewClient) -> String {
    let NewClient {
        external_id,
        legal_name,
        trade_name,
        inn,
        kpp,
        vat_id,
        head_office_id,
        city,
        legal_address,
        actual_address,
        time_zone,
        source,
        referrer_client_id,
        phones,
        emails,
        group_code,
        existing,
    } = new;
    let phones: Vec<_> = phones.iter().map(line).collect();
    let mut content = json!({
        "external_id": external_id, "legal_name": legal_name, "trade_name": trade_name, "inn": inn, "kpp": kpp, "vat_id": vat_id, "head_office_id": head_office_id.map(|id| id.to_string()), "city": city,
        "legal_address": legal_address, "actual_address": actual_address, "time_zone": time_zone, "source": source.as_str(),
        "referrer_client_id": referrer_client_id.map(|id| id.to_string()), "phones": phones, "emails": emails, "group_code": group_code,
        "existing": existing.map(|base| json!([base.stage.as_str(), base.curator_id.map(|id| id.to_string()), base.last_contact_at.map(|at| at.timestamp_micros()), base.last_sale_on])),
    });
    if let Value::Object(members) = &mut content {
        members.retain(|_, value| !value.is_null());
    }
    URL_SAFE_NO_PAD.encode(Sha256::digest(content.to_string()))
}

/// A line of his, as it always was where it has no extension.
fn line(phone: &ClientPhone) -> serde_json::Value {
    match &phone.extension {
        Some(extension) => json!([phone.number.as_str(), phone.label, extension]),
        None => json!([phone.number.as_str(), phone.label]),
    }
}
