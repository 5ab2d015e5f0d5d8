//! What is kept of the people of a client, on the wire.

use domain::dossier::section::Section;

use super::client::{Client, ClientKey};
use super::contact::Contact;
use super::dossier::SectionNameTerm;
use super::dossier_content::DossierContent;
use super::prelude::*;

/// What is kept of the people of a client, for the answer to a person who asks for it: what an erasure would take away.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonalData {
    /// Id of the client whose people they are.
    pub client_id: ClientKey,
    /// Record of the client, with its phone numbers and e-mail addresses.
    pub client: Client,
    /// Contact persons of the client with their birthdays and phone numbers, the oldest record first, at most 1000.
    pub contacts: Vec<Contact>,
    /// Sections of the dossier in which something is written, with all that is, in the order of the dossier.
    pub dossier: Vec<WrittenSection>,
    /// Addresses of the lists in which words about people may stand besides: the activities, calls and promises of the client.
    pub see_also: Vec<String>,
}

/// What is written in a section of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenSection {
    /// Name of the section.
    pub section: SectionNameTerm,
    /// What people wrote in the section.
    pub content: Option<DossierContent>,
    /// When somebody last wrote the section, UTC.
    #[serde(serialize_with = "moment")]
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<Section> for WrittenSection {
    fn from(section: Section) -> Self {
        Self {
            section: Term(section.section),
            content: DossierContent::shown(section.section, section.content),
            updated_at: section.updated_at,
        }
    }
}

impl From<app::clients::PersonalData> for PersonalData {
    fn from(data: app::clients::PersonalData) -> Self {
        let client_id = Key(data.client.id);
        let id = data.client.id;
        Self {
            client_id,
            see_also: vec![
                format!("/v1/clients/{id}/activities"),
                format!("/v1/calls?client_id={id}"),
                format!("/v1/promises?client_id={id}"),
            ],
            client: data.client.into(),
            contacts: data.contacts.into_iter().map(Into::into).collect(),
            dossier: data.sections.into_iter().map(Into::into).collect(),
        }
    }
}
