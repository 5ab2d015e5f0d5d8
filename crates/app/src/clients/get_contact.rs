//! Shows a person at a client's. What is personal is shown to those who meet him (§6).

use domain::access::Action;
use domain::clients::{Client, Contact};
use domain::event::Restricted;
use domain::{ClientId, ContactId, Event};

use super::get_client;
use crate::events::looked;
use crate::{Actor, AppError, Ctx, Work};

/// A contact as the caller may see him.
#[derive(Clone, Debug)]
pub struct ContactCard {
    /// Without what the caller may not see.
    pub contact: Contact,
    /// Are birthday and personal phones shown?
    pub personal: bool,
}

/// The contact, or [`AppError::NotFound`].
pub async fn get_contact(ctx: &Ctx, actor: &Actor, client: ClientId, id: ContactId) -> Result<ContactCard, AppError> {
    let client = get_client(ctx, actor, client).await?;
    let contact = ctx.read().contacts().find(client.id, id).await?.ok_or(AppError::NotFound("contact"))?;
    let card = card(actor, &client, contact);
    looked(ctx, actor, card.shows().into_iter().collect()).await?;
    Ok(card)
}

impl ContactCard {
    /// What is to be written down when it is shown.
    pub(super) fn shows(&self) -> Option<Event> {
        let something = self.contact.birthday.is_some() || !self.contact.phones.is_empty();
        (self.personal && something).then(|| Event::restricted_read(self.contact.id, Some(self.contact.client_id), Restricted::Personal))
    }
}

/// The contact at the end of a command, which shows him too: written down with what it did.
pub(super) fn show(work: &Work<'_>, client: &Client, contact: Contact) -> ContactCard {
    let card = card(work.actor, client, contact);
    work.record(card.shows());
    card
}

/// May `actor` see what is personal of the people at `client`?
pub(super) fn sees_personal(actor: &Actor, client: &Client) -> bool {
    actor.authorise(Action::ReadPersonal, &client.standing()).is_ok()
}

/// The contact without what `actor` may not see.
pub(super) fn card(actor: &Actor, client: &Client, mut contact: Contact) -> ContactCard {
    let personal = sees_personal(actor, client);
    if !personal {
        contact.birthday = None;
        contact.phones.clear();
    }
    ContactCard { contact, personal }
}
