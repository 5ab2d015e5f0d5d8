//! Corrects what is known of a person at a client's.

use domain::access::Action;
use domain::clients::{Contact, Influence};
use domain::phone::Phone;
use domain::{ClientId, ContactId, Date, Event, EventName, Version};

use super::get_contact::{ContactCard, sees_personal, show};
use super::lock::lock;
use crate::{Actor, AppError, Ctx, FieldError, expect};

/// What may change; `None` leaves a member as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct ContactChange {
    pub name: Option<String>,
    pub position: Option<Option<String>>,
    pub influence: Option<Option<Influence>>,
    pub decision_maker: Option<bool>,
    pub phones: Option<Vec<Phone>>,
    pub emails: Option<Vec<String>>,
    pub birthday: Option<Option<Date>>,
    pub do_not_contact: Option<bool>,
}

/// Changes the contact if his version is `expected`.
pub async fn update_contact(
    ctx: &Ctx,
    actor: &Actor,
    (client, id): (ClientId, ContactId),
    expected: Option<Version>,
    change: ContactChange,
) -> Result<ContactCard, AppError> {
    ctx.write(actor, async |work| {
        let client = lock(work, Action::WriteClients, client, None).await?;
        client.ensure_live()?;
        let before = work.contacts().find(client.id, id).await?.ok_or(AppError::NotFound("contact"))?;
        expect(expected, before.version)?;
        if !sees_personal(work.actor, &client) {
            leaves_the_unseen(&change)?;
        }
        change.birthday.flatten().map_or(Ok(()), |day| work.has_come("/birthday", day))?;
        let after = merged(before.clone(), change.clone());
        if after == before {
            return Ok(show(work, &client, before));
        }
        let event = Event::new(EventName::ContactUpdated, id, Some(client.id)).changed(
            "decision_maker",
            before.decision_maker,
            after.decision_maker,
        );
        Ok(show(work, &client, work.save(after, event).await?))
    })
    .await
}

/// §6: what the caller is not shown is not his to replace; who sends back what he read would wipe it.
fn leaves_the_unseen(change: &ContactChange) -> Result<(), AppError> {
    let named = [("/birthday", change.birthday.is_some()), ("/phones", change.phones.is_some())];
    let errors: Vec<_> = named
        .into_iter()
        .filter(|(_, named)| *named)
        .map(|(pointer, _)| FieldError {
            pointer: pointer.into(),
            code: "not_shown",
            detail: "is not shown to you, and would be lost: leave it out, or ask whoever answers for the client".into(),
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(AppError::Fields(errors)) }
}

fn merged(contact: Contact, change: ContactChange) -> Contact {
    Contact {
        name: change.name.unwrap_or(contact.name),
        position: change.position.unwrap_or(contact.position),
        influence: change.influence.unwrap_or(contact.influence),
        decision_maker: change.decision_maker.unwrap_or(contact.decision_maker),
        phones: change.phones.unwrap_or(contact.phones),
        emails: change.emails.unwrap_or(contact.emails),
        birthday: change.birthday.unwrap_or(contact.birthday),
        do_not_contact: change.do_not_contact.unwrap_or(contact.do_not_contact),
        ..contact
    }
}
