//! Do two records tell of one company (E-18)? By tax id; by names in one city, compared by their trigrams; what they share of numbers
//! and mail domains is looked up where those are kept.

use std::collections::BTreeSet;

use super::DuplicateReason;
use crate::clients::Client;
use crate::clients::search::words;
use crate::clients::tax::is_same_office;

/// Forms of companies and little words, folded as [`words`] folds: they say nothing about which company it is.
const FORMS: [&str; 44] = [
    "ab",
    "ag",
    "ano",
    "bv",
    "co",
    "company",
    "corp",
    "gmbh",
    "inc",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oao",
    "ooo",
    "oy",
    "pao",
    "plc",
    "sa",
    "srl",
    "the",
    "zao",
    "ано",
    "ао",
    "гк",
    "гуп",
    "зао",
    "ип",
    "компания",
    "муп",
    "нао",
    "нко",
    "оао",
    "общество",
    "ограниченнои",
    "ооо",
    "ответственностью",
    "пао",
    "с",
    "тоо",
    "фгуп",
    "чп",
];

/// So many of a hundred trigrams are shared by names that are alike (pg_trgm counts in the same way).
const ALIKE_PERCENT: usize = 85;

/// Letters at either end of a name by which candidates are looked up. Names as alike as that agree at one end at least.
const KEY_LETTERS: usize = 6;

/// What a look-up has found two records to share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    pub phone: bool,
    pub email_domain: bool,
}

/// The words that tell which company it is.
fn telling(name: &str) -> Vec<String> {
    let all = words(name);
    let told: Vec<_> = all.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
    if told.is_empty() { all } else { told }
}

fn city(client: &Client) -> Option<String> {
    let city: Vec<_> = words(client.city.as_deref()?).into_iter().filter(|word| word != "г" && word != "город").collect();
    (!city.is_empty()).then(|| city.join(" "))
}

/// By what a client's name is looked up among those of his city; nothing where the city is not known.
pub fn name_keys(client: &Client) -> Vec<String> {
    let Some(city) = city(client) else { return Vec::new() };
    let letters: Vec<char> = telling(&client.legal_name).concat().chars().collect();
    if letters.is_empty() {
        return Vec::new();
    }
    let head: String = letters.iter().take(KEY_LETTERS).collect();
    let tail: String = letters.iter().skip(letters.len().saturating_sub(KEY_LETTERS)).collect();
    vec![format!("{head}- {city}"), format!("-{tail} {city}")]
}

/// Three letters each, of words with two spaces before and one behind.
fn trigrams(words: &[String]) -> BTreeSet<[char; 3]> {
    let mut all = BTreeSet::new();
    for word in words {
        let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
        all.extend(letters.windows(3).filter_map(|window| <[char; 3]>::try_from(window).ok()));
    }
    all
}

/// Are the names of two clients alike, whatever the forms of their companies?
pub fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (trigrams(&telling(one)), trigrams(&telling(other)));
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len() - shared;
    all > 0 && shared * 100 >= all * ALIKE_PERCENT
}

/// Are they a head office and its branch, or branches of one? Those share an INN, numbers and mail, and are two records on purpose.
pub fn same_company(one: &Client, other: &Client) -> bool {
    let heads = |client: &Client| client.head_office_id.unwrap_or(client.id);
    heads(one) == heads(other)
}

impl Likeness {
    /// Everything that two records share, given what was looked up.
    pub fn reasons(self, one: &Client, other: &Client) -> Vec<DuplicateReason> {
        if same_company(one, other) {
            return Vec::new();
        }
        let inn = one.inn.is_some() && one.inn == other.inn && is_same_office(one.kpp.as_deref(), other.kpp.as_deref());
        let name = city(one).is_some_and(|own| city(other) == Some(own)) && are_alike(&one.legal_name, &other.legal_name);
        let all = [
            (inn, DuplicateReason::Inn),
            (self.phone, DuplicateReason::Phone),
            (self.email_domain, DuplicateReason::EmailDomain),
            (name, DuplicateReason::NameCity),
        ];
        all.into_iter().filter(|(shared, _)| *shared).map(|(_, reason)| reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clients::{Stage, sample};

    fn named(name: &str, city: Option<&str>) -> Client {
        let mut client = sample(Stage::Suspect);
        (client.legal_name, client.city) = (name.into(), city.map(str::to_owned));
        client
    }

    #[test]
    fn e18_forms_quotes_case_and_order_do_not_tell_companies_apart() {
        assert!(are_alike("ООО «Ромашка-Сервис»", "РОМАШКА СЕРВИС, ООО"));
        assert!(are_alike("Кафе Весёлый Роджер", "кафе «веселый роджер»"));
        assert!(!are_alike("ООО Ромашка", "ООО Василёк") && !are_alike("Ромашка", "Ромашка плюс"));
        assert!(are_alike("ООО", "ООО"), "a name of nothing but a form is that name");
    }

    #[test]
    fn e18_names_count_in_one_city_and_branches_are_no_duplicates() {
        let of = |city| named("ООО Ромашка", city);
        let mut other = of(Some("г. Тверь"));
        other.id = crate::ClientId::new(uuid::Uuid::from_u128(9));
        let none = Likeness::default();
        assert_eq!(none.reasons(&of(Some("Тверь")), &other), [DuplicateReason::NameCity]);
        assert!(none.reasons(&of(Some("Москва")), &other).is_empty() && none.reasons(&of(None), &other).is_empty());
        other.head_office_id = Some(of(None).id);
        assert!(Likeness { phone: true, email_domain: true }.reasons(&of(Some("Тверь")), &other).is_empty());
        assert!(name_keys(&of(None)).is_empty());
    }

    proptest! {
        /// Whatever is alike is found by a key: no candidate is missed but those that agree at neither end.
        #[test]
        fn who_is_alike_shares_a_key(name in "[а-д]{3,12}( [а-д]{3,12}){0,2}", at in 0_usize..30, letter in "[а-я]") {
            let mut letters: Vec<char> = name.chars().collect();
            let place = at % letters.len();
            letters[place] = letter.chars().next().unwrap();
            let other: String = letters.into_iter().collect();
            if are_alike(&name, &other) {
                let keys = |name: &str| name_keys(&named(name, Some("Тверь")));
                prop_assert!(keys(&name).iter().any(|key| keys(&other).contains(key)), "{name} {other}");
            }
        }
    }
}
