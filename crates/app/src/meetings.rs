//! Meetings: booked by the call centre, held and accepted by the hunter, watched by the sweeps.

pub mod book;

mod accept_meeting;
mod book_meeting;
mod calendar_feed;
mod cancel_meeting;
mod command;
mod confirm_meeting;
mod dispute_meeting;
mod ending;
mod hold_meeting;
mod list_slots;
mod miss_meeting;
mod prelude;
mod reject_meeting;
mod reschedule_meeting;
mod resolve_meeting;

use domain::MeetingId;
use domain::meetings::Meeting;

pub use accept_meeting::{accept_meeting, accept_silently};
pub use book_meeting::{NewBooking, book_meeting};
pub use calendar_feed::{
    CalendarEntries, IssuedFeed, get_calendar_feed, issue_calendar_feed, own_feed, read_calendar_feed, revoke_calendar_feed,
};
pub use cancel_meeting::cancel_meeting;
pub use confirm_meeting::confirm_meeting;
pub use dispute_meeting::dispute_meeting;
pub(crate) use ending::withdraw;
pub use hold_meeting::hold_meeting;
pub use list_slots::{FreeSlot, SlotFilter, list_slots};
pub use miss_meeting::miss_meeting;
pub use persistence::meetings::MeetingFilter;
pub use reject_meeting::reject_meeting;
pub use reschedule_meeting::{NewSlot, reschedule_meeting};
pub use resolve_meeting::resolve_meeting;

use crate::prelude::*;

/// The meeting, or [`AppError::NotFound`]. Whoever may read calls may read meetings (§6).
pub async fn get_meeting(ctx: &Ctx, actor: &Actor, id: MeetingId) -> Result<Meeting> {
    actor.may(Action::ReadCalls)?;
    ctx.get(id).await
}

/// A page of meetings, in the order of booking or by their beginning; everybody's for whoever may read calls (§6).
pub async fn list_meetings(ctx: &Ctx, actor: &Actor, filter: &MeetingFilter, request: &PageRequest) -> Result<Page<Meeting>> {
    ctx.page(actor, filter, request).await
}
