//! A right of commission on a record that was merged with another (E-6).

use crate::Date;
use crate::ids::MergeId;

/// What a merge of two records means for a right on one of them (E-6): nothing for what was sold before, and from its day on perhaps
/// fewer lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedRight {
    pub merge_id: MergeId,
    /// Was it on the record that went on in the other?
    pub moved: bool,
    /// The day of the merge: sales from this day on are the survivor's.
    pub on: Date,
    /// Root codes of the lines that it covers from that day on; empty: as before.
    pub only: Vec<String>,
}
