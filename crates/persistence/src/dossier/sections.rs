//! What is written in the dossiers of clients; whose sections are to be reviewed; whose birthdays are known.

use domain::clients::RecordStatus;
use domain::dossier::greeting::MonthDay;
use domain::dossier::section::{Section, SectionName};
use domain::{ClientId, ContactId, Date, Facts, Instant, UserId, Version, Word};
use sea_orm::JoinType;
use uuid::Uuid;

use self::dossier_section::{Column as C, Entity};
use crate::clients::{client, contact};
use crate::prelude::*;
use crate::query::{Insert, put};

table! {
    /// Sections of dossiers that somebody has written or reviewed.
    dossier_section: "dossier_sections" of Section as section {
        id: Uuid,
        version: Version as NextVersion,
        client_id: ClientId,
        section: SectionName,
        content: Facts as Json,
        reviewed_at: Option<Instant>,
        reviewed_by: Option<UserId>,
        updated_at: Option<Instant>,
        updated_by: Option<UserId>,
    }
}

/// Sections of these names are to be reviewed if they were last found right before `before`.
#[derive(Clone, Debug)]
pub struct ReviewLimit {
    pub sections: Vec<SectionName>,
    pub before: Instant,
}

/// A birthday to be remembered: of the client's company, or of one of the client's people who decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Birthday {
    pub client_id: ClientId,
    pub contact_id: Option<ContactId>,
    pub on: MonthDay,
    /// Newest contact with the client.
    pub last_contact_at: Option<Instant>,
}

repository! {
    /// What is written in dossiers.
    Sections: dossier_sections
}

impl Sections<'_> {
    /// The written sections of a client.
    pub async fn of(&self, client: ClientId) -> Result<Vec<Section>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).values(self.0).await
    }

    /// The written sections of these clients.
    pub async fn of_each(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Section>, StoreError> {
        Entity::find().filter(C::ClientId.is_one_of(clients)).values(self.0).await
    }

    /// The written sections of two clients.
    pub async fn of_both(&self, one: ClientId, other: ClientId) -> Result<(Vec<Section>, Vec<Section>), StoreError> {
        let sections = self.of_each([one, other]).await?;
        Ok(sections.into_iter().partition(|section| section.client_id == one))
    }

    /// Adds sections that the client, who is locked, does not have yet.
    pub async fn add(&self, sections: &[Section]) -> Result<(), StoreError> {
        Insert::<Entity>::of(sections).later(self.0, Expects::Nothing).await
    }

    /// Takes these sections away.
    pub async fn remove(&self, sections: impl IntoIterator<Item = Uuid>) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::Id.is_one_of(sections)).run(self.0).await
    }

    /// Saves a section, whose client is locked; gives it back with its new version.
    pub async fn save(&self, section: Section) -> Result<Section, StoreError> {
        put::<Entity>(self.0, &section, section.version).await?;
        Ok(Section { version: section.version + 1, ..section })
    }

    /// Forgets what is written about a client (C25, E-43): one statement.
    pub async fn forget(&self, client: ClientId) -> Result<(), StoreError> {
        let forget = Entity::update_many().col_expr(C::Content, Expr::value(serde_json::json!({})));
        forget.col_expr(C::Version, Expr::col(C::Version).add(1)).filter(C::ClientId.is(client)).run(self.0).await
    }

    /// Up to 200 clients after this one, in the order of their ids, who have a curator and of whose sections one is to be reviewed by
    /// any of the limits.
    pub async fn clients_to_review(&self, after: Option<ClientId>, limits: &[ReviewLimit]) -> Result<Vec<ClientId>, StoreError> {
        let mut values = Vec::new();
        let due: Vec<_> = limits.iter().map(|limit| missing(limit, &mut values)).collect();
        values.push(after.map_or_else(Uuid::nil, ClientId::uuid).into());
        let sql = format!(
            "select clients.id from clients where clients.curator_id is not null and clients.record_status = 'live' and ({}) \
             and clients.id > ${} order by clients.id limit 200",
            due.join(" or "),
            values.len()
        );
        let rows = self.0.rows(&sql, values).await?;
        rows.iter().map(|row| Ok(ClientId::new(row.get(0)?))).collect()
    }

    /// The birthdays that the curator of these clients has to remember: two statements.
    pub async fn birthdays_of_clients_of(&self, curator: UserId) -> Result<Vec<Birthday>, StoreError> {
        let his = |select: Select<client::Entity>| {
            let live = client::Column::RecordStatus.is(RecordStatus::Live);
            select.filter(client::Column::CuratorId.is(curator)).filter(live).select_only().column(client::Column::Id)
        };
        let contacts = client::Entity::belongs_to(contact::Entity).from(client::Column::Id).to(contact::Column::ClientId).into();
        let people = his(client::Entity::find().join(JoinType::InnerJoin, contacts)).column(client::Column::LastContactAt);
        let people = people.column(contact::Column::Id).column(contact::Column::Birthday).filter(contact::Column::Birthday.is_not_null());
        let people = people.filter(contact::Column::DecisionMaker.holds(true)).order_by_asc(contact::Column::Id);
        let mut birthdays = Vec::new();
        for (client, last_contact_at, person, on) in tuples::<(Uuid, Option<Instant>, Uuid, Date)>(&people, self.0).await? {
            let contact_id = Some(ContactId::new(person));
            birthdays.push(Birthday { client_id: ClientId::new(client), contact_id, on: MonthDay::of(on), last_contact_at });
        }
        let sections = client::Entity::belongs_to(Entity).from(client::Column::Id).to(C::ClientId).into();
        let companies = his(client::Entity::find().join(JoinType::InnerJoin, sections)).column(client::Column::LastContactAt);
        let companies = companies.column(C::Content).filter(C::Section.is(SectionName::Dates)).order_by_asc(client::Column::Id);
        for (client, last_contact_at, content) in tuples::<(Uuid, Option<Instant>, serde_json::Value)>(&companies, self.0).await? {
            let day = content.get("company_birthday").and_then(serde_json::Value::as_str).and_then(|text| text.parse().ok());
            birthdays.extend(day.map(|on| Birthday { client_id: ClientId::new(client), contact_id: None, on, last_contact_at }));
        }
        Ok(birthdays)
    }
}

/// That one of the sections was last found right before the limit: of a client who is older than that, not all of them are newer.
fn missing(limit: &ReviewLimit, values: &mut Vec<sea_orm::Value>) -> String {
    let names: Vec<_> = limit.sections.iter().map(|section| format!("'{}'", section.as_str())).collect();
    let fresh = format!(
        "select count(*) from dossier_sections where dossier_sections.client_id = clients.id and dossier_sections.section in ({}) and \
         dossier_sections.reviewed_at >= ${}",
        names.join(", "),
        values.len() + 1
    );
    let text = format!("(clients.created_at < ${} and ({fresh}) < {})", values.len() + 1, names.len());
    values.push(limit.before.into());
    text
}
