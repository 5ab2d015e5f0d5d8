//! A person at a client's, on the wire.

use domain::clients::Influence;
use domain::ids::ContactKind;

use super::client::ClientKey;
use super::new_client::emails;
use super::phone::{ContactPhone, NewPhone, read_all};
use super::prelude::*;
use crate::answer::Versioned;

pub type ContactKey = Key<ContactKind>;
pub type InfluenceTerm = Term<Influence>;

/// A person at a client's. Personal data is shown only to employees who meet the person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// Id of the contact person, assigned by the server.
    pub id: ContactKey,
    /// Version number of the contact person, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client that the person belongs to.
    pub client_id: ClientKey,
    /// Id of the person in the system that the client's people come from; unique at the client, null if the person has none.
    pub external_id: Option<String>,
    /// Name of the person.
    pub name: String,
    /// Position of the person at the client; null if unknown.
    pub position: Option<String>,
    /// Part of the person in the buying decision; null if unknown.
    pub influence: Option<InfluenceTerm>,
    /// True if the person decides about purchases.
    pub decision_maker: bool,
    /// Personal phone numbers in E.164; empty if `personal_shown` is false.
    pub phones: Vec<ContactPhone>,
    /// E-mail addresses of the person.
    pub emails: Vec<String>,
    /// Birthday of the person, a civil date; null if unknown, or if `personal_shown` is false.
    #[serde(serialize_with = "moment")]
    pub birthday: Option<NaiveDate>,
    /// True if the person does not want to be contacted.
    pub do_not_contact: bool,
    /// True if the caller may see personal data; if false, birthday and phone numbers are left out.
    pub personal_shown: bool,
    /// When the person was added, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<app::clients::ContactCard> for Contact {
    fn from(card: app::clients::ContactCard) -> Self {
        let contact = card.contact;
        Self {
            id: Key(contact.id),
            version: contact.version,
            client_id: Key(contact.client_id),
            external_id: contact.external_id,
            name: contact.name,
            position: contact.position,
            influence: contact.influence.map(Term),
            decision_maker: contact.decision_maker,
            phones: contact.phones.into_iter().map(Into::into).collect(),
            emails: contact.emails,
            birthday: contact.birthday,
            do_not_contact: contact.do_not_contact,
            personal_shown: card.personal,
            created_at: contact.created_at,
        }
    }
}

impl Versioned for Contact {
    fn version(&self) -> i64 {
        self.version
    }

    fn view(&self) -> Option<&'static str> {
        (!self.personal_shown).then_some("without-personal")
    }
}

identified! { Contact }

/// A contact person to be added to a client.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// Id of the person in the system that the client's people come from; the same id with the same content returns the existing person.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
    /// Name of the person.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Иван Иванович"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Position of the person at the client.
    #[validate(length(max = 200))]
    #[schema(examples("директор"), max_length = 200)]
    pub position: Option<String>,
    /// Part of the person in the buying decision.
    pub influence: Option<InfluenceTerm>,
    /// True if the person decides about purchases; false if left out.
    #[serde(default)]
    pub decision_maker: bool,
    /// Personal phone numbers, in international form or as dialled in the company's region.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub phones: Vec<NewPhone>,
    /// E-mail addresses of the person.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub emails: Vec<String>,
    /// Birthday of the person, a civil date.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub birthday: Option<NaiveDate>,
    /// True if the person does not want to be contacted; false if left out.
    #[serde(default)]
    pub do_not_contact: bool,
}

impl NewContact {
    /// What the use case takes; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::clients::NewContact, Problem> {
        let mut errors = Vec::new();
        let new = app::clients::NewContact {
            external_id: self.external_id,
            name: self.name.trim().to_owned(),
            position: self.position,
            influence: self.influence.map(|term| term.0),
            decision_maker: self.decision_maker,
            phones: read_all(self.phones, region, "/phones", &mut errors),
            emails: emails(self.emails, &mut errors),
            birthday: self.birthday,
            do_not_contact: self.do_not_contact,
        };
        unless_wrong(new, errors)
    }
}

/// What another system says, by its own id.
pub type ContactPut = Put<NewContact, ContactPatch>;

/// What may be corrected of a contact person; null empties a member.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    /// Name of the person; cannot be emptied.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Position of the person at the client; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub position: Option<Option<String>>,
    /// Part of the person in the buying decision; null means unknown.
    #[serde(default, deserialize_with = "present")]
    pub influence: Option<Option<InfluenceTerm>>,
    /// True if the person decides about purchases.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub decision_maker: Option<bool>,
    /// All personal phone numbers; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub phones: Option<Vec<NewPhone>>,
    /// All e-mail addresses of the person; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub emails: Option<Vec<String>>,
    /// Birthday of the person, a civil date; null forgets it.
    #[serde(default, deserialize_with = "told_present")]
    #[validate(custom(function = "moments::date"))]
    pub birthday: Option<Option<NaiveDate>>,
    /// True if the person does not want to be contacted.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub do_not_contact: Option<bool>,
}

impl ContactPatch {
    /// The change; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::clients::ContactChange, Problem> {
        let mut errors = Vec::new();
        let change = app::clients::ContactChange {
            name: self.name.map(|name| name.trim().to_owned()),
            position: self.position,
            influence: self.influence.map(|influence| influence.map(|term| term.0)),
            decision_maker: self.decision_maker,
            phones: self.phones.map(|phones| read_all(phones, region, "/phones", &mut errors)),
            emails: self.emails.map(|all| emails(all, &mut errors)),
            birthday: self.birthday,
            do_not_contact: self.do_not_contact,
        };
        unless_wrong(change, errors)
    }
}
