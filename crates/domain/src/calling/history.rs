//! A conversation of long ago (E-13): it enters the contact history and moves no stage.

use crate::clients::{Activity, Client};
use crate::{Decided, Event};

impl Client {
    /// The client who spoke then: only the clock of his contacts moves, and never backwards. No news, no event.
    pub fn record_past_contact(mut self, activity: &Activity) -> Decided<Self> {
        let at = Some(activity.occurred_at);
        if at <= self.last_contact_at {
            return Decided::unchanged(self);
        }
        self.last_contact_at = at;
        let event: Event = activity.logged();
        Decided::one(self, event)
    }
}
