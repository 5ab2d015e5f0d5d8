//! Telephone numbers: parses national formats into E.164 (openapi/README.md §1.6). The wrapper keeps the library exchangeable.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

/// A number in E.164: `+79161234567`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number in international form or in the national forms of `region` (ISO 3166, such as `RU`).
    /// `None`: not a number that a telephone network would know.
    pub fn parse(text: &str, region: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("tel:");
        // Short extensions, SIP addresses and words are no numbers, whatever digits they hold.
        if text.len() > 40 || text.contains(|c: char| c.is_alphabetic() || c == '@' || c == '*' || c == '#') {
            return None;
        }
        let number = PHONE_NUMBER_UTIL.parse(text, region.parse().ok()).ok()?;
        if !PHONE_NUMBER_UTIL.is_possible_number(&number) {
            return None;
        }
        Some(Self(PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned()))
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
mod tests {
    use super::*;

    #[test]
    fn national_and_international_forms_read_as_one_number() {
        for text in ["89161234567", "8 (916) 123-45-67", "79161234567", "9161234567", "tel:+79161234567", "+7 916 123 45 67"] {
            assert_eq!(Phone::parse(text, "RU").map(|phone| phone.0), Some("+79161234567".into()), "{text}");
        }
        assert_eq!(Phone::parse("810442079460000", "RU").map(|phone| phone.0), Some("+442079460000".into()));
        for text in ["442079460000", "101", "15657*101", "sip:user1@pbx", "anonymous", ""] {
            assert_eq!(Phone::parse(text, "RU"), None, "{text}");
        }
    }
}
