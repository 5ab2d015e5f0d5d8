//! The content of a section as somebody sends it: which shape it must have, the section in the path says.

use domain::Facts;
use domain::dossier::section::SectionName;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use utoipa::PartialSchema;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder};
use utoipa::openapi::{Ref, RefOr, Schema};
use validator::ValidationErrors;

use super::dossier_content::{
    DossierCompetitors, DossierContent, DossierDates, DossierDecisionMakers, DossierGeneral, DossierNotes, DossierSalesTechnology,
    DossierSolvency, DossierUsage,
};
use super::prelude::*;
use crate::body::read;

/// A section of a dossier as it is to be.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct DossierSectionPut {
    content: Box<RawValue>,
}

impl DossierSectionPut {
    /// What is to be kept, once it has the shape of the section.
    pub fn read(&self, section: SectionName) -> Result<Facts, Problem> {
        let body = format!("{{\"content\":{}}}", self.content.get());
        match section {
            SectionName::General => kept::<DossierGeneral>(&body),
            SectionName::DecisionMakers => kept::<DossierDecisionMakers>(&body),
            SectionName::Usage => kept::<DossierUsage>(&body),
            SectionName::SalesTechnology => kept::<DossierSalesTechnology>(&body),
            SectionName::Dates => kept::<DossierDates>(&body),
            SectionName::Competitors => kept::<DossierCompetitors>(&body),
            SectionName::Solvency => {
                let body: Of<DossierSolvency> = read(body.as_bytes())?;
                body.content.limit.as_ref().map(|limit| limit.not_negative("/content/limit")).transpose()?;
                Ok(facts(&body.content))
            }
            SectionName::Contracts | SectionName::Receivables | SectionName::Conflicts | SectionName::Promises => {
                kept::<DossierNotes>(&body)
            }
            // Nobody writes it: its address knows no PUT.
            SectionName::PurchaseHistory => Ok(Facts::new()),
        }
    }
}

impl ToSchema for DossierSectionPut {
    fn name() -> std::borrow::Cow<'static, str> {
        "DossierSectionPut".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((DossierContent::name().into_owned(), DossierContent::schema()));
        DossierContent::schemas(schemas);
    }
}

impl PartialSchema for DossierSectionPut {
    fn schema() -> RefOr<Schema> {
        let about = "What is to be written in place of what is there, in the shape of the section; what is left out is emptied.";
        let mut content = Ref::from_schema_name(DossierContent::name());
        about.clone_into(&mut content.description);
        let object = ObjectBuilder::new().property("content", content).required("content");
        let object = object.additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)));
        object.description(Some("A section of a dossier as it is to be.")).into()
    }
}

/// A body with a content of one shape.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of<T> {
    content: T,
}

impl<T: Validate> Validate for Of<T> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        errors.merge_self("content", self.content.validate());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

impl<T: PartialSchema> PartialSchema for Of<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().property("content", T::schema()).required("content").into()
    }
}

fn kept<T: Validate + PartialSchema + DeserializeOwned + Serialize>(body: &str) -> Result<Facts, Problem> {
    Ok(facts(&read::<Of<T>>(body.as_bytes())?.content))
}

fn facts(content: &impl Serialize) -> Facts {
    match serde_json::to_value(content) {
        Ok(serde_json::Value::Object(members)) => members,
        _ => Facts::new(),
    }
}
