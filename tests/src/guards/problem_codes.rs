//! Problem codes are a promise: programs switch on them.

use std::collections::BTreeSet;
use std::fmt::Write;

use api::Code;

#[test]
fn the_problem_codes_are_the_committed_ones() {
    let mut codes: Vec<_> = Code::ALL.iter().map(|code| (code.status(), code.as_str(), code.title(), code.title_ru())).collect();
    codes.sort_unstable();
    let mut text = String::new();
    for (status, code, title, titel) in codes {
        writeln!(text, "{status} {code:32} {title} · {titel}").unwrap();
    }
    super::committed("problem_codes", &text);
}

#[test]
fn a_code_is_spelt_once_in_lower_snake() {
    let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(texts.len(), Code::ALL.len(), "two codes share a spelling");
    let odd: Vec<_> = texts
        .into_iter()
        .filter(|code| !code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}
