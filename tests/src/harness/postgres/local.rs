//! PostgreSQL from a binary of this machine, in a cluster of its own under the temporary directory, gone when this process ends.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::env;
use crate::harness::scratch;

/// Settings for data that nobody will miss.
pub(super) const FAST: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=300",
    "shared_buffers=128MB",
    "max_wal_size=2GB",
    "timezone=UTC",
];

/// Settings for data that is acknowledged for good; nothing but room for many connections.
pub(super) const DURABLE: [&str; 2] = ["max_connections=200", "timezone=UTC"];

/// Settings for a server that tells in its log how it ran each statement, and how many rows it read for it; and that shuns, at a few
/// thousand rows, what it would shun at a million.
pub(super) const EXPLAINING: [&str; 13] = [
    "random_page_cost=1.1",
    "enable_seqscan=off",
    "enable_hashjoin=off",
    "max_parallel_workers_per_gather=0",
    "fsync=off",
    "autovacuum=off",
    "max_connections=50",
    "timezone=UTC",
    "session_preload_libraries=auto_explain",
    "auto_explain.log_min_duration=0",
    "auto_explain.log_analyze=on",
    "auto_explain.log_timing=off",
    "auto_explain.log_format=json",
];

/// Each line is a signal for the server and its children; after `QUIT` (an immediate stop, as of a crash) it is started again. The
/// server ends, and its folder goes, when the pipe to this shell closes: by a drop, by our end, by a kill.
const KEEPER: &str = r#"
    postgres=$1 data=$2; shift 2
    start() { "$postgres" -D "$data" "$@" >>"$data/log" 2>&1 & }
    start "$@"
    while read -r signal; do
        case $signal in
            QUIT) kill -QUIT $!; wait; start "$@";;
            *) kill -"$signal" $! $(cat /proc/$!/task/$!/children) 2>/dev/null;;
        esac
    done
    kill -CONT $! $(cat /proc/$!/task/$!/children) 2>/dev/null
    kill -QUIT $!; wait; rm -rf "$data"
"#;

/// A server that runs as long as this value lives.
pub(super) struct Running {
    keeper: Child,
    data: PathBuf,
}

impl Running {
    /// What it writes about what it does.
    pub(super) fn log(&self) -> PathBuf {
        self.data.join("log")
    }

    /// `QUIT`: it stops at once and is started again; `STOP` and `CONT`: it stands still, and goes on.
    pub(super) fn signal(&mut self, signal: &str) {
        let told = self.keeper.stdin.as_mut().map(|pipe| writeln!(pipe, "{signal}"));
        assert!(matches!(told, Some(Ok(()))), "the keeper of PostgreSQL is gone");
    }
}

/// Makes a cluster and starts it; answers the URL of the server without a database.
pub(super) fn start(settings: &[&str]) -> Result<(String, Running), String> {
    let bin = binaries().ok_or("no `postgres` binary in PATH or /usr/lib/postgresql (Debian: apt-get install postgresql)")?;
    let data = scratch::folder("baton-test-pg-").map_err(|error| format!("no temporary directory: {error}"))?.keep();
    let owner = owner()?;
    if let Some((uid, gid)) = owner {
        chown(&data, Some(uid), Some(gid)).map_err(|error| format!("cannot give {} to the unprivileged user: {error}", data.display()))?;
    }
    let mut initdb = Command::new(bin.join("initdb"));
    initdb.arg("-D").arg(&data).args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]);
    let made = owned(&mut initdb, owner).current_dir("/").output().map_err(|error| format!("cannot run initdb: {error}"))?;
    if !made.status.success() {
        return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr)));
    }
    let port =
        TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).map_err(|error| format!("no free port: {error}"))?.port();
    let mut keeper = Command::new("sh");
    keeper
        .args(["-c", KEEPER, "keeper"])
        .arg(bin.join("postgres"))
        .arg(&data)
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
        .arg(&data);
    keeper.args(settings.iter().flat_map(|setting| ["-c", setting]));
    let keeper = owned(detached(&mut keeper), owner)
        .current_dir("/")
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start the server: {error}"))?;
    Ok((format!("postgres://postgres@127.0.0.1:{port}"), Running { keeper, data }))
}

/// The folder with `initdb` and `postgres`: of PATH, else the newest of Debian's.
fn binaries() -> Option<PathBuf> {
    let path = env("PATH").unwrap_or_default();
    let mut debian: Vec<_> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin")).collect();
    debian.sort();
    let both = |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    std::env::split_paths(&path).chain(debian.into_iter().rev()).find(|folder| both(folder))
}

/// PostgreSQL refuses to run as root: then the user `postgres`, or `nobody`, has to be the owner.
fn owner() -> Result<Option<(u32, u32)>, String> {
    if !fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0) {
        return Ok(None);
    }
    let people = fs::read_to_string("/etc/passwd").map_err(|error| format!("cannot read /etc/passwd: {error}"))?;
    let find = |name: &str| {
        let line = people.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    find("postgres").or_else(|| find("nobody")).map(Some).ok_or_else(|| "root has no unprivileged user to run PostgreSQL as".to_owned())
}

fn owned(command: &mut Command, owner: Option<(u32, u32)>) -> &mut Command {
    match owner {
        Some((uid, gid)) => command.uid(uid).gid(gid),
        None => command,
    }
}

/// Not in our process group, so that Ctrl-C reaches us first and the pipe does the rest.
pub(super) fn detached(command: &mut Command) -> &mut Command {
    command.process_group(0)
}
