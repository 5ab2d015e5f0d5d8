//! Groups of clients with their terms; what a client bought, and the discount that he may be given (§3.20).

mod client_groups;
mod client_terms;
mod turnover;

pub use client_groups::{add_client_group, get_client_group, list_client_groups, update_client_group};
pub use client_terms::{TermsFilter, client_terms};
pub use domain::groups::terms::Terms;
pub use domain::groups::{GroupChange, GroupTerms, GroupTermsChange, NewClientGroup, Season, VolumeStep};
pub use persistence::groups::ClientGroupFilter;
pub(crate) use turnover::turnovers;
