//! What the journal is made of, for those who show, follow or verify it.

pub use persistence::journal::{Entry, EntryFilter, Fault, Place, Proof};
