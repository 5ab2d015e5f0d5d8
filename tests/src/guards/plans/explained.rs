//! What PostgreSQL wrote into its log about the statements that it ran (`auto_explain`).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use serde_json::Value;

use crate::harness::postgres::Cluster;

/// A statement that was run.
pub(super) struct Ran {
    pub(super) text: String,
    /// Rows read from tables and indexes, those that were dropped at once among them.
    pub(super) rows: u64,
    /// The steps, by the index or table that each reads.
    pub(super) plan: String,
}

impl Ran {
    /// Does it ask for a page of a list?
    pub(super) fn is_page(&self) -> bool {
        self.text.contains("ORDER BY") && self.text.contains("LIMIT")
    }
}

/// The log, read as it grows.
pub(super) struct Log(File);

impl Log {
    pub(super) fn of(cluster: &Cluster) -> Self {
        Self(File::open(cluster.log()).expect("the log of PostgreSQL"))
    }

    /// What stands there so far is of no interest.
    pub(super) fn skip(&mut self) {
        self.0.seek(SeekFrom::End(0)).unwrap();
    }

    /// What was run since: PostgreSQL writes it before it answers.
    pub(super) fn read(&mut self) -> Vec<Ran> {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        // An entry goes on in lines that begin with a tab.
        let plans =
            text.split("plan:\n").skip(1).map(|rest| rest.lines().map_while(|line| line.strip_prefix('\t')).collect::<Vec<_>>().join("\n"));
        let entries = plans.filter_map(|json| match serde_json::from_str(&json) {
            Ok(entry) => Some(ran(&entry)),
            // Being written just now, of a sweep's connection.
            Err(error) if error.is_eof() => None,
            Err(error) => panic!("{error}: {json}"),
        });
        entries.collect()
    }
}

fn ran(entry: &Value) -> Ran {
    let plan = &entry["Plan"];
    Ran { text: entry["Query Text"].as_str().unwrap_or_default().to_owned(), rows: rows(plan), plan: steps(plan) }
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node["Plans"].as_array().into_iter().flatten()
}

fn rows(node: &Value) -> u64 {
    let number = |name: &str| node[name].as_f64().unwrap_or_default();
    let reads = node["Node Type"].as_str().is_some_and(|kind| kind.ends_with("Scan"));
    let read = number("Actual Rows") + number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
    let own = if reads { (read * number("Actual Loops")).round() } else { 0.0 };
    format!("{own:.0}").parse::<u64>().unwrap_or(u64::MAX) + children(node).map(rows).sum::<u64>()
}

fn steps(node: &Value) -> String {
    let what = ["Node Type", "Index Name", "Relation Name"].iter().filter_map(|name| node[*name].as_str()).collect::<Vec<_>>().join(" ");
    let below: Vec<String> = children(node).map(steps).collect();
    if below.is_empty() { what } else { format!("{what} ({})", below.join(", ")) }
}
