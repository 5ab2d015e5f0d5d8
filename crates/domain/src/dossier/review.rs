//! When the sections of a dossier are to be reviewed (N-60), and the signal that some of them are.

use chrono::Days;

use super::section::{Section, SectionName};
use crate::calendar::Calendar;
use crate::clients::Client;
use crate::norms::{NormKey, Norms};
use crate::portfolio::{NewSignal, SignalKind};
use crate::{Date, Instant, facts};

/// By which a section is due: the norms and the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Reviewing<'a> {
    pub norms: &'a Norms,
    pub calendar: &'a Calendar,
}

impl Reviewing<'_> {
    /// The day on which a section of a client created then is to be reviewed: so many days after it was last found right.
    pub fn due_on(self, section: &Section, created_at: Instant) -> Date {
        let since = self.calendar.date(section.reviewed_at.unwrap_or(created_at));
        since.checked_add_days(self.days(section.section)).unwrap_or(Date::MAX)
    }

    /// The sections whose day has come.
    pub fn due(self, sections: &[Section], created_at: Instant, today: Date) -> Vec<SectionName> {
        sections.iter().filter(|section| self.due_on(section, created_at) <= today).map(|section| section.section).collect()
    }

    /// Sections of this kind are due today if they were last found right before this instant.
    pub fn limit(self, section: SectionName, today: Date) -> Instant {
        let last = today.checked_sub_days(self.days(section)).unwrap_or(Date::MIN);
        self.calendar.start_of(last.succ_opt().unwrap_or(last))
    }

    fn days(self, section: SectionName) -> Days {
        let norm = if section.is_restricted() { NormKey::DossierRestrictedDays } else { NormKey::DossierReviewDays };
        Days::new(self.norms.number(norm).unsigned_abs())
    }
}

/// Sections of the dossier of `client` are to be reviewed: for his curator, and the head of the unit that works with him.
pub fn signal(client: &Client, due: &[SectionName]) -> NewSignal {
    let sections: Vec<_> = due.iter().map(|section| serde_json::Value::from(*section)).collect();
    NewSignal {
        kind: SignalKind::DossierReviewDue,
        subject: client.id.to_string(),
        user_id: client.curator_id,
        unit: client.unit(),
        facts: facts([("client_id", client.id.into()), ("sections", sections.into())]),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ClientId;

    #[test]
    fn a_section_is_due_so_many_company_days_after_it_was_found_right() {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let reviewing = Reviewing { norms: &norms, calendar: &calendar };
        let created: Instant = "2026-01-01T22:00:00Z".parse().unwrap();
        let [general, solvency] =
            [SectionName::General, SectionName::Solvency].map(|section| Section::blank(Uuid::nil(), ClientId::new(Uuid::nil()), section));
        assert_eq!(reviewing.due_on(&general, created).to_string(), "2026-07-01", "it was the second already in Moscow");
        assert_eq!(reviewing.due_on(&solvency, created).to_string(), "2026-04-02");
        let reviewed = solvency.clone().review(None, "2026-04-02T09:00:00Z".parse().unwrap()).state;
        assert_eq!(reviewing.due_on(&reviewed, created).to_string(), "2026-07-01");
        let today = "2026-04-02".parse().unwrap();
        assert_eq!(reviewing.due(&[general, solvency.clone()], created, today), [SectionName::Solvency]);
        assert!(created < reviewing.limit(SectionName::Solvency, today), "the limit says the same");
        assert!(created >= reviewing.limit(SectionName::Solvency, "2026-04-01".parse().unwrap()));
        assert!(created >= reviewing.limit(SectionName::General, today));
    }
}
