//! The language of a problem (openapi/README.md §1.20): `Accept-Language` chooses `title` and `detail`, codes never change. The
//! rules say what they refuse in English, where they stand; here stands the same in Russian, by areas, and is put in its place when
//! the answer is written. A wording that has no Russian stays English; guard tests see to it that there is none.

use std::borrow::Cow;

mod clients;
mod explanation;
mod members;
mod merges;
mod money;
mod norms;
mod persons;
mod protocol;
mod queue;
mod reassignments;
mod receivables;

/// A language that we speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Russian,
}

/// English and Russian; what stands in braces is the same in both, and may be left out of the Russian.
type Phrase = (&'static str, &'static str);

const AREAS: [&[Phrase]; 11] = [
    protocol::PHRASES,
    members::PHRASES,
    clients::PHRASES,
    queue::PHRASES,
    merges::PHRASES,
    reassignments::PHRASES,
    receivables::PHRASES,
    money::PHRASES,
    persons::PHRASES,
    norms::PHRASES,
    explanation::PHRASES,
];

impl Language {
    /// The one that `Accept-Language` likes best of ours; English for who does not care (RFC 9110 §12.5.4).
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0, Self::English);
        for part in header.split(',') {
            let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
            let language = match range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "ru" => Self::Russian,
                "en" | "*" => Self::English,
                _ => continue,
            };
            let weight = weight(parameters);
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// As `Content-Language` spells it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    /// The one of two that is in this language.
    pub const fn of(self, english: &'static str, russian: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Russian => russian,
        }
    }

    /// A wording of ours in this language.
    pub fn say(self, english: &str) -> Cow<'_, str> {
        match self {
            Self::English => english.into(),
            Self::Russian => russian(english).map_or(english.into(), Cow::Owned),
        }
    }
}

/// What cannot be read weighs all.
fn weight(parameters: &str) -> f32 {
    parameters.trim().strip_prefix("q=").and_then(|text| text.trim().parse().ok()).unwrap_or(1.0)
}

/// What `english` is in Russian; `None` if nobody has said so yet.
pub fn russian(english: &str) -> Option<String> {
    let fitting = AREAS.iter().copied().flatten().filter_map(|(from, to)| Some((from, to, fit(from, english)?)));
    // Of several that fit the one that leaves least open is meant.
    let found = fitting.min_by_key(|(.., holes)| holes.iter().map(|(_, text)| text.len()).sum::<usize>());
    if let Some((_, to, holes)) = found {
        let mut text = (*to).to_owned();
        for (name, value) in holes {
            text = text.replacen(name, thing(name, value), 1);
        }
        return Some(text);
    }
    // `limit: must be …`: the name of the member, and what is wrong with it.
    let (place, rest) = english.split_once(": ").filter(|(place, _)| !place.contains(' '))?;
    Some(format!("{place}: {}", russian(rest)?))
}

/// Is there Russian of exactly this wording, as the source writes it? What stands in its braces may have any name.
pub fn knows(template: &str) -> bool {
    AREAS.iter().copied().flatten().any(|(english, _)| literals(english).eq(literals(template)))
}

/// What stands between the braces.
fn literals(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').enumerate().map(|(place, part)| if place == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) })
}

/// What stands in the braces of `template`, if `text` is made by it.
fn fit<'a>(template: &'static str, text: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut holes, mut template, mut text) = (Vec::new(), template, text);
    loop {
        let Some((before, from)) = template.find('{').and_then(|start| template.split_at_checked(start)) else {
            return (text == template).then_some(holes);
        };
        text = text.strip_prefix(before)?;
        let (hole, after) = from.split_at_checked(from.find('}')? + 1)?;
        let next = after.split('{').next().unwrap_or_default();
        let end = if next.is_empty() || next.len() == after.len() { text.strip_suffix(next)?.len() } else { text.find(next)? };
        let (value, rest) = text.split_at_checked(end)?;
        holes.push((hole, value));
        (template, text) = (after, rest);
    }
}

/// Things are named in the language of the sentence; words of the contract stay as they are written.
fn thing<'a>(hole: &str, value: &'a str) -> &'a str {
    if hole != "{thing}" {
        return value;
    }
    protocol::THINGS.iter().find(|(english, _)| *english == value).map_or(value, |(_, russian)| russian)
}

#[cfg(test)]
mod tests {
    use super::{AREAS, Language, fit, russian};

    #[test]
    fn the_best_liked_of_ours_is_chosen() {
        for (header, tag) in [
            ("", "en"),
            ("ru", "ru"),
            ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
            ("en-GB, ru;q=0.9", "en"),
            ("en;q=0.5, ru;q=0.75", "ru"),
            ("de, fr;q=0.9, ru;q=0.1", "ru"),
            ("de, *", "en"),
            ("ru;q=0", "en"),
            ("ru;q=0, en;q=0.1", "en"),
            ("RU", "ru"),
            ("ru;q=nonsense", "ru"),
            (";;,,=", "en"),
        ] {
            assert_eq!(Language::accepted(header).tag(), tag, "{header}");
        }
    }

    #[test]
    fn what_is_open_in_a_wording_stays_as_it_is() {
        assert_eq!(fit("{a} is {b}", "the deal is won").unwrap(), [("{a}", "the deal"), ("{b}", "won")]);
        assert!(fit("{a} is {b}", "the deal was won").is_none());
        assert_eq!(russian("there is no product line tea").unwrap(), "нет продуктовой линии tea");
        assert_eq!(russian("this sale does not exist").unwrap(), "не найдено: продажа");
        assert_eq!(russian("/lines/0/price: must be a whole number").unwrap(), "/lines/0/price: нужно целое число");
        assert!(russian("what nobody ever said").is_none());
    }

    #[test]
    fn both_languages_leave_the_same_open() {
        for (english, said) in AREAS.iter().copied().flatten() {
            let holes = |text: &'static str| text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect::<Vec<_>>();
            let strange: Vec<_> = holes(said).into_iter().filter(|hole| !holes(english).contains(hole)).collect();
            assert!(strange.is_empty(), "{said}: {strange:?}");
            assert!(said.chars().any(|letter| ('а'..='я').contains(&letter)), "{said}");
        }
    }
}
