//! Promise 4 (tests/README.md §1): what was acknowledged survives a disk that is full or fails, and there is service again as soon as there
//! is room, without a restart.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::agreement;
use super::dice::Dice;
use super::load::{Load, Manner};
use crate::harness::scale::{report, size};
use crate::harness::{Db, TestApp, said_aloud};

/// A file system of 16 MiB, unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None`, said aloud, where we may not mount.
    fn mount(on: &Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m", "baton-test"]).arg(on).stderr(Stdio::null());
        if mount.status().is_ok_and(|done| done.success()) {
            return Some(Self(on.to_owned()));
        }
        said_aloud("SKIPPED: no disk was filled, since only root may mount one (a disk that fails was tried)");
        None
    }

    /// Leaves no byte free.
    fn fill(&self) {
        let mut rest = File::create(self.0.join("the-rest")).unwrap();
        for block in [64 * 1024, 4096, 512, 1] {
            while rest.write_all(&vec![1; block]).is_ok() {}
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("the-rest")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

/// From now on no file of the server may grow beyond its first page: whatever it writes fails (EFBIG).
fn writes_fail(app: &TestApp, fail: bool) {
    let limit = if fail { "--fsize=4096:" } else { "--fsize=unlimited:" };
    let done = Command::new("prlimit").args(["--pid", &app.process().pid().to_string(), limit]).status();
    assert!(done.is_ok_and(|done| done.success()), "prlimit of util-linux is needed");
}

/// Takes the disk away and gives it back, again and again, while people write; meanwhile whoever reads gets one of `reads`.
async fn comes_and_goes(app: &TestApp, disk: &str, reads: &'static [u16], take: impl Fn(), give_back: impl Fn()) {
    let (load, mut dice) = (Load::on(app, Manner { may_break: false, ..Manner::PATIENT }).await, Dice::new(4));
    let times = size(3, 20);
    let mut longest = Duration::ZERO;
    load.during(async {
        for _ in 0..times {
            load.goes_on(Duration::from_secs(30)).await;
            tokio::time::sleep(Duration::from_millis(u64::try_from(dice.below(200)).unwrap())).await;
            take();
            let before = load.unknown();
            while load.unknown() < before + 20 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            app.as_director().get("/v1/clients?limit=200").expect_one_of(reads).await;
            app.as_finance().get("/v1/payments?limit=200").expect_one_of(reads).await;
            give_back();
            longest = longest.max(load.goes_on(Duration::from_secs(10)).await);
        }
    })
    .await;
    report(&format!(
        "{times} times {disk} on SQLite: {} writes acknowledged, {} put off, back after {longest:.1?} at most",
        load.done(),
        load.unknown()
    ));
    load.is_kept().await;
    agreement::holds(app).await;
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else { return };
    let app = TestApp::apart_in(tempfile::tempdir_in(folder.path()).unwrap()).await;
    comes_and_goes(&app, "a full disk", &[200], || disk.fill(), || disk.make_room()).await;
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_disk_that_fails() {
    let app = TestApp::apart(Db::Sqlite).await.unwrap();
    comes_and_goes(&app, "a disk that fails", &[200, 503], || writes_fail(&app, true), || writes_fail(&app, false)).await;
}
