//! Corrects what is known of a client. His stage, curator and money are nobody's to write.

use domain::access::Action;
use domain::clients::{Client, ClientPhone, Refusal};
use domain::{ClientId, Event, EventName, Version};

use super::lock::lock;
use crate::{Actor, AppError, Ctx, Work};

/// What may change; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ClientChange {
    pub legal_name: Option<String>,
    pub trade_name: Option<Option<String>>,
    pub inn: Option<Option<String>>,
    pub kpp: Option<Option<String>>,
    pub vat_id: Option<Option<String>>,
    pub city: Option<Option<String>>,
    pub legal_address: Option<Option<String>>,
    pub actual_address: Option<Option<String>>,
    pub time_zone: Option<Option<String>>,
    pub referrer_client_id: Option<Option<ClientId>>,
    pub phones: Option<Vec<ClientPhone>>,
    pub emails: Option<Vec<String>>,
}

/// What a client is found by.
const FOUND_BY: [&str; 7] = ["legal_name", "trade_name", "inn", "kpp", "vat_id", "phones", "emails"];

/// Changes the client if his version is `expected`.
pub async fn update_client(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    expected: Option<Version>,
    change: ClientChange,
) -> Result<Client, AppError> {
    ctx.write(actor, async |work| {
        let before = lock(work, Action::WriteClients, id, expected).await?;
        before.ensure_live()?;
        let after = merged(before.clone(), change.clone());
        let changed = changed(&before, &after);
        if changed.is_empty() {
            return Ok(before);
        }
        checked(work, &before, &after).await?;
        // Which members, never what they say: the journal cannot forget.
        let after = work.save(after, Event::new(EventName::ClientUpdated, id, Some(id)).with("members", changed.clone())).await?;
        if changed.iter().any(|member| FOUND_BY.contains(member)) {
            work.clients().index(&after, false).await?;
        }
        Ok(after)
    })
    .await
}

fn merged(client: Client, change: ClientChange) -> Client {
    let phones = change.phones.map_or_else(|| client.phones.clone(), |wanted| client.replace_phones(wanted));
    Client {
        phones,
        legal_name: change.legal_name.unwrap_or(client.legal_name),
        trade_name: change.trade_name.unwrap_or(client.trade_name),
        inn: change.inn.unwrap_or(client.inn),
        kpp: change.kpp.unwrap_or(client.kpp),
        vat_id: change.vat_id.unwrap_or(client.vat_id),
        city: change.city.unwrap_or(client.city),
        legal_address: change.legal_address.unwrap_or(client.legal_address),
        actual_address: change.actual_address.unwrap_or(client.actual_address),
        time_zone: change.time_zone.unwrap_or(client.time_zone),
        referrer_client_id: change.referrer_client_id.unwrap_or(client.referrer_client_id),
        emails: change.emails.unwrap_or(client.emails),
        ..client
    }
}

fn changed(before: &Client, after: &Client) -> Vec<&'static str> {
    [
        ("legal_name", before.legal_name != after.legal_name),
        ("trade_name", before.trade_name != after.trade_name),
        ("inn", before.inn != after.inn),
        ("kpp", before.kpp != after.kpp),
        ("vat_id", before.vat_id != after.vat_id),
        ("city", before.city != after.city),
        ("legal_address", before.legal_address != after.legal_address),
        ("actual_address", before.actual_address != after.actual_address),
        ("time_zone", before.time_zone != after.time_zone),
        ("referrer_client_id", before.referrer_client_id != after.referrer_client_id),
        ("phones", before.phones != after.phones),
        ("emails", before.emails != after.emails),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(member, _)| member)
    .collect()
}

/// E-18: a tax id is one client's; a referrer is another client who is there.
async fn checked(work: &Work<'_>, before: &Client, after: &Client) -> Result<(), AppError> {
    if (before.inn != after.inn || before.vat_id != after.vat_id)
        && let Some(id) = work.clients().by_tax_id(after.inn.as_deref(), after.vat_id.as_deref(), Some(after.id)).await?
    {
        return Err(Refusal::Exists { id }.into());
    }
    if let Some(referrer) = after.referrer_client_id.filter(|_| before.referrer_client_id != after.referrer_client_id)
        && (referrer == after.id || work.clients().find(referrer).await?.is_none())
    {
        return Err(AppError::field("/referrer_client_id", "unknown", "there is no other client with this id"));
    }
    Ok(())
}
