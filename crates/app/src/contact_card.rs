//! What a caller sees of a person at a client's: personal data is shown to those who meet the person, and each such look is written down
//! (§6).

use domain::clients::Contact;
use domain::event::Restricted;

use crate::prelude::*;

/// A contact as the caller may see it.
#[derive(Clone, Debug)]
pub struct ContactCard {
    /// Without what the caller may not see.
    pub contact: Contact,
    /// Are birthday and personal phones shown?
    pub personal: bool,
}

impl ContactCard {
    /// The contact without what `actor` may not see.
    pub(crate) fn new(actor: &Actor, client: &Client, mut contact: Contact) -> Self {
        let personal = sees_personal(actor, client);
        if !personal {
            contact.birthday = None;
            contact.phones.clear();
        }
        Self { contact, personal }
    }

    /// The same at the end of a command, which shows the contact too: recorded with what the command did.
    pub(crate) fn recorded(work: &Work<'_>, client: &Client, contact: Contact) -> Self {
        let card = Self::new(work.actor, client, contact);
        work.record(card.reading());
        card
    }

    /// The event to be recorded when the card is shown.
    pub(crate) fn reading(&self) -> Option<Event> {
        let something = self.contact.birthday.is_some() || !self.contact.phones.is_empty();
        (self.personal && something).then(|| Event::restricted_read(self.contact.id, Some(self.contact.client_id), Restricted::Personal))
    }
}

/// May `actor` see what is personal of the contacts of `client`?
pub(crate) fn sees_personal(actor: &Actor, client: &Client) -> bool {
    actor.authorise(Action::ReadPersonal, &client.standing()).is_ok()
}
