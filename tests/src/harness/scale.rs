//! How much of what can be had in any amount: what a build can bear, or the sizes of the promises (`BATON_FAULTS=large`, `make torture`).

use super::{env, said_aloud};

/// Are the sizes of the promises asked for?
pub(crate) fn is_large() -> bool {
    env("BATON_FAULTS").is_some_and(|wanted| wanted == "large")
}

/// `small`, or `large` where that is asked for.
pub(crate) fn size<T>(small: T, large: T) -> T {
    if is_large() { large } else { small }
}

/// Says what a large run has shown.
pub(crate) fn report(what: &str) {
    if is_large() {
        said_aloud(what);
    }
}
