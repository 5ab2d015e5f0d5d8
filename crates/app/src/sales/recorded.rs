//! What became of something that is told from outside and may be told again (api.md §1 *natural key*).

/// New, or known with the same content.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded<T> {
    /// It was new.
    New(T),
    /// It was told before, with the same content.
    Known(T),
}
