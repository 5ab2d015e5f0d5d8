//! A norm that nobody reads is a promise that nobody keeps.

use std::collections::BTreeSet;
use std::fs;

use domain::norms::NormKey;
use domain::words::Word;

/// Norms whose features come with later issues. This list may only shrink.
const NOT_YET_READ: &str = include_str!("norms_not_yet_read.txt");

/// Where norms are declared and tried: what is named there is not read.
const DECLARED: [&str; 2] = ["domain/src/norms.rs", "domain/src/norms/tests.rs"];

#[test]
fn every_norm_has_a_reader() {
    let readers =
        super::rust_files(&super::root().join("crates")).into_iter().filter(|path| !DECLARED.iter().any(|file| path.ends_with(file)));
    let text: String = readers.map(|path| fs::read_to_string(path).unwrap()).collect();
    let words: BTreeSet<_> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .filter_map(|word| word.rsplit_once("NormKey::"))
        .map(|(_, name)| name)
        .collect();
    let unread: BTreeSet<_> =
        NormKey::ALL.iter().filter(|key| !words.contains(format!("{key:?}").as_str())).map(|key| key.as_str()).collect();
    let listed: BTreeSet<_> = NOT_YET_READ.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let forgotten: Vec<_> = unread.difference(&listed).copied().collect();
    assert!(forgotten.is_empty(), "nobody reads these norms as NormKey::… where they rule:\n{}", forgotten.join("\n"));
    let done: Vec<_> = listed.difference(&unread).collect();
    assert!(done.is_empty(), "{done:?} are read now: take them off tests/src/guards/norms_not_yet_read.txt");
}

#[test]
fn every_norm_is_told_in_russian() {
    let unsaid: Vec<_> = NormKey::ALL.iter().map(|key| key.text()).filter(|text| !api::language::knows(text)).collect();
    assert!(unsaid.is_empty(), "say these in crates/api/src/language/norms.rs: {unsaid:?}");
}
