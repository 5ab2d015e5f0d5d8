//! Which of two records goes on, and as what (E-6): the one with the earlier first sale, else the older one.

use super::{Refusal, Why};
use crate::clients::lifecycle::ClientEvent;
use crate::clients::{Client, ClientPhone, Refusal as ClientRefusal, Stage};
use crate::org::UnitCode;
use crate::{ClientId, Date, Decided, Event, EventName, Instant, MergeId, UserId};

/// Which record goes on, which goes on in it, and why.
#[derive(Clone, Debug)]
pub struct Choice {
    pub survivor: Client,
    pub merged: Client,
    pub why: Why,
}

/// E-6: the earlier first sale, else the older record. Who was brought as a buyer by an import bought before everybody whose first sale
/// is known here.
pub fn choose(one: Client, other: Client) -> Result<Choice, Refusal> {
    if one.id == other.id {
        return Err(Refusal::SameClient);
    }
    let bought = |client: &Client| match client.first_sale_on {
        Some(on) => Some(on),
        None => client.has_bought().then_some(Date::MIN),
    };
    let key = |client: &Client| (bought(client).unwrap_or(Date::MAX), client.created_at, client.id);
    let why = if bought(&one) == bought(&other) { Why::Older } else { Why::FirstSale };
    let (survivor, merged) = if key(&one) <= key(&other) { (one, other) } else { (other, one) };
    Ok(Choice { survivor, merged, why })
}

/// How far along a client is: whoever is lost is behind everybody with whom we work, and ahead of who was written off.
const fn progress(stage: Stage) -> u8 {
    match stage {
        Stage::Disqualified => 0,
        Stage::Lost => 1,
        Stage::Suspect => 2,
        Stage::Contacted => 3,
        Stage::Nurturing => 4,
        Stage::Qualified => 5,
        Stage::MeetingBooked => 6,
        Stage::Prospect => 7,
        Stage::Client => 8,
        Stage::Abandoned => 9,
        Stage::Active => 10,
    }
}

impl Choice {
    /// Is the other record further along?
    const fn merged_leads(&self) -> bool {
        progress(self.merged.stage) > progress(self.survivor.stage)
    }

    /// The stage afterwards: the further one (E-6). Somebody who has bought is no suspect: he has been spoken to.
    pub fn stage(&self) -> Stage {
        let stage = if self.merged_leads() { self.merged.stage } else { self.survivor.stage };
        let bought = self.survivor.has_bought() || self.merged.has_bought();
        if bought && stage == Stage::Suspect { Stage::Contacted } else { stage }
    }
}

/// Where the curators of both records work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Curators {
    pub survivor: Option<UnitCode>,
    pub merged: Option<UnitCode>,
}

/// The curator afterwards: the survivor's (E-6), unless he has none or does not work where clients of the stage belong and the other
/// one does.
pub fn curator_after(choice: &Choice, units: Curators) -> Option<(UserId, UnitCode)> {
    let stage = choice.stage();
    let fits = |unit: UnitCode| {
        let of_stage = Client::unit_of(stage);
        unit == of_stage || (of_stage == UnitCode::ClientDepartment && unit == UnitCode::KeyAccounts)
    };
    let own = choice.survivor.curator_id.zip(units.survivor);
    let other = choice.merged.curator_id.zip(units.merged);
    let fitting = [own, other].into_iter().flatten().find(|(_, unit)| fits(*unit));
    fitting.or(own).or(other)
}

/// The survivor with all that the other record knows besides. Who is curator is decided apart from it.
pub fn unite(choice: &Choice) -> Client {
    let (other, leads, stage) = (&choice.merged, choice.merged_leads(), choice.stage());
    let mut client = choice.survivor.clone();
    if leads {
        (client.stage_since, client.silence_from) = (other.stage_since, other.silence_from);
        (client.reason, client.recontact_on, client.no_shows) = (other.reason.clone(), other.recontact_on, other.no_shows);
        (client.lost_at, client.loss_proposal) = (other.lost_at, other.loss_proposal);
        client.contact_exemption = other.contact_exemption.clone().or(client.contact_exemption);
    }
    if stage == Stage::Contacted {
        (client.reason, client.lost_at) = (None, None);
    }
    client.stage = stage;
    client.handed_over_at = client.handed_over_at.or(other.handed_over_at);
    client.temperature = client.temperature.or(other.temperature);
    client.qualification = client.qualification.or_else(|| other.qualification.clone());
    client.last_sale_on = client.last_sale_on.max(other.last_sale_on);
    client.last_contact_at = client.last_contact_at.max(other.last_contact_at);
    client.won_back_at = client.won_back_at.max(other.won_back_at);
    client.imported |= other.imported;
    client.credit_hold |= other.credit_hold;
    if client.inn.is_none() {
        (client.inn, client.kpp) = (other.inn.clone(), other.kpp.clone());
    }
    macro_rules! learn {
        ($($member:ident),+) => {$(client.$member = client.$member.or_else(|| other.$member.clone());)+};
    }
    learn!(trade_name, vat_id, city, legal_address, actual_address, time_zone);
    let others = |id: Option<ClientId>| id.filter(|id| *id != other.id && *id != client.id);
    let head = others(client.head_office_id).or(others(other.head_office_id));
    let referrer = others(client.referrer_client_id).or(others(other.referrer_client_id));
    let resembles = others(client.duplicate_of_id);
    (client.head_office_id, client.referrer_client_id, client.duplicate_of_id) = (head, referrer, resembles);
    client.phones = phones(&choice.survivor.phones, &other.phones);
    let known: Vec<String> = client.emails.iter().map(|email| email.to_lowercase()).collect();
    client.emails.extend(other.emails.iter().filter(|email| !known.contains(&email.to_lowercase())).cloned());
    client
}

/// All numbers of both, each once; one that must not be called in either is not called (E-6, E-19).
fn phones(own: &[ClientPhone], others: &[ClientPhone]) -> Vec<ClientPhone> {
    let mut all = own.to_vec();
    for phone in others {
        match all.iter_mut().find(|known| (&known.number, &known.extension) == (&phone.number, &phone.extension)) {
            Some(known) => {
                known.do_not_call = known.do_not_call.or(phone.do_not_call);
                known.callable &= phone.callable;
            }
            None => all.push(phone.clone()),
        }
    }
    all
}

/// The record that goes on in another one: it takes no commands any more, and nobody is its curator.
pub fn away(merged: Client, survivor: ClientId, merge: MergeId, at: Instant) -> Result<Decided<Client>, ClientRefusal> {
    let mut decided = merged.on(ClientEvent::MergedAway, at)?;
    let client = &mut decided.state;
    (client.merged_into_id, client.curator_id, client.key_account) = (Some(survivor), None, false);
    client.loss_proposal = None;
    let told = |event: Event| event.with("merge_id", merge).with("survivor_id", survivor);
    decided.events = decided.events.into_iter().map(told).collect();
    Ok(decided)
}

/// What the journal says of the survivor: his stage where it is another (I-1), and that his card knows more.
pub fn united_events(before: &Client, after: &Client) -> Vec<Event> {
    let id = after.id;
    let moved = Event::new(EventName::ClientStageChanged, id, Some(id))
        .with("from", before.stage)
        .with("to", after.stage)
        .with("cause", ClientEvent::MergedAway);
    let mut members = Vec::new();
    for (name, changed) in
        [("phones", before.phones != after.phones), ("emails", before.emails != after.emails), ("inn", before.inn != after.inn)]
    {
        if changed {
            members.push(name);
        }
    }
    let updated = Event::new(EventName::ClientUpdated, id, Some(id)).with("members", members);
    (before.stage != after.stage).then_some(moved).into_iter().chain([updated]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::SaleId;
    use crate::Word;
    use crate::clients::{DoNotCall, sample};
    use crate::phone::Phone;

    fn client(number: u128, stage: Stage) -> Client {
        let created_at = Instant::UNIX_EPOCH + chrono::TimeDelta::days(i64::try_from(number).unwrap());
        Client { id: ClientId::new(Uuid::from_u128(number)), created_at, ..sample(stage) }
    }

    fn sold(number: u128, stage: Stage, on: &str) -> Client {
        let first_sale_id = Some(SaleId::new(Uuid::from_u128(number)));
        Client { first_sale_id, first_sale_on: Some(on.parse().unwrap()), ..client(number, stage) }
    }

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    #[test]
    fn e6_the_earlier_first_sale_goes_on_else_the_older_record() {
        let chosen = |one: Client, other: Client| {
            let choice = choose(one, other).unwrap();
            (choice.survivor.id, choice.why)
        };
        let [one, two] = [1, 2].map(|number| ClientId::new(Uuid::from_u128(number)));
        assert_eq!(chosen(client(2, Stage::Suspect), client(1, Stage::Qualified)), (one, Why::Older));
        assert_eq!(chosen(client(1, Stage::Prospect), sold(2, Stage::Client, "2026-01-05")), (two, Why::FirstSale));
        assert_eq!(chosen(sold(1, Stage::Client, "2026-02-05"), sold(2, Stage::Client, "2026-01-05")), (two, Why::FirstSale));
        let imported = Client { imported: true, ..client(2, Stage::Active) };
        assert_eq!(chosen(sold(1, Stage::Client, "2026-02-05"), imported), (two, Why::FirstSale));
        assert_eq!(choose(client(1, Stage::Suspect), client(1, Stage::Suspect)).unwrap_err(), Refusal::SameClient);
    }

    #[test]
    fn e6_the_further_stage_stays_and_only_two_who_are_lost_are_lost() {
        let stage = |one: Stage, other: Stage| choose(client(1, one), client(2, other)).unwrap().stage();
        assert_eq!(stage(Stage::Abandoned, Stage::Active), Stage::Active);
        assert_eq!(stage(Stage::Lost, Stage::Prospect), Stage::Prospect);
        assert_eq!((stage(Stage::Lost, Stage::Lost), stage(Stage::Lost, Stage::Disqualified)), (Stage::Lost, Stage::Lost));
        assert_eq!(choose(sold(1, Stage::Lost, "2026-01-05"), client(2, Stage::Suspect)).unwrap().stage(), Stage::Contacted);
    }

    #[test]
    fn e6_the_curator_is_the_survivors_unless_only_the_other_one_keeps_such_clients() {
        let mut own = sold(1, Stage::Client, "2026-01-05");
        let mut other = sold(2, Stage::Active, "2026-02-05");
        (own.curator_id, other.curator_id) = (Some(user(1)), Some(user(2)));
        let choice = choose(own.clone(), other.clone()).unwrap();
        let units = Curators { survivor: Some(UnitCode::ActiveSales), merged: Some(UnitCode::KeyAccounts) };
        assert_eq!(curator_after(&choice, units), Some((user(2), UnitCode::KeyAccounts)));
        own.stage = Stage::Active;
        let units = Curators { survivor: Some(UnitCode::ClientDepartment), ..units };
        assert_eq!(curator_after(&choose(own, other).unwrap(), units), Some((user(1), UnitCode::ClientDepartment)));
    }

    #[test]
    fn e6_numbers_and_tax_ids_are_united_and_do_not_call_is_sticky() {
        let phone = |number: &str, blocked: bool| ClientPhone {
            do_not_call: blocked.then_some(DoNotCall { at: Instant::UNIX_EPOCH, by: None }),
            ..Phone::stored(number.into()).into()
        };
        let mut own = client(1, Stage::Suspect);
        let mut other = client(2, Stage::Suspect);
        (own.phones, other.phones) = (vec![phone("+1", false)], vec![phone("+1", true), phone("+2", false)]);
        (own.emails, other.emails) = (vec!["a@x.ru".into()], vec!["A@x.ru".into(), "b@x.ru".into()]);
        other.inn = Some("7707083893".into());
        own.head_office_id = Some(other.id);
        let united = unite(&choose(own, other).unwrap());
        let numbers: Vec<_> = united.phones.iter().map(|phone| (phone.number.as_str(), phone.do_not_call.is_some())).collect();
        assert_eq!((numbers, united.emails.len()), (vec![("+1", true), ("+2", false)], 2));
        assert_eq!((united.inn.as_deref(), united.head_office_id), (Some("7707083893"), None));
    }

    proptest! {
        /// It does not matter which of the two is named first.
        #[test]
        fn the_order_of_naming_does_not_matter(one in 0_usize..11, other in 0_usize..11, bought in 0_u8..4) {
            let stage = |place: usize| Stage::ALL[place];
            let make = |number: u128, place: usize, bought: bool| if bought { sold(number, stage(place), "2026-01-05") } else { client(number, stage(place)) };
            let (a, b) = (make(1, one, bought & 1 > 0), make(2, other, bought & 2 > 0));
            let (left, right) = (choose(a.clone(), b.clone()).unwrap(), choose(b, a).unwrap());
            prop_assert_eq!(left.survivor.id, right.survivor.id);
            prop_assert_eq!(unite(&left), unite(&right));
            prop_assert!(Stage::ALL.contains(&left.stage()));
        }
    }
}
