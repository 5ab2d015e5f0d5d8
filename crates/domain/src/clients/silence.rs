//! Since when silence is long enough: N-15 and N-16, which a group of clients may have of its own (C17, C19).

use chrono::TimeDelta;

use crate::Instant;
use crate::norms::{NormKey, Norms};

/// So many days before N-15 runs out, an active client is at risk.
const AT_RISK_DAYS: i64 = 7;

/// Instants of which one counts for the clients of each group: whoever has been silent since before his is silent for too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cutoffs {
    company: Instant,
    groups: Vec<(String, Instant)>,
}

impl Cutoffs {
    /// N-15: clients with no contact since then are abandoned at `now`.
    pub fn abandoned(now: Instant, norms: &Norms) -> Self {
        Self::of(NormKey::AbandonedAfterDays, now, norms)
    }

    /// N-16: abandoned clients with no contact and no sale since then are lost at `now`.
    pub fn lost(now: Instant, norms: &Norms) -> Self {
        Self::of(NormKey::LostAfterDays, now, norms)
    }

    /// Active clients with no contact since then are at risk at `now`: a week more of silence, and they are abandoned.
    pub fn at_risk(now: Instant, norms: &Norms) -> Self {
        Self::of(NormKey::AbandonedAfterDays, before(now, -AT_RISK_DAYS), norms)
    }

    fn of(key: NormKey, now: Instant, norms: &Norms) -> Self {
        let groups =
            norms.groups_with(key).into_iter().map(|group| (group.to_owned(), before(now, norms.number_of_group(key, Some(group)))));
        Self { company: before(now, norms.number(key)), groups: groups.collect() }
    }

    /// That of clients of no group, and of groups that have none of their own.
    pub const fn company(&self) -> Instant {
        self.company
    }

    /// Those of groups by their codes, each once.
    pub fn groups(&self) -> &[(String, Instant)] {
        &self.groups
    }

    /// The latest of all: whoever spoke with us since then is silent for nobody.
    pub fn latest(&self) -> Instant {
        self.groups.iter().map(|(_, at)| *at).fold(self.company, Instant::max)
    }

    /// That of the clients of this group, or of none.
    pub fn of_group(&self, code: Option<&str>) -> Instant {
        self.groups.iter().find(|(group, _)| Some(group.as_str()) == code).map_or(self.company, |(_, at)| *at)
    }
}

fn before(now: Instant, days: i64) -> Instant {
    TimeDelta::try_days(days).and_then(|span| now.checked_sub_signed(span)).unwrap_or(Instant::MIN_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use crate::clients::{Client, Stage, sample};
    use crate::norms::{NormValue, NormVersion};

    fn norms() -> Norms {
        let day: Date = "2026-01-01".parse().unwrap();
        let version = |group: Option<&str>, days: i64| NormVersion {
            key: NormKey::AbandonedAfterDays,
            value: NormValue::Number(days),
            effective_on: day,
            unit: None,
            client_group: group.map(str::to_owned),
            sequence: days,
        };
        Norms::on(day, [version(None, 30), version(Some("a"), 14), version(Some("c"), 60), version(Some("a"), 15)])
    }

    #[test]
    fn n15_a_group_may_have_its_own() {
        let now = Instant::UNIX_EPOCH + TimeDelta::days(100);
        let cutoffs = Cutoffs::abandoned(now, &norms());
        let days = |code| (now - cutoffs.of_group(code)).num_days();
        assert_eq!([None, Some("a"), Some("b"), Some("c")].map(days), [30, 15, 30, 60]);
        assert_eq!((now - cutoffs.latest()).num_days(), 15);
        assert_eq!(Cutoffs::lost(now, &norms()).groups(), [], "N-16 has no override");
    }

    #[test]
    fn a_client_is_silent_by_the_days_of_his_group() {
        let now = Instant::UNIX_EPOCH + TimeDelta::days(100);
        let since = |group: Option<&str>, days| {
            let spoken = Some(now - TimeDelta::days(days));
            Client { group_code: group.map(str::to_owned), last_contact_at: spoken, ..sample(Stage::Active) }.is_silent(now, &norms())
        };
        assert_eq!([since(Some("a"), 15), since(Some("a"), 16), since(None, 30), since(None, 31)], [false, true, false, true]);
        assert_eq!([since(Some("c"), 60), since(Some("c"), 61)], [false, true]);
    }
}
