//! A dossier and its sections on the wire.

use actix_web::HttpRequest;
use app::dossier::{DossierView, SectionView};
use domain::dossier::section::{SectionName, Sensitivity};
use domain::{ClientId, Word};

use super::client::ClientKey;
use super::dossier_computed::DossierComputed;
use super::dossier_content::DossierContent;
use super::path::InPath;
use super::prelude::*;
use super::user::UserKey;
use crate::Code;
use crate::answer::{Versioned, content_tag, written};

pub type SectionNameTerm = Term<SectionName>;
pub type SensitivityTerm = Term<Sensitivity>;

/// The dossier of a client: twelve sections, each with what people wrote and what is computed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossier {
    /// Id of the client whose dossier it is.
    pub client_id: ClientKey,
    /// How much of the dossier is filled, in basis points: the mean of its sections.
    pub completeness_bp: i32,
    /// Names of the sections whose day of review has come.
    pub review_due: Vec<SectionNameTerm>,
    /// All twelve sections, in their order.
    pub sections: Vec<DossierSection>,
}

/// A section of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierSection {
    /// Name of the section.
    pub section: SectionNameTerm,
    /// Who may read the section; each look at one that is not `open` is written in the log of the dossier.
    pub sensitivity: SensitivityTerm,
    /// True if the caller may not read the section: then `content` and `computed` are null.
    pub withheld: bool,
    /// What people wrote; null if nobody wrote anything, if the section is only computed, or if it is withheld.
    pub content: Option<DossierContent>,
    /// What is made from other resources at reading; null if the section is only written, or if it is withheld.
    pub computed: Option<DossierComputed>,
    /// How many of the members of the content are filled, in basis points; 10000 for a section that is only computed.
    pub completeness_bp: i32,
    /// When somebody last wrote the section or found it right, UTC; null if nobody has.
    #[serde(serialize_with = "moment")]
    pub reviewed_at: Option<DateTime<Utc>>,
    /// Id of the employee who did; null if nobody has, or a machine did.
    pub reviewed_by: Option<UserKey>,
    /// Day on which the section is to be reviewed, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub review_due_on: NaiveDate,
    /// When somebody last wrote the section, UTC; null if nobody has.
    #[serde(serialize_with = "moment")]
    pub updated_at: Option<DateTime<Utc>>,
    /// Id of the employee who did; null if nobody has, or a machine did.
    pub updated_by: Option<UserKey>,
    /// Version number of the section, with which its ETag header begins; 0 until somebody writes or reviews it, and then growing by one with
    /// every change.
    pub version: i64,
}

impl From<SectionView> for DossierSection {
    fn from(SectionView { section, withheld, computed, review_due_on }: SectionView) -> Self {
        let name = section.section;
        let completeness_bp = section.completeness_bp();
        let content = section.updated_at.filter(|_| !withheld).and_then(|_| DossierContent::shown(name, section.content));
        Self {
            section: Term(name),
            sensitivity: Term(name.sensitivity()),
            withheld,
            content,
            computed: computed.map(Into::into),
            completeness_bp,
            reviewed_at: section.reviewed_at,
            reviewed_by: section.reviewed_by.map(Key),
            review_due_on,
            updated_at: section.updated_at,
            updated_by: section.updated_by.map(Key),
            version: section.version,
        }
    }
}

impl From<DossierView> for Dossier {
    fn from(view: DossierView) -> Self {
        Self {
            client_id: Key(view.client_id),
            completeness_bp: view.completeness_bp,
            review_due: view.review_due.into_iter().map(Term).collect(),
            sections: view.sections.into_iter().map(Into::into).collect(),
        }
    }
}

impl Versioned for DossierSection {
    fn version(&self) -> i64 {
        self.version
    }

    /// What is computed changes without the section being written.
    fn etag(&self) -> String {
        let content = written(self).map(|json| content_tag(&json)).unwrap_or_default();
        format!("\"{}-{}\"", self.version, content.trim_matches('"'))
    }
}

/// A section of a client's dossier in a path: `/clients/{id}/dossier/{section}`.
#[derive(Debug)]
pub enum SectionOf {}

impl InPath for SectionOf {
    type Id = (ClientId, SectionName);

    fn read(req: &HttpRequest) -> Result<Self::Id, Problem> {
        let text = req.match_info().get("section").unwrap_or_default();
        let known = || SectionName::ALL.iter().map(|section| section.as_str()).collect::<Vec<_>>().join(", ");
        let section = SectionName::parse(text);
        let section =
            section.ok_or_else(|| Problem::new(Code::NotFound, format!("{text} is no section of a dossier; known are {}", known())))?;
        Ok((ClientKey::read(req)?, section))
    }
}
