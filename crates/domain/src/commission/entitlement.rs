//! Entitlements to residual commission: opened, activated, suspended, carved out, ended (§3.9, §8.4–8.6, E-3, E-4).

mod decisions;
pub mod merged;
mod rest;

use chrono::{Days, Months};

use super::{CarveOut, EndReason, Entitlement, EntitlementState, Plan, Refusal, Step, StepSpan, SuspendReason};
use crate::{ClientId, Date, Decided, EntitlementId, Event, EventName, Instant, SaleId, UserId};

crate::words! {
    pub enum EntitlementEvent {
        Accept = "accept", Suspend = "suspend", Rest = "rest", Resume = "resume", Bounce = "bounce", Revive = "revive", End = "end", Void = "void",
    }
}

crate::lifecycle! {
    /// The state of an entitlement after `event` (§3.9). A second cause suspends what is suspended already; the holder of a pending one
    /// may leave (E-3). People suspend for a dispute; a right rests by itself while the client is lost or the holder is his curator. A
    /// dispute outlives the holder's leaving, so it is decided after the right has ended, too. A new line's right whose only money
    /// bounced is dormant until money comes again (§8.10).
    pub fn next(from: EntitlementState, event: EntitlementEvent) {
        Accept: Pending => Active;
        Suspend: Active | Suspended => Suspended, Dormant => stays;
        Rest: Active | Suspended => Suspended, Pending | Dormant => stays;
        Resume: Suspended => Active, Pending | Dormant | Ended => stays;
        Bounce: Active | Suspended | Dormant => Dormant, Ended => stays;
        Revive: Dormant => Active, Active | Suspended | Ended => stays;
        End: Pending | Active | Suspended | Dormant => Ended;
        Void: Pending | Active | Suspended | Dormant | Ended => Voided;
    }
}

impl EntitlementState {
    /// States in which an entitlement may still change.
    pub const LIVING: [Self; 4] = [Self::Pending, Self::Active, Self::Suspended, Self::Dormant];
    /// States in which its schedule runs.
    pub const RUNNING: [Self; 3] = [Self::Active, Self::Suspended, Self::Dormant];
}

/// What a new entitlement is opened from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub id: EntitlementId,
    pub user_id: UserId,
    pub client_id: ClientId,
    pub acquisition_no: i32,
    pub sale_id: SaleId,
    pub sale_on: Date,
    pub at: Instant,
}

/// Whole days from one civil date to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    (to - from).num_days()
}

fn anniversary(start: Date, months: u32) -> Option<Date> {
    // Clamps to the last day of a shorter month (V8).
    start.checked_add_months(Months::new(months))
}

fn day_before(day: Date) -> Date {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// The steps of a schedule that starts on `start`, with their dates: each ends the day before its anniversary (V8).
pub fn schedule(start: Date, steps: &[Step]) -> Vec<StepSpan> {
    let mut months = Some(0_u32);
    let mut spans = Vec::new();
    for (step, number) in steps.iter().zip(1..) {
        let Some(from_on) = months.and_then(|months| anniversary(start, months)) else { break };
        months = months.zip(step.months).and_then(|(so_far, more)| so_far.checked_add(more));
        let to_on = months.and_then(|months| anniversary(start, months)).map(day_before);
        spans.push(StepSpan { number, from_on, to_on, rate_bp: step.rate_bp });
    }
    spans
}

/// The last sale date of a schedule that pays anything; `None` = it runs for ever.
fn schedule_end(start: Date, steps: &[Step]) -> Option<Date> {
    let spans = schedule(start, steps);
    spans.iter().rev().find(|span| span.rate_bp > 0).map_or(Some(start), |span| span.to_on)
}

impl Entitlement {
    fn open(origin: Origin, plan: &Plan, product_lines: Vec<String>) -> Self {
        Self {
            id: origin.id,
            version: 0,
            user_id: origin.user_id,
            client_id: origin.client_id,
            acquisition_no: origin.acquisition_no,
            product_lines,
            carved_out: Vec::new(),
            plan_id: plan.id,
            plan_number: plan.number,
            steps: plan.terms.residual_steps.clone(),
            tail_days: plan.terms.tail_days,
            late_residual_days: plan.terms.late_residual_days,
            clock_start_on: origin.sale_on,
            schedule_end_on: schedule_end(origin.sale_on, &plan.terms.residual_steps),
            state: EntitlementState::Pending,
            suspended_for: Vec::new(),
            rests: Vec::new(),
            ended_on: None,
            end_reason: None,
            suspend_note: None,
            resume_note: None,
            end_note: None,
            origin_sale_id: origin.sale_id,
            accepted_at: None,
            completed_at: None,
            merges: Vec::new(),
            created_at: origin.at,
        }
    }

    /// The entitlement of a first sale: all product lines, pending until the handoff is accepted; its schedule starts on the sale date
    /// (§8.4).
    pub fn of_first_sale(origin: Origin, plan: &Plan) -> Decided<Self> {
        let opened = Self::open(origin, plan, Vec::new());
        let happened = opened.event(EventName::EntitlementOpened);
        Decided::one(opened, happened)
    }

    /// The entitlement of a new line: these roots only, active at once (§8.5, E-7).
    pub fn of_new_line(origin: Origin, plan: &Plan, roots: Vec<String>) -> Decided<Self> {
        let at = origin.at;
        let opened =
            Self { state: EntitlementState::Active, accepted_at: Some(at), completed_at: Some(at), ..Self::open(origin, plan, roots) };
        let happened = opened.event(EventName::EntitlementOpened).with("product_lines", opened.product_lines.clone());
        Decided::one(opened, happened)
    }

    /// Is it the right to a new line that this sale has opened, or that its seller holds to the same lines already (§8.10)?
    pub fn is_of(&self, sale_id: SaleId, seller: UserId, roots: &[String]) -> bool {
        let same = self.user_id == seller && self.product_lines == roots && EntitlementState::LIVING.contains(&self.state);
        !self.is_general() && self.state != EntitlementState::Voided && (self.origin_sale_id == sale_id || same)
    }

    /// Is it the entitlement of a first sale, which covers all lines?
    pub fn is_general(&self) -> bool {
        self.product_lines.is_empty()
    }

    /// Is its handoff still to be accepted? What it earns meanwhile is held (§8.4).
    pub fn awaits_handoff(&self) -> bool {
        self.accepted_at.is_none() && self.state != EntitlementState::Voided
    }

    /// Does it cover a sale of the line with this root on this day (I-20)? Suspension is not considered; a dormant one covers nothing.
    pub fn covers(&self, root: &str, sale_on: Date) -> bool {
        let end = [self.schedule_end_on, self.ended_on].into_iter().flatten().min();
        let in_scope = self.is_general() || self.product_lines.iter().any(|line| line == root);
        let carved = self.carved_out.iter().any(|carve| carve.product_line == root && sale_on >= carve.from_on);
        self.state != EntitlementState::Voided
            && !self.suspended_for.contains(&SuspendReason::Unpaid)
            && in_scope
            && !carved
            && self.keeps_after_merges(root, sale_on)
            && sale_on >= self.clock_start_on
            && end.is_none_or(|end| sale_on <= end)
    }

    /// The step of its schedule for a sale date.
    pub fn step_on(&self, sale_on: Date) -> Option<StepSpan> {
        schedule(self.clock_start_on, &self.steps)
            .into_iter()
            .find(|span| sale_on >= span.from_on && span.to_on.is_none_or(|to| sale_on <= to))
    }

    /// Is money of this value date too late for it? After the holder left, or the client was acquired anew, only the tail is paid
    /// (N-47), and what comes later than `late_residual_days` after the sale earns no residual at all (§8.2).
    pub fn too_late(&self, sale_on: Date, value_on: Date) -> bool {
        let has_tail = matches!(self.end_reason, Some(EndReason::Terminated | EndReason::Superseded));
        let after_tail = has_tail && self.ended_on.is_some_and(|end| days_between(end, value_on) > self.tail_days);
        after_tail || days_between(sale_on, value_on) > self.late_residual_days
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.client_id)).with("user_id", self.user_id)
    }

    /// The handoff is accepted. If it has ended meanwhile (its holder left, E-3) it stays ended; its held money is released all the same.
    pub fn accept(self, at: Instant) -> Decided<Self> {
        let accepted = next(self.state, EntitlementEvent::Accept).map(|state| self.resting_or(state));
        let state = accepted.unwrap_or(self.state);
        if !self.awaits_handoff() {
            return Decided::unchanged(self);
        }
        let happened = self.event(EventName::EntitlementActivated).changed("state", self.state, state);
        Decided::one(Self { state, accepted_at: Some(at), ..self }, happened)
    }

    /// The handoff is completed: nothing is held back any more.
    pub fn complete(self, at: Instant) -> Decided<Self> {
        if self.completed_at.is_some() || self.awaits_handoff() {
            return Decided::unchanged(self);
        }
        let happened = self.event(EventName::EntitlementActivated).with("handoff", "completed");
        Decided::one(Self { completed_at: Some(at), ..self }, happened)
    }

    /// Ends it: it covers sales up to `on`, that day included. What it rests for holds on: a dispute is still to be decided, and a client
    /// who was lost before his hunter left pays him nothing (§8.10).
    pub fn end(self, reason: EndReason, on: Date) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, EntitlementEvent::End)?;
        let on = on.max(day_before(self.clock_start_on));
        let happened = self.event(EventName::EntitlementEnded).with("reason", reason).with("ended_on", on.to_string());
        Ok(Decided::one(Self { state, ended_on: Some(on), end_reason: Some(reason), ..self }, happened))
    }

    /// Voids it, because the first sale is void (C16): it covers nothing, not even earlier sales.
    pub fn void(self, on: Date) -> Result<Decided<Self>, Refusal> {
        let state = next(self.state, EntitlementEvent::Void)?;
        let happened = self.event(EventName::EntitlementVoided);
        Ok(Decided::one(
            Self { state, ended_on: Some(on), end_reason: Some(EndReason::Voided), suspended_for: Vec::new(), ..self },
            happened,
        ))
    }

    /// Takes out the lines that a new entitlement covers, from that sale date on (I-11). Roots outside its scope change nothing.
    pub fn carve_out(self, roots: &[String], from_on: Date) -> Decided<Self> {
        let new: Vec<CarveOut> =
            roots.iter().filter(|root| self.covers(root, from_on)).map(|root| CarveOut { product_line: root.clone(), from_on }).collect();
        if new.is_empty() {
            return Decided::unchanged(self);
        }
        let lines: Vec<&str> = new.iter().map(|carve| carve.product_line.as_str()).collect();
        let happened = self.event(EventName::EntitlementCarvedOut).with("carved_out", lines).with("from_on", from_on.to_string());
        let carved_out = self.carved_out.iter().cloned().chain(new).collect();
        Decided::one(Self { carved_out, ..self }, happened)
    }

    /// The right that had taken these lines out of it from that sale date on is dormant: it covers them again.
    pub fn give_back(self, roots: &[String], from_on: Date) -> Decided<Self> {
        let kept: Vec<CarveOut> =
            self.carved_out.iter().filter(|carve| carve.from_on != from_on || !roots.contains(&carve.product_line)).cloned().collect();
        if kept.len() == self.carved_out.len() {
            return Decided::unchanged(self);
        }
        let happened = self.event(EventName::EntitlementCarvedOut).with("given_back", roots).with("from_on", from_on.to_string());
        Decided::one(Self { carved_out: kept, ..self }, happened)
    }

    /// Has its schedule run out before `today`, so that it is to be ended?
    pub fn has_expired(&self, today: Date) -> bool {
        EntitlementState::RUNNING.contains(&self.state) && self.schedule_end_on.is_some_and(|end| end < today)
    }
}

#[cfg(test)]
mod tests;
