//! The log of a client's dossier: who read, wrote and reviewed what, and who was refused (§3.22, S004-14). Nothing of it can be changed:
//! it is what the journal tells.

use domain::dossier::section::{AccessAction, AccessOutcome, SectionName};
use domain::{ClientId, EventName, Instant, UserId, Word};
use persistence::journal::{AccessWanted, Entry};

use crate::prelude::*;

persistence::filter! {
    /// Filters of the log of a dossier.
    pub struct AccessFilter {
        /// Only what this person did or meant to do; `me` is the person who asks.
        user_id: UserId,
        /// Only what concerns this section.
        section: SectionName,
        /// Only reads, writes, reviews or exports.
        action: AccessAction,
        /// Only what was allowed, or only what was refused.
        outcome: AccessOutcome,
        /// Only what happened after this instant, UTC.
        at_after: Instant,
        /// Only what happened before this instant, UTC.
        at_before: Instant,
    }
    newest_first
}

/// An entry of the log.
#[derive(Clone, Debug)]
pub struct Access {
    pub entry: Entry,
    pub section: SectionName,
    pub action: AccessAction,
    pub outcome: AccessOutcome,
}

/// A page of the log. For the head of the curator's unit, and directors (§6).
pub async fn list_accesses(ctx: &Ctx, actor: &Actor, id: ClientId, filter: &AccessFilter, request: &PageRequest) -> Result<Page<Access>> {
    actor.may(Action::ReadDossierLog)?;
    let client = ctx.get(id).await?;
    let curator = match client.curator_id {
        Some(curator) => ctx.read().find(curator).await?,
        None => None,
    };
    let unit = curator.map_or_else(|| client.unit(), |curator| curator.unit);
    actor.authorise(Action::ReadDossierLog, &Standing { people: Vec::new(), unit: Some(unit) })?;
    let Some(wanted) = wanted(filter) else { return Ok(Page { items: Vec::new(), next: None }) };
    let Page { items, next } = ctx.read().journal().of_dossier(id, &wanted, request).await?;
    Ok(Page { items: items.into_iter().filter_map(access).collect(), next })
}

/// What an entry of the journal tells of a dossier.
fn access(entry: Entry) -> Option<Access> {
    let fact = |name: &str| entry.facts.get(name).and_then(serde_json::Value::as_str);
    let section = fact("section").and_then(SectionName::parse)?;
    let (action, outcome) = match EventName::parse(&entry.name)? {
        EventName::DossierSectionRefused => (fact("action").and_then(AccessAction::parse)?, AccessOutcome::Refused),
        name => (ALLOWED.iter().find(|(_, known)| *known == name)?.0, AccessOutcome::Allowed),
    };
    Some(Access { entry, section, action, outcome })
}

/// By which event each action is told of, where it was allowed.
const ALLOWED: [(AccessAction, EventName); 4] = [
    (AccessAction::Read, EventName::DossierSectionRead),
    (AccessAction::Write, EventName::DossierSectionWritten),
    (AccessAction::Review, EventName::DossierReviewed),
    (AccessAction::Export, EventName::DossierSectionExported),
];

/// The entries that pass; `None` if there can be none.
fn wanted(filter: &AccessFilter) -> Option<AccessWanted> {
    let is_asked = |outcome: AccessOutcome| filter.outcome.is_none_or(|asked| asked == outcome);
    let allowed =
        ALLOWED.iter().filter(|(action, _)| is_asked(AccessOutcome::Allowed) && filter.action.is_none_or(|asked| asked == *action));
    let refused = is_asked(AccessOutcome::Refused).then_some(EventName::DossierSectionRefused);
    let names: Vec<_> = allowed.map(|(_, name)| *name).chain(refused).collect();
    (!names.is_empty()).then(|| AccessWanted {
        names,
        section: filter.section,
        refused: filter.action.map(Word::as_str),
        user_id: filter.user_id,
        after: filter.at_after,
        before: filter.at_before,
    })
}
