//! State machines. Each aggregate's lifecycle is one table, written with `lifecycle!`: a row per event, and in it the states that
//! allow the event and where it leads. Everything else is refused with [`Illegal`]. The tables are printed for people, event by
//! state, in `tests/snapshots/lifecycle_*.snap`.

use crate::Word;

/// The state of an aggregate does not allow the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not allowed in state {from}")]
pub struct Illegal {
    /// The state that the aggregate is in.
    pub from: &'static str,
    /// The event that was tried.
    pub event: &'static str,
}

impl Illegal {
    /// `event` is not allowed in `from`.
    pub fn new(from: impl Word, event: impl Word) -> Self {
        Self { from: from.as_str(), event: event.as_str() }
    }
}

/// Declares `next`, the function of a state table:
///
/// ```text
/// lifecycle! {
///     pub fn next(from: HandoffState, event: HandoffEvent) {
///         Propose: Prepared | Returned => Proposed;   // refused in every other state
///         Cancel: Prepared => Cancelled, Cancelled => stays;
///     }
/// }
/// ```
///
/// The compiler demands a row for every event and names the missing one. `stays` leaves the state as it is, `_` is every state
/// not named before.
macro_rules! lifecycle {
    (
        $(#[$meta:meta])*
        pub fn next(from: $State:ident, event: $Event:ident) {
            $($($event:ident)|+: $($($from:tt)|+ => $to:ident),+;)+
        }
    ) => {
        $(#[$meta])*
        pub fn next(from: $State, event: $Event) -> Result<$State, $crate::Illegal> {
            Ok(match event {
                $($($Event::$event)|+ => match from {
                    $($($crate::lifecycle!(@state $State $from))|+ => $crate::lifecycle!(@target $State from $to),)+
                    #[allow(unreachable_patterns, reason = "some events are allowed in every state")]
                    _ => return Err($crate::Illegal::new(from, event)),
                },)+
            })
        }
    };
    (@state $State:ident _) => { _ };
    (@state $State:ident $state:ident) => { $State::$state };
    (@target $State:ident $from:ident stays) => { $from };
    (@target $State:ident $from:ident $to:ident) => { $State::$to };
}
pub(crate) use lifecycle;
