//! The whole policy as a table that a reviewer can read: role × action.

use std::fmt::Write;

use domain::access::{Action, Role, Scope, cell};
use domain::words::Word;

#[test]
fn the_access_matrix_is_the_committed_one() {
    let mut text = String::from("all ✔ · own unit U · own O · nobody ✘\n\n");
    for (index, role) in Role::ALL.iter().enumerate() {
        let bars = "│ ".repeat(index);
        writeln!(text, "{:24}{bars}{role}", "").unwrap();
    }
    for action in Action::ALL {
        let cells: Vec<_> = Role::ALL.iter().map(|role| mark(cell(*role, *action))).collect();
        writeln!(text, "{:24}{}", action.as_str(), cells.join(" ")).unwrap();
    }
    super::committed("access_matrix", &text);
}

const fn mark(scope: Scope) -> &'static str {
    match scope {
        Scope::Nobody => "✘",
        Scope::Own => "O",
        Scope::Unit => "U",
        Scope::All => "✔",
    }
}
