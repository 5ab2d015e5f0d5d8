//! Reports: asked with parameters of their own, answered as JSON or, by `Accept: text/csv`, as a table for a spreadsheet.

use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, dev::Payload};
use app::list::Parameters;
use serde::Serialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::query::{filter, own, pairs};
use crate::answer::{Answer, REVALIDATED};
use crate::{Problem, request};

/// What a report is asked with.
#[derive(Debug)]
pub struct ReportQuery<F>(pub F);

impl<F: Parameters> FromRequest for ReportQuery<F> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Names beside ids are told by the steps around the operation.
        let own = |pairs: Vec<(String, String)>| filter(req, pairs.iter().filter(|(name, _)| name != "include"));
        std::future::ready(pairs(req.query_string()).and_then(own).map(Self))
    }
}

impl<F: Parameters> IntoParams for ReportQuery<F> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        own::<F>().collect()
    }
}

/// A report that is also a table.
pub trait Rows: Serialize {
    /// The columns: members of an item, `dispositions.no_need` for what lies deeper.
    const COLUMNS: &'static [&'static str];
    /// The member with the rows.
    const ROWS: &'static str = "items";
}

/// A report, in the form that was asked for.
#[derive(Debug)]
pub struct Report<T>(pub T);

impl<T: Rows> Responder for Report<T> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut answer =
            if request::accepts_csv(req) { csv(&self.0, T::ROWS, T::COLUMNS) } else { Answer::<T>::plain(self.0).respond_to(req) };
        answer.headers_mut().append(header::VARY, header::HeaderValue::from_static("Accept"));
        answer
    }
}

/// As spreadsheets in Russia open it: with a byte order mark, by semicolons.
fn csv(report: &impl Serialize, rows: &str, columns: &[&str]) -> HttpResponse {
    match table(report, rows, columns) {
        Ok(text) => HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, REVALIDATED))
            .content_type("text/csv; charset=utf-8")
            .body(format!("\u{feff}{text}")),
        Err(error) => {
            tracing::error!(%error, "a report could not be written");
            actix_web::ResponseError::error_response(&Problem::internal())
        }
    }
}

fn table(report: &impl Serialize, rows: &str, columns: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let report = serde_json::to_value(report)?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns)?;
    for item in report.get(rows).and_then(Value::as_array).into_iter().flatten() {
        writer.write_record(columns.iter().map(|column| cell(item, column)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// What has no value is an empty cell.
fn cell(item: &Value, column: &str) -> String {
    match column.split('.').try_fold(item, |value, member| value.get(member)) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_cut_into_columns() {
        let report = json!({"items": [{"a": 1, "b": {"c": "x;y"}}, {"a": null}]});
        assert_eq!(table(&report, "items", &["a", "b.c"]).unwrap(), "a;b.c\r\n1;\"x;y\"\r\n;\r\n");
    }
}
