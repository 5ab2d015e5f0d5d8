//! A norm that nobody reads is a promise that nobody keeps.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::norms::NormKey;
use domain::words::Word;

/// Norms whose features come with later issues. This list may only shrink.
const NOT_YET_READ: &str = include_str!("norms_not_yet_read.txt");

fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        if entry.is_dir() {
            sources(&entry, text);
        } else if entry.extension().is_some_and(|kind| kind == "rs") && !entry.ends_with("domain/src/norms.rs") {
            text.push_str(&fs::read_to_string(&entry).unwrap());
        }
    }
}

#[test]
fn every_norm_has_a_reader() {
    let mut text = String::new();
    sources(&super::root().join("crates"), &mut text);
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
