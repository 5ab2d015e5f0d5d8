//! How much of what can be had in any amount: little where every change is tested, much by night (`BATON_FAULTS=large`).

use super::env;

/// Is this the long run?
pub(crate) fn large() -> bool {
    env("BATON_FAULTS").is_some_and(|wanted| wanted == "large")
}

/// So many times here and now.
pub(crate) fn times(ci: usize, long: usize) -> usize {
    if large() { long } else { ci }
}
