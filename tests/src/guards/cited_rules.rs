//! A number that a comment cites is a rule that somebody can look up: `crates/domain/RULES.md` defines every one of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::norms::{NormKey, NormValue};
use domain::words::Word;

const BOOK: &str = "crates/domain/RULES.md";
const LOOKED_AT: [&str; 3] = ["crates", "migrations", "tests"];
const KINDS: [&str; 5] = ["rs", "py", "md", "snap", "txt"];
/// Standards whose sections are cited by name; RFCs are known by their number, other documents of ours by `.md`.
const STANDARDS: [&str; 2] = ["Fetch", "HTML"];

/// The citation that `text` begins with: `C14b`, `E-7`, `N-18a`, `I-11`, `S002-17`, `§3.1a`.
fn citation(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let section = text.starts_with('§');
    let mut end = match text.as_bytes() {
        [b'C', ..] => 1,
        [b'E' | b'I' | b'N', b'-', ..] => 2,
        [b'S', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', ..] => 5,
        _ if section => '§'.len_utf8(),
        _ => return None,
    };
    let number = digits(&text[end..]);
    if number == 0 {
        return None;
    }
    end += number;
    while section && text[end..].starts_with('.') && digits(&text[end + 1..]) > 0 {
        end += 1 + digits(&text[end + 1..]);
    }
    if (section || text.starts_with(['C', 'N'])) && text[end..].starts_with(|letter: char| letter.is_ascii_lowercase()) {
        end += 1;
    }
    let goes_on = text[end..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    (!goes_on).then(|| &text[..end])
}

/// Every citation in `line`, with its place.
fn citations(line: &str) -> Vec<(usize, &str)> {
    let begins = |at: usize| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    line.char_indices().filter(|(at, _)| begins(*at)).filter_map(|(at, _)| Some((at, citation(&line[at..])?))).collect()
}

/// Does what stands before a § name another document?
fn of_another(before: &str) -> bool {
    let name = before.trim_end_matches([' ', '(', ',', '*']).rsplit([' ', '(']).next().unwrap_or_default();
    let request_for_comments = name.len() == 4 && name.bytes().all(|letter| letter.is_ascii_digit());
    request_for_comments || STANDARDS.contains(&name) || (name.strip_suffix(".md").is_some_and(|page| !page.ends_with("RULES")))
}

/// The citations of rules in `text`, each with the number of its line.
fn cited(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut above) = (Vec::new(), "");
    for (number, line) in (1..).zip(text.lines()) {
        // Where the last § of this line ended, and whose it was: `RFC 6749 §4.3, §6`.
        let mut last: Option<(usize, bool)> = None;
        for (at, citation) in citations(line) {
            if !citation.starts_with('§') {
                found.push((number, citation));
                continue;
            }
            let goes_on = last.filter(|(end, _)| [", ", " and "].contains(&&line[*end..at]));
            let alone = line[..at].trim_matches([' ', '/', '!', '#', '(']).is_empty();
            let foreign = goes_on.map_or_else(|| of_another(if alone { above } else { &line[..at] }), |(_, foreign)| foreign);
            if !foreign {
                found.push((number, citation));
            }
            last = Some((at + citation.len(), foreign));
        }
        above = line;
    }
    found
}

/// What the book defines: whatever a heading, the first cell of a row, or a bold or listed label begins with.
fn defined(book: &str) -> BTreeSet<&str> {
    let labels = book.lines().filter(|line| line.starts_with(['#', '|', '-', '*']));
    labels.filter_map(|line| citation(line.trim_start_matches(['#', '|', '-', '*', ' ']))).collect()
}

/// `line: number` of whatever `text` cites and the book does not define.
fn unknown(text: &str, known: &BTreeSet<&str>) -> Vec<String> {
    let missing = cited(text).into_iter().filter(|(_, number)| !known.contains(number));
    missing.map(|(line, number)| format!("{line}: {number}")).collect()
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries
        .filter(|path| !path.ends_with("node_modules") && !path.ends_with("target"))
        .flat_map(|path| if path.is_dir() { texts(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)))
        .collect()
}

#[test]
fn every_cited_rule_is_in_the_book() {
    let book = std::fs::read_to_string(super::root().join(BOOK)).unwrap();
    let known = defined(&book);
    let (mut faults, mut looked_at) = (Vec::new(), 0);
    for path in LOOKED_AT.iter().flat_map(|folder| texts(&super::root().join(folder))) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        looked_at += cited(&text).len();
        let place = path.strip_prefix(super::root()).unwrap().display().to_string();
        faults.extend(unknown(&text, &known).into_iter().map(|fault| format!("{place}:{fault}")));
    }
    assert!(faults.is_empty(), "define these in {BOOK}, or cite what is meant:\n{}", faults.join("\n"));
    assert!(looked_at > 800, "{looked_at}: the guard does not find what it looks for");
}

/// A value as the book writes it.
fn written(value: NormValue) -> String {
    match value {
        NormValue::Number(number) if number >= 1_000_000 => {
            format!("{},{:03},{:03}", number / 1_000_000, number / 1_000 % 1_000, number % 1_000)
        }
        NormValue::Number(number) if number >= 1_000 => format!("{},{:03}", number / 1_000, number % 1_000),
        NormValue::Number(number) => number.to_string(),
        NormValue::Flag(flag) => flag.to_string(),
        NormValue::Unlimited => "null".to_owned(),
    }
}

#[test]
fn the_norms_of_the_book_are_those_of_the_program() {
    let book = std::fs::read_to_string(super::root().join(BOOK)).unwrap();
    let mut faults = Vec::new();
    for key in NormKey::ALL {
        let measure = if key.measure().is_empty() { "yes/no" } else { key.measure() };
        let cells = format!("| `{key}` | {} | {measure} |", written(key.default()));
        let stands = |row: &str| row.contains(&cells) && row.split('|').any(|cell| cell.trim() == key.id());
        if !book.lines().any(stands) {
            faults.push(format!("{} {cells}", key.id()));
        }
    }
    assert!(faults.is_empty(), "§7 of {BOOK} has no row with these:\n{}", faults.join("\n"));
}

#[test]
fn a_rule_that_nobody_wrote_is_found() {
    let known = defined("## §3. States\n### §3.1a Contact\n| C14b | text | C15 |\n- **E-7 A line.** N-1\n**N-18a** text");
    assert_eq!(known, BTreeSet::from(["C14b", "E-7", "N-18a", "§3", "§3.1a"]));
    let nobodys = concat!("C", "99");
    assert_eq!(unknown(&format!("//! C14b, E-7.\n// (§3.1a) {nobodys}–C14b"), &known), [format!("2: {nobodys}")]);
}

#[test]
fn a_citation_ends_where_its_number_does() {
    let line = concat!("/// §8.", "1–8.6: N-42b's, S0", "02-17; not ABC", "12, _E-", "5, E-x, C", "1_x, 1E-", "3 or §");
    let numbers: Vec<_> = citations(line).into_iter().map(|(_, number)| number).collect();
    assert_eq!(numbers, [concat!("§8.", "1"), "N-42b", concat!("S0", "02-17")]);
}

#[test]
fn sections_of_others_are_not_ours() {
    let known = BTreeSet::new();
    for others in [
        "(RFC 6749 §4.3, §4.4, §6)",
        "openapi/README.md §1.4",
        "(tests/README.md §8).",
        "WHATWG HTML §9.2",
        "// as in crates/README.md\n/// §8 says",
    ] {
        assert_eq!(unknown(others, &known), Vec::<String>::new(), "{others}");
    }
    assert_eq!(unknown("of §3.1, RULES.md §4 (§6)", &known), ["1: §3.1", "1: §4", "1: §6"]);
}
