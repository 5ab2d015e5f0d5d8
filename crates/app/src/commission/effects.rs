//! The effects on commission of what happens elsewhere: sales, handoffs and clients call these steps inside their own transaction,
//! under the client's lock.

mod allocations;
mod entitlements;
mod posting;

pub use allocations::allocations_changed;
pub use entitlements::{
    acquisition_ended, client_back, client_lost, curator_changed, curators_changed, first_sale, first_sale_voided, handoff_accepted,
    handoff_completed, new_line_paid, sale_unpaid, user_left,
};
pub(crate) use entitlements::{end_all, plan_on};
pub(crate) use posting::{periods, post_again, write};
