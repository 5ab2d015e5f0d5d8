//! Who has read, written and reviewed the sections of a client's dossier, and who was refused: the log of the dossier, which is what the
//! journal tells of it.

use domain::dossier::section::SectionName;
use domain::{ClientId, EventName, Instant, UserId, Word};

use super::{C, Entity, Entry, Journal};
use crate::After;
use crate::driver::Record;
use crate::page::page_by;
use crate::prelude::*;

/// Which entries of a dossier's log are wanted; the default is all.
#[derive(Clone, Debug, Default)]
pub struct AccessWanted {
    /// With one of these names.
    pub names: Vec<EventName>,
    /// About this section.
    pub section: Option<SectionName>,
    /// Only refusals of this (`read`, `write` …), if `names` allow refusals.
    pub refused: Option<&'static str>,
    /// Done by this person.
    pub user_id: Option<UserId>,
    /// After this instant.
    pub after: Option<Instant>,
    /// Before this instant.
    pub before: Option<Instant>,
}

impl Journal<'_> {
    /// A page of the log of a client's dossier; `request.after.key` is the number of an entry in its chain.
    pub async fn of_dossier(&self, client: ClientId, wanted: &AccessWanted, request: &PageRequest) -> Result<Page<Entry>, StoreError> {
        let number = |after: &After| after.read(|key| key.parse::<i64>().ok());
        let start = request.after.as_ref().map(number).transpose()?.map(|number| vec![number.into()]);
        let fact = |name: &str, value: &str| Expr::cust(format!("journal.facts->>'{name}'")).eq(value);
        let refused = wanted.refused.map(|action| C::Name.ne(EventName::DossierSectionRefused.as_str()).or(fact("action", action)));
        let condition = Condition::all()
            .add_option((!wanted.names.is_empty()).then(|| C::Name.is_one_of(wanted.names.iter().copied())))
            .add_option(wanted.section.map(|section| fact("section", section.as_str())))
            .add_option(refused)
            .add_option(wanted.user_id.map(|user| C::ActorId.eq(user.uuid())))
            .add_option(wanted.after.map(|at| C::At.gt(at)))
            .add_option(wanted.before.map(|at| C::At.lt(at)));
        // In the words of the index for it (m0076).
        let select = Entity::find().filter(C::SubjectId.eq(client.uuid())).filter(Expr::cust("journal.subject_kind = 'dossier'"));
        let place = |_: &Record, entry: &Entry| Ok(After { key: Some(entry.chain_no.to_string()), id: entry.id });
        page_by(self.0, select.filter(condition), (&[C::ChainNo], start), request, place).await
    }
}
