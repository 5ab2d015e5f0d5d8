//! Budgets: no file of ours is longer than one can read in a sitting. Functions are Clippy's matter (`too-many-lines-threshold`).

use std::path::Path;

/// Lines of a file at most; a file that crosses it holds two concepts.
const LONGEST_FILE: usize = 300;

fn too_long(files: impl IntoIterator<Item = (String, usize)>) -> Vec<String> {
    files.into_iter().filter(|(_, lines)| *lines > LONGEST_FILE).map(|(path, lines)| format!("{path} has {lines} lines")).collect()
}

fn sources(folder: &Path, found: &mut Vec<(String, usize)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap().lines().count()));
        }
    }
}

#[test]
fn no_file_is_longer_than_its_budget() {
    let mut found = Vec::new();
    for folder in ["crates", "migrations", "tests/src"] {
        sources(&super::root().join(folder), &mut found);
    }
    assert!(found.len() > 500, "only {} files were found", found.len());
    assert_eq!(too_long(found), Vec::<String>::new(), "split by concept, never into a part two");
}

#[test]
fn a_file_that_is_too_long_is_named() {
    assert_eq!(too_long([("a.rs".into(), 300), ("b.rs".into(), 301)]), ["b.rs has 301 lines"]);
}
