//! An old call that is reported late (E-13): it enters the contact history and does not change the stage.

use crate::clients::{Activity, Client};
use crate::{Decided, Event};

impl Client {
    /// Updates the time of the last contact if this one is newer; nothing else.
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
