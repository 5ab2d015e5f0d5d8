//! Adds a person to a client.

use domain::access::Action;
use domain::clients::{Contact, Influence};
use domain::phone::Phone;
use domain::{ClientId, Date, Event, EventName};

use super::get_contact::{ContactCard, card};
use super::lock::lock;
use crate::{Actor, AppError, Ctx};

/// Who he is.
#[derive(Clone, Debug)]
pub struct NewContact {
    pub name: String,
    pub position: Option<String>,
    pub influence: Option<Influence>,
    pub decision_maker: bool,
    pub phones: Vec<Phone>,
    pub emails: Vec<String>,
    pub birthday: Option<Date>,
    pub do_not_contact: bool,
}

/// Adds him.
pub async fn add_contact(ctx: &Ctx, actor: &Actor, id: ClientId, new: NewContact) -> Result<ContactCard, AppError> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::WriteClients, id, None).await?;
        client.ensure_live()?;
        new.birthday.map_or(Ok(()), |day| work.has_come("/birthday", day))?;
        let NewContact { name, position, influence, decision_maker, phones, emails, birthday, do_not_contact } = new.clone();
        let contact = Contact {
            id: work.id(),
            version: 0,
            client_id: id,
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
        let event = Event::new(EventName::ContactAdded, contact.id, Some(id)).with("decision_maker", decision_maker);
        Ok(card(actor, &client, work.save(contact, event).await?))
    })
    .await
}
