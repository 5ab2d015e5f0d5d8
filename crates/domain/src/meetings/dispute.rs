//! Disputed rejections (RULES.md §3.4, E-20): the call centre disputes, both sides decide, the director where they disagree.

use super::lifecycle::MeetingEvent;
use super::{Meeting, Refusal, Verdict};
use crate::access::Role;
use crate::ids::UserId;
use crate::norms::NormKey;
use crate::{Decided, DecisionContext, EventName};

/// The side that a person with these roles decides for: the director's first, else one that has not decided yet.
pub fn side(roles: &[Role], spoken: &[Verdict]) -> Option<Role> {
    let open = |side: &Role| spoken.iter().all(|verdict| verdict.side != *side);
    let sides = [Role::CallCentreAdmin, Role::HeadActiveSales].into_iter().filter(|side| roles.contains(side));
    if roles.contains(&Role::Director) { Some(Role::Director) } else { sides.clone().find(open).or_else(|| sides.clone().next()) }
}

impl Meeting {
    /// The call centre disputes the rejection: in time, and once.
    pub fn dispute(self, by: UserId, comment: Option<String>, context: DecisionContext<'_>) -> Result<Decided<Self>, Refusal> {
        if self.already_applied(MeetingEvent::Dispute) {
            return Ok(Decided::unchanged(self));
        }
        let before = self.disputed_by;
        let mut meeting = self.step(MeetingEvent::Dispute)?;
        if before.is_some() {
            return Err(Refusal::DisputedBefore);
        }
        let until = context.calendar.deadline(meeting.decided_at.unwrap_or(context.now), context.norms.count(NormKey::MeetingDisputeDays));
        if context.now > until {
            return Err(Refusal::DisputeOver { until });
        }
        meeting.disputed_by = Some(by);
        meeting.comment = comment.or(meeting.comment);
        let event = meeting.event(EventName::MeetingDisputed).with("by", by);
        Ok(Decided::one(meeting, event))
    }

    /// Records one side's decision. The director's is final; two sides that agree decide if they are two people; else the dispute stays
    /// open.
    pub fn resolve(self, verdict: Verdict, comment: Option<String>) -> Result<Decided<Self>, Refusal> {
        let event = if verdict.accepted { MeetingEvent::DecideAccepted } else { MeetingEvent::DecideRejected };
        let decided = self.clone().step(event)?;
        let mut verdicts = self.verdicts.clone();
        verdicts.retain(|other| other.side != verdict.side && other.by != verdict.by);
        let agreed = verdict.side == Role::Director || verdicts.iter().any(|other| other.accepted == verdict.accepted);
        verdicts.push(verdict);
        let mut meeting = if agreed { decided } else { self };
        meeting.verdicts = verdicts;
        meeting.comment = comment.or(meeting.comment);
        let name = match (agreed, verdict.accepted) {
            (false, _) => EventName::MeetingJudged,
            (true, true) => EventName::MeetingAccepted,
            (true, false) => EventName::MeetingRejected,
        };
        if agreed {
            meeting.decided_at = Some(verdict.at);
        }
        let entry = meeting
            .event(name)
            .with("side", verdict.side)
            .with("accepted", verdict.accepted)
            .with("hunter_id", meeting.hunter_id)
            .with("booked_by", meeting.booked_by);
        Ok(Decided::one(meeting, entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instant;
    use crate::calendar::Calendar;
    use crate::meetings::{Acceptance, MeetingState, sample};
    use crate::norms::Norms;
    use uuid::Uuid;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn rejected() -> Meeting {
        let decided = at("2026-11-06T12:00:00Z");
        Meeting {
            state: MeetingState::Held,
            acceptance: Acceptance::Rejected,
            decided_at: Some(decided),
            ..sample(at("2026-11-06T09:00:00Z"))
        }
    }

    fn verdict(side: Role, by: u128, accepted: bool) -> Verdict {
        Verdict { side, by: UserId::new(Uuid::from_u128(by)), accepted, at: at("2026-11-09T12:00:00Z") }
    }

    #[test]
    fn a_dispute_comes_within_two_business_days_and_once() {
        let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
        let vera = UserId::new(Uuid::from_u128(1));
        let context = |now: &str| DecisionContext { now: at(now), norms: &norms, calendar: &calendar };
        assert_eq!(
            rejected().dispute(vera, None, context("2026-11-10T12:00:01Z")),
            Err(Refusal::DisputeOver { until: at("2026-11-10T12:00:00Z") })
        );
        let disputed = rejected().dispute(vera, None, context("2026-11-10T12:00:00Z")).unwrap().state;
        assert_eq!((disputed.acceptance, disputed.disputed_by), (Acceptance::Disputed, Some(vera)));
        let decided = disputed.resolve(verdict(Role::Director, 9, false), None).unwrap().state;
        assert_eq!(decided.acceptance, Acceptance::Rejected);
        assert_eq!(decided.dispute(vera, None, context("2026-11-10T12:00:00Z")), Err(Refusal::DisputedBefore));
    }

    #[test]
    fn two_people_who_agree_decide_and_the_director_where_they_do_not() {
        let disputed = Meeting { acceptance: Acceptance::Disputed, ..rejected() };
        let first = disputed.resolve(verdict(Role::CallCentreAdmin, 1, true), None).unwrap();
        assert_eq!((first.state.acceptance, first.events[0].name), (Acceptance::Disputed, EventName::MeetingJudged));
        let alone = first.state.clone().resolve(verdict(Role::HeadActiveSales, 1, true), None).unwrap().state;
        assert_eq!((alone.acceptance, alone.verdicts.len()), (Acceptance::Disputed, 1), "one person is one side");
        let agreed = first.state.clone().resolve(verdict(Role::HeadActiveSales, 2, true), None).unwrap().state;
        assert_eq!(agreed.acceptance, Acceptance::Accepted);
        let tied = first.state.resolve(verdict(Role::HeadActiveSales, 2, false), None).unwrap().state;
        assert_eq!(tied.acceptance, Acceptance::Disputed);
        assert_eq!(tied.resolve(verdict(Role::Director, 3, false), None).unwrap().state.acceptance, Acceptance::Rejected);
    }

    #[test]
    fn a_person_of_both_sides_speaks_for_the_silent_one() {
        let both = [Role::CallCentreAdmin, Role::HeadActiveSales];
        assert_eq!(side(&both, &[]), Some(Role::CallCentreAdmin));
        assert_eq!(side(&both, &[verdict(Role::CallCentreAdmin, 1, true)]), Some(Role::HeadActiveSales));
        assert_eq!(side(&[Role::Director, Role::HeadActiveSales], &[]), Some(Role::Director));
        assert_eq!(side(&[Role::Hunter], &[]), None);
    }
}
