//! What each operation takes, read off the OpenAPI document, so that promise and behaviour cannot differ.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};

use crate::{Code, Problem, openapi};

/// One operation.
struct Row {
    path: String,
    method: &'static str,
    parameters: Vec<String>,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let document = openapi::document();
    let beside = ["/openapi.json", "/docs", "/docs/", "/docs/{file}", "/problems", "/problems/{code}"].map(|path| Row {
        path: path.into(),
        method: "GET",
        parameters: Vec::new(),
    });
    let rows = document.paths.paths.iter().flat_map(|(path, item)| {
        let methods = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("PATCH", &item.patch), ("DELETE", &item.delete)];
        methods
            .into_iter()
            .filter_map(|(method, operation)| Some(Row { path: path.clone(), method, parameters: query_parameters(operation.as_ref()?) }))
    });
    rows.chain(beside).collect()
});

fn query_parameters(operation: &Operation) -> Vec<String> {
    let declared = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    });
    declared.filter(|parameter| matches!(parameter.parameter_in, ParameterIn::Query)).map(|parameter| parameter.name.clone()).collect()
}

/// Addresses that leave nothing open, lists above all: looked up, not searched for. What stands there is meant even where a
/// template fits too: /clients/batch, not /clients/{id}.
static EXACT: LazyLock<HashMap<&'static str, Vec<&'static Row>>> = LazyLock::new(|| {
    let mut exact: HashMap<_, Vec<_>> = HashMap::new();
    for row in TABLE.iter().filter(|row| !row.path.contains('{')) {
        exact.entry(row.path.as_str()).or_default().push(row);
    }
    exact
});

/// The others by their resource, so that few are compared.
static BY_RESOURCE: LazyLock<HashMap<&'static str, Vec<&'static Row>>> = LazyLock::new(|| {
    let mut rows: HashMap<_, Vec<_>> = HashMap::new();
    for row in TABLE.iter().filter(|row| row.path.contains('{')) {
        rows.entry(resource(&row.path)).or_default().push(row);
    }
    rows
});

/// `clients` of `/v1/clients/…`, which no template leaves open; nothing outside of `/v1`.
fn resource(path: &str) -> &str {
    path.strip_prefix("/v1/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

/// What is at an address. Of two templates that fit the one with fewer parts left open is meant.
fn rows(path: &str) -> Vec<&'static Row> {
    if let Some(rows) = EXACT.get(path) {
        return rows.clone();
    }
    let fitting: Vec<_> = BY_RESOURCE.get(resource(path)).into_iter().flatten().copied().filter(|row| fits(&row.path, path)).collect();
    let open = |row: &&Row| row.path.matches('{').count();
    let fewest = fitting.iter().map(open).min();
    fitting.into_iter().filter(|row| Some(open(row)) == fewest).collect()
}

/// An address as the document has it: `/v1/clients/{id}`.
pub(super) fn template(path: &str) -> Option<&'static str> {
    rows(path).first().map(|row| row.path.as_str())
}

/// The methods of an address; none if there is no such address.
pub(super) fn methods(path: &str) -> Vec<&'static str> {
    rows(path)
        .into_iter()
        .flat_map(|row| if row.method == "GET" { [Some("GET"), Some("HEAD")] } else { [Some(row.method), None] })
        .flatten()
        .collect()
}

/// 405: the address is known, but not by this method.
pub(super) fn other_methods(allowed: Vec<&str>) -> Problem {
    let allow = allowed.join(", ");
    Problem::new(Code::MethodNotAllowed, format!("use {allow}")).header(header::ALLOW, allow)
}

/// Where nobody needs a token, and by which methods: those were served before anybody was asked who he is.
const OPEN: [(&str, &[&str]); 2] = [("/v1/telephony/", &["GET", "HEAD", "POST"]), ("/v1/calendar-feeds/", &["GET", "HEAD"])];

/// Refuses any other method at an address that needs no token, whoever asks.
pub(super) fn refuse_at_open(method: &str, path: &str) -> Result<(), Problem> {
    match OPEN.iter().find(|(start, _)| path.starts_with(start)) {
        Some((_, allowed)) if !allowed.contains(&method) => Err(other_methods(allowed.to_vec())),
        _ => Ok(()),
    }
}

/// Refuses query parameters that the operation does not know: what is misspelt would go unheard. At an exact address another
/// method is refused here too, before a template that fits takes it for its own.
pub(super) fn known_parameters(req: &ServiceRequest) -> Result<(), Problem> {
    if !req.query_string().is_empty() || EXACT.contains_key(req.path()) {
        check(req.method().as_str(), req.path(), req.query_string())?;
    }
    Ok(())
}

fn check(method: &str, path: &str, query: &str) -> Result<(), Problem> {
    let bad = |detail| Problem::new(Code::BadQuery, detail);
    let rows = rows(path);
    let Some(row) = rows.iter().find(|row| row.method == method) else {
        return if rows.is_empty() { Ok(()) } else { Err(other_methods(methods(path))) };
    };
    let given: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| bad(error.to_string()))?;
    match given.iter().find(|(name, _)| !row.parameters.contains(name)) {
        None => Ok(()),
        Some((name, _)) if row.parameters.is_empty() => Err(bad(format!("{name}: is not known here; none is accepted"))),
        Some((name, _)) => Err(bad(format!("{name}: is not known here; known are {}", row.parameters.join(", ")))),
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want == have || (want.starts_with('{') && !have.is_empty()) => {}
            _ => return false,
        }
    }
}
