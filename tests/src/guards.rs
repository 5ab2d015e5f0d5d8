//! Promises that no single feature owns: each test here looks at the whole and names what to do when it fails.

mod access_matrix;
mod acyclic;
mod cited_rules;
mod edge;
mod languages;
mod layers;
mod lifecycles;
mod norms;
mod openapi;
mod operations;
mod papers;
mod problem_codes;
mod prose;
mod schema;
mod settings;
mod sizes;
mod strangers;

use std::path::PathBuf;

pub(crate) use openapi::{Operation, document, operations};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_path_buf()
}

/// The text of every Rust file under `folder`.
pub(crate) fn sources(folder: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                texts.push(std::fs::read_to_string(entry).unwrap());
            }
        }
    }
    texts
}

/// Compares `text` with the committed `tests/snapshots/{name}.snap`; `make snapshots` writes what it has become.
pub(crate) fn committed(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
