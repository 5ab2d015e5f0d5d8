//! The meeting that is asked for, on the wire: with a call's disposition, or by itself.

use chrono::Duration;
use domain::meetings::booking;

use super::contact::ContactKey;
use super::phone::{NewPhone, read_all};
use super::prelude::*;
use super::user::UserKey;

/// A meeting to be booked along with the disposition of a call.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingWish {
    /// Id of the person who will hold the meeting.
    pub hunter_id: UserKey,
    /// When the meeting begins, UTC.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub starts_at: DateTime<Utc>,
    /// When the meeting ends, UTC; left out, the meeting takes as long as the norm `meeting.length_minutes` says (60 minutes by default).
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// Where the meeting takes place, in words.
    #[validate(length(max = 500))]
    #[schema(examples("у клиента"), max_length = 500)]
    pub place: Option<String>,
    /// Person who is to be met and added to the client; required unless `contact_id` is given.
    #[validate(nested)]
    pub contact: Option<Host>,
    /// Id of the client's contact person who is to be met, if that person is on record already.
    pub contact_id: Option<ContactKey>,
}

/// A person at the client's who is to be met or talked to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Name of the person.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(examples("Иван Иванович"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Position of the person at the client.
    #[validate(length(max = 200))]
    #[schema(examples("директор"), max_length = 200)]
    pub position: Option<String>,
    /// True if the person decides about purchases; false if left out.
    #[serde(default)]
    pub decision_maker: bool,
    /// Personal phone numbers, in international form or as dialled in the company's region.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub phones: Vec<NewPhone>,
}

impl MeetingWish {
    /// What is asked for; numbers are read as in `region`, wrong members become errors under `pointer`.
    pub fn read(self, region: &str, pointer: &str, errors: &mut Vec<FieldProblem>) -> Option<booking::BookingRequest> {
        let before = errors.len();
        ends_after(self.starts_at, self.ends_at, pointer, errors);
        let host = match (self.contact, self.contact_id) {
            (Some(host), None) => host.read(region, &format!("{pointer}/contact"), errors),
            (None, Some(id)) => Some(booking::MeetingContact::Known(id.0)),
            (Some(_), Some(_)) => {
                wrong(errors, format!("{pointer}/contact_id"), "one_of", "name the person once: contact or contact_id");
                None
            }
            (None, None) => {
                wrong(errors, format!("{pointer}/contact"), "required", "name the person who is to be met: contact or contact_id");
                None
            }
        };
        let contact = host.filter(|_| errors.len() == before)?;
        Some(booking::BookingRequest {
            hunter_id: self.hunter_id.0,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            place: self.place,
            contact,
        })
    }
}

impl Host {
    /// The person; numbers are read as in `region`.
    pub fn read(self, region: &str, pointer: &str, errors: &mut Vec<FieldProblem>) -> Option<booking::MeetingContact> {
        let before = errors.len();
        let phones = read_all(self.phones, region, &format!("{pointer}/phones"), errors);
        let host = booking::MeetingContact::Named {
            name: self.name.trim().to_owned(),
            position: self.position,
            decision_maker: self.decision_maker,
            phones,
        };
        (errors.len() == before).then_some(host)
    }
}

/// A meeting ends after it begins, within a day.
pub(super) fn ends_after(starts_at: DateTime<Utc>, ends_at: Option<DateTime<Utc>>, pointer: &str, errors: &mut Vec<FieldProblem>) {
    if ends_at.is_some_and(|ends_at| ends_at <= starts_at || ends_at - starts_at > Duration::days(1)) {
        wrong(errors, format!("{pointer}/ends_at"), "out_of_range", "must come after starts_at, within a day");
    }
}
