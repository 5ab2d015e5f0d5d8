//! JSON to values, checked whole: everything that is wrong with a body is said at once, each fault at its place.

use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::PartialSchema;
use utoipa::openapi::{RefOr, Schema};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::objects::Strict;
use super::wording;
use crate::problem::FieldProblem;
use crate::{Code, Problem};

/// So many faults are looked for in a body that cannot be read; who makes more hears of them next time.
const MOST_FAULTS: usize = 50;

/// `T` from JSON bytes, with its field rules checked. An empty body reads as `{}`: a command without members.
pub fn read<T: DeserializeOwned + Validate + PartialSchema>(bytes: &[u8]) -> Result<T, Problem> {
    without_nul(bytes)?;
    read_as_it_comes(bytes)
}

/// The same of machines that nobody teaches: the shape itself says of which members it can do without U+0000.
pub fn read_as_it_comes<T: DeserializeOwned + Validate + PartialSchema>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    not_too_deep(bytes)?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong::<T>(bytes, &error))?;
    json.end().map_err(|error| Problem::new(Code::BadJson, format!("{error}: send one JSON object and nothing after it")))?;
    objects_are_objects::<T>(bytes)?;
    value.validate().map_err(|errors| {
        let mut fields = Vec::new();
        broken_rules(&errors, "", &mut fields);
        in_order(fields)
    })?;
    Ok(value)
}

fn objects_are_objects<T: DeserializeOwned + PartialSchema>(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.contains(&b'[') {
        return Ok(());
    }
    let Ok(json) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    serde_path_to_error::deserialize::<_, T>(Strict(&json)).map(drop).map_err(|error| in_order(vec![fault(&error)]))
}

/// No body of ours needs more levels; whoever keeps what he does not know, and the databases, need not climb down further.
const DEPTH: u32 = 64;

fn not_too_deep(bytes: &[u8]) -> Result<(), Problem> {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Err(Problem::new(Code::BadJson, format!("at most {DEPTH} levels of lists and objects")));
        }
    }
    Ok(())
}

/// PostgreSQL holds no U+0000 in a text, SQLite does; and left out, it would make one key of two. It is refused on both, where it
/// stands. Looked for only where its escape occurs.
fn without_nul(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.windows(6).any(|six| six.eq_ignore_ascii_case(br"\u0000")) {
        return Ok(());
    }
    let place = serde_json::from_slice(bytes).ok().and_then(|json| nul_in(&json));
    place.map_or(Ok(()), |pointer| Err(Problem::field(pointer, "nul", "must not contain the character U+0000")))
}

fn nul_in(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items.iter().enumerate().find_map(|(place, item)| Some(format!("/{place}{}", nul_in(item)?))),
        Value::Object(members) => members.iter().find_map(|(key, value)| {
            if key.contains('\0') { Some(String::new()) } else { Some(format!("/{}{}", escape(key), nul_in(value)?)) }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

type Unread = serde_path_to_error::Error<serde_json::Error>;

/// Why these bytes are no `T`: the fault at which reading stopped, and those behind it.
fn wrong<T: DeserializeOwned + Validate + PartialSchema>(bytes: &[u8], error: &Unread) -> Problem {
    let inner = error.inner();
    if inner.classify() != serde_json::error::Category::Data {
        return Problem::new(Code::BadJson, format!("{inner}: send one JSON object in UTF-8"));
    }
    let mut fields = vec![fault(error)];
    if let Ok(mut json) = serde_json::from_slice(bytes) {
        more_faults::<T>(&mut json, &mut fields);
    }
    in_order(fields)
}

/// Takes out of `json` one thing after another that cannot be read; what then can be keeps its field rules too.
fn more_faults<T: DeserializeOwned + Validate + PartialSchema>(json: &mut Value, fields: &mut Vec<FieldProblem>) {
    if json.is_object() {
        let absent = required::<T>().into_iter().filter(|name| json.get(name).is_none()).map(|name| format!("/{}", escape(&name)));
        let absent: Vec<_> = absent.filter(|pointer| fields.iter().all(|field| field.pointer != *pointer)).collect();
        fields.extend(absent.into_iter().map(|pointer| FieldProblem { pointer, code: "required".into(), detail: wording::MISSING.into() }));
    }
    for _ in 0..MOST_FAULTS {
        match serde_path_to_error::deserialize::<_, T>(&*json) {
            Ok(value) => {
                if let Err(errors) = value.validate() {
                    broken_rules(&errors, "", fields);
                }
                return;
            }
            Err(error) => {
                let found = fault(&error);
                let stuck = !take_out(json, &found.pointer);
                // What was taken out is missed next.
                if fields.iter().all(|field| field.pointer != found.pointer && !field.pointer.starts_with(&format!("{}/", found.pointer))) {
                    fields.push(found);
                }
                if stuck {
                    return;
                }
            }
        }
    }
}

/// Takes out the member at `pointer`, or the nearest around it that is one; false = there is none.
fn take_out(json: &mut Value, pointer: &str) -> bool {
    let Some((around, name)) = pointer.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    let taken = json.pointer_mut(around).and_then(Value::as_object_mut).and_then(|members| members.remove(&name));
    taken.is_some() || take_out(json, around)
}

/// The members that `T` cannot do without, by its schema.
fn required<T: PartialSchema>() -> Vec<String> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object.required,
        _ => Vec::new(),
    }
}

/// A fault with its place and its code.
fn fault(error: &Unread) -> FieldProblem {
    let mut pointer = String::new();
    for segment in error.path() {
        match segment {
            serde_path_to_error::Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            serde_path_to_error::Segment::Map { key } => pointer.extend(["/", &escape(key)]),
            serde_path_to_error::Segment::Enum { .. } | serde_path_to_error::Segment::Unknown => {}
        }
    }
    let text = error.inner().to_string();
    let code = if text.starts_with("unknown field") {
        "unknown_member"
    } else if text.starts_with("missing field") || text.starts_with("invalid type: null") {
        "required"
    } else {
        "wrong_value"
    };
    // A member that is missing or given twice is pointed at itself, not at the object around it.
    let named = ["missing field `", "duplicate field `"].into_iter().find_map(|what| text.strip_prefix(what));
    if let Some(name) = named.and_then(|rest| rest.split('`').next()) {
        pointer.extend(["/", &escape(name)]);
    }
    FieldProblem { detail: wording::plain(&text, &pointer), pointer, code: code.into() }
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn in_order(mut fields: Vec<FieldProblem>) -> Problem {
    fields.sort_by(|left, right| left.pointer.cmp(&right.pointer));
    Problem::fields(fields)
}

fn broken_rules(errors: &ValidationErrors, at: &str, fields: &mut Vec<FieldProblem>) {
    for (name, kind) in errors.errors() {
        let pointer = if name == "__all__" { at.to_owned() } else { format!("{at}/{}", escape(name)) };
        match kind {
            ValidationErrorsKind::Struct(inner) => broken_rules(inner, &pointer, fields),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    broken_rules(inner, &format!("{pointer}/{index}"), fields);
                }
            }
            ValidationErrorsKind::Field(all) => fields.extend(all.iter().map(|error| FieldProblem {
                pointer: pointer.clone(),
                code: wording::rule_code(&error.code).to_owned(),
                detail: wording::broken(error),
            })),
        }
    }
}
