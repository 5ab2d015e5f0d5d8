//! The legs of a call (RULES.md §3.3, E-12): ring groups, transfers and retries make several final reports of one call. What was talked
//! on one leg is never undone by another that stayed silent, and each person is credited with what he talked himself.

mod talk;

use chrono::Duration;

use super::report::{Report, is_failure, weight};
use super::{CallOutcome, Leg};
use crate::Instant;

/// By what a leg is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name<'r> {
    Id(&'r str),
    Agent(&'r str),
    /// The report names neither, and several legs could be meant.
    Whole,
}

/// Reports of one leg, each with its place among all.
struct Group<'r> {
    name: Name<'r>,
    placed: Vec<(usize, &'r Report)>,
}

/// What all legs together say.
pub(super) struct Together<'r> {
    pub legs: Vec<Leg>,
    /// The report whose word about the outcome holds.
    pub verdict: Option<&'r Report>,
    /// Seconds of talk, where they were told or can be measured.
    pub talk_seconds: Option<i32>,
    /// The extension of who talked most, or was tried last.
    pub agent_ref: Option<String>,
}

/// Reads the legs off the reports, which stand in their order.
pub(super) fn together<'r>(reports: &[&'r Report]) -> Together<'r> {
    let groups = groups(reports);
    let verdict = verdict(reports);
    let speaker = groups.iter().filter(|group| group.agent().is_some());
    let speaker = speaker.max_by_key(|group| (group.is_answered(), talk::with_people(&group.reports()), group.last()));
    Together {
        agent_ref: speaker.and_then(Group::agent).map(str::to_owned),
        legs: groups.iter().filter_map(Group::leg).collect(),
        talk_seconds: talked(reports, verdict),
        verdict,
    }
}

/// The report whose outcome holds: an answer where somebody talked, then an answer or a machine, then a definite failure, then `unknown`;
/// of equals the newest.
fn verdict<'r>(reports: &[&'r Report]) -> Option<&'r Report> {
    let somebody_talked = talk::with_people(reports) > 0;
    let said = reports.iter().enumerate().filter_map(|(place, report)| Some((report.outcome?, place, *report)));
    let holds = said.max_by_key(|(outcome, place, _)| (somebody_talked && *outcome == CallOutcome::Answered, weight(*outcome), *place));
    holds.map(|(_, _, report)| report)
}

/// Seconds of talk under this verdict; `None`: nobody says, and nothing can be measured.
fn talked(reports: &[&Report], verdict: Option<&Report>) -> Option<i32> {
    let outcome = verdict.and_then(|report| report.outcome);
    let talk = match outcome {
        Some(failure) if is_failure(failure) => 0,
        // Of a call that only a machine took, it is what the machine heard.
        Some(CallOutcome::Voicemail) => {
            talk::seconds(&reports.iter().copied().filter(|report| !report.outcome.is_some_and(is_failure)).collect::<Vec<_>>())
        }
        _ => talk::with_people(reports),
    };
    let told = talk > 0 || reports.iter().any(|report| report.talk_seconds.is_some());
    told.then(|| i32::try_from(talk).unwrap_or(i32::MAX))
}

/// When a leg began: as it is told, else its end less what it lasted.
fn started(reports: &[&Report]) -> Option<Instant> {
    let told = reports.iter().filter_map(|report| report.started_at).min();
    let length = |report: &&Report| report.total_seconds.or(report.talk_seconds);
    let less = |report: &&Report| Some(report.ended_at? - Duration::seconds(i64::from(length(report)?)));
    told.or_else(|| reports.iter().filter_map(less).min())
}

fn groups<'r>(reports: &[&'r Report]) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'r>> = Vec::new();
    let mut nameless = Vec::new();
    let placed = || reports.iter().copied().enumerate();
    for (place, report) in placed() {
        if let Some(id) = &report.external_leg_id {
            put(&mut groups, Name::Id(id), place, report);
        }
    }
    let labelled = groups.len();
    for (place, report) in placed().filter(|(_, report)| report.external_leg_id.is_none()) {
        let Some(agent) = report.agent_ref.as_deref() else {
            nameless.push((place, report));
            continue;
        };
        // Of a person with one leg that has an id, every report is of that leg.
        let mut his = groups.iter().take(labelled).filter(|group| group.agent() == Some(agent)).map(|group| group.name);
        let name = if let (Some(only), None) = (his.next(), his.next()) { only } else { Name::Agent(agent) };
        put(&mut groups, name, place, report);
    }
    // What names no leg is of the only one on which somebody answered, or of the only one at all.
    let only = |answered: bool| {
        let mut fits = groups.iter().filter(|group| !answered || group.is_answered()).map(|group| group.name);
        fits.next().filter(|_| fits.next().is_none())
    };
    let name = only(true).or_else(|| only(false)).unwrap_or(Name::Whole);
    for (place, report) in nameless {
        put(&mut groups, name, place, report);
    }
    groups.sort_by_key(|group| match group.name {
        Name::Id(name) => (0, name),
        Name::Agent(name) => (1, name),
        Name::Whole => (2, ""),
    });
    groups
}

fn put<'r>(groups: &mut Vec<Group<'r>>, name: Name<'r>, place: usize, report: &'r Report) {
    match groups.iter_mut().find(|group| group.name == name) {
        Some(group) => group.placed.push((place, report)),
        None => groups.push(Group { name, placed: vec![(place, report)] }),
    }
}

impl<'r> Group<'r> {
    /// In the order of all.
    fn reports(&self) -> Vec<&'r Report> {
        let mut placed = self.placed.clone();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, report)| report).collect()
    }

    /// The newest that names a person, with its place.
    fn newest_agent(&self) -> Option<(usize, &'r str)> {
        let named = self.placed.iter().filter_map(|(place, report)| Some((*place, report.agent_ref.as_deref()?)));
        named.max_by_key(|(place, _)| *place)
    }

    fn agent(&self) -> Option<&'r str> {
        self.newest_agent().map(|(_, agent)| agent)
    }

    fn last(&self) -> usize {
        self.newest_agent().map_or(0, |(place, _)| place)
    }

    /// Did somebody answer on it?
    fn is_answered(&self) -> bool {
        self.placed.iter().any(|(_, report)| match report.outcome {
            Some(CallOutcome::Answered) => true,
            None => report.answered_at.is_some() || report.talk_seconds.is_some_and(|talk| talk > 0),
            Some(_) => false,
        })
    }

    fn leg(&self) -> Option<Leg> {
        let external_leg_id = match self.name {
            Name::Id(id) => Some(id.to_owned()),
            Name::Agent(_) => None,
            Name::Whole => return None,
        };
        let reports = self.reports();
        let verdict = verdict(&reports);
        Some(Leg {
            external_leg_id,
            agent_ref: self.agent().map(str::to_owned),
            user_id: None,
            outcome: verdict.and_then(|report| report.outcome),
            talk_seconds: talked(&reports, verdict),
            started_at: started(&reports),
            ended_at: reports.iter().filter_map(|report| report.ended_at).max(),
        })
    }
}

#[cfg(test)]
mod tests;
