//! What libraries say of a wrong value, said so that whoever sent it knows what to send instead.

use validator::ValidationError;

/// Of a member that must be there.
pub const MISSING: &str = "must be given";

const WHOLE: [&str; 10] = ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];

/// An error of serde about the value at `pointer` (or in the query parameter of that name).
pub fn plain(text: &str, pointer: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or(text);
    if text.starts_with("missing field") {
        return MISSING.to_owned();
    }
    if let Some(rest) = text.strip_prefix("unknown field `") {
        let known = rest.split_once('`').map_or("", |(_, rest)| rest).trim_start_matches(", expected").trim_start_matches(" one of");
        return match listed(known).as_str() {
            known if known.is_empty() || text.ends_with("there are no fields") => "is not known here; none is accepted".to_owned(),
            known => format!("is not known here; known are {known}"),
        };
    }
    let vocabulary = text.starts_with("unknown variant ") || text.starts_with("unknown word ");
    if let Some((_, known)) = text.split_once(", expected ").filter(|_| vocabulary) {
        return format!("must be one of {}", listed(known.trim_start_matches("one of")));
    }
    if text.starts_with("duplicate field") {
        return "is given twice".to_owned();
    }
    if is_chrono(text) {
        return moment(pointer).to_owned();
    }
    match text.split_once(", expected ").filter(|_| text.starts_with("invalid ")) {
        Some((found, wanted)) => must_be(found, wanted),
        None if text.ends_with("parsing integer") || text.contains("invalid digit found") || text.contains("number too ") => {
            "must be a whole number".to_owned()
        }
        None if text.starts_with("provided string was not") => "must be true or false".to_owned(),
        None => text.to_owned(),
    }
}

/// Names in backticks as a plain list.
fn listed(names: &str) -> String {
    names.replace('`', "").replace(" or ", ", ").trim().to_owned()
}

fn must_be(found: &str, wanted: &str) -> String {
    let wanted = match wanted {
        // A whole number that does not fit is told so.
        kind if WHOLE.contains(&kind) && found.starts_with("invalid value") => "must be a whole number within its limits",
        kind if WHOLE.contains(&kind) => "must be a whole number",
        "f32" | "f64" => "must be a number",
        "a string" | "a borrowed string" | "str" | "a text" => "must be a text",
        "a boolean" => "must be true or false",
        "a sequence" => "must be a list",
        "a formatted date string" => DAY,
        "an RFC 3339 formatted date and time string" => INSTANT,
        kind if kind.starts_with("struct ") || kind.starts_with("a map") || kind.contains("enum ") => "must be an object",
        other => return format!("must be {other}"),
    };
    wanted.to_owned()
}

const DAY: &str = "must be a day such as 2026-11-02";
const INSTANT: &str = "must be an instant such as 2026-11-02T10:00:00Z";

/// Days end in `_on`, instants in `_at` (openapi/README.md §1.4); filters say `_from`, `_after`, `_before` of both.
fn moment(pointer: &str) -> &'static str {
    if pointer.ends_with("_on") || pointer.contains("holidays") {
        DAY
    } else if pointer.ends_with("_at") {
        INSTANT
    } else {
        "must be a day such as 2026-11-02, or an instant such as 2026-11-02T10:00:00Z where one is asked for"
    }
}

/// Everything that chrono says of a text that it cannot read.
fn is_chrono(text: &str) -> bool {
    [
        "input is out of range",
        "no possible date and time matching input",
        "input is not enough for unique date and time",
        "input contains invalid characters",
        "premature end of input",
        "trailing input",
    ]
    .contains(&text)
}

/// The code of a broken field rule: one name for one kind, wherever it is checked.
pub fn rule_code(code: &str) -> &str {
    if code == "range" { "out_of_range" } else { code }
}

/// A broken field rule in words.
pub fn broken(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.to_string();
    }
    let limit = |name: &str| error.params.get(name).map(ToString::to_string);
    let what = if error.code == "length" { "must have a length" } else { "must be" };
    match (limit("equal"), limit("min"), limit("max")) {
        (Some(equal), ..) => format!("{what} of {equal}"),
        (None, Some(min), Some(max)) => format!("{what} from {min} to {max}"),
        (None, Some(min), None) => format!("{what} from {min}"),
        (None, None, Some(max)) => format!("{what} of at most {max}").replace("must be of", "must be"),
        (None, None, None) => format!("does not satisfy {}", error.code),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn errors_of_serde_say_what_to_send() {
        for (text, pointer, wanted) in [
            ("invalid type: string \"x\", expected i64 at line 1 column 3", "/a", "must be a whole number"),
            ("invalid value: integer `5000000000`, expected i32", "/a", "must be a whole number within its limits"),
            ("invalid type: null, expected a string", "/a", "must be a text"),
            ("invalid type: map, expected a sequence", "/a", "must be a list"),
            ("invalid type: integer `5`, expected struct Money", "/a", "must be an object"),
            ("unknown field `x`, expected one of `a`, `b`", "/x", "is not known here; known are a, b"),
            ("unknown field `x`, expected `a` or `b`", "/x", "is not known here; known are a, b"),
            ("unknown field `x`, there are no fields", "/x", "is not known here; none is accepted"),
            ("unknown variant `x`, expected one of `a`, `b`", "/x", "must be one of a, b"),
            ("unknown word \"x\", expected one of a, b", "/x", "must be one of a, b"),
            ("missing field `x`", "/x", "must be given"),
            ("input contains invalid characters", "/sale_on", "must be a day such as 2026-11-02"),
            ("premature end of input", "/starts_at", "must be an instant such as 2026-11-02T10:00:00Z"),
            ("invalid digit found in string", "limit", "must be a whole number"),
            ("invalid value: string \"x\", expected an id that begins with client_", "/a", "must be an id that begins with client_"),
        ] {
            assert_eq!(plain(text, pointer), wanted, "{text}");
        }
    }
}
