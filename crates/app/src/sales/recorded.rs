//! What became of something that is told from outside and may be told again (openapi/README.md §1.15).

/// New, or known with the same content.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded<T> {
    /// It was new.
    New(T),
    /// It was told before, with the same content.
    Known(T),
}
