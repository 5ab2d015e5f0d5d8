//! Registering a new client (RULES.md C1–C3, E-18, E-37). The caller looks for duplicates and passes what it finds.

use super::lifecycle::{Origin, first_stage};
use super::{Client, ClientPhone, ClientSource, RecordStatus, Stage};
use crate::phone::Phone;
use crate::{ClientId, Date, Decided, Event, EventName, Instant, UserId};

/// What is known of a new client.
#[derive(Clone, Debug, PartialEq)]
pub struct NewClient {
    pub external_id: Option<String>,
    pub legal_name: String,
    pub trade_name: Option<String>,
    pub inn: Option<String>,
    pub kpp: Option<String>,
    pub vat_id: Option<String>,
    /// Whose branch it is.
    pub head_office_id: Option<ClientId>,
    pub city: Option<String>,
    pub legal_address: Option<String>,
    pub actual_address: Option<String>,
    pub time_zone: Option<String>,
    pub source: ClientSource,
    pub referrer_client_id: Option<ClientId>,
    pub phones: Vec<ClientPhone>,
    pub emails: Vec<String>,
    /// Code of the group of clients whose terms hold for him.
    pub group_code: Option<String>,
    /// Set by imports of an existing base only.
    pub existing: Option<ExistingClient>,
}

/// What an import states about a client who buys already, or has bought (C3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExistingClient {
    pub stage: ExistingStage,
    pub curator_id: Option<UserId>,
    pub last_contact_at: Option<Instant>,
    pub last_sale_on: Option<Date>,
}

crate::words! {
    /// The stages in which an existing base is imported (C3).
    pub enum ExistingStage { Active = "active", Abandoned = "abandoned", Lost = "lost" }
}

impl ExistingStage {
    /// C3, I-4: active and abandoned clients must have a curator.
    pub const fn needs_curator(self) -> bool {
        matches!(self, Self::Active | Self::Abandoned)
    }

    const fn origin(self) -> Origin {
        match self {
            Self::Active => Origin::ImportedActive,
            Self::Abandoned => Origin::ImportedAbandoned,
            Self::Lost => Origin::ImportedLost,
        }
    }
}

impl NewClient {
    /// A client of whom no more is known than a name and where he comes from.
    pub const fn named(legal_name: String, source: ClientSource) -> Self {
        Self {
            external_id: None,
            legal_name,
            trade_name: None,
            inn: None,
            kpp: None,
            vat_id: None,
            head_office_id: None,
            city: None,
            legal_address: None,
            actual_address: None,
            time_zone: None,
            source,
            referrer_client_id: None,
            phones: Vec::new(),
            emails: Vec::new(),
            group_code: None,
            existing: None,
        }
    }

    /// The record that begins now. `resembles` is the older record with the same phone or mail domain, if any (E-18).
    pub fn register(self, id: ClientId, created_by: Option<UserId>, resembles: Option<ClientId>, now: Instant) -> Decided<Client> {
        let origin = match (self.existing, self.source) {
            (Some(existing), _) => existing.stage.origin(),
            (None, ClientSource::Inbound) => Origin::Inbound,
            (None, _) => Origin::New,
        };
        let stage = first_stage(origin);
        let existing = self.existing;
        let client = Client {
            id,
            version: 0,
            external_id: self.external_id,
            legal_name: self.legal_name,
            trade_name: self.trade_name,
            inn: self.inn,
            kpp: self.kpp,
            vat_id: self.vat_id,
            head_office_id: self.head_office_id,
            city: self.city,
            legal_address: self.legal_address,
            actual_address: self.actual_address,
            time_zone: self.time_zone,
            source: self.source,
            referrer_client_id: self.referrer_client_id,
            phones: distinct(self.phones),
            emails: self.emails,
            stage,
            stage_since: now,
            temperature: None,
            recontact_on: None,
            qualification: None,
            reason: None,
            no_shows: 0,
            acquisition_no: 1,
            first_sale_id: None,
            first_sale_on: None,
            last_sale_on: existing.and_then(|base| base.last_sale_on),
            handed_over_at: None,
            // E-37: without a known contact the count begins on the day of import, else everybody is abandoned a month later.
            last_contact_at: existing.and_then(|base| base.last_contact_at.or((stage == Stage::Active).then_some(now))),
            // Whoever the old base says he was spoken to by, it was the curator whom it names.
            last_curator_contact_at: existing.filter(|base| base.curator_id.is_some()).and_then(|base| base.last_contact_at),
            silence_from: now,
            loss_proposal: None,
            lost_at: (stage == Stage::Lost).then_some(now),
            won_back_at: None,
            contact_exemption: None,
            credit_hold: false,
            group_code: self.group_code,
            rank: None,
            key_account: false,
            curator_id: existing.and_then(|base| base.curator_id),
            hunter_of_record_id: None,
            created_by,
            imported: existing.is_some(),
            duplicate_of_id: resembles,
            record_status: RecordStatus::Live,
            merged_into_id: None,
            created_at: now,
        };
        let created =
            Event::new(EventName::ClientCreated, id, Some(id)).with("stage", stage).with("source", client.source).with("origin", origin);
        Decided::one(client, created)
    }
}

impl Client {
    /// The phones he has after `wanted` replaces them. Numbers marked do-not-call are kept, whatever the new list says (E-6, E-19).
    pub fn replace_phones(&self, wanted: Vec<ClientPhone>) -> Vec<ClientPhone> {
        let known = |number: &Phone| self.phones.iter().find(|phone| phone.number == *number);
        let mut phones: Vec<_> = wanted
            .into_iter()
            .map(|phone| ClientPhone { do_not_call: known(&phone.number).and_then(|old| old.do_not_call), ..phone })
            .collect();
        phones.extend(self.phones.iter().filter(|phone| phone.do_not_call.is_some()).cloned());
        distinct(phones)
    }

    /// Has he bought in this acquisition? Then his next sale is not a first one (§3.5, E-37).
    pub const fn has_bought(&self) -> bool {
        self.first_sale_id.is_some() || self.imported
    }
}

/// Removes repeated lines and keeps the first of each; several people may have extensions behind one number.
fn distinct(phones: Vec<ClientPhone>) -> Vec<ClientPhone> {
    let mut kept: Vec<ClientPhone> = Vec::with_capacity(phones.len());
    for phone in phones {
        if kept.iter().all(|other| (&other.number, &other.extension) != (&phone.number, &phone.extension)) {
            kept.push(phone);
        }
    }
    kept
}

/// Public mail providers: two clients with the same domain there are not likely the same (E-18).
const PUBLIC_MAIL: [&str; 30] = [
    "126.com",
    "163.com",
    "aol.com",
    "bk.ru",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "inbox.ru",
    "internet.ru",
    "list.ru",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rambler.ru",
    "ukr.net",
    "vk.com",
    "web.de",
    "ya.ru",
    "yahoo.com",
    "yandex.com",
    "yandex.ru",
];

/// The mail domains that are a company's own, lower case, each once.
pub fn company_mail_domains(emails: &[String]) -> Vec<String> {
    let mut domains: Vec<_> = emails.iter().filter_map(|email| email.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase()).collect();
    domains.retain(|domain| !PUBLIC_MAIL.contains(&domain.as_str()));
    domains.sort_unstable();
    domains.dedup();
    domains
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clients::{DoNotCall, sample};

    fn new(source: ClientSource, existing: Option<ExistingClient>) -> Client {
        let new = NewClient { existing, ..NewClient::named("Ромашка".into(), source) };
        new.register(ClientId::new(Uuid::nil()), None, None, Instant::UNIX_EPOCH).state
    }

    #[test]
    fn c1_c2_who_asks_himself_is_contacted_at_once() {
        assert_eq!(new(ClientSource::PurchasedList, None).stage, Stage::Suspect);
        assert_eq!(new(ClientSource::Inbound, None).stage, Stage::Contacted);
    }

    #[test]
    fn e37_an_imported_client_without_a_known_contact_has_his_grace() {
        let base = |stage| ExistingClient { stage, curator_id: Some(UserId::new(Uuid::nil())), last_contact_at: None, last_sale_on: None };
        let active = new(ClientSource::Import, Some(base(ExistingStage::Active)));
        assert_eq!(
            (active.stage, active.last_contact_at, active.imported, active.has_bought()),
            (Stage::Active, Some(Instant::UNIX_EPOCH), true, true)
        );
        assert_eq!(new(ClientSource::Import, Some(base(ExistingStage::Abandoned))).last_contact_at, None);
        assert_eq!(new(ClientSource::Import, Some(base(ExistingStage::Lost))).lost_at, Some(Instant::UNIX_EPOCH));
    }

    #[test]
    fn e19_a_number_not_to_be_called_survives_every_change() {
        let phone = |text: &str, blocked: bool| ClientPhone {
            number: Phone::stored(text.into()),
            extension: None,
            label: None,
            callable: true,
            do_not_call: blocked.then_some(DoNotCall { at: Instant::UNIX_EPOCH, by: None }),
        };
        let mut client = sample(Stage::Contacted);
        client.phones = vec![phone("+1", true), phone("+2", false)];
        let numbers: Vec<_> = client
            .replace_phones(vec![phone("+3", false), phone("+3", false)])
            .into_iter()
            .map(|phone| (phone.number, phone.do_not_call.is_some()))
            .collect();
        assert_eq!(numbers, [(Phone::stored("+3".into()), false), (Phone::stored("+1".into()), true)]);
        assert!(client.replace_phones(vec![phone("+1", false)])[0].do_not_call.is_some());
    }

    #[test]
    fn e18_only_a_companys_own_domain_tells() {
        let emails = ["a@Romashka.ru", "b@romashka.ru", "c@mail.ru", "nonsense"].map(String::from);
        assert_eq!(company_mail_domains(&emails), ["romashka.ru"]);
    }
}
