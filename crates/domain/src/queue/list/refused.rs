//! Who is left out of a list, and why; a client who is left out never refuses the list.

use crate::Date;
use crate::clients::{Client, RecordStatus, Stage};
use crate::ids::{CallListId, CallTaskId, ClientId};
use crate::queue::task::next_phone;

crate::words! {
    /// Why a client of a list gets no task of it; the first that holds is told.
    pub enum RefusalCode {
        UnknownClient = "unknown_client",
        DuplicateRow = "duplicate_row",
        /// He buys from us: his curator is told (E-17).
        ExistingClient = "existing_client",
        InSale = "in_sale",
        Lost = "lost",
        Disqualified = "disqualified",
        /// He has a number, and none that may be called.
        DoNotCall = "do_not_call",
        NoPhone = "no_phone",
        /// He is to be asked again on a later day.
        NotDue = "not_due",
        OpenTask = "open_task",
        /// N-7d.
        RecentlyExhausted = "recently_exhausted",
    }
}

/// What decides whether a client gets a task.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    pub client: &'a Client,
    /// He stood further up on the same list.
    pub repeated: bool,
    /// His task that is open, and of which list it is.
    pub open_task: Option<(CallTaskId, CallListId)>,
    /// His task that was given up less than N-7d ago.
    pub exhausted_task: Option<CallTaskId>,
}

/// Why he is left out, and what that refers to; `None`: he is not.
pub fn refused(candidate: Candidate<'_>, today: Date) -> Option<(RefusalCode, Option<String>)> {
    let Candidate { client, repeated, open_task, exhausted_task } = candidate;
    let plain = |code| Some((code, None));
    if client.record_status != RecordStatus::Live {
        return Some((RefusalCode::UnknownClient, client.merged_into_id.map(|id: ClientId| id.to_string())));
    }
    if repeated {
        return plain(RefusalCode::DuplicateRow);
    }
    match client.stage {
        Stage::Client | Stage::Active | Stage::Abandoned => {
            return Some((RefusalCode::ExistingClient, client.curator_id.map(|id| id.to_string())));
        }
        Stage::MeetingBooked | Stage::Prospect => return plain(RefusalCode::InSale),
        Stage::Lost => return plain(RefusalCode::Lost),
        Stage::Disqualified => return plain(RefusalCode::Disqualified),
        Stage::Suspect | Stage::Contacted | Stage::Nurturing | Stage::Qualified => {}
    }
    if next_phone(client).is_none() {
        let forbidden = client.phones.iter().any(|phone| phone.do_not_call.is_some());
        return plain(if forbidden { RefusalCode::DoNotCall } else { RefusalCode::NoPhone });
    }
    if client.stage == Stage::Nurturing && client.recontact_on.is_some_and(|on| on > today) {
        return plain(RefusalCode::NotDue);
    }
    if let Some((task, _)) = open_task {
        return Some((RefusalCode::OpenTask, Some(task.to_string())));
    }
    exhausted_task.map(|task| (RefusalCode::RecentlyExhausted, Some(task.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::{ClientPhone, DoNotCall, sample};
    use crate::phone::Phone;
    use crate::{Instant, Word};
    use uuid::Uuid;

    fn phone() -> ClientPhone {
        ClientPhone::from(Phone::parse("+74955550000", "RU").unwrap())
    }

    fn code(client: &Client) -> Option<&'static str> {
        let candidate = Candidate { client, repeated: false, open_task: None, exhausted_task: None };
        refused(candidate, "2026-03-03".parse().unwrap()).map(|(code, _)| code.as_str())
    }

    #[test]
    fn the_stage_says_whether_he_is_for_the_queue() {
        let of = |stage| code(&Client { phones: vec![phone()], recontact_on: None, ..sample(stage) });
        for stage in Stage::ALL {
            let is_left_out = of(*stage).is_some();
            assert_eq!(is_left_out, !super::super::POOL.contains(stage), "{stage}");
        }
        assert_eq!([of(Stage::Active), of(Stage::Prospect)], [Some("existing_client"), Some("in_sale")]);
    }

    #[test]
    fn a_number_must_be_left_and_the_day_have_come() {
        let client = Client { phones: vec![phone()], recontact_on: None, ..sample(Stage::Nurturing) };
        assert_eq!(code(&client), None);
        let dnc = ClientPhone { do_not_call: Some(DoNotCall { at: Instant::UNIX_EPOCH, by: None }), ..phone() };
        let dead = ClientPhone { callable: false, ..phone() };
        assert_eq!(code(&Client { phones: vec![dnc.clone(), dead.clone()], ..client.clone() }), Some("do_not_call"));
        assert_eq!(code(&Client { phones: vec![dnc, phone()], ..client.clone() }), None, "another number is left");
        assert_eq!(code(&Client { phones: vec![dead], ..client.clone() }), Some("no_phone"));
        assert_eq!(code(&Client { phones: Vec::new(), ..client.clone() }), Some("no_phone"));
        assert_eq!(code(&Client { recontact_on: Some("2026-03-04".parse().unwrap()), ..client.clone() }), Some("not_due"));
        assert_eq!(code(&Client { recontact_on: Some("2026-03-03".parse().unwrap()), ..client.clone() }), None);
        let task = CallTaskId::new(Uuid::from_u128(1));
        let busy = Candidate { client: &client, repeated: false, open_task: None, exhausted_task: Some(task) };
        let told = refused(busy, "2026-03-03".parse().unwrap());
        assert_eq!(told, Some((RefusalCode::RecentlyExhausted, Some(task.to_string()))));
        assert_eq!(refused(Candidate { repeated: true, ..busy }, "2026-03-03".parse().unwrap()).unwrap().0, RefusalCode::DuplicateRow);
    }
}
