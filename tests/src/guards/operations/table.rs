//! The walk as a table.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};

use super::walk::{Mark, SEATS, Step};

const LEGEND: &str = "\
Who may do what, as the server answers it (RULES.md §6).
  ✔ may · ✘ may not (403) · – is not told of it (404, not on the list) · blank: nobody in this role has such a thing
Three marks in a cell: what is his own, a colleague's of his unit, another unit's. One mark: it is the company's.
Nobody without a token: guards/strangers.rs.
Not yet as §6 has it: a client of a key account manager counts as the client department's (his unit follows from his stage
alone), so that its head may what the head of key accounts should.
";

/// Of the names of rows: the same however long they are, so that a new operation moves no other.
const WIDTH: usize = 72;

/// Operations × roles, then what is restricted × roles.
pub(super) fn drawn(steps: &[Step]) -> String {
    let mut operations = Table::default();
    let mut fields = Table::default();
    for step in steps {
        let mark = match step.mark {
            Mark::May => '✔',
            Mark::MayNot => '✘',
            Mark::Unseen => '–',
        };
        operations.put(&step.row, step, mark);
        if let Some(field) = step.field {
            fields.put(&format!(" {field}"), step, if step.shows { '✔' } else { '–' });
        }
    }
    format!("{LEGEND}{operations}\nWhat is restricted, and to whom it is shown; each look is in the audit trail.\n{fields}")
}

#[derive(Default)]
struct Table(BTreeMap<(String, String), BTreeMap<usize, [char; 3]>>);

impl Table {
    /// Rows of one path stand together.
    fn put(&mut self, row: &str, step: &Step, mark: char) {
        let (method, path) = row.split_once(' ').unwrap_or(("", row));
        let cell = self.0.entry((path.to_owned(), method.to_owned())).or_default().entry(step.column).or_insert([' '; 3]);
        cell[step.place.unwrap_or(0)] = mark;
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        for (index, seat) in SEATS.iter().enumerate() {
            writeln!(f, "{:WIDTH$} {}{}", "", "│   ".repeat(index), seat.role)?;
        }
        for ((path, method), cells) in &self.0 {
            let row = format!("{method} {path}");
            let cells: Vec<String> = (0..SEATS.len()).map(|column| cells.get(&column).unwrap_or(&[' '; 3]).iter().collect()).collect();
            writeln!(f, "{row:WIDTH$} {}", cells.join(" ").trim_end())?;
        }
        Ok(())
    }
}
