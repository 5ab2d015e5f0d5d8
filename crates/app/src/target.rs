//! What a command is about.

use domain::Version;

use crate::AppError;

/// What a command is about: its id, and the version that the caller has read (`If-Match`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<I> {
    /// Which one.
    pub id: I,
    /// The version that the caller has read; `None`: any.
    pub expected: Option<Version>,
}

impl<I> From<I> for Target<I> {
    /// Whatever version it has.
    fn from(id: I) -> Self {
        Self { id, expected: None }
    }
}

impl<I> Target<I> {
    /// Refuses with [`AppError::VersionMismatch`] if the caller has read another version than was `found`.
    pub fn check(&self, found: Version) -> Result<(), AppError> {
        if self.expected.is_none_or(|expected| expected == found) { Ok(()) } else { Err(AppError::VersionMismatch) }
    }
}
