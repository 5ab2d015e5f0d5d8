//! The merge of two records: proposed, approved by the heads of both curators or by a director, undone (C24, E-6).

use super::{Plan, Refusal};
use crate::already::same_reason;
use crate::ids::{ClientId, MergeId, UserId};
use crate::org::UnitCode;
use crate::own_matter::{Matter, OwnMatter};
use crate::{Date, Decided, Event, EventName, Instant, Version};

crate::words! {
    /// How far it has come.
    pub enum MergeState { Proposed = "proposed", Done = "done", Undone = "undone", Refused = "refused" }

    /// What may happen to it.
    pub enum MergeEvent {
        /// One of the heads agrees, and another has still to.
        Approve = "approve",
        /// The last one agrees, or a director decides.
        CarryOut = "carry_out",
        Refuse = "refuse",
        Undo = "undo",
    }
}

crate::lifecycle! {
    /// The state of a merge after `event`.
    pub fn next(from: MergeState, event: MergeEvent) {
        Approve: Proposed => stays;
        CarryOut: Proposed => Done;
        Refuse: Proposed | Refused => Refused;
        Undo: Done | Undone => Undone;
    }
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMerge {
    pub reason: String,
    /// Who shall be the curator, if it is to be said.
    pub curator_id: Option<UserId>,
    pub plan: Plan,
}

/// Two records of one client that become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    pub id: MergeId,
    pub version: Version,
    pub survivor_id: ClientId,
    pub merged_id: ClientId,
    pub state: MergeState,
    pub reason: String,
    pub curator_id: Option<UserId>,
    pub proposed_by: Option<UserId>,
    pub proposed_at: Instant,
    /// Who has approved it, and for which units.
    pub approvals: Vec<UserId>,
    pub approved_units: Vec<UnitCode>,
    /// What it does: as proposed, then as done.
    pub plan: Plan,
    pub done_at: Option<Instant>,
    /// Until this day no month in which anything was earned since can be closed.
    pub undo_until_on: Option<Date>,
    /// Who refused or undid it, when and why.
    pub closed_by: Option<UserId>,
    pub closed_at: Option<Instant>,
    pub close_reason: Option<String>,
    /// What came since the merge and stayed with the survivor when it was undone.
    pub kept_with_survivor: Vec<String>,
}

/// Who approves, and for which of the units that have a say.
#[derive(Clone, Debug)]
pub struct Approver {
    pub user_id: Option<UserId>,
    pub units: Vec<UnitCode>,
    /// A director decides alone.
    pub decides: bool,
}

impl Merge {
    /// Somebody says that two records are one client.
    pub fn propose(id: MergeId, new: NewMerge, by: Option<UserId>, at: Instant) -> Decided<Self> {
        let proposed = Self {
            id,
            version: 0,
            survivor_id: new.plan.survivor_id,
            merged_id: new.plan.merged_id,
            state: MergeState::Proposed,
            reason: new.reason,
            curator_id: new.curator_id,
            proposed_by: by,
            proposed_at: at,
            approvals: Vec::new(),
            approved_units: Vec::new(),
            plan: new.plan,
            done_at: None,
            undo_until_on: None,
            closed_by: None,
            closed_at: None,
            close_reason: None,
            kept_with_survivor: Vec::new(),
        };
        let event = proposed.event(EventName::MergeProposed);
        Decided::one(proposed, event)
    }

    /// Is it still to be decided? Else whoever decides is told what it is.
    pub fn ensure_proposed(&self) -> Result<(), Refusal> {
        next(self.state, MergeEvent::CarryOut)?;
        Ok(())
    }

    /// One of those who have a say agrees; `needed` are the units of both curators. Says whether that was the last one. Whoever proposed
    /// it may speak for one of two units, and does not decide alone (I-18).
    pub fn approve(mut self, by: &Approver, needed: &[UnitCode]) -> Result<(Self, bool), ApprovalError> {
        next(self.state, MergeEvent::Approve).map_err(Refusal::from)?;
        let spoken = |unit: &UnitCode| self.approved_units.contains(unit) || by.units.contains(unit);
        let last = by.decides || needed.iter().all(spoken);
        let alone = by.user_id.is_some() && by.user_id == self.proposed_by && self.approvals.iter().all(|user| Some(*user) == by.user_id);
        if let Some(user_id) = by.user_id.filter(|_| last && alone) {
            return Err(OwnMatter { user_id, matter: Matter::Merge }.into());
        }
        if let Some(user) = by.user_id.filter(|user| !self.approvals.contains(user)) {
            self.approvals.push(user);
        }
        for unit in &by.units {
            if !self.approved_units.contains(unit) {
                self.approved_units.push(*unit);
            }
        }
        Ok((self, last))
    }

    /// It was approved, and another head has still to agree.
    pub fn waits(self) -> Decided<Self> {
        let event = self.event(EventName::MergeApproved).changed("state", MergeState::Proposed, MergeState::Proposed);
        Decided::one(self, event)
    }

    /// The records are one now, as `plan` says.
    pub fn carry_out(mut self, plan: Plan, today: Date, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, MergeEvent::CarryOut)?;
        (self.survivor_id, self.merged_id, self.plan) = (plan.survivor_id, plan.merged_id, plan);
        (self.done_at, self.undo_until_on) = (Some(at), Some(last_of_month(today)));
        let event = self.event(EventName::MergeApproved).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// They stay two. Said again for the same reason it changes nothing.
    pub fn refuse(mut self, reason: String, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, MergeEvent::Refuse)?;
        if self.state == before {
            same_reason(self.close_reason.as_deref(), Some(&reason))?;
            return Ok(Decided::unchanged(self));
        }
        (self.closed_by, self.closed_at, self.close_reason) = (by, Some(at), Some(reason));
        let event = self.event(EventName::MergeRefused).changed("state", before, self.state);
        Ok(Decided::one(self, event))
    }

    /// May it be undone for `reason`? `false`: it has been, for the same reason. `closed` is a month that was closed since and holds what
    /// was earned since.
    pub fn is_to_undo(&self, reason: &str, closed: Option<String>) -> Result<bool, Refusal> {
        next(self.state, MergeEvent::Undo)?;
        if self.state == MergeState::Undone {
            same_reason(self.close_reason.as_deref(), Some(reason))?;
            return Ok(false);
        }
        closed.map_or(Ok(true), |month| Err(Refusal::PeriodClosed { month }))
    }

    /// They are two again; `kept` came since and stays with the survivor.
    pub fn undone(mut self, reason: String, kept: Vec<String>, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, MergeEvent::Undo)?;
        (self.closed_by, self.closed_at, self.close_reason) = (by, Some(at), Some(reason));
        let event = Event::new(EventName::ClientUnmerged, self.merged_id, Some(self.merged_id))
            .with("merge_id", self.id)
            .with("survivor_id", self.survivor_id)
            .with("kept", i64::try_from(kept.len()).unwrap_or(i64::MAX));
        self.kept_with_survivor = kept;
        Ok(Decided::one(self, event))
    }

    fn event(&self, name: EventName) -> Event {
        Event::new(name, self.id, Some(self.survivor_id)).with("survivor_id", self.survivor_id).with("merged_id", self.merged_id)
    }
}

/// Why an approval is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
}

fn last_of_month(day: Date) -> Date {
    use chrono::Datelike;
    let next =
        if day.month() == 12 { Date::from_ymd_opt(day.year() + 1, 1, 1) } else { Date::from_ymd_opt(day.year(), day.month() + 1, 1) };
    next.and_then(|first| first.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::Counts;
    use super::*;
    use crate::clients::Stage;
    use crate::merges::Why;

    const BOTH: [UnitCode; 2] = [UnitCode::ActiveSales, UnitCode::ClientDepartment];

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn plan() -> Plan {
        let [survivor_id, merged_id] = [1, 2].map(|number| ClientId::new(Uuid::from_u128(number)));
        Plan {
            survivor_id,
            merged_id,
            why: Why::Older,
            stage: Stage::Suspect,
            curator_id: None,
            phones: Vec::new(),
            inns: Vec::new(),
            moved: Counts::default(),
            entitlements: Vec::new(),
            cancelled: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn proposed() -> Merge {
        let new = NewMerge { reason: "одна фирма".into(), curator_id: None, plan: plan() };
        Merge::propose(MergeId::new(Uuid::nil()), new, Some(user(1)), Instant::UNIX_EPOCH).state
    }

    fn head(number: u128, units: &[UnitCode]) -> Approver {
        Approver { user_id: Some(user(number)), units: units.to_vec(), decides: false }
    }

    #[test]
    fn both_heads_agree_and_one_of_them_may_have_proposed_it() {
        let (merge, last) = proposed().approve(&head(1, &BOTH[..1]), &BOTH).unwrap();
        assert!(!last);
        let (merge, last) = merge.approve(&head(2, &BOTH[1..]), &BOTH).unwrap();
        assert!(last);
        assert_eq!(merge.approvals, [user(1), user(2)]);
    }

    #[test]
    fn nobody_alone_approves_what_he_proposed() {
        let own = |units: &[UnitCode], needed: &[UnitCode]| proposed().approve(&head(1, units), needed);
        assert!(matches!(own(&BOTH[..1], &BOTH[..1]), Err(ApprovalError::OwnMatter(_))));
        assert!(matches!(own(&BOTH, &BOTH), Err(ApprovalError::OwnMatter(_))), "who heads both units is one person");
        assert!(proposed().approve(&head(2, &BOTH[..1]), &BOTH[..1]).unwrap().1);
    }

    #[test]
    fn a_director_decides_and_what_is_done_is_undone_once() {
        let director = Approver { user_id: Some(user(9)), units: Vec::new(), decides: true };
        let (merge, last) = proposed().approve(&director, &BOTH).unwrap();
        assert!(last);
        let done = merge.carry_out(plan(), "2026-12-05".parse().unwrap(), Instant::UNIX_EPOCH).unwrap().state;
        assert_eq!(done.undo_until_on.unwrap().to_string(), "2026-12-31");
        assert!(matches!(done.is_to_undo("не та", Some("2026-12".into())), Err(Refusal::PeriodClosed { .. })));
        assert!(done.is_to_undo("не та", None).unwrap());
        let undone = done.undone("не та".into(), Vec::new(), None, Instant::UNIX_EPOCH).unwrap().state;
        assert!(!undone.is_to_undo("не та", None).unwrap() && undone.is_to_undo("иначе", None).is_err());
        assert!(undone.refuse("поздно".into(), None, Instant::UNIX_EPOCH).is_err());
    }
}
