//! How long people talked. Nobody talks to a client twice at one time: stretches that overlap are one conversation, told by either side
//! of the switchboard. What has no place in time adds up leg by leg. A further report never makes it less, so that a contact which was
//! made of a conversation stays right.

use crate::Instant;
use crate::calling::report::Report;

const MICROS: i64 = 1_000_000;

/// Seconds of talk by those reports in which a person spoke.
pub(super) fn with_people(reports: &[&Report]) -> i64 {
    let spoken: Vec<&Report> = reports.iter().copied().filter(|report| !report.is_silent()).collect();
    seconds(&spoken)
}

/// Seconds of talk by all of these reports.
pub(super) fn seconds(reports: &[&Report]) -> i64 {
    let legs = names(reports, |report| report.external_leg_id.as_deref());
    let agents = names(reports, |report| report.agent_ref.as_deref().filter(|_| report.external_leg_id.is_none()));
    let by_id = |name: &str, report: &Report| report.external_leg_id.as_deref() == Some(name);
    let by_agent = |name: &str, report: &Report| report.external_leg_id.is_none() && report.agent_ref.as_deref() == Some(name);
    let is_nameless = |report: &Report| report.external_leg_id.is_none() && report.agent_ref.is_none();
    let mut spans: Vec<_> = reports.iter().filter_map(|report| told_span(report)).collect();
    spans.extend(measured(reports, is_nameless));
    spans.extend(legs.iter().filter_map(|name| measured(reports, |report| by_id(name, report) || is_nameless(report))));
    spans.extend(agents.iter().filter_map(|name| measured(reports, |report| by_agent(name, report) || is_nameless(report))));
    let loose_by_id: i64 = legs.iter().map(|name| loose(reports, |report| by_id(name, report))).sum();
    let loose_by_agent: i64 = agents.iter().map(|name| loose(reports, |report| by_agent(name, report))).sum();
    length(spans).max(loose_by_id).max(loose_by_agent).max(loose(reports, is_nameless))
}

fn names<'r>(reports: &[&'r Report], name: impl Fn(&'r Report) -> Option<&'r str>) -> Vec<&'r str> {
    let mut names: Vec<_> = reports.iter().filter_map(|report| name(report)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// When the talk was that the report tells of.
fn told_span(report: &Report) -> Option<(i64, i64)> {
    let length = i64::from(report.talk_seconds?) * MICROS;
    let told = |at: Instant| at.timestamp_micros();
    match (report.ended_at.map(told), report.answered_at.map(told)) {
        (Some(end), _) => Some((end - length, end)),
        (None, Some(answered)) => Some((answered, answered + length)),
        (None, None) => None,
    }
}

/// From the answer to the end, by those reports that do not say how long they talked.
fn measured(reports: &[&Report], belongs: impl Fn(&Report) -> bool) -> Option<(i64, i64)> {
    let unsaid = || reports.iter().filter(|report| report.talk_seconds.is_none() && belongs(report));
    let from = unsaid().filter_map(|report| report.answered_at).min()?;
    let to = unsaid().filter_map(|report| report.ended_at).max()?;
    (from < to).then(|| (from.timestamp_micros(), to.timestamp_micros()))
}

/// The longest talk of which nobody knows when it was.
fn loose(reports: &[&Report], belongs: impl Fn(&Report) -> bool) -> i64 {
    let of_no_time = reports.iter().filter(|report| report.ended_at.is_none() && report.answered_at.is_none() && belongs(report));
    of_no_time.filter_map(|report| report.talk_seconds).max().map_or(0, i64::from)
}

/// How long at least one of the stretches lasted, in seconds.
fn length(mut spans: Vec<(i64, i64)>) -> i64 {
    spans.sort_unstable();
    let (mut reached, mut length) = (i64::MIN, 0);
    for (from, to) in spans {
        length += (to - from.max(reached)).max(0);
        reached = reached.max(to);
    }
    (length + MICROS / 2) / MICROS
}
