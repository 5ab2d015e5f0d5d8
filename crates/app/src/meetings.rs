//! Meetings: booked by the call centre, held and judged by the hunter, watched by the clock.

pub mod book;

mod accept_meeting;
mod book_meeting;
mod cancel_meeting;
mod confirm_meeting;
mod dispute_meeting;
mod ending;
mod get_meeting;
mod hold_meeting;
mod list_meetings;
mod list_slots;
mod lock;
mod miss_meeting;
mod reject_meeting;
mod reschedule_meeting;
mod resolve_meeting;

pub use accept_meeting::{accept_meeting, accept_silently};
pub use book_meeting::{NewBooking, book_meeting};
pub use cancel_meeting::cancel_meeting;
pub use confirm_meeting::confirm_meeting;
pub use dispute_meeting::dispute_meeting;
pub use get_meeting::get_meeting;
pub use hold_meeting::hold_meeting;
pub use list_meetings::list_meetings;
pub use list_slots::{FreeSlot, SlotQuery, list_slots};
pub use lock::Asked;
pub use miss_meeting::miss_meeting;
pub use reject_meeting::{Rejection, reject_meeting};
pub use reschedule_meeting::{NewSlot, reschedule_meeting};
pub use resolve_meeting::{Decision, resolve_meeting};
