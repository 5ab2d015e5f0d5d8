//! A section of a client's dossier: what is written in it, who may see it, how full it is (§3.22).

use uuid::Uuid;

use crate::access::{Action, Standing};
use crate::clients::Client;
use crate::ids::{ClientId, DossierId, UserId};
use crate::money::{WHOLE_BP, divide_half_away};
use crate::{Bp, Decided, Event, EventName, Facts, Instant, Version};

crate::words! {
    /// The sections of a dossier, in their order.
    pub enum SectionName {
        General = "general", DecisionMakers = "decision_makers", Usage = "usage", SalesTechnology = "sales_technology", Dates = "dates",
        PurchaseHistory = "purchase_history", Competitors = "competitors", Solvency = "solvency", Contracts = "contracts",
        Receivables = "receivables", Conflicts = "conflicts", Promises = "promises",
    }

    /// Who may see a section (§6).
    pub enum Sensitivity {
        /// All staff.
        Open = "open",
        /// Who keeps the client's file, and finance.
        Commercial = "commercial",
        /// Who meets the person.
        Personal = "personal",
    }

    /// What somebody did with a section, or meant to.
    pub enum AccessAction { Read = "read", Write = "write", Review = "review", Export = "export" }

    /// How far a client is trusted to pay.
    pub enum SolvencyRating { Reliable = "reliable", Watch = "watch", Risky = "risky" }

    /// What came of it.
    pub enum AccessOutcome { Allowed = "allowed", Refused = "refused" }
}

impl SectionName {
    /// The members that people write; a section without any is computed from other things alone.
    pub const fn members(self) -> &'static [&'static str] {
        match self {
            Self::General => &["bank_details", "activity", "website", "notes"],
            Self::DecisionMakers => &["structure", "decision_path", "notes"],
            Self::Usage => &["application", "assortment", "delivery_method", "monthly_volume"],
            Self::SalesTechnology => &["approach", "arguments", "preferred_channel", "notes"],
            Self::Dates => &["company_birthday", "other"],
            Self::PurchaseHistory => &[],
            Self::Competitors => &["items"],
            Self::Solvency => &["rating", "limit", "findings", "checked_on"],
            Self::Contracts | Self::Receivables | Self::Conflicts | Self::Promises => &["notes"],
        }
    }

    /// Who may see it.
    pub const fn sensitivity(self) -> Sensitivity {
        match self {
            Self::Dates => Sensitivity::Personal,
            Self::Solvency | Self::Contracts | Self::Receivables | Self::Conflicts => Sensitivity::Commercial,
            _ => Sensitivity::Open,
        }
    }

    /// Is it made from other things alone?
    pub const fn is_computed_only(self) -> bool {
        self.members().is_empty()
    }

    /// Is each look at it written down?
    pub fn is_restricted(self) -> bool {
        self.sensitivity() != Sensitivity::Open
    }

    /// What one must be allowed to read it.
    pub const fn read_action(self) -> Action {
        match self {
            Self::Dates => Action::ReadPersonal,
            Self::Solvency | Self::Contracts | Self::Receivables => Action::ReadContracts,
            Self::Conflicts => Action::ReadConflicts,
            _ => Action::ReadDossier,
        }
    }

    /// What one must be allowed to write or review it.
    pub const fn write_action(self) -> Action {
        match self {
            Self::Solvency | Self::Receivables => Action::WriteSolvency,
            Self::Contracts => Action::WriteContracts,
            Self::Conflicts => Action::WriteConflicts,
            _ => Action::WriteDossier,
        }
    }

    /// Whose it is, for a reader: what is personal belongs to whoever meets the person (§6).
    pub fn standing(self, client: &Client) -> Standing {
        if self.sensitivity() == Sensitivity::Personal { client.standing() } else { client.standing_of_file() }
    }
}

/// A section of a client's dossier: what somebody wrote, and when somebody found it right.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub id: Uuid,
    /// 0 until somebody writes or reviews it.
    pub version: Version,
    pub client_id: ClientId,
    pub section: SectionName,
    /// The members that are filled.
    pub content: Facts,
    pub reviewed_at: Option<Instant>,
    /// `None`: a machine.
    pub reviewed_by: Option<UserId>,
    pub updated_at: Option<Instant>,
    /// `None`: a machine.
    pub updated_by: Option<UserId>,
}

impl Section {
    /// One that nobody has written.
    pub fn blank(id: Uuid, client_id: ClientId, section: SectionName) -> Self {
        let content = Facts::new();
        Self { id, version: 0, client_id, section, content, reviewed_at: None, reviewed_by: None, updated_at: None, updated_by: None }
    }

    /// All twelve of a client in their order, of which these were written; `id` makes ids for the others.
    pub fn all(client_id: ClientId, written: Vec<Self>, id: impl Fn() -> Uuid) -> Vec<Self> {
        use crate::Word;
        let mut written: std::collections::BTreeMap<_, _> = written.into_iter().map(|section| (section.section, section)).collect();
        let one = |name: &SectionName| written.remove(name).unwrap_or_else(|| Self::blank(id(), client_id, *name));
        SectionName::ALL.iter().map(one).collect()
    }

    /// Other content, which whoever writes it has found right. The same again is a review.
    pub fn write(mut self, content: Facts, by: Option<UserId>, now: Instant) -> Decided<Self> {
        let content: Facts = content.into_iter().filter(|(_, value)| is_filled(value)).collect();
        if self.updated_at.is_some() && content == self.content {
            return self.review(by, now);
        }
        let before = std::mem::replace(&mut self.content, content);
        (self.reviewed_at, self.reviewed_by) = (Some(now), by);
        (self.updated_at, self.updated_by) = (Some(now), by);
        let changed = |event: Event, member: &&str| event.altered_if(member, before.get(*member) != self.content.get(*member));
        let event = self.section.members().iter().fold(self.event(EventName::DossierSectionWritten), changed);
        Decided::one(self, event)
    }

    /// Somebody has read it and found it right.
    pub fn review(mut self, by: Option<UserId>, now: Instant) -> Decided<Self> {
        (self.reviewed_at, self.reviewed_by) = (Some(now), by);
        let event = self.event(EventName::DossierReviewed);
        Decided::one(self, event)
    }

    /// The share of its members that is filled; whole where there are none to fill.
    pub fn completeness_bp(&self) -> Bp {
        let members = self.section.members();
        let filled = members.iter().filter(|member| self.content.get(**member).is_some_and(is_filled)).count();
        if members.is_empty() { WHOLE_BP } else { mean(filled, members.len()) }
    }

    fn event(&self, name: EventName) -> Event {
        event(name, self.client_id, self.section)
    }
}

/// Somebody reads a restricted section of a client's dossier.
pub fn read_event(client: ClientId, section: SectionName) -> Event {
    event(EventName::DossierSectionRead, client, section)
}

/// What is written in a section is given out with the personal data of the client.
pub fn exported_event(client: ClientId, section: SectionName) -> Event {
    event(EventName::DossierSectionExported, client, section)
}

/// Somebody meant to do something with a section, and may not.
pub fn refused_event(client: ClientId, section: SectionName, action: AccessAction) -> Event {
    event(EventName::DossierSectionRefused, client, section).with("action", action)
}

/// How full a whole dossier is: the mean of its sections.
pub fn completeness_bp(sections: &[Section]) -> Bp {
    let sum: i128 = sections.iter().map(|section| i128::from(section.completeness_bp())).sum();
    let mean = divide_half_away(sum, i128::try_from(sections.len().max(1)).unwrap_or(1));
    Bp::try_from(mean).unwrap_or(WHOLE_BP)
}

/// E-6: the sections that come over to the survivor of a merge. What was written or found right of him stays; where nobody had done
/// either, what was written of the other comes over as it is. The other keeps its own, for whoever reads the merged record.
pub fn taken_over(survivor: &[Section], other: &[Section], to: ClientId, id: impl Fn() -> Uuid) -> Vec<Section> {
    let has = |name: SectionName| survivor.iter().any(|section| section.section == name);
    let comes = other.iter().filter(|section| section.updated_at.is_some() && !has(section.section));
    comes.map(|section| Section { id: id(), version: 0, client_id: to, ..section.clone() }).collect()
}

/// The sections of the survivor that a merge has brought him and nobody has touched since: they go when the merge is undone.
pub fn brought<'a>(survivor: &'a [Section], other: &[Section]) -> impl Iterator<Item = &'a Section> {
    let as_it_came = |own: &&Section| {
        let kept = |theirs: &Section| Section { id: own.id, version: own.version, client_id: own.client_id, ..theirs.clone() };
        own.updated_at.is_some() && other.iter().any(|theirs| kept(theirs) == **own)
    };
    survivor.iter().filter(as_it_came)
}

fn event(name: EventName, client: ClientId, section: SectionName) -> Event {
    Event::new(name, DossierId::new(client.uuid()), Some(client)).with("section", section)
}

fn mean(part: usize, whole: usize) -> Bp {
    let [part, whole] = [part, whole].map(|number| i128::try_from(number).unwrap_or_default());
    Bp::try_from(divide_half_away(part * i128::from(WHOLE_BP), whole)).unwrap_or(WHOLE_BP)
}

/// Does the member say anything?
fn is_filled(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => false,
        serde_json::Value::String(text) => !crate::blank::is_blank(text),
        serde_json::Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
