//! What a person says of a call, on the wire: one kind, and the members that go with it.

use domain::calling::{DispositionKind, disposition};
use domain::clients::Temperature;

use super::answer::Answer;
use super::call::DispositionKindTerm;
use super::client_command::{Qualification, TemperatureTerm};
use super::meeting_wish::{Host, MeetingWish};
use super::prelude::*;

/// What a call led to, as said by an employee.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Disposition {
    /// What the call led to; decides which of the other members may be given.
    pub kind: DispositionKindTerm,
    /// Free note about the call.
    #[validate(length(max = 4000))]
    #[schema(max_length = 4000)]
    pub note: Option<String>,
    /// With `meeting_booked`: what is known of the client's need and means; may be left out if the client is qualified already.
    #[validate(nested)]
    pub qualification: Option<Qualification>,
    /// With `meeting_booked`: the meeting to be booked; required then.
    #[validate(nested)]
    pub meeting: Option<MeetingWish>,
    /// With `callback_requested`: when to call back, UTC, at most 60 days ahead; required then.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub due_at: Option<DateTime<Utc>>,
    /// With `not_now`: how near the client's need is, `warm` or `cool`; required then.
    pub temperature: Option<TemperatureTerm>,
    /// With `not_now`: day on which to call again, a civil date in the company's time zone; left out, the norm for the temperature decides.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub recontact_on: Option<NaiveDate>,
    /// With `wrong_contact`: the person who should be talked to instead; required then.
    #[validate(nested)]
    pub contact: Option<Host>,
    /// Answers to the steps of the script that the call was read from; a meeting is booked once the required ones are there.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub answers: Vec<Answer>,
}

impl Disposition {
    /// What is said; numbers are read as in `region`. Members that are missing, or go with another kind, are wrong members.
    pub fn read(self, region: &str) -> Result<app::calling::NewDisposition, Problem> {
        let kind = self.kind.0;
        let mut errors = self.members_of_other_kinds();
        let note = self.note;
        let answers = self.answers.into_iter().map(Into::into).collect();
        let disposition = match kind {
            DispositionKind::MeetingBooked => needed(self.meeting, "/meeting", &mut errors)
                .and_then(|wish| wish.read(region, "/meeting", &mut errors))
                .map(|meeting| disposition::Disposition::MeetingBooked { qualification: self.qualification.map(Into::into), meeting }),
            DispositionKind::CallbackRequested => {
                needed(self.due_at, "/due_at", &mut errors).map(|due_at| disposition::Disposition::CallbackRequested { due_at })
            }
            DispositionKind::NotNow => needed(self.temperature.map(|word| word.0), "/temperature", &mut errors)
                .and_then(|word| waiting(word, &mut errors))
                .map(|temperature| disposition::Disposition::NotNow { temperature, recontact_on: self.recontact_on }),
            DispositionKind::WrongContact => needed(self.contact, "/contact", &mut errors)
                .and_then(|host| host.read(region, "/contact", &mut errors))
                .map(|contact| disposition::Disposition::WrongContact { contact }),
            DispositionKind::ProposalRequested => Some(disposition::Disposition::ProposalRequested),
            DispositionKind::NoNeed => Some(disposition::Disposition::NoNeed),
            DispositionKind::WrongNumber => Some(disposition::Disposition::WrongNumber),
            DispositionKind::NotTarget => Some(disposition::Disposition::NotTarget),
            DispositionKind::OutOfBusiness => Some(disposition::Disposition::OutOfBusiness),
            DispositionKind::Refused => Some(disposition::Disposition::Refused),
            DispositionKind::DoNotCall => Some(disposition::Disposition::DoNotCall),
            DispositionKind::ExistingClient => Some(disposition::Disposition::ExistingClient),
        };
        disposition
            .filter(|_| errors.is_empty())
            .map(|disposition| app::calling::NewDisposition { disposition, note, answers })
            .ok_or_else(|| Problem::fields(errors))
    }

    /// Members that go with another kind.
    fn members_of_other_kinds(&self) -> Vec<FieldProblem> {
        let members = [
            ("/qualification", self.qualification.is_some(), DispositionKind::MeetingBooked),
            ("/meeting", self.meeting.is_some(), DispositionKind::MeetingBooked),
            ("/due_at", self.due_at.is_some(), DispositionKind::CallbackRequested),
            ("/temperature", self.temperature.is_some(), DispositionKind::NotNow),
            ("/recontact_on", self.recontact_on.is_some(), DispositionKind::NotNow),
            ("/contact", self.contact.is_some(), DispositionKind::WrongContact),
        ];
        let mut errors = Vec::new();
        for (pointer, _, kind) in members.into_iter().filter(|(_, given, kind)| *given && *kind != self.kind.0) {
            wrong(&mut errors, pointer, "wrong_kind", format!("may be given with the kind {kind} only"));
        }
        errors
    }
}

fn needed<T>(member: Option<T>, pointer: &str, errors: &mut Vec<FieldProblem>) -> Option<T> {
    if member.is_none() {
        wrong(errors, pointer, "required", "is required with this kind");
    }
    member
}

/// Only a warm or cool need is waited for (C6).
fn waiting(word: Temperature, errors: &mut Vec<FieldProblem>) -> Option<Temperature> {
    match word {
        Temperature::Warm | Temperature::Cool => Some(word),
        Temperature::Hot | Temperature::Cold => {
            wrong(errors, "/temperature", "wrong_value", "warm (a need within 3 months) or cool (within a year)");
            None
        }
    }
}
