//! The program itself in a process of its own: to be killed, starved and watched.

use std::process::Stdio;
use std::sync::Mutex;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::server::settings;

/// The binary `baton`, built for the tests.
const PROGRAM: &str = env!("CARGO_BIN_EXE_baton-under-test");

/// A running program; killed when dropped.
pub(crate) struct Process {
    settings: Vec<(String, String)>,
    life: Mutex<Life>,
}

struct Life {
    child: Child,
    base: String,
}

impl Process {
    /// Starts on `database_url` with the settings of the tests and these over them.
    pub(crate) async fn start(database_url: &str, more: &[(&str, &str)]) -> Self {
        let ours = settings(database_url);
        let settings: Vec<_> = ours.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let life = Mutex::new(begin(&settings).await.unwrap_or_else(|| panic!("the program ended before it served")));
        Self { settings, life }
    }

    /// `http://127.0.0.1:port`; another port after each start.
    pub(crate) fn base(&self) -> String {
        self.life.lock().unwrap().base.clone()
    }

    /// Kills it without a word (SIGKILL) and starts it again.
    pub(crate) async fn kill_and_start(&self) {
        self.life.lock().unwrap().child.start_kill().unwrap();
        let next = begin(&self.settings).await.unwrap_or_else(|| panic!("the program did not start again after a kill"));
        let mut last = std::mem::replace(&mut *self.life.lock().unwrap(), next);
        last.child.wait().await.unwrap();
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.life.lock().unwrap().child.id().expect("it runs")
    }

    /// The most memory that it has held, in MiB.
    pub(crate) fn peak_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}

/// Starts the program and waits until it says where it is. A file that may not grow is an error to it, not its end (SIGXFSZ).
async fn begin(settings: &[(String, String)]) -> Option<Life> {
    let mut program = Command::new("sh");
    program.args(["-c", "trap '' XFSZ; exec \"$0\" serve", PROGRAM]).envs(settings.iter().cloned()).env("BATON_LOG", "off");
    let mut child = program.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("a shell");
    let mut said = BufReader::new(child.stdout.take()?).lines();
    let base = loop {
        if let Some(base) = said.next_line().await.ok()??.strip_prefix("Baton is at ") {
            break base.to_owned();
        }
    };
    // Whatever it says later is taken from it, lest it wait.
    tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
    Some(Life { child, base })
}
