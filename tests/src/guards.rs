//! Promises that no single feature owns: each test here looks at the whole and names what to do when it fails.

mod access_matrix;
mod acyclic;
mod cited_rules;
mod edge;
mod languages;
mod layers;
mod lifecycles;
mod moments;
mod norms;
mod openapi;
mod operations;
mod papers;
mod plans;
mod problem_codes;
mod prose;
mod schema;
mod schema_names;
mod settings;
mod sizes;
mod strangers;

use std::path::{Path, PathBuf};

pub(crate) use openapi::{Operation, document, operations};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_path_buf()
}

/// Every Rust file below `folder`, or that file.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_dir() {
        return std::fs::read_dir(folder).unwrap().flat_map(|entry| rust_files(&entry.unwrap().path())).collect();
    }
    folder.extension().is_some_and(|extension| extension == "rs").then(|| folder.to_owned()).into_iter().collect()
}

/// The text of every Rust file under `folder`.
pub(crate) fn sources(folder: &str) -> Vec<String> {
    rust_files(&root().join(folder)).into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Compares `text` with the committed `tests/snapshots/{name}.snap`; `make snapshots` writes what it has become.
pub(crate) fn committed(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
