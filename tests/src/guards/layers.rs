//! api → app → persistence → domain, and each outside library behind the one crate that may use it (crates/README.md).

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each crate may use of ours.
const MAY_USE: [(&str, &[&str]); 6] = [
    ("domain", &[]),
    ("migrations", &["domain"]),
    ("persistence", &["domain", "migrations"]),
    ("app", &["domain", "persistence"]),
    ("api", &["domain", "app"]),
    ("tests", &["domain", "migrations", "persistence", "app", "api"]),
];

/// Libraries that only the crates named may know.
const BEHIND: [(&str, &[&str]); 10] = [
    ("sea-orm", &["persistence"]),
    ("sea-orm-migration", &["migrations", "persistence"]),
    ("sqlx", &[]),
    ("actix-web", &["api"]),
    ("utoipa", &["api"]),
    ("utoipa-actix-web", &["api"]),
    ("clap", &["api"]),
    ("jsonwebtoken", &["app", "api"]),
    ("reqwest", &["api"]),
    ("argon2", &["app", "api"]),
];

/// What the rules may not know at all: I/O, time, chance.
const NOT_IN_DOMAIN: [&str; 6] = ["tokio", "getrandom", "reqwest", "tracing", "config", "validator"];

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(super::root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .unwrap();
    let named = |package: &cargo_metadata::Package| {
        package.dependencies.iter().filter(|used| used.kind == DependencyKind::Normal).map(|used| used.name.clone()).collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), named(package))).collect()
}

#[test]
fn the_layers_point_inwards() {
    let all = dependencies();
    let ours: BTreeSet<_> = all.keys().cloned().collect();
    let known: BTreeSet<_> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(ours, known, "a crate came or went: say in MAY_USE what it may use");
    for (name, allowed) in MAY_USE {
        let outside: Vec<_> = all[name].intersection(&ours).filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(outside.is_empty(), "{name} may not use {outside:?}");
    }
}

#[test]
fn each_library_stays_behind_its_door() {
    let all = dependencies();
    for (library, allowed) in BEHIND {
        let knows: Vec<_> = all.iter().filter(|(_, used)| used.contains(library)).map(|(name, _)| name.as_str()).collect();
        let outside: Vec<_> = knows.into_iter().filter(|name| *name != "tests" && !allowed.contains(name)).collect();
        assert!(outside.is_empty(), "{outside:?} may not use {library}: only {allowed:?} may");
    }
    let impure: Vec<_> = NOT_IN_DOMAIN.iter().filter(|library| all["domain"].contains(**library)).collect();
    assert!(impure.is_empty(), "the domain is pure and may not use {impure:?}");
}
