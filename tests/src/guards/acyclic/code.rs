//! A Rust file as words and signs: without comments, texts and what is compiled for tests only. It knows no grammar beyond that.

use std::collections::BTreeSet;

/// What a file consists of: names, `::`, and single signs.
pub(super) type Code = Vec<String>;

/// The code of `text`, and the modules that it declares for tests only.
pub(super) fn code(text: &str) -> (Code, BTreeSet<String>) {
    without_tests(words(text))
}

pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn words(text: &str) -> Code {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let (mut code, mut place) = (Code::new(), 0);
    while place < letters.len() {
        let from = place;
        match at(place) {
            '/' if at(place + 1) == '/' => place += letters[place..].iter().take_while(|letter| **letter != '\n').count(),
            '/' if at(place + 1) == '*' => place = after_comment(&letters, place),
            'b' | 'r' | 'c' if raw(&letters, place).is_some() => place = raw(&letters, place).unwrap(),
            '"' => {
                place += 1;
                while place < letters.len() && at(place) != '"' {
                    place += 1 + usize::from(at(place) == '\\');
                }
                // Attributes name functions in texts: #[serde(with = "crate::wire::month")].
                let text: String = letters[from + 1..place.min(letters.len())].iter().collect();
                if text.starts_with("crate::") && text.chars().all(|letter| letter.is_alphanumeric() || "_:".contains(letter)) {
                    code.extend(words(&text));
                }
                place += 1;
            }
            // A letter in quotes, not a lifetime.
            '\'' if at(place + 1) == '\\' => place += 3 + letters[place + 3..].iter().take_while(|letter| **letter != '\'').count() + 1,
            '\'' if at(place + 2) == '\'' => place += 3,
            ':' if at(place + 1) == ':' => {
                code.push("::".into());
                place += 2;
            }
            letter if letter.is_alphanumeric() || letter == '_' => {
                place += letters[place..].iter().take_while(|letter| letter.is_alphanumeric() || **letter == '_').count();
                code.push(letters[from..place].iter().collect());
            }
            letter => {
                if !letter.is_whitespace() {
                    code.push(letter.into());
                }
                place += 1;
            }
        }
    }
    code
}

/// Comments nest.
fn after_comment(letters: &[char], from: usize) -> usize {
    let (mut depth, mut place) = (0, from);
    while place < letters.len() {
        match letters[place..] {
            ['/', '*', ..] => (depth, place) = (depth + 1, place + 2),
            ['*', '/', ..] => (depth, place) = (depth - 1, place + 2),
            _ => place += 1,
        }
        if depth == 0 {
            break;
        }
    }
    place
}

/// Where the raw text that begins at `from` ends, if one does: `r"…"`, `r#"…"#`, `br"…"`.
fn raw(letters: &[char], from: usize) -> Option<usize> {
    if from > 0 && (letters[from - 1].is_alphanumeric() || letters[from - 1] == '_') {
        return None;
    }
    let prefix = letters[from..].iter().take(2).take_while(|letter| "brc".contains(**letter)).count();
    let hashes = letters[from + prefix..].iter().take_while(|letter| **letter == '#').count();
    let opened = from + prefix + hashes;
    if letters.get(opened) != Some(&'"') || letters[from + prefix - 1] != 'r' {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let inside = letters[opened + 1..].windows(close.len()).position(|window| window == close)?;
    Some(opened + 1 + inside + close.len())
}

/// Leaves out whatever follows `#[cfg(test)]`.
fn without_tests(code: Code) -> (Code, BTreeSet<String>) {
    let marker = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut tests, mut place) = (Code::new(), BTreeSet::new(), 0);
    while place < code.len() {
        if code[place..].len() < marker.len() || code[place..place + marker.len()] != marker {
            kept.push(code[place].clone());
            place += 1;
            continue;
        }
        place += marker.len();
        let end = place + item(&code[place..]);
        let module = code[place..end].windows(3).find(|words| words[0] == "mod" && words[2] == ";");
        tests.extend(module.map(|words| words[1].clone()));
        place = end;
    }
    (kept, tests)
}

/// How long the item is that `code` begins with: to its `;`, its `,` or the end of its body.
fn item(code: &[String]) -> usize {
    let mut depth = 0;
    for (place, word) in code.iter().enumerate() {
        match word.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return place,
            ")" | "]" | "}" => depth -= 1,
            ";" | "," if depth == 0 => return place + 1,
            _ => {}
        }
        // `pub(crate)` and attributes close too; a body ends the item.
        if word == "}" && depth == 0 {
            return place + 1;
        }
    }
    code.len()
}
