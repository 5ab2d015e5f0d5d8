//! Clients: their records, contacts, contact history and assignments. Here the record itself; each command has a file of its own.

pub mod contact;
pub mod curate;

mod activities;
mod assignments;
mod branches;
mod confirm_lost;
mod contacts;
mod disqualify_client;
mod erase_personal_data;
mod exempt_contact;
mod gone;
mod group;
mod personal_data;
mod postpone_client;
mod prelude;
mod propose_lost;
mod qualify_client;
mod recognise;
mod recycle_client;
mod register_client;
mod reopen_client;
pub(crate) mod resemblance;
mod set_credit_hold;
mod set_do_not_call;
mod suppressed;
mod timeline;

pub use activities::{NewActivity, get_activity, list_activities, log_activity};
pub use assignments::list_assignments;
pub use confirm_lost::confirm_lost;
pub(crate) use contacts::contact_named;
pub use contacts::{ContactCard, ContactChange, NewContact, add_contact, get_contact, list_contacts, update_contact};
pub use disqualify_client::disqualify_client;
pub use domain::clients::tax::TaxIds;
pub use erase_personal_data::erase_personal_data;
pub use exempt_contact::exempt_contact;
pub(crate) use gone::gone;
pub use persistence::clients::{ActivityFilter, AssignmentFilter, ClientFilter, ContactFilter};
pub use personal_data::{PersonalData, get_personal_data};
pub use postpone_client::postpone_client;
pub use propose_lost::propose_lost;
pub use qualify_client::qualify_client;
pub use recognise::{recognise_client, recognise_contact};
pub use recycle_client::recycle_client;
pub(crate) use register_client::register;
pub use register_client::{Registered, register_client};
pub use reopen_client::{Reopening, reopen_client};
pub use set_credit_hold::set_credit_hold;
pub use set_do_not_call::set_do_not_call;
pub(crate) use suppressed::{each_with, heed, suppress};
pub use timeline::{TimelineFilter, list_timeline};

use domain::ClientId;
use domain::clients::guards::Open;
use domain::clients::{ClientPhone, RecordStatus, Refusal};

use crate::list::{Counted, Counts};
use crate::portfolio::readings;
use crate::prelude::*;
use crate::queue;

/// The client, or [`AppError::NotFound`].
pub async fn get_client(ctx: &Ctx, actor: &Actor, id: ClientId) -> Result<Client> {
    actor.may(Action::ReadClients)?;
    let client = ctx.get(id).await?;
    readings::see(ctx, actor, [id]).await?;
    Ok(client)
}

/// A page of clients. Whoever may read clients may read all of them (§6); whoever may not read a contact's number does not find a
/// client by it either. `numbers`: are their telephone numbers shown?
pub async fn list_clients(ctx: &Ctx, actor: &Actor, filter: &ClientFilter, request: &PageRequest, numbers: bool) -> Result<Page<Client>> {
    actor.may(Action::ReadClients)?;
    let personal = actor.reach(Action::ReadPersonal).ok();
    let page = ctx.read().clients().page(filter, personal, request).await?;
    if numbers {
        readings::see(ctx, actor, page.items.iter().map(|client| client.id)).await?;
    }
    Ok(page)
}

impl Counted for ClientFilter {
    type Of = ();
    async fn counts(&self, ctx: &Ctx, actor: &Actor, (): (), by: &[&'static str]) -> Result<Counts> {
        actor.may(Action::ReadClients)?;
        Ok(ctx.read().clients().counts_by(self, actor.reach(Action::ReadPersonal).ok(), by).await?)
    }
}

/// The client, locked, for somebody who may do `action` to it: every command on a client begins so.
async fn lock(work: &Work<'_>, action: Action, target: Target<ClientId>) -> Result<Client> {
    // Nobody without any right to this learns whether the client exists.
    work.actor.may(action)?;
    let client = work.lock(target.id).await?;
    // I-22: nobody does anything with a record that has gone on in another one. Said before whose it is: it is nobody's.
    if client.record_status == RecordStatus::Merged {
        client.ensure_live()?;
    }
    if work.actor.authorise(action, &client.standing()).is_err() {
        let standing = queue::with_holder(work, client.id, client.standing()).await?;
        work.actor.authorise(action, &with_deputy(work, &client, standing).await?)?;
    }
    target.check(client.version).map(|()| client)
}

/// The same, with the deputy of a curator who is on leave (E-26).
async fn with_deputy(work: &Work<'_>, client: &Client, mut standing: Standing) -> Result<Standing> {
    if let Some(curator) = client.curator_id {
        standing.people.extend(work.find(curator).await?.and_then(|curator| curator.stand_in()));
    }
    Ok(standing)
}

/// What is under way with a client, before it is postponed (C6): a meeting to come, a deal in progress.
pub(crate) async fn under_way(work: &Work<'_>, id: ClientId) -> Result<Open> {
    Ok(Open { meeting: work.meetings().any_open(id).await?, opportunity: !work.opportunities().open_of(id).await?.is_empty() })
}

/// What may change; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ClientChange {
    pub legal_name: Option<String>,
    pub trade_name: Option<Option<String>>,
    pub inn: Option<Option<String>>,
    pub kpp: Option<Option<String>>,
    pub vat_id: Option<Option<String>>,
    pub head_office_id: Option<Option<ClientId>>,
    pub city: Option<Option<String>>,
    pub legal_address: Option<Option<String>>,
    pub actual_address: Option<Option<String>>,
    pub time_zone: Option<Option<String>>,
    pub referrer_client_id: Option<Option<ClientId>>,
    pub phones: Option<Vec<ClientPhone>>,
    pub emails: Option<Vec<String>>,
    pub group_code: Option<Option<String>>,
}

/// What a client is found by.
const FOUND_BY: [&str; 8] = ["legal_name", "trade_name", "inn", "kpp", "vat_id", "city", "phones", "emails"];

/// Corrects what is known of a client, if it still has the version that the caller has read. Stage, curator and money cannot be written.
pub async fn update_client(ctx: &Ctx, actor: &Actor, target: Target<ClientId>, change: ClientChange) -> Result<Client> {
    ctx.write(actor, async |work| {
        let before = lock(work, Action::WriteClients, target).await?;
        before.ensure_live()?;
        let (after, changed) = change.clone().apply(before.clone());
        if changed.is_empty() {
            return Ok(before);
        }
        check(work, &before, &after).await?;
        let events = told(&before, &after, &changed);
        let mut decided = Decided { state: after, events };
        if changed.contains(&"phones") {
            decided = heed(work, decided).await?;
        }
        let after = work.apply(decided).await?;
        follow(work, &after, &changed).await?;
        if changed.iter().any(|member| FOUND_BY.contains(member)) {
            work.clients().index(&after, false).await?;
        }
        Ok(after)
    })
    .await
}

/// The client with these numbers too; those that he has are left as they are.
pub(crate) async fn add_phones(work: &Work<'_>, client: Client, numbers: Vec<ClientPhone>) -> Result<Client> {
    let unknown: Vec<_> = numbers.into_iter().filter(|new| client.phones.iter().all(|old| old.number != new.number)).collect();
    if unknown.is_empty() {
        return Ok(client);
    }
    let mut after = client;
    after.phones.extend(unknown);
    let event = Event::new(EventName::ClientUpdated, after.id, Some(after.id)).with("phones", "changed");
    let after = work.apply(heed(work, Decided::one(after, event)).await?).await?;
    work.clients().index(&after, false).await?;
    Ok(after)
}

/// His task goes by his new time zone, and dials a number that he has.
async fn follow(work: &Work<'_>, client: &Client, changed: &[&'static str]) -> Result<()> {
    if changed.contains(&"time_zone") {
        let zone = client.time_zone.as_deref().unwrap_or_else(|| work.calendar.zone());
        work.call_tasks().set_time_zone(client.id, zone).await?;
    }
    if changed.contains(&"group_code") {
        group::follow(work, client).await?;
    }
    if changed.contains(&"phones") {
        let forbidden = client.phones.iter().any(|phone| phone.do_not_call.is_some());
        queue::renumbered(work, std::slice::from_ref(client), forbidden).await?;
    }
    Ok(())
}

/// What the journal says of the change: of what may be a person's, that it has changed and not into what, since the journal cannot
/// forget; else before and after.
fn told(before: &Client, after: &Client, changed: &[&'static str]) -> Vec<Event> {
    let mut event = Event::new(EventName::ClientUpdated, after.id, Some(after.id));
    for member in changed {
        event = match *member {
            // A matter of its own.
            "group_code" => event,
            "kpp" => event.changed("kpp", before.kpp.clone(), after.kpp.clone()),
            "city" => event.changed("city", before.city.clone(), after.city.clone()),
            "time_zone" => event.changed("time_zone", before.time_zone.clone(), after.time_zone.clone()),
            "referrer_client_id" => event.changed("referrer_client_id", before.referrer_client_id, after.referrer_client_id),
            "head_office_id" => event.changed("head_office_id", before.head_office_id, after.head_office_id),
            "legal_address" | "actual_address" => event.with("addresses", "changed"),
            personal => event.with(personal, "changed"),
        };
    }
    let moved = changed.contains(&"group_code").then(|| group::told(before, after));
    (!event.facts.is_empty()).then_some(event).into_iter().chain(moved).collect()
}

impl ClientChange {
    /// The client with the changed members, and their names.
    fn apply(self, mut client: Client) -> (Client, Vec<&'static str>) {
        let mut changed = Vec::new();
        let phones = self.phones.map(|wanted| client.replace_phones(wanted));
        macro_rules! set {
            ($($member:ident = $wanted:expr),+ $(,)?) => {$(
                if let Some(wanted) = $wanted.filter(|wanted| *wanted != client.$member) {
                    client.$member = wanted;
                    changed.push(stringify!($member));
                }
            )+};
        }
        set! {
            legal_name = self.legal_name,
            trade_name = self.trade_name,
            inn = self.inn,
            kpp = self.kpp,
            vat_id = self.vat_id,
            head_office_id = self.head_office_id,
            city = self.city,
            legal_address = self.legal_address,
            actual_address = self.actual_address,
            time_zone = self.time_zone,
            referrer_client_id = self.referrer_client_id,
            phones = phones,
            emails = self.emails,
            group_code = self.group_code,
        }
        (client, changed)
    }
}

/// E-18: only one client has the tax ids of an office; a referrer is another client who is there.
async fn check(work: &Work<'_>, before: &Client, after: &Client) -> Result<()> {
    group::check_change(work, before, after).await?;
    let ids = after.tax_ids();
    if before.tax_ids() != ids
        && let Some(id) = work.clients().by_tax_id(&ids, Some(after.id)).await?
    {
        return Err(Refusal::Exists { id }.into());
    }
    if before.head_office_id != after.head_office_id {
        branches::check(work, Some(after.id), after.inn.as_deref(), after.head_office_id).await?;
    }
    if let Some(referrer) = after.referrer_client_id.filter(|_| before.referrer_client_id != after.referrer_client_id)
        && (referrer == after.id || work.find(referrer).await?.is_none())
    {
        return Err(AppError::field("/referrer_client_id", "unknown", "there is no other client with this id"));
    }
    Ok(())
}
