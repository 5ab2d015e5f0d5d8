//! The silence of clients by the days of their groups, as a condition that still begins with the index of silence (N-15, N-16).

use domain::Instant;
use domain::clients::silence::Cutoffs;

use super::client::Column as C;
use crate::prelude::*;

/// Clients silent since before the cutoff of their group, of whom `also` holds, which depends on that cutoff.
pub(super) fn silent_by_group(cutoffs: &Cutoffs, also: impl Fn(Instant) -> Condition) -> Condition {
    let since = |before: Instant| Condition::all().add(C::SilentSince.lt(before)).add(also(before));
    if cutoffs.groups().is_empty() {
        return since(cutoffs.company());
    }
    let codes = cutoffs.groups().iter().map(|(code, _)| code.as_str());
    let others = Condition::any().add(C::GroupCode.is_null()).add(C::GroupCode.is_not_in(codes));
    let company = Condition::all().add(others).add(since(cutoffs.company()));
    let of_group = |(code, before): &(String, Instant)| Condition::all().add(C::GroupCode.eq(code.as_str())).add(since(*before));
    let by_group = cutoffs.groups().iter().map(of_group).fold(Condition::any().add(company), Condition::add);
    // Said of all of them first: so the index of silence bounds what is looked at.
    Condition::all().add(C::SilentSince.lt(cutoffs.latest())).add(by_group)
}
