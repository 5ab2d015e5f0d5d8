//! What the merge of two records of one client means for the rights on them (E-6): nothing for what was sold before; from its day on
//! the record with the earlier first sale keeps everything but the lines that the other one was sold first.

use std::collections::{BTreeMap, BTreeSet};

use super::day_before;
use crate::commission::{EndReason, Entitlement, EntitlementState, MergedRight};
use crate::{Date, Decided, EventName, MergeId};

crate::words! {
    /// What a merge means for a right.
    pub enum MergeEffect { None = "none", CarvedOut = "carved_out", Ends = "ends" }
}

/// When each line (by its root) was first sold on each of two records.
pub type FirstSold = BTreeMap<String, (Option<Date>, Option<Date>)>;

/// A merge as far as rights are concerned.
#[derive(Clone, Debug)]
pub struct MergeOfRights {
    pub merge_id: MergeId,
    /// The day of the merge.
    pub on: Date,
    /// Of the survivor's record and of the other one.
    pub first_sold: FirstSold,
}

/// A right as the merge leaves it, and what that is.
#[derive(Clone, Debug)]
pub struct AfterMerge {
    pub right: Decided<Entitlement>,
    /// `None` for a right that was over before.
    pub effect: Option<MergeEffect>,
}

impl MergeOfRights {
    /// The lines that the other record was sold before the survivor's was, if it ever was.
    fn sold_first_elsewhere(&self) -> BTreeSet<&str> {
        let earlier = |(own, other): (Option<Date>, Option<Date>)| other.is_some_and(|other| own.is_none_or(|own| other < own));
        self.first_sold.iter().filter(|(_, days)| earlier(**days)).map(|(root, _)| root.as_str()).collect()
    }

    /// Has the survivor's record been sold anything?
    fn survivor_bought(&self) -> bool {
        self.first_sold.values().any(|(own, _)| own.is_some())
    }

    /// What becomes of the rights on both records; `bought`: is the survivor's a record of somebody who has bought?
    pub fn apply(&self, survivors: Vec<Entitlement>, others: Vec<Entitlement>, bought: bool) -> Vec<AfterMerge> {
        let first = self.sold_first_elsewhere();
        let keeps_all = !bought && !self.survivor_bought();
        let others: Vec<_> = others.into_iter().filter(is_there).map(|right| self.moved(right, &first, keeps_all)).collect();
        let kept: BTreeSet<String> = others.iter().flat_map(|after| kept_lines(after, &first)).collect();
        let own = survivors.into_iter().filter(is_there).map(|right| self.stayed(right, &kept));
        own.collect::<Vec<_>>().into_iter().chain(others).collect()
    }

    /// A right on the record that goes on in the survivor's.
    fn moved(&self, right: Entitlement, first: &BTreeSet<&str>, keeps_all: bool) -> AfterMerge {
        if !EntitlementState::LIVING.contains(&right.state) || keeps_all {
            let effect = EntitlementState::LIVING.contains(&right.state).then_some(MergeEffect::None);
            return AfterMerge { right: self.noted(right, true, Vec::new()), effect };
        }
        let lines: Vec<String> = if right.is_general() {
            first.iter().filter(|root| right.covers_line(root)).map(|root| (*root).to_owned()).collect()
        } else {
            right.product_lines.iter().filter(|root| first.contains(root.as_str())).cloned().collect()
        };
        self.narrowed(right, true, lines)
    }

    /// A right on the survivor's record; `kept` are the lines that others keep.
    fn stayed(&self, right: Entitlement, kept: &BTreeSet<String>) -> AfterMerge {
        if !EntitlementState::LIVING.contains(&right.state) {
            return AfterMerge { right: self.noted(right, false, Vec::new()), effect: None };
        }
        if !right.is_general() {
            let lines = right.product_lines.iter().filter(|root| !kept.contains(*root)).cloned().collect();
            return self.narrowed(right, false, lines);
        }
        let kept: Vec<String> = kept.iter().cloned().collect();
        let carved = right.carve_out(&kept, self.on);
        let effect = if carved.events.is_empty() { MergeEffect::None } else { MergeEffect::CarvedOut };
        let noted = self.noted(carved.state, false, Vec::new());
        let events = carved.events.into_iter().chain(noted.events).collect();
        AfterMerge { right: Decided { state: noted.state, events }, effect: Some(effect) }
    }

    /// The right to these lines only, from the day of the merge on; it ends the day before if there are none.
    fn narrowed(&self, right: Entitlement, moved: bool, lines: Vec<String>) -> AfterMerge {
        if lines.is_empty() {
            let last = day_before(self.on);
            let noted = self.noted(right, moved, Vec::new());
            // A right that lives may end.
            let ended = noted.state.clone().end(EndReason::Merged, last).unwrap_or_else(|_| Decided::unchanged(noted.state));
            return AfterMerge { right: ended, effect: Some(MergeEffect::Ends) };
        }
        if !right.is_general() && lines == right.product_lines {
            return AfterMerge { right: self.noted(right, moved, Vec::new()), effect: Some(MergeEffect::None) };
        }
        AfterMerge { right: self.noted(right, moved, lines), effect: Some(MergeEffect::CarvedOut) }
    }

    fn noted(&self, mut right: Entitlement, moved: bool, only: Vec<String>) -> Decided<Entitlement> {
        let event = right.event(EventName::EntitlementCarvedOut).with("merge_id", self.merge_id).with("from_on", self.on.to_string());
        let narrowed = (!only.is_empty()).then(|| event.with("only", only.clone()));
        right.merges.push(MergedRight { merge_id: self.merge_id, moved, on: self.on, only });
        Decided { state: right, events: narrowed.into_iter().collect() }
    }
}

fn is_there(right: &Entitlement) -> bool {
    right.state != EntitlementState::Voided
}

/// The lines that a right of the other record goes on covering.
fn kept_lines(after: &AfterMerge, first: &BTreeSet<&str>) -> Vec<String> {
    match after.effect {
        Some(MergeEffect::None | MergeEffect::CarvedOut) => {
            let right = &after.right.state;
            first.iter().filter(|root| right.covers_line(root)).map(|root| (*root).to_owned()).collect()
        }
        Some(MergeEffect::Ends) | None => Vec::new(),
    }
}

impl Entitlement {
    /// Is the line within its scope, as that is now?
    fn covers_line(&self, root: &str) -> bool {
        let carved = self.carved_out.iter().any(|carve| carve.product_line == root);
        let in_scope = self.is_general() || self.product_lines.iter().any(|line| line == root);
        in_scope && !carved && self.merges.iter().all(|merge| merge.only.is_empty() || merge.only.iter().any(|line| line == root))
    }

    /// Does it still cover this line after the merges of its client's record up to `sale_on`?
    pub(super) fn keeps_after_merges(&self, root: &str, sale_on: Date) -> bool {
        self.merges.iter().all(|merge| sale_on < merge.on || merge.only.is_empty() || merge.only.iter().any(|line| line == root))
    }

    /// Is a sale of this day any of its business? What was sold before a merge belongs to the rights on the record that it was sold to;
    /// `moved_in` are the merges in which the sale went to another record.
    pub fn concerns(&self, sale_on: Date, moved_in: &[MergeId]) -> bool {
        self.merges.iter().all(|merge| sale_on >= merge.on || moved_in.contains(&merge.merge_id) == merge.moved)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::tests::{day, first, origin};
    use super::*;
    use crate::commission::plan::tests::default_plan;

    fn new_line(on: &str, root: &str) -> Entitlement {
        Entitlement::of_new_line(origin(5, 5, day(on)), &default_plan(), vec![root.to_owned()]).state
    }

    fn merge(first_sold: &[(&str, Option<&str>, Option<&str>)]) -> MergeOfRights {
        let days = |text: Option<&str>| text.map(day);
        let first_sold = first_sold.iter().map(|(root, own, other)| ((*root).to_owned(), (days(*own), days(*other)))).collect();
        MergeOfRights { merge_id: MergeId::new(Uuid::from_u128(7)), on: day("2026-06-01"), first_sold }
    }

    #[test]
    fn e6_the_later_hunter_keeps_the_lines_that_he_sold_first_and_nothing_else_changes_hands() {
        let merge = merge(&[("water", Some("2026-01-10"), Some("2026-03-01")), ("cups", None, Some("2026-03-01"))]);
        let after = merge.apply(vec![first("2026-01-10")], vec![first("2026-03-01")], true);
        assert_eq!(after.iter().map(|one| one.effect).collect::<Vec<_>>(), [Some(MergeEffect::CarvedOut), Some(MergeEffect::CarvedOut)]);
        let [own, other] = [0, 1].map(|place: usize| after[place].right.state.clone());
        let sold = |root: &str, on: &str, moved: bool| {
            let moved_in: Vec<_> = moved.then_some(merge.merge_id).into_iter().collect();
            let covers = |right: &Entitlement| right.covers(root, day(on)) && right.concerns(day(on), &moved_in);
            (covers(&own), covers(&other))
        };
        assert_eq!(sold("water", "2026-07-01", false), (true, false), "from the merge on");
        assert_eq!(sold("cups", "2026-07-01", false), (false, true));
        assert_eq!(sold("boxes", "2026-07-01", false), (true, false), "what nobody has sold yet");
        assert_eq!(sold("water", "2026-04-01", true), (false, true), "nothing changes for what was sold before");
        assert_eq!(sold("water", "2026-04-01", false), (true, false));
    }

    #[test]
    fn e6_who_sold_nothing_first_has_his_right_ended_by_the_merge() {
        let merge = merge(&[("water", Some("2026-01-10"), Some("2026-03-01"))]);
        let after = merge.apply(vec![first("2026-01-10")], vec![first("2026-03-01")], true);
        assert_eq!(after.iter().map(|one| one.effect).collect::<Vec<_>>(), [Some(MergeEffect::None), Some(MergeEffect::Ends)]);
        let ended = &after[1].right.state;
        assert_eq!((ended.end_reason, ended.ended_on), (Some(EndReason::Merged), Some(day("2026-05-31"))));
        assert!(ended.covers("water", day("2026-05-31")) && !ended.covers("water", day("2026-06-01")));
    }

    #[test]
    fn e6_i11_of_two_rights_to_one_new_line_the_earlier_one_stays() {
        let merge = merge(&[("water", Some("2026-01-10"), None), ("cups", Some("2026-04-01"), Some("2026-02-01"))]);
        let own = vec![first("2026-01-10"), new_line("2026-04-01", "cups")];
        let after = merge.apply(own, vec![new_line("2026-02-01", "cups")], true);
        let effects: Vec<_> = after.iter().map(|one| one.effect.unwrap()).collect();
        assert_eq!(effects, [MergeEffect::CarvedOut, MergeEffect::Ends, MergeEffect::None]);
        let holders = after.iter().filter(|one| one.right.state.covers("cups", day("2026-06-01"))).count();
        assert_eq!(holders, 1);
    }

    #[test]
    fn a_survivor_who_has_bought_nothing_leaves_all_rights_as_they_are() {
        let after = merge(&[]).apply(Vec::new(), vec![first("2026-03-01")], false);
        assert_eq!(after[0].effect, Some(MergeEffect::None));
    }
}
