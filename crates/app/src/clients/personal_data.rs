//! What is kept of the people of a client, for the answer to a person who asks for it (E-43): what an erasure would take away.

use domain::dossier::section::{Section, exported_event};

use super::prelude::*;
use crate::contact_card::ContactCard;
use crate::events::record_reads;

/// The most contacts that one answer tells of.
const MOST: u64 = 1_000;

/// What is kept of the people of a client.
#[derive(Clone, Debug)]
pub struct PersonalData {
    pub client: Client,
    /// The oldest first, at most 1,000.
    pub contacts: Vec<ContactCard>,
    /// The sections of the dossier in which something is written.
    pub sections: Vec<Section>,
}

/// The personal data of a client, or [`AppError::NotFound`]. That they were given out is written down, in the log of the dossier too.
pub async fn get_personal_data(ctx: &Ctx, actor: &Actor, id: ClientId) -> Result<PersonalData> {
    actor.may(Action::ExportPersonal)?;
    let (client, db) = (ctx.get(id).await?, ctx.read());
    let contacts = db.contacts().first_of(id, MOST).await?.into_iter();
    let contacts: Vec<_> = contacts.map(|contact| ContactCard::new(actor, &client, contact)).collect();
    let mut sections = db.dossier_sections().of(id).await?;
    sections.retain(|section| section.updated_at.is_some());
    sections.sort_by_key(|section| section.section);
    let exported = sections.iter().map(|section| exported_event(id, section.section));
    record_reads(ctx, actor, exported.chain(contacts.iter().filter_map(ContactCard::reading)).collect()).await?;
    Ok(PersonalData { client, contacts, sections })
}
