//! A telephone line as people and boxes write it: a number, with an extension behind it and with words beside it.

use super::Phone;

/// What one field of a card, or one report, says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLine {
    pub number: Phone,
    /// Dialled after the number answers: `доб. 123`.
    pub extension: Option<String>,
    /// Words beside the number: `89161234567 Иван`.
    pub label: Option<String>,
}

impl From<Phone> for PhoneLine {
    fn from(number: Phone) -> Self {
        Self { number, extension: None, label: None }
    }
}

/// What stands before an extension, the longest first.
const BEFORE_EXTENSION: [&str; 14] =
    ["добавочный", "внутренний", "extension", ";ext=", "внутр", "доб", "ext", "доп", "вн", ",,", "#", ",", "x", "х"];

impl PhoneLine {
    /// Reads a number in international form or in the national forms of `region`; `None`: there is none, or more than one.
    pub fn read(text: &str, region: &str) -> Option<Self> {
        let text = text.trim();
        if text.chars().count() > 200 {
            return None;
        }
        let (line, name) = address(text);
        let (line, extension, behind) = split_extension(&line);
        let (before, number, after) = split_number(line)?;
        let number = Phone::of_digits(number, region)?;
        let words = [name.as_str(), before, after, behind];
        // A second number in the same field is not a word about the first.
        if words.iter().any(|words| words.chars().filter(char::is_ascii_digit).count() > 4) {
            return None;
        }
        let words: Vec<_> = words.into_iter().map(|words| words.trim_matches(is_mark)).filter(|words| !words.is_empty()).collect();
        let label = words.join(" ");
        Some(Self { number, extension: extension.map(str::to_owned), label: (!label.is_empty()).then_some(label) })
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | ';' | ':' | '.' | '(' | ')' | '"' | '\'' | '/' | '<' | '>')
}

/// The number inside of `"Иван" <sip:+79161234567@pbx;user=phone>`, and the name beside it.
fn address(text: &str) -> (String, String) {
    let (inner, name) = match (text.find('<'), text.rfind('>')) {
        (Some(from), Some(to)) if from < to => {
            (text.get(from + 1..to).unwrap_or(text).trim(), text.get(..from).unwrap_or_default().trim().to_owned())
        }
        _ => (text, String::new()),
    };
    let scheme =
        inner.split_once(':').filter(|(scheme, _)| ["sip", "sips", "tel", "callto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)));
    let is_address = scheme.is_some() || inner.contains('@');
    let mut line = scheme.map_or(inner, |(_, rest)| rest).trim_start_matches('/').replace("%2B", "+").replace("%2b", "+");
    if is_address {
        let user = line.split('@').next().unwrap_or_default().to_owned();
        let mut parts = user.split(';');
        let number = parts.next().unwrap_or_default();
        let extension = parts.find_map(|part| part.strip_prefix("ext="));
        line = extension.map_or_else(|| number.to_owned(), |extension| format!("{number};ext={extension}"));
    }
    (line, name)
}

/// The part before the extension, the extension, and what follows.
fn split_extension(text: &str) -> (&str, Option<&str>, &str) {
    let lower = text.to_lowercase();
    // Where small letters have another length, nothing is looked for.
    if lower.len() != text.len() {
        return (text, None, "");
    }
    for mark in BEFORE_EXTENSION {
        for (at, _) in lower.match_indices(mark) {
            let (before, rest) = (text.get(..at).unwrap_or_default(), text.get(at + mark.len()..).unwrap_or_default());
            let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '№' | '=' | ','));
            let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let (extension, after) = digits.split_at_checked(length).unwrap_or((digits, ""));
            let is_number = before.chars().filter(char::is_ascii_digit).count() >= 5;
            let ends = !after.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            if is_number && ends && (1..=10).contains(&extension.len()) && (extension.len() <= 6 || mark == ";ext=") {
                return (before, Some(extension), after);
            }
        }
    }
    (text, None, "")
}

/// The first stretch of what numbers are written with, and the words around it.
fn split_number(text: &str) -> Option<(&str, &str, &str)> {
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | '\u{ff0b}');
    let from = text.find(begins)?;
    let (before, rest) = text.split_at_checked(from)?;
    let belongs = |c: char| begins(c) || c.is_whitespace() || matches!(c, ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let to = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    let (number, after) = rest.split_at_checked(to)?;
    // A word that is grown together with the digits, or keys that are none of a number, make it something else.
    let grown = before.ends_with(char::is_alphanumeric) || after.starts_with(['*', '#', '@', '_', '=']);
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    (!grown && number.chars().filter(char::is_ascii_digit).count() >= 5).then_some((before, number, after))
}
