//! Budgets: no file of ours is longer than one can read in a sitting. Functions are Clippy's matter (`too-many-lines-threshold`).

/// Lines of a file at most; a file that crosses it holds two concepts.
const LONGEST_FILE: usize = 300;

fn too_long(files: impl IntoIterator<Item = (String, usize)>) -> Vec<String> {
    files.into_iter().filter(|(_, lines)| *lines > LONGEST_FILE).map(|(path, lines)| format!("{path} has {lines} lines")).collect()
}

#[test]
fn no_file_is_longer_than_its_budget() {
    let paths = ["crates", "migrations", "tests/src"].iter().flat_map(|folder| super::rust_files(&super::root().join(folder)));
    let found: Vec<_> = paths.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap().lines().count())).collect();
    assert!(found.len() > 500, "only {} files were found", found.len());
    assert_eq!(too_long(found), Vec::<String>::new(), "split by concept, never into a part two");
}

#[test]
fn a_file_that_is_too_long_is_named() {
    assert_eq!(too_long([("a.rs".into(), 300), ("b.rs".into(), 301)]), ["b.rs has 301 lines"]);
}
