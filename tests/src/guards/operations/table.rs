//! The walk as a table.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::walk::{Mark, SEATS, Step};

const LEGEND: &str = "\
Who may do what, as the server answers it (domain.md §6).
  ✔ may · ✘ may not (403) · – is not told of it (404, not on the list) · blank: nobody in this role has such a thing
Three marks in a cell: what is his own, a colleague's of his unit, another unit's. One mark: it is the company's.
Nobody without a token: guards/strangers.rs.
";

/// Operations × roles.
pub(super) fn drawn(steps: &[Step]) -> String {
    let mut rows: BTreeMap<&str, BTreeMap<usize, [char; 3]>> = BTreeMap::new();
    for step in steps {
        let cell = rows.entry(&step.row).or_default().entry(step.column).or_insert([' '; 3]);
        cell[step.place.unwrap_or(0)] = match step.mark {
            Mark::May => '✔',
            Mark::MayNot => '✘',
            Mark::Unseen => '–',
        };
    }
    let width = rows.keys().map(|row| row.len()).max().unwrap_or_default();
    let mut text = String::from(LEGEND);
    for (index, seat) in SEATS.iter().enumerate() {
        writeln!(text, "{:width$} {}{}", "", "│   ".repeat(index), seat.role).unwrap();
    }
    for (row, cells) in &rows {
        let cells: Vec<String> = (0..SEATS.len()).map(|column| cells.get(&column).unwrap_or(&[' '; 3]).iter().collect()).collect();
        writeln!(text, "{row:width$} {}", cells.join(" ").trim_end()).unwrap();
    }
    text
}

