//! Whatever a caller may be told, he may be told in Russian.

use api::Code;
use api::language::knows;

/// Where wordings are made, and by what they are recognised there.
const MADE: [(&str, &[&str]); 9] = [
    ("crates/domain/src/commission/explanation.rs", &["=> \"", "=> {\n            \"", "told.push(", "told = vec!"]),
    ("crates/persistence/src/filter", &["|| \"", "Err(format!("]),
    ("crates/domain/src/scalar.rs", &["|_| \"", "|| \"", "Err(\"", "format!(\""]),
    ("crates/domain/src", &["#[error("]),
    ("crates/app/src/sandbox/refusal.rs", &["#[error("]),
    ("crates/app/src/auth/password.rs", &["#[error("]),
    ("crates/app/src", &["AppError::field(", "wrong("]),
    ("crates/api/src", &["Problem::new(", "Problem::field(", "with_message(", ", message = ", "detail: ", "bad(", "wrong("]),
    ("crates/api/src/body/wording.rs", &["=> \"", "&str = \"", "format!(\""]),
];

/// What looks like a wording to callers and is none: for operators, or put together from others.
const NOT_FOR_CALLERS: &[&str] = &[
    "{name}: {error}",
    "{what} from {min}",
    "{what} of at most {max}",
    "currency: {}",
    "{what} of {equal}",
    "{what} from {min} to {max}",
    "{left} and {right} do not add up",
    "the amount is out of range",
    "the password could not be hashed",
    "BATON_ADMIN_PASSWORD {weak} Production refuses it.",
    "{key} must be {}",
];

/// The string literals between the parenthesis that `text` begins inside of and its end, or in the line if it begins with one.
fn literals(text: &str) -> Vec<String> {
    let (mut depth, mut found, mut letters) = (1_i32, Vec::new(), text.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' | ';' if depth <= 1 => break,
            ')' | '}' | ']' => depth -= 1,
            '"' => {
                let mut literal = String::new();
                while let Some(letter) = letters.next().filter(|letter| *letter != '"') {
                    literal.push(if letter == '\\' { letters.next().unwrap_or_default() } else { letter });
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_wording_for_callers_has_russian() {
    let mut unsaid = Vec::new();
    let mut looked_at = 0;
    for (place, openers) in MADE {
        for path in super::rust_files(&super::root().join(place)) {
            if ["config.rs", "main.rs", "serve.rs", "tests.rs"].contains(&path.file_name().unwrap().to_str().unwrap()) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for opener in openers {
                for (at, _) in text.match_indices(opener) {
                    let from = at + opener.len() - usize::from(opener.ends_with('"'));
                    let one = if opener.ends_with('"') { 1 } else { usize::MAX };
                    for wording in literals(&text[from..]).into_iter().take(one) {
                        let said = wording.contains(' ') && wording.chars().any(char::is_alphabetic);
                        looked_at += usize::from(said);
                        // `name: what is wrong with it` is put together from a name and a wording.
                        let behind = wording.split_once(": ").filter(|(name, _)| !name.contains(' ')).map(|(_, rest)| rest);
                        if said && !knows(&wording) && !behind.is_some_and(knows) && !NOT_FOR_CALLERS.contains(&wording.as_str()) {
                            unsaid.push(format!("{}: {wording}", path.strip_prefix(super::root()).unwrap().display()));
                        }
                    }
                }
            }
        }
    }
    unsaid.sort();
    unsaid.dedup();
    assert!(unsaid.is_empty(), "say it in Russian in crates/api/src/language/:\n{}", unsaid.join("\n"));
    assert!(looked_at > 200, "{looked_at}: the guard does not find what it looks for");
}

#[test]
fn every_code_has_a_title_and_advice_in_both_languages() {
    let cyrillic = |text: &str| text.chars().any(|letter| ('а'..='я').contains(&letter));
    for code in Code::ALL {
        assert!(cyrillic(code.title_ru()) && cyrillic(code.advice_ru()), "{code:?}");
        assert!(!cyrillic(code.title()) && !cyrillic(code.advice()) && !code.advice().is_empty(), "{code:?}");
    }
}
