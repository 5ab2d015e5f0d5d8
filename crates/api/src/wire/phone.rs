//! Telephone numbers on the wire: national forms in, E.164 out.

use domain::clients;
use domain::phone::{Phone, PhoneLine};
use validator::ValidationError;

use super::prelude::*;

/// A phone number of a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientPhone {
    /// Phone number in E.164, such as `+79161234567`.
    #[schema(examples("+79161234567"))]
    pub number: String,
    /// Extension to be dialled after the number has answered; null if there is none.
    pub extension: Option<String>,
    /// Whose number it is, or what it is for; null if not said.
    pub label: Option<String>,
    /// True if the number can be dialled; false for an invalid number.
    pub callable: bool,
    /// True if nobody calls the number, whoever has it; only a director takes that back, by lifting the suppression of the number.
    pub do_not_call: bool,
}

impl From<clients::ClientPhone> for ClientPhone {
    fn from(phone: clients::ClientPhone) -> Self {
        let do_not_call = phone.do_not_call.is_some();
        let number = phone.number.as_str().to_owned();
        Self { number, extension: phone.extension, label: phone.label, callable: phone.callable && !do_not_call, do_not_call }
    }
}

/// A phone number of a contact person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactPhone {
    /// Phone number in E.164, such as `+79161234567`.
    #[schema(examples("+79161234567"))]
    pub number: String,
    /// Extension to be dialled after the number has answered; null if there is none.
    pub extension: Option<String>,
    /// What the number is for; null if not said.
    pub label: Option<String>,
}

impl From<PhoneLine> for ContactPhone {
    fn from(line: PhoneLine) -> Self {
        Self { number: line.number.as_str().to_owned(), extension: line.extension, label: line.label }
    }
}

/// A phone number to be recorded.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPhone {
    /// Phone number in international form, or as dialled in the company's region, with its area code. An extension (`доб. 123`, `ext. 123`,
    /// `#123`, `,,123`) and words beside it are split off.
    #[validate(length(min = 1, max = 200))]
    #[schema(examples("8 (916) 123-45-67"), min_length = 1, max_length = 200)]
    pub number: String,
    /// Extension to be dialled after the number has answered, 1 to 10 digits; left out, it is what `number` says of one.
    #[validate(length(max = 10), custom(function = "digits"))]
    #[schema(examples("123"), max_length = 10)]
    pub extension: Option<String>,
    /// Whose number it is, or what it is for; left out, it is the words beside the number.
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub label: Option<String>,
}

fn digits(text: &str) -> Result<(), ValidationError> {
    let fine = text.bytes().all(|byte| byte.is_ascii_digit());
    if fine { Ok(()) } else { Err(ValidationError::new("extension").with_message("digits only".into())) }
}

/// The lines that can be read; the others become errors under `pointer`.
pub fn read_all<L: From<PhoneLine>>(phones: Vec<NewPhone>, region: &str, pointer: &str, errors: &mut Vec<FieldProblem>) -> Vec<L> {
    let mut read = Vec::with_capacity(phones.len());
    for (place, phone) in phones.into_iter().enumerate() {
        if let Some(line) = read_line(&phone.number, region, format!("{pointer}/{place}/number"), errors) {
            let extension = phone.extension.filter(|digits| !digits.is_empty()).or(line.extension);
            read.push(L::from(PhoneLine { number: line.number, extension, label: phone.label.or(line.label) }));
        }
    }
    read
}

/// The number, if it can be read; else an error at `pointer`.
pub fn read_one(text: &str, region: &str, pointer: String, errors: &mut Vec<FieldProblem>) -> Option<Phone> {
    read_line(text, region, pointer, errors).map(|line| line.number)
}

fn read_line(text: &str, region: &str, pointer: String, errors: &mut Vec<FieldProblem>) -> Option<PhoneLine> {
    let line = PhoneLine::read(text, region);
    if line.is_none() {
        wrong(
            errors,
            pointer,
            "phone",
            format!("no telephone number: give the area code, as in +7 495 123-45-67 or as it is dialled all over {region}"),
        );
    }
    line
}
