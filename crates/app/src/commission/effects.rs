//! The effects on commission of what happens elsewhere: sales, handoffs and clients call these steps inside their own transaction,
//! under the client's lock.

mod allocations;
mod posting;
mod release;
mod rights;

pub use allocations::allocations_changed;
pub(crate) use posting::periods;
pub(crate) use release::{post_again, release};
pub use rights::{
    acquisition_ended, client_back, client_lost, curator_changed, first_sale, first_sale_voided, handoff_accepted, handoff_completed,
    new_line_paid, user_left,
};
pub(crate) use rights::{plan_on, write_ends};
