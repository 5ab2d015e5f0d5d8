//! Where the databases of the tests lie: in memory where there is enough of it, since making files and syncing them is what
//! most of a test's time goes into.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

const SHARED_MEMORY: &str = "/dev/shm";
const ENOUGH_KIB: u64 = 2 * 1024 * 1024;

static ROOMY: LazyLock<bool> = LazyLock::new(|| free_kib(SHARED_MEMORY).is_some_and(|free| free >= ENOUGH_KIB));

fn free_kib(folder: &str) -> Option<u64> {
    let told = Command::new("df").args(["--output=avail", "-k", folder]).output().ok()?;
    String::from_utf8(told.stdout).ok()?.split_whitespace().last()?.parse().ok()
}

/// A new folder, removed with the value.
pub(crate) fn folder(prefix: &str) -> std::io::Result<TempDir> {
    let mut folder = tempfile::Builder::new();
    folder.prefix(prefix);
    if *ROOMY { folder.tempdir_in(Path::new(SHARED_MEMORY)) } else { folder.tempdir() }
}
