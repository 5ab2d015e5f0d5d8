//! Contacts of a client: shown, listed, added, corrected. Personal data is shown to those who meet the person (§6).

use domain::access::Role;
use domain::clients::{Contact, Influence, Refusal};
use domain::phone::PhoneLine;
use domain::{ContactId, Date};
use persistence::clients::ContactFilter;

use super::prelude::*;
use super::{Registered, get_client};
use crate::FieldError;
pub use crate::contact_card::ContactCard;
use crate::contact_card::sees_personal;
use crate::events::record_reads;

/// The contact, or [`AppError::NotFound`].
pub async fn get_contact(ctx: &Ctx, actor: &Actor, client: ClientId, id: ContactId) -> Result<ContactCard> {
    let client = get_client(ctx, actor, client).await?;
    let contact = ctx.read().contacts().find(client.id, id).await?.ok_or(AppError::NotFound("contact"))?;
    let card = ContactCard::new(actor, &client, contact);
    record_reads(ctx, actor, card.reading().into_iter().collect()).await?;
    Ok(card)
}

/// A page of a client's contacts; an unknown client is [`AppError::NotFound`].
pub async fn list_contacts(
    ctx: &Ctx,
    actor: &Actor,
    id: ClientId,
    filter: &ContactFilter,
    request: &PageRequest,
) -> Result<Page<ContactCard>> {
    let client = get_client(ctx, actor, id).await?;
    let page = ctx.read().contacts().page(id, filter, request).await?.map(|contact| ContactCard::new(actor, &client, contact));
    record_reads(ctx, actor, page.items.iter().filter_map(ContactCard::reading).collect()).await?;
    Ok(page)
}

/// The contact of a client that a member of the request at `pointer` names; without it the member is wrong.
pub(crate) async fn contact_named(work: &Work<'_>, client: ClientId, id: ContactId, pointer: &str) -> Result<Contact> {
    let found = work.contacts().find(client, id).await?;
    found.ok_or_else(|| AppError::field(pointer, "unknown", "this client has no such contact"))
}

/// A contact to be added.
#[derive(Clone, Debug)]
pub struct NewContact {
    pub external_id: Option<String>,
    pub name: String,
    pub position: Option<String>,
    pub influence: Option<Influence>,
    pub decision_maker: bool,
    pub phones: Vec<PhoneLine>,
    pub emails: Vec<String>,
    pub birthday: Option<Date>,
    pub do_not_contact: bool,
}

/// Adds a contact to a client; the same external id with the same content is the same contact.
pub async fn add_contact(ctx: &Ctx, actor: &Actor, id: ClientId, new: NewContact) -> Result<Registered<ContactCard>> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::WriteClients, id.into()).await?;
        client.ensure_live()?;
        new.birthday.map_or(Ok(()), |day| work.refuse_future("/birthday", day))?;
        let NewContact { external_id, name, position, influence, decision_maker, phones, emails, birthday, do_not_contact } = new.clone();
        let known = match &external_id {
            Some(external_id) => work.contacts().by_external_id(id, external_id).await?,
            None => None,
        };
        let contact = Contact {
            id: work.id(),
            version: 0,
            client_id: id,
            external_id,
            name,
            position,
            influence,
            decision_maker,
            phones,
            emails,
            birthday,
            do_not_contact,
            created_at: work.now,
        };
        if let Some(known) = known {
            let same = Contact { id: known.id, version: known.version, created_at: known.created_at, ..contact } == known;
            let refusal = Refusal::ContactKnown { id: known.id };
            return if same { Ok(Registered::Known(ContactCard::new(actor, &client, known))) } else { Err(refusal.into()) };
        }
        let event = Event::new(EventName::ContactAdded, contact.id, Some(id)).with("decision_maker", decision_maker);
        Ok(Registered::New(ContactCard::new(actor, &client, work.save(contact, event).await?)))
    })
    .await
}

/// What may change; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ContactChange {
    pub name: Option<String>,
    pub position: Option<Option<String>>,
    pub influence: Option<Option<Influence>>,
    pub decision_maker: Option<bool>,
    pub phones: Option<Vec<PhoneLine>>,
    pub emails: Option<Vec<String>>,
    pub birthday: Option<Option<Date>>,
    pub do_not_contact: Option<bool>,
}

/// Corrects what is known of a contact, if it still has the version that the caller has read.
pub async fn update_contact(
    ctx: &Ctx,
    actor: &Actor,
    client: ClientId,
    target: Target<ContactId>,
    change: ContactChange,
) -> Result<ContactCard> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::WriteClients, client.into()).await?;
        client.ensure_live()?;
        let before = work.contacts().find(client.id, target.id).await?.ok_or(AppError::NotFound("contact"))?;
        target.check(before.version)?;
        // The system that a contact comes from says what it knows itself.
        if !sees_personal(work.actor, &client) && !work.actor.is(Role::ImportIntegration) {
            change.leaves_personal()?;
        }
        change.birthday.flatten().map_or(Ok(()), |day| work.refuse_future("/birthday", day))?;
        let after = change.clone().apply(before.clone());
        if after == before {
            return Ok(ContactCard::recorded(work, &client, before));
        }
        let event = Event::new(EventName::ContactUpdated, target.id, Some(client.id));
        let event = event
            .altered_if("name", after.name != before.name)
            .altered_if("position", after.position != before.position)
            .changed_if("influence", before.influence, after.influence)
            .changed_if("decision_maker", before.decision_maker, after.decision_maker)
            .altered_if("phones", after.phones != before.phones)
            .altered_if("emails", after.emails != before.emails)
            .altered_if("birthday", after.birthday != before.birthday)
            .changed_if("do_not_contact", before.do_not_contact, after.do_not_contact);
        Ok(ContactCard::recorded(work, &client, work.save(after, event).await?))
    })
    .await
}

impl ContactChange {
    /// §6: nobody replaces what is not shown to them; sending back what was read would wipe it.
    fn leaves_personal(&self) -> Result<()> {
        let named = [("/birthday", self.birthday.is_some()), ("/phones", self.phones.is_some())];
        let error = |pointer: &str| FieldError {
            pointer: pointer.into(),
            code: "not_shown",
            detail: "is not shown to you, and would be lost: leave it out, or ask whoever answers for the client".into(),
        };
        let errors: Vec<_> = named.into_iter().filter(|(_, named)| *named).map(|(pointer, _)| error(pointer)).collect();
        if errors.is_empty() { Ok(()) } else { Err(AppError::Fields(errors)) }
    }

    fn apply(self, contact: Contact) -> Contact {
        Contact {
            name: self.name.unwrap_or(contact.name),
            position: self.position.unwrap_or(contact.position),
            influence: self.influence.unwrap_or(contact.influence),
            decision_maker: self.decision_maker.unwrap_or(contact.decision_maker),
            phones: self.phones.unwrap_or(contact.phones),
            emails: self.emails.unwrap_or(contact.emails),
            birthday: self.birthday.unwrap_or(contact.birthday),
            do_not_contact: self.do_not_contact.unwrap_or(contact.do_not_contact),
            ..contact
        }
    }
}
