//! Search for clients by pieces of names, numbers and mail addresses, whatever their case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Client, Contact};
use crate::phone::Phone;

/// The shortest word, in characters, that the trigram index can look up.
pub const MIN_INDEXED_LETTERS: usize = 3;

/// The most words that a search may have.
pub const MAX_WORDS: usize = 8;

/// The words of a search, folded to letters and digits: a client is found if all of them occur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerms(Vec<String>);

impl SearchTerms {
    /// Reads what somebody typed. A number may be typed with any punctuation, a name in any case, with or without accents (ё = е).
    /// `None`: no word of three letters or digits, or more than eight words.
    pub fn parse(text: &str) -> Option<Self> {
        let words = if is_number(text) { vec![digits(text)] } else { words(text) };
        let enough = words.iter().any(|word| word.chars().count() >= MIN_INDEXED_LETTERS);
        (enough && words.len() <= MAX_WORDS).then_some(Self(words))
    }

    /// The words that the index can look up; at least one.
    pub fn long(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|word| word.chars().count() >= MIN_INDEXED_LETTERS)
    }

    /// The shorter words, to be looked for among what the long ones found.
    pub fn short(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|word| word.chars().count() < MIN_INDEXED_LETTERS)
    }
}

/// The search text of a client: names, tax ids, external id, phone numbers and mail addresses of the company.
pub fn client_text(client: &Client) -> String {
    let names = [Some(&client.legal_name), client.trade_name.as_ref()];
    let keys = [client.inn.as_ref(), client.kpp.as_ref(), client.vat_id.as_ref(), client.external_id.as_ref()];
    let texts = names.into_iter().chain(keys).flatten().chain(&client.emails).map(|text| fold(text));
    lines(texts.chain(client.phones.iter().flat_map(|phone| dialled(&phone.number))))
}

/// The search text of a contact person that everybody may search: name and mail addresses.
pub fn contact_text(contact: &Contact) -> String {
    lines(std::iter::once(&contact.name).chain(&contact.emails).map(|text| fold(text)))
}

/// The search text of a contact person that only those may search who may read it (§6): his phone numbers.
pub fn contact_phones_text(contact: &Contact) -> String {
    lines(contact.phones.iter().flat_map(|line| dialled(&line.number)))
}

/// One text a line, so that no piece reaches from one into another.
fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// The digits of a number as it is dialled from abroad and at home.
fn dialled(phone: &Phone) -> [String; 2] {
    [digits(phone.as_str()), digits(&phone.national())]
}

/// Lower case (by way of upper case: ß = ss, ς = σ), without accents and invisible characters.
fn fold(text: &str) -> String {
    let seen = text.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter));
    seen.flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// Soft hyphens, joiners and marks of direction, which come with what is pasted.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The words of a text, folded to letters and digits, each once and in alphabetical order.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        fold(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_number(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || "+-().,/".contains(letter))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Option<Vec<String>> {
        SearchTerms::parse(text).map(|wanted| wanted.0)
    }

    #[test]
    fn a_number_is_one_piece_however_it_is_typed() {
        for text in ["+7 (812) 123-45-67", "7 812 123 45 67", "78121234567"] {
            assert_eq!(pieces(text), Some(vec!["78121234567".into()]), "{text}");
        }
    }

    #[test]
    fn words_are_folded_and_each_counts_once() {
        assert_eq!(pieces("«Весёлый  ВЕСЁЛЫЙ» ИП"), Some(vec!["веселыи".into(), "ип".into()]));
        assert_eq!(pieces("Café-Zürich"), Some(vec!["cafe".into(), "zurich".into()]));
        assert_eq!(pieces("Große STRASSE"), pieces("GROSSE Straße"));
        assert_eq!(pieces("ΟΔΟΣ"), pieces("οδος"));
        assert_eq!(pieces("Бар\u{200b}он\u{ad}"), pieces("барон"));
    }

    #[test]
    fn too_little_and_too_much_is_no_search() {
        for text in ["", "ип", "+7", "--- ---", "а б в", "one two three four five six seven eight nine"] {
            assert_eq!(pieces(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_found_as_it_is_dialled_at_home_and_from_abroad() {
        let dialled = dialled(&Phone::stored("+78121234567".into()));
        assert_eq!(dialled, ["78121234567", "88121234567"]);
    }
}
