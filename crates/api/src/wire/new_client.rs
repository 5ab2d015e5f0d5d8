//! What may be said of a client when he comes into the base, and what may be corrected later.

use domain::clients::contact_history::Misdated;
use domain::clients::register::{self, ExistingClient, ExistingStage};
use domain::clients::tax;
use validator::{ValidateEmail, ValidationError};

use super::client::{Addresses, AddressesPatch, ClientKey, ClientSourceTerm};
use super::phone::{self, NewPhone};
use super::prelude::*;
use super::rules::zone_known;
use super::user::UserKey;

pub type ExistingStageTerm = Term<ExistingStage>;

/// A client to be created.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClient {
    /// Name of the company as registered.
    #[validate(length(max = 300), custom(function = "not_blank"))]
    #[schema(examples("ООО «Ромашка»"), min_length = 1, max_length = 300)]
    pub legal_name: String,
    /// Where the client came from; `inbound` means that the client asked first, and makes the stage `contacted` at once.
    pub source: ClientSourceTerm,
    /// Name that the company uses in trade.
    #[validate(length(max = 300), custom(function = "empty_or_seen"))]
    #[schema(max_length = 300)]
    pub trade_name: Option<String>,
    /// Russian tax id (INN), 10 or 12 digits; only one client may have it, and each branch with a KPP of its own.
    #[validate(custom(function = "inn_checks"))]
    #[schema(examples("7707083893"), pattern = "^([0-9]{10}|[0-9]{12})$")]
    pub inn: Option<String>,
    /// Russian registration reason code (KPP).
    #[validate(custom(function = "kpp_shape"))]
    #[schema(examples("773601001"), pattern = "^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$")]
    pub kpp: Option<String>,
    /// VAT id of a company outside Russia; only one client may have it.
    #[validate(custom(function = "vat_id_shape"))]
    #[schema(examples("DE123456789"), pattern = "^[0-9A-Z]{4,20}$")]
    pub vat_id: Option<String>,
    /// Id of the client that is the head office of the same company; left out, the client that has the INN already, if there is one.
    pub head_office_id: Option<ClientKey>,
    /// City of the client.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub city: Option<String>,
    /// Postal addresses of the client.
    #[validate(nested)]
    pub addresses: Option<Addresses>,
    /// Time zone of the client, a name of the IANA database; left out, the company's zone counts.
    #[validate(custom(function = "zone_known"))]
    #[schema(examples("Asia/Yekaterinburg"))]
    pub time_zone: Option<String>,
    /// Id of the client that recommended the company.
    pub referrer_client_id: Option<ClientKey>,
    /// Phone numbers, in international form or as dialled in the company's region.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub phones: Vec<NewPhone>,
    /// E-mail addresses of the client.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub emails: Vec<String>,
    /// Code of the group whose terms hold for the client. For heads, directors and imports only.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("key"), min_length = 1, max_length = 64)]
    pub group_code: Option<String>,
    /// Key by which an import knows the client; the same key with the same content returns the existing client.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
    /// Stage of a client that existed before Baton: `active`, `abandoned` or `lost`. For imports only.
    pub stage: Option<ExistingStageTerm>,
    /// With `stage`: id of the account owner (curator); required for `active` and `abandoned`.
    pub curator_id: Option<UserKey>,
    /// With `stage`: when somebody last spoke with the client, UTC; left out with `active`, the time allowed without contact begins now.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::instant"))]
    pub last_contact_at: Option<DateTime<Utc>>,
    /// With `stage`: date of the client's last purchase, a civil date in the company's time zone.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    pub last_sale_on: Option<NaiveDate>,
}

impl NewClient {
    /// The domain's value; numbers are read as in `region`, instants may not lie after `now`.
    pub fn read(self, region: &str, now: DateTime<Utc>) -> Result<register::NewClient, Problem> {
        let mut errors = Vec::new();
        let existing = self.existing(now, &mut errors);
        let addresses = self.addresses.unwrap_or_default();
        let new = register::NewClient {
            external_id: self.external_id,
            legal_name: self.legal_name.trim().to_owned(),
            trade_name: self.trade_name,
            inn: self.inn,
            kpp: self.kpp,
            vat_id: self.vat_id,
            head_office_id: self.head_office_id.map(|key| key.0),
            city: self.city,
            legal_address: addresses.legal,
            actual_address: addresses.actual,
            time_zone: self.time_zone,
            source: self.source.0,
            referrer_client_id: self.referrer_client_id.map(|key| key.0),
            phones: phone::read_all(self.phones, region, "/phones", &mut errors),
            emails: emails(self.emails, &mut errors),
            group_code: self.group_code,
            existing,
        };
        unless_wrong(new, errors)
    }

    fn existing(&self, now: DateTime<Utc>, errors: &mut Vec<FieldProblem>) -> Option<ExistingClient> {
        if let Some(why) = self.last_contact_at.and_then(|at| Misdated::find(at, now)) {
            wrong(errors, "/last_contact_at", why.code(), why.to_string());
        }
        let Some(stage) = self.stage else {
            let alone = [
                ("/curator_id", self.curator_id.is_some()),
                ("/last_contact_at", self.last_contact_at.is_some()),
                ("/last_sale_on", self.last_sale_on.is_some()),
            ];
            for (pointer, _) in alone.into_iter().filter(|(_, given)| *given) {
                wrong(errors, pointer, "needs_stage", "belongs to the import of an existing base: say stage too");
            }
            return None;
        };
        let curator_id = self.curator_id.map(|key| key.0);
        Some(ExistingClient { stage: stage.0, curator_id, last_contact_at: self.last_contact_at, last_sale_on: self.last_sale_on })
    }
}

/// What another system says, by its own id.
pub type ClientPut = Put<NewClient, ClientPatch>;

/// What may be corrected of a client; null empties a member.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientPatch {
    /// Name of the company as registered; cannot be emptied.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(max = 300), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 300)]
    pub legal_name: Option<String>,
    /// Name that the company uses in trade; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 300), custom(function = "empty_or_seen"))]
    #[schema(max_length = 300)]
    pub trade_name: Option<Option<String>>,
    /// Russian tax id (INN), 10 or 12 digits; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "inn_checks"))]
    pub inn: Option<Option<String>>,
    /// Russian registration reason code (KPP); null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "kpp_shape"))]
    pub kpp: Option<Option<String>>,
    /// VAT id of a company outside Russia; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "vat_id_shape"))]
    pub vat_id: Option<Option<String>>,
    /// Id of the client that is the head office of the same company; null if this one is no branch.
    #[serde(default, deserialize_with = "present")]
    pub head_office_id: Option<Option<ClientKey>>,
    /// City of the client; null empties it.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub city: Option<Option<String>>,
    /// Postal addresses of the client; null forgets both of them.
    #[serde(default, deserialize_with = "present")]
    #[validate(nested)]
    pub addresses: Option<Option<AddressesPatch>>,
    /// Time zone of the client, a name of the IANA database; null means the company's zone.
    #[serde(default, deserialize_with = "present")]
    #[validate(custom(function = "zone_known"))]
    pub time_zone: Option<Option<String>>,
    /// Id of the client that recommended the company; null means none.
    #[serde(default, deserialize_with = "present")]
    pub referrer_client_id: Option<Option<ClientKey>>,
    /// All phone numbers of the client; replaces the list, but numbers that must not be called stay in any case.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub phones: Option<Vec<NewPhone>>,
    /// All e-mail addresses of the client; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub emails: Option<Vec<String>>,
    /// Code of the group whose terms hold for the client; null takes the client out of it. For heads, directors and imports only.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub group_code: Option<Option<String>>,
}

impl ClientPatch {
    /// The change; numbers are read as in `region`.
    pub fn read(self, region: &str) -> Result<app::clients::ClientChange, Problem> {
        let mut errors = Vec::new();
        let (legal, actual) =
            self.addresses.map_or((None, None), |both| both.map_or((Some(None), Some(None)), |each| (each.legal, each.actual)));
        let change = app::clients::ClientChange {
            legal_name: self.legal_name.map(|name| name.trim().to_owned()),
            trade_name: self.trade_name,
            inn: self.inn,
            kpp: self.kpp,
            vat_id: self.vat_id,
            head_office_id: self.head_office_id.map(|head| head.map(|key| key.0)),
            city: self.city,
            legal_address: legal,
            actual_address: actual,
            time_zone: self.time_zone,
            referrer_client_id: self.referrer_client_id.map(|referrer| referrer.map(|key| key.0)),
            phones: self.phones.map(|phones| phone::read_all(phones, region, "/phones", &mut errors)),
            emails: self.emails.map(|all| emails(all, &mut errors)),
            group_code: self.group_code,
        };
        unless_wrong(change, errors)
    }
}

/// Addresses without blanks, each checked at its own place.
pub(super) fn emails(all: Vec<String>, errors: &mut Vec<FieldProblem>) -> Vec<String> {
    let all: Vec<_> = all.into_iter().map(|email| email.trim().to_owned()).collect();
    for (place, email) in all.iter().enumerate().filter(|(_, email)| email.len() > 254 || !email.validate_email()) {
        let detail = format!("{} characters that are no e-mail address: write it as name@example.com", email.chars().count());
        wrong(errors, format!("/emails/{place}"), "email", detail);
    }
    all
}

fn inn_checks(text: &str) -> Result<(), ValidationError> {
    said(tax::is_inn(text), "inn", "10 digits of a company or 12 of a person, the last of which must fit the others")
}

fn kpp_shape(text: &str) -> Result<(), ValidationError> {
    said(tax::is_kpp(text), "kpp", "9 characters: four digits, two digits or capital letters, three digits")
}

fn vat_id_shape(text: &str) -> Result<(), ValidationError> {
    said(tax::is_vat_id(text), "vat_id", "4 to 20 digits and capital letters, without spaces")
}

fn said(fine: bool, code: &'static str, wanted: &'static str) -> Result<(), ValidationError> {
    if fine { Ok(()) } else { Err(ValidationError::new(code).with_message(wanted.into())) }
}
