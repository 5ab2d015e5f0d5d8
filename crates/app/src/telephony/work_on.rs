//! Works on what was taken in: reads it by its adapter and folds it into its calls. Repeated, or done by two instances at once, it is
//! harmless: a report that has been folded is known.

use std::sync::Arc;

use domain::access::KeyScope;
use domain::calendar::Calendar;
use domain::calling::intake::{Intake, IntakeOutcome};
use domain::calling::reading::{Reading, read};
use domain::calling::report::Report;
use domain::calling::{CallOutcome, Signature};
use domain::phone::Phone;
use domain::{CallId, Instant, IntakeId, Word};

use super::{Heard, How, Raw, adapters};
use crate::Who;
use crate::actor::Reporting;
use crate::calling::{Came, Posted, Recorded, Source, own_calendar, reading, record};
use crate::prelude::*;

/// Calls that are recorded in one transaction: a file of a day is no reason to keep everybody else waiting.
const AT_ONCE: usize = 50;

/// The next that this instance has taken in, once there is one.
pub async fn next_waiting(ctx: &Ctx) -> IntakeId {
    ctx.waiting.next().await
}

/// What waits in the table, the oldest first: of an instance that died, or where something went wrong.
pub async fn pending(ctx: &Ctx) -> Result<Vec<IntakeId>> {
    Ok(ctx.read().intakes().pending().await?)
}

/// How the reports of one integration are looked at.
pub(super) struct Lens<'a> {
    ctx: &'a Ctx,
    reporting: &'a Reporting,
    company: &'a Calendar,
    own: Option<Calendar>,
    lines: Vec<Phone>,
}

impl<'a> Lens<'a> {
    pub fn new(ctx: &'a Ctx, reporting: &'a Reporting, company: &'a Calendar) -> Self {
        let mut lens = Self { ctx, reporting, company, own: own_calendar(reporting), lines: Vec::new() };
        let reading = lens.reading(Instant::UNIX_EPOCH);
        let lines = reporting.lines.iter().filter_map(|line| reading.number(line)).collect();
        lens.lines = lines;
        lens
    }

    fn reading(&self, now: Instant) -> Reading<'_> {
        reading(self.ctx, Some(self.reporting), self.own.as_ref().unwrap_or(self.company), now)
    }

    pub fn how(&self, now: Instant) -> How<'_> {
        How { reading: self.reading(now), lines: &self.lines }
    }
}

/// Reads it and folds it into its calls. An error leaves it waiting.
pub async fn work_on(ctx: &Ctx, id: IntakeId) -> Result<()> {
    let Some(intake) = ctx.read().find(id).await?.filter(|intake| intake.outcome == IntakeOutcome::Pending) else { return Ok(()) };
    let integration = ctx.get(intake.integration_id).await?;
    let reporting = Arc::new(Reporting::of(&integration));
    let rules = ctx.rules().await?;
    let heard = heard(ctx, &intake, &reporting, &rules.calendar);
    let source = Source { id: integration.id, name: integration.source.clone(), reporting: Arc::clone(&reporting) };
    let scopes = vec![KeyScope::CallsWrite.as_str().to_owned()];
    let actor = Actor::new(
        Who::Integration { id: integration.id, source: integration.source.clone(), reporting, scopes },
        vec![integration.role()],
    );
    let posted: Vec<Posted> = match heard {
        Ok(heard) => heard,
        // It could be read when it came: its integration has been set otherwise meanwhile.
        Err(problem) => return ctx.write(&actor, async |work| done(work, id, IntakeOutcome::Failed, Some(problem), &[]).await).await,
    };
    let mut folded = IntakeOutcome::Ignored;
    let mut parts = posted.chunks(AT_ONCE).peekable();
    if parts.peek().is_none() {
        return ctx.write(&actor, async |work| done(work, id, IntakeOutcome::Ignored, None, &[]).await).await;
    }
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        folded = ctx
            .write(&actor, async |work| {
                let (outcome, calls) = fold(work, &source, part, folded).await?;
                if is_last {
                    done(work, id, outcome, None, &calls).await?;
                } else {
                    work.intakes().link(id, &calls).await?;
                }
                Ok(outcome)
            })
            .await?;
    }
    Ok(())
}

/// Folds some of the reports of a body; what has become of all so far, and which calls these told of.
async fn fold(work: &Work<'_>, source: &Source, part: &[Posted], so_far: IntakeOutcome) -> Result<(IntakeOutcome, Vec<CallId>)> {
    let (mut outcome, mut calls) = (so_far, Vec::new());
    for posted in part {
        let recorded = record(work, source, posted).await?;
        outcome = match (&recorded, outcome) {
            (Recorded::New(_) | Recorded::Known(_), _) | (_, IntakeOutcome::Folded) => IntakeOutcome::Folded,
            (Recorded::Repeated(_), _) => IntakeOutcome::Repeated,
            (Recorded::Internal, before) => before,
        };
        calls.extend(recorded.call().map(|call| call.id).filter(|id| !calls.contains(id)));
    }
    Ok((outcome, calls))
}

/// Writes down what has become of it, unless somebody else has done so.
async fn done(work: &Work<'_>, id: IntakeId, outcome: IntakeOutcome, problem: Option<&'static str>, calls: &[CallId]) -> Result<()> {
    let Some(intake) = work.lock_if_there(id).await?.filter(|intake| intake.outcome == IntakeOutcome::Pending) else { return Ok(()) };
    work.intakes().put(&Intake { outcome, problem: problem.map(str::to_owned), ..intake }).await?;
    work.intakes().link(id, calls).await.map_err(Into::into)
}

/// The reports in a body, in the words of the domain.
fn heard(ctx: &Ctx, intake: &Intake, reporting: &Reporting, company: &Calendar) -> Result<Vec<Posted>, &'static str> {
    let lens = Lens::new(ctx, reporting, company);
    let how = lens.how(intake.received_at);
    let content_type = intake.content_type.as_deref().unwrap_or_default();
    let raw = Raw { path: &intake.path, query: &intake.query, content_type, body: &intake.body };
    let heard = adapters::read(intake.provider, &raw, &how).map_err(|_| "unreadable_report")?;
    Ok(heard.into_iter().map(|heard| posted(heard, &how, intake)).collect())
}

fn posted(heard: Heard, how: &How<'_>, intake: &Intake) -> Posted {
    let (report, _) = read(heard.spoken, how.reading);
    Posted {
        external_call_id: heard.external_call_id,
        event_id: None,
        report: settled(report, how, intake.signature),
        // A recording may come before the call that it is of.
        says_direction: true,
        came: Came::Stored { received_at: intake.received_at },
    }
}

/// Our own line in E.164. That it is given out in its country is the provider's matter, where it has the form of an international number.
fn line_of_ours(line: &str, how: &How<'_>) -> Option<String> {
    let international = || {
        let digits = line.strip_prefix('+').or_else(|| how.reading.without_plus.then_some(line))?;
        let fits = (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| format!("+{digits}"))
    };
    how.reading.number(line).map(|number| number.as_str().to_owned()).or_else(international)
}

/// What is true of the reports of every provider: a line is a number, and nobody talks in a call that was not answered.
fn settled(mut report: Report, how: &How<'_>, signature: Option<Signature>) -> Report {
    report.line_phone = report.line_phone.and_then(|line| line_of_ours(&line, how));
    let answered = matches!(report.outcome, None | Some(CallOutcome::Answered | CallOutcome::Voicemail | CallOutcome::Unknown));
    if !answered {
        report.talk_seconds = Some(0);
        report.answered_at = None;
    }
    Report { signature, ..report }
}
