//! A schema of the document has a name of its own: of two types with one name it would keep one, and answers of the other break its word.

use std::collections::{BTreeMap, BTreeSet};

/// Names of schemas that stand for two things.
fn named_twice(wire: &[String], domain: &[String]) -> BTreeSet<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in wire.iter().flat_map(|text| bodies(text)) {
        *times.entry(name).or_default() += 1;
    }
    let answered: BTreeSet<_> = wire.iter().flat_map(|text| vocabularies(text)).collect();
    for name in domain.iter().flat_map(|text| words(text)).filter(|name| answered.contains(name)) {
        *times.entry(name).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name.to_owned()).collect()
}

/// The types that become schemas by `ToSchema`.
fn bodies(text: &str) -> impl Iterator<Item = &str> {
    let derived = text.split("derive(").skip(1).filter(|rest| rest.lines().next().is_some_and(|line| line.contains("ToSchema")));
    derived.filter_map(|rest| rest.lines().find_map(declared))
}

/// The vocabularies that the wire speaks: `Term<merges::MergeState>`.
fn vocabularies(text: &str) -> impl Iterator<Item = &str> {
    let terms = text.split("Term<").skip(1).filter_map(|rest| rest.split('>').next());
    terms.map(|term| term.rsplit("::").next().unwrap_or(term))
}

/// The vocabularies that are declared by `words!`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let blocks = text.split("\nwords! {\n").skip(1).filter_map(|rest| rest.split("\n}\n").next());
    blocks.flat_map(|block| block.lines().filter(|line| line.trim_start().starts_with("pub enum ")).filter_map(declared))
}

/// The type that a line declares; a macro's `struct $name` has no name yet.
fn declared(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("struct ").or_else(|| line.split_once("enum "))?;
    rest.split(|letter: char| !letter.is_alphanumeric()).next().filter(|name| !name.is_empty())
}

#[test]
fn a_schema_has_a_name_of_its_own() {
    let found = named_twice(&super::sources("crates/api/src"), &super::sources("crates/domain/src"));
    assert_eq!(found, BTreeSet::new(), "rename one of the two types of each");
}

#[test]
fn a_body_and_a_vocabulary_of_one_name_are_found() {
    let wire = ["#[derive(Debug, ToSchema)]\n#[schema(x)]\npub struct Warning {\n}\npub type W = Term<merges::Warning>;\n".to_owned()];
    let domain = ["use x;\n\nwords! {\n    pub enum Warning { A = \"a\" }\n}\n".to_owned()];
    assert_eq!(named_twice(&wire, &domain), BTreeSet::from(["Warning".to_owned()]));
    assert_eq!(named_twice(&wire, &[]), BTreeSet::new());
}
