//! Telephone numbers: parses national formats into E.164 (openapi/README.md §1.6, RULES.md §3.3a). The wrapper keeps the library
//! exchangeable.

mod line;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

pub use self::line::PhoneLine;

/// A number in E.164: `+79161234567`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// What networks send instead of a number that is withheld, spelled on the keypad: ANONYMOUS, RESTRICTED, UNKNOWN, UNAVAILABLE, BLOCKED,
/// PRIVATE, WITHHELD.
const WITHHELD: [&str; 7] = ["266696687", "7378742833", "8656696", "86282452253", "2562533", "7748283", "94844353"];

impl Phone {
    /// Reads a number in international form or in the national forms of `region` (ISO 3166, such as `RU`), alone or inside of an address
    /// (`sip:+79161234567@pbx`), with `00` for the plus too. `None`: not a number that is given out in its country; of a local number
    /// without area code nobody knows in which town it is.
    pub fn parse(text: &str, region: &str) -> Option<Self> {
        PhoneLine::read(text, region).filter(|line| line.label.is_none()).map(|line| line.number)
    }

    /// The same of a text with nothing else in it.
    fn of_digits(text: &str, region: &str) -> Option<Self> {
        let digits: String = text.chars().filter_map(|c| c.to_digit(10)).filter_map(|digit| char::from_digit(digit, 10)).collect();
        if WITHHELD.contains(&digits.as_str()) {
            return None;
        }
        let known = |text: &str| {
            let number = PHONE_NUMBER_UTIL.parse(text, region.parse().ok()).ok()?;
            let is_valid = PHONE_NUMBER_UTIL.is_valid_number(&number);
            is_valid.then(|| Self(PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned()))
        };
        let abroad = || known(&format!("+{}", digits.strip_prefix("00")?));
        known(text).or_else(abroad)
    }

    /// Is it a country by ISO 3166 whose numbers are known?
    pub fn is_region(text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_uppercase())
            && text.parse().is_ok_and(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(region).is_some())
    }

    /// A number that is already stored, hence already E.164.
    pub const fn stored(e164: String) -> Self {
        Self(e164)
    }

    /// As it is dialled inside its own country: `8 (916) 123-45-67`.
    pub fn national(&self) -> String {
        PHONE_NUMBER_UTIL
            .parse(&self.0, None)
            .map_or_else(|_| self.0.clone(), |number| PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National).into_owned())
    }

    /// E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests;
