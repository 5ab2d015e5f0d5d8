//! A person at a client's, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::clients::Influence;
use domain::ids::ContactKind;
use domain::phone::Phone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::client::ClientKey;
use super::new_client::emails;
use super::phone::{NewPhone, read_all};
use super::rules::not_blank;
use super::{Key, Term, moments};
use crate::Problem;
use crate::answer::Versioned;
use crate::body::{emptied, present, stated};
use crate::list::Filter;
use crate::problem::FieldProblem;

/// Id of a contact.
pub type ContactKey = Key<ContactKind>;
/// A part in the buying decision.
pub type InfluenceTerm = Term<Influence>;

/// A person at a client's.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// His id.
    pub id: ContactKey,
    /// The number in its ETag.
    pub version: i64,
    /// Whose person he is.
    pub client_id: ClientKey,
    /// His name.
    pub name: String,
    /// What he does there.
    pub position: Option<String>,
    /// His part in the buying decision.
    pub influence: Option<InfluenceTerm>,
    /// Does he decide?
    pub decision_maker: bool,
    /// His own numbers, E.164; empty for those who do not meet him.
    pub phones: Vec<String>,
    /// His e-mail addresses.
    pub emails: Vec<String>,
    /// His birthday; null for those who do not meet him.
    pub birthday: Option<NaiveDate>,
    /// He wants to be left alone.
    pub do_not_contact: bool,
    /// May you see what is personal? If not, birthday and phones are left out.
    pub personal_shown: bool,
    /// When he was added.
    pub created_at: DateTime<Utc>,
}

impl From<app::clients::ContactCard> for Contact {
    fn from(card: app::clients::ContactCard) -> Self {
        let contact = card.contact;
        Self {
            id: Key(contact.id),
            version: contact.version,
            client_id: Key(contact.client_id),
            name: contact.name,
            position: contact.position,
            influence: contact.influence.map(Term),
            decision_maker: contact.decision_maker,
            phones: contact.phones.iter().map(|phone| phone.as_str().to_owned()).collect(),
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

/// A person to add.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// His name.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Иван Иванович"), min_length = 1, max_length = 200)]
    pub name: String,
    /// What he does there.
    #[validate(length(max = 200))]
    #[schema(examples("директор"), max_length = 200)]
    pub position: Option<String>,
    /// His part in the buying decision.
    pub influence: Option<InfluenceTerm>,
    /// Does he decide?
    #[serde(default)]
    pub decision_maker: bool,
    /// His own numbers, in international or national form.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub phones: Vec<NewPhone>,
    /// His e-mail addresses.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub emails: Vec<String>,
    /// His birthday.
    #[validate(custom(function = "moments::date"))]
    pub birthday: Option<NaiveDate>,
    /// He wants to be left alone.
    #[serde(default)]
    pub do_not_contact: bool,
}

impl NewContact {
    /// What the use case takes; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::clients::NewContact, Problem> {
        let mut errors = Vec::new();
        let new = app::clients::NewContact {
            name: self.name.trim().to_owned(),
            position: self.position,
            influence: self.influence.map(|term| term.0),
            decision_maker: self.decision_maker,
            phones: numbers(self.phones, region, &mut errors),
            emails: emails(self.emails, &mut errors),
            birthday: self.birthday,
            do_not_contact: self.do_not_contact,
        };
        if errors.is_empty() { Ok(new) } else { Err(Problem::fields(errors)) }
    }
}

/// What may be corrected of a person; null empties a member.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    /// His name.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// What he does there.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 200))]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub position: Option<Option<String>>,
    /// His part in the buying decision.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<InfluenceTerm>)]
    pub influence: Option<Option<InfluenceTerm>>,
    /// Does he decide?
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub decision_maker: Option<bool>,
    /// All his own numbers.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub phones: Option<Vec<NewPhone>>,
    /// All his e-mail addresses.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub emails: Option<Vec<String>>,
    /// His birthday.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "moments::date"))]
    #[schema(value_type = Option<NaiveDate>)]
    pub birthday: Option<Option<NaiveDate>>,
    /// He wants to be left alone.
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
            phones: self.phones.map(|phones| numbers(phones, region, &mut errors)),
            emails: self.emails.map(|all| emails(all, &mut errors)),
            birthday: self.birthday,
            do_not_contact: self.do_not_contact,
        };
        if errors.is_empty() { Ok(change) } else { Err(Problem::fields(errors)) }
    }
}

fn numbers(phones: Vec<NewPhone>, region: &str, errors: &mut Vec<FieldProblem>) -> Vec<Phone> {
    read_all(phones, region, "/phones", errors).into_iter().map(|phone| phone.number).collect()
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContactFilter {
    /// Only those who decide, or only the others.
    pub decision_maker: Option<bool>,
}

impl Filter for ContactFilter {}

impl From<&ContactFilter> for persistence::clients::ContactFilter {
    fn from(filter: &ContactFilter) -> Self {
        Self { decision_maker: filter.decision_maker }
    }
}

impl crate::answer::Identified for Contact {
    fn id(&self) -> String {
        self.id.0.to_string()
    }
}
