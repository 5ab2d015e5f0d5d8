//! Lists: keyset pages whose cursor is bound to its filters, sparse fields, and parameters that are refused when unknown.

use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError, body::BoxBody};
use app::journal::Place;
use app::list::{Page, Parameters};
use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::answer::REVALIDATED;
use crate::{Code, Problem, mentions};

mod counts;
mod cursor;
mod query;
mod report;

pub use counts::Counting;
pub use cursor::{decode_place, encode_place};
pub use query::ListQuery;
pub use report::{Report, ReportQuery, Rows};

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// Items of the page, in the order asked for.
    pub items: Vec<T>,
    /// Cursor of the next page, to be given as `cursor`; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    link: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    fields: Option<Vec<String>>,
}

impl<T: PartialSchema> List<T> {
    /// The page as the answer to `query`; unknown names in `fields` are refused.
    pub fn answer<D, F>(query: &ListQuery<F>, page: Page<D>) -> Result<Self, Problem>
    where
        T: From<D>,
        F: Parameters,
    {
        if let Some(unknown) = query.fields.iter().flatten().find(|name| !members::<T>().contains(name)) {
            return Err(Problem::new(Code::BadQuery, format!("fields: {unknown} is not known; known are {}", members::<T>().join(", "))));
        }
        let next_cursor =
            page.next.as_ref().map(|after| if F::LASTING { cursor::encode_lasting(after) } else { cursor::encode(after, query.seal) });
        let link = next_cursor.as_ref().map(|cursor| {
            let others = query.pairs.iter().filter(|(key, _)| key != "cursor").cloned();
            let pairs: Vec<_> = others.chain([("cursor".to_owned(), cursor.clone())]).collect();
            format!("<{}?{}>; rel=\"next\"", query.path, serde_urlencoded::to_string(pairs).unwrap_or_default())
        });
        Ok(Self { items: page.items.into_iter().map(T::from).collect(), next_cursor, link, fields: query.fields.clone() })
    }
}

fn members<T: PartialSchema>() -> Vec<String> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

impl<T: Serialize> Responder for List<T> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        respond(req, &self, self.items.len(), self.link.as_deref(), self.fields.as_deref())
    }
}

/// A page of a list that grows at its end.
#[derive(Debug, Serialize, ToSchema)]
pub struct Growing<T> {
    /// Items of the page, in the order asked for.
    pub items: Vec<T>,
    /// Cursor of the next page, to be given as `cursor`; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Cursor of the place up to which you have read, to be kept and given as `cursor` later: everything new since then follows, without
    /// gaps or repeats, whatever the filters. Absent where the newest items come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    link: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    fields: Option<Vec<String>>,
}

impl<T> Growing<T> {
    /// `list`, which has been read up to `place`.
    pub fn up_to<F>(place: Place, list: List<T>, query: &ListQuery<F>) -> Self {
        let cursor = (!query.page.descending).then(|| encode_place(place));
        Self { items: list.items, next_cursor: list.next_cursor, cursor, link: list.link, fields: list.fields }
    }
}

impl<T: Serialize> Responder for Growing<T> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        respond(req, &self, self.items.len(), self.link.as_deref(), self.fields.as_deref())
    }
}

/// What an item takes in JSON, roughly: the buffer of a page need not grow many times.
const BYTES_PER_ITEM: usize = 1_024;

fn respond(req: &HttpRequest, body: &impl Serialize, items: usize, link: Option<&str>, fields: Option<&[String]>) -> HttpResponse {
    mentions::note(req, body);
    let mut response = HttpResponse::Ok();
    if let Some(link) = link {
        response.insert_header((header::LINK, link));
    }
    response.insert_header((header::CACHE_CONTROL, REVALIDATED));
    let Some(fields) = fields else {
        let mut json = Vec::with_capacity((items + 1) * BYTES_PER_ITEM);
        return match serde_json::to_writer(&mut json, body) {
            Ok(()) => response.content_type(ContentType::json()).body(json),
            Err(error) => {
                tracing::error!(error = %error, "a page could not be written");
                Problem::internal().error_response()
            }
        };
    };
    let mut body = serde_json::to_value(body).unwrap_or_default();
    for item in body.get_mut("items").and_then(serde_json::Value::as_array_mut).into_iter().flatten() {
        if let Some(members) = item.as_object_mut() {
            members.retain(|name, _| fields.contains(name));
        }
    }
    response.json(body)
}
