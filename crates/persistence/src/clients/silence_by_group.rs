//! The silence of clients by the days of their groups, as a condition that still begins with the index of silence (N-15, N-16).

use domain::Instant;
use domain::clients::silence::Cutoffs;

use super::client::Column as C;
use crate::prelude::*;

/// Clients silent since before the cutoff of their group, of whom `also` holds, which depends on that cutoff.
pub(super) fn silent_by_group(cutoffs: &Cutoffs, also: impl Fn(Instant) -> Condition) -> Condition {
    let silent = by_group(cutoffs, |before| Condition::all().add(C::SilentSince.lt(before)).add(also(before)));
    if cutoffs.groups().is_empty() {
        return silent;
    }
    // Said of all of them first: so the index of silence bounds what is looked at.
    Condition::all().add(C::SilentSince.lt(cutoffs.latest())).add(silent)
}

/// Clients with whom the curator himself has spoken since the cutoff of their group.
pub(super) fn contacted_by_group(cutoffs: &Cutoffs) -> Condition {
    by_group(cutoffs, |since| Condition::all().add(C::LastCuratorContactAt.gte(since)))
}

/// What holds of a client by the cutoff of his group.
fn by_group(cutoffs: &Cutoffs, holds: impl Fn(Instant) -> Condition) -> Condition {
    if cutoffs.groups().is_empty() {
        return holds(cutoffs.company());
    }
    let codes = cutoffs.groups().iter().map(|(code, _)| code.as_str());
    let others = Condition::any().add(C::GroupCode.is_null()).add(C::GroupCode.is_not_in(codes));
    let company = Condition::all().add(others).add(holds(cutoffs.company()));
    let of_group = |(code, cutoff): &(String, Instant)| Condition::all().add(C::GroupCode.eq(code.as_str())).add(holds(*cutoff));
    cutoffs.groups().iter().map(of_group).fold(Condition::any().add(company), Condition::add)
}
