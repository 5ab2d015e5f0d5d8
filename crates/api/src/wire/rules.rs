//! Field rules that several inputs share; each says what it wants.

use domain::blank::is_blank;
use validator::ValidationError;

use crate::Problem;
use crate::problem::FieldProblem;

/// Adds a wrong member to `errors`.
pub fn wrong(errors: &mut Vec<FieldProblem>, pointer: impl Into<String>, code: &str, detail: impl Into<String>) {
    errors.push(FieldProblem { pointer: pointer.into(), code: code.into(), detail: detail.into() });
}

/// What was read, unless members are wrong.
pub fn unless_wrong<T>(read: T, errors: Vec<FieldProblem>) -> Result<T, Problem> {
    if errors.is_empty() { Ok(read) } else { Err(Problem::fields(errors)) }
}

/// A text that says something.
pub fn not_blank(text: &str) -> Result<(), ValidationError> {
    if is_blank(text) { Err(ValidationError::new("blank").with_message("must not be blank".into())) } else { Ok(()) }
}

/// A name that may be left empty, but does not look empty without being so.
pub fn empty_or_seen(text: &str) -> Result<(), ValidationError> {
    if text.is_empty() { Ok(()) } else { not_blank(text) }
}

/// A key: what no database holds cannot be left out of it, or two keys would become one.
pub fn not_nul(text: &str) -> Result<(), ValidationError> {
    if text.contains('\0') { Err(ValidationError::new("nul").with_message("must not contain the character U+0000".into())) } else { Ok(()) }
}

/// A name for machines.
pub fn machine_name(text: &str) -> Result<(), ValidationError> {
    let fine = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.'));
    if fine { Ok(()) } else { Err(ValidationError::new("code").with_message("use lower case letters, digits, _, - and .".into())) }
}

/// A code by which people and machines name something.
pub fn code_shape(code: &str) -> Result<(), ValidationError> {
    let fine = code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    if fine { Ok(()) } else { Err(ValidationError::new("code").with_message("use lower case letters, digits, _ and -".into())) }
}

/// A time zone of the IANA database.
pub fn zone_known(text: &str) -> Result<(), ValidationError> {
    let known = domain::calendar::Calendar::standard(text).is_ok();
    if known { Ok(()) } else { Err(ValidationError::new("time_zone").with_message("an IANA name such as Europe/Moscow".into())) }
}
