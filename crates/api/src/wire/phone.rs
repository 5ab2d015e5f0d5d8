//! Telephone numbers on the wire: national forms in, E.164 out.

use domain::clients;
use domain::phone::Phone;

use super::prelude::*;

/// A phone number of a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientPhone {
    /// Phone number in E.164, such as `+79161234567`.
    #[schema(examples("+79161234567"))]
    pub number: String,
    /// Whose number it is, or what it is for; null if not said.
    pub label: Option<String>,
    /// True if the number can be dialled; false for an invalid number.
    pub callable: bool,
    /// True if the number must never be called again; this cannot be taken back.
    pub do_not_call: bool,
}

impl From<clients::ClientPhone> for ClientPhone {
    fn from(phone: clients::ClientPhone) -> Self {
        let do_not_call = phone.do_not_call.is_some();
        Self { number: phone.number.as_str().to_owned(), label: phone.label, callable: phone.callable && !do_not_call, do_not_call }
    }
}

/// A phone number to be recorded.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPhone {
    /// Phone number in international form, or as dialled in the company's region.
    #[validate(length(min = 1, max = 40))]
    #[schema(examples("8 (916) 123-45-67"), min_length = 1, max_length = 40)]
    pub number: String,
    /// Whose number it is, or what it is for.
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub label: Option<String>,
}

/// The numbers that can be read; the others become errors under `pointer`.
pub fn read_all(phones: Vec<NewPhone>, region: &str, pointer: &str, errors: &mut Vec<FieldProblem>) -> Vec<clients::ClientPhone> {
    let mut read = Vec::with_capacity(phones.len());
    for (place, phone) in phones.into_iter().enumerate() {
        if let Some(number) = read_one(&phone.number, region, format!("{pointer}/{place}/number"), errors) {
            read.push(clients::ClientPhone { number, label: phone.label, callable: true, do_not_call: None });
        }
    }
    read
}

/// The number, if it can be read; else an error at `pointer`.
pub fn read_one(text: &str, region: &str, pointer: String, errors: &mut Vec<FieldProblem>) -> Option<Phone> {
    let phone = Phone::parse(text, region);
    if phone.is_none() {
        wrong(errors, pointer, "phone", format!("no telephone number: write it as +7 916 123-45-67, or as it is dialled in {region}"));
    }
    phone
}
