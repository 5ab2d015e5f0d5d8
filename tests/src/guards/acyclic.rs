//! Modules are acyclic within each crate (crates/README.md): whoever reads a file need not have read those above it.
//!
//! A file *uses* another if code of its own, outside of tests, names something that stands there: by `use`, by a path in the text, by a
//! path in an attribute. What is handed on by `pub use` counts as taken from where it stands. That a parent declares its children
//! and hands on what they define is no use of them: `foo.rs` is the face of `foo/`.
//!
//! Two files must not reach each other by uses, with one exception: a parent that works with its own child, while the child takes the
//! parent's types, is one module in two files, as Rust means it. The exception ends there: children of one parent must not use each
//! other in a circle, and no such family may use anybody who uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use self::names::{Arrows, Files, Module};

mod code;
mod names;

const CRATES: [&str; 5] = ["crates/domain/src", "migrations/src", "crates/persistence/src", "crates/app/src", "crates/api/src"];

/// The texts of a crate, by module. A binary is a crate of its own, above all of them.
fn texts(folder: &Path, module: &Module, texts: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        let name = entry.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = if name == "lib" { module.clone() } else { [module.as_slice(), std::slice::from_ref(&name)].concat() };
        if entry.is_dir() {
            self::texts(&entry, &inner, texts);
        } else if entry.extension().is_some_and(|extension| extension == "rs") && name != "main" {
            texts.insert(inner, std::fs::read_to_string(entry).unwrap());
        }
    }
}

/// Everything that is reached from `from`.
fn reached<'a>(from: &'a Module, arrows: &'a Arrows) -> BTreeSet<&'a Module> {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(one) = left.pop() {
        let next = arrows.keys().filter(|(user, _)| user == one).map(|(_, used)| used);
        left.extend(next.filter(|used| seen.insert(*used)));
    }
    seen
}

/// Files that reach each other, each circle once.
fn circles(arrows: &Arrows) -> BTreeSet<BTreeSet<Module>> {
    let files: BTreeSet<&Module> = arrows.keys().map(|(user, _)| user).collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = files.into_iter().map(|file| (file, reached(file, arrows))).collect();
    let mutual = |one: &Module, other: &Module| reached[one].contains(other) && reached.get(other).is_some_and(|all| all.contains(one));
    let circle = |one: &&Module| reached[*one].iter().filter(|other| mutual(one, other)).map(|other| (*other).clone()).collect();
    reached.keys().map(circle).filter(|circle: &BTreeSet<Module>| circle.len() > 1).collect()
}

/// Is `child` directly below `parent`?
fn is_child(child: &Module, parent: &Module) -> bool {
    child.len() == parent.len() + 1 && child.starts_with(parent)
}

/// The uses of parents by which they are one module with a child of theirs.
fn within_families(arrows: &Arrows) -> BTreeSet<(Module, Module)> {
    let both_ways = |(user, used): &&(Module, Module)| is_child(used, user) && arrows.contains_key(&(used.clone(), user.clone()));
    arrows.keys().filter(both_ways).cloned().collect()
}

/// Is `circle` nothing but one parent and children that it is one module with?
fn is_family(circle: &BTreeSet<Module>, families: &BTreeSet<(Module, Module)>) -> bool {
    let head = circle.iter().min_by_key(|module| module.len()).unwrap();
    let one_with_its_parent = |module: &Module, length| families.contains(&(module[..length].to_vec(), module[..=length].to_vec()));
    circle.iter().all(|module| module.starts_with(head) && (head.len()..module.len()).all(|length| one_with_its_parent(module, length)))
}

/// What is forbidden, in words: a line a circle, and below it what ties it.
fn faults(texts: BTreeMap<Module, String>) -> String {
    let arrows = Files::read(texts).arrows();
    let families = within_families(&arrows);
    let between: Vec<_> = circles(&arrows).into_iter().filter(|circle| !is_family(circle, &families)).collect();
    let strict = arrows.iter().filter(|(arrow, _)| !families.contains(*arrow)).map(|(arrow, names)| (arrow.clone(), names.clone()));
    let inside = circles(&strict.collect());
    let mut text = String::new();
    for circle in between.into_iter().chain(inside).collect::<BTreeSet<_>>() {
        let named = circle.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(", ");
        writeln!(text, "  a circle of {named}:").unwrap();
        for ((user, used), names) in arrows.iter().filter(|((user, used), _)| circle.contains(user) && circle.contains(used)) {
            let names = names.iter().cloned().collect::<Vec<_>>().join(", ");
            writeln!(text, "    {} uses of {}: {names}", user.join("::"), used.join("::")).unwrap();
        }
    }
    text
}

#[test]
fn no_module_needs_one_that_needs_it() {
    let mut found = String::new();
    for folder in CRATES {
        let mut all = BTreeMap::new();
        texts(&super::root().join(folder), &Module::new(), &mut all);
        assert!(all.len() > 5, "{folder}: the guard does not find what it looks for");
        write!(found, "{}", faults(all)).unwrap();
    }
    assert!(found.is_empty(), "move what both need below both:\n{found}");
}

/// The faults of a crate of these modules.
fn found(modules: &[(&str, &str)]) -> String {
    let module = |path: &str| path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    faults(modules.iter().map(|(path, text)| (module(path), (*text).to_owned())).collect())
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    for back in [
        "use crate::a::A;",
        "use crate::{a::{A as Other}};",
        "use super::a::A;",
        "use crate::A;",
        "fn f() -> crate::a::A {}",
        "fn f<T>(_: Vec<super::a::A>) {}",
        "#[serde(with = \"crate::a::read\")] struct B;",
        "mod inner { use super::super::a::A; }",
    ] {
        let faults = found(&[("", "mod a; mod b; pub use a::A;"), ("a", "use crate::b::B; pub struct A;"), ("b", back)]);
        assert!(faults.contains("b uses of a: ") && faults.contains("a uses of b: B"), "{back}: {faults}");
    }
}

#[test]
fn children_and_families_make_circles_too() {
    let siblings = found(&[("p", "mod a; mod b;"), ("p::a", "use super::b::B;"), ("p::b", "use super::a::A;")]);
    assert!(siblings.contains("p::a uses of p::b: B"), "{siblings}");
    let family = [("p", "mod a; use a::A; pub struct P;"), ("p::a", "use super::P; use crate::other::O;"), ("other", "use crate::p::P;")];
    assert!(found(&family).contains("p::a uses of other: O"), "{}", found(&family));
}

#[test]
fn what_is_natural_is_no_circle() {
    for (allowed, modules) in [
        ("a face", [("p", "mod a; pub use a::A; pub struct P;"), ("p::a", "use super::P;")]),
        ("a family", [("p", "mod a; pub struct P(a::A);"), ("p::a", "use super::P; pub struct A;")]),
        ("tests", [("a", "use crate::b::B;"), ("b", "#[cfg(test)]\nmod tests { use crate::a::A; }")]),
        ("comments", [("a", "use crate::b::B;"), ("b", "//! [`crate::a::A`]\n/* crate::a::A */ const C: &str = \"see crate::a::A\";")]),
    ] {
        assert_eq!(found(&modules), "", "{allowed}");
    }
}
