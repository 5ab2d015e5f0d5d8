//! Lists: keyset pages whose cursor is bound to its filters, sparse fields, and parameters that are refused when unknown.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, body::BoxBody, dev::Payload};
use app::journal::Place;
use app::list::{After, Page, PageRequest, Parameters};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Required, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::answer::REVALIDATED;
use crate::body::wording;
use crate::{Code, Problem};

/// Parameters of every list, as `Listing<F>` reads them: for the document.
pub struct Paging<F>(PhantomData<F>);

impl<F: Filter> IntoParams for Paging<F> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        let limit = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(1)).default(Some(DEFAULT_LIMIT.into()));
        let sorts = F::SORTS.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]);
        let cursor = if F::LASTING {
            "`next_cursor` or `cursor` of an earlier page: a place in the journal, valid for ever and with any filters and sort."
        } else {
            "`next_cursor` of the page before; valid with the same filters and sort only. Left out, the first page."
        };
        let all = [
            ("limit", limit, "Largest number of items on the page; 50 if left out, and more than 200 is cut to 200."),
            ("cursor", text(), cursor),
            ("fields", text(), "Names of the members that each item shall have, separated by commas; all members if left out."),
            ("sort", text().enum_values(Some(sorts)), "Member by which the list is sorted; a `-` before it means descending order."),
        ];
        let parameter = |(name, schema, about): (&str, ObjectBuilder, &str)| {
            let place = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
            place.description(Some(about)).schema(Some(schema)).build()
        };
        all.into_iter().map(parameter).collect()
    }
}

/// What a list may be filtered and sorted by. Every member is optional; unknown ones are refused (`deny_unknown_fields`).
pub trait Filter: DeserializeOwned {
    /// Sort keys; the first is the default. `id` sorts by creation.
    const SORTS: &'static [&'static str] = &["id"];
    /// Is the list newest first unless told otherwise?
    const NEWEST_FIRST: bool = false;
    /// Are its cursors places in the journal, which go with any filters and are good for ever?
    const LASTING: bool = false;
}

/// A request for a page of a list.
#[derive(Debug)]
pub struct Listing<F> {
    /// The filters.
    pub filter: F,
    /// Which page.
    pub page: PageRequest,
    fields: Option<Vec<String>>,
    seal: u64,
    path: String,
    pairs: Vec<(String, String)>,
}

const DEFAULT_LIMIT: u64 = 50;
const MOST: u64 = 200;

impl<F: Filter> Listing<F> {
    fn parse(path: &str, query: &str) -> Result<Self, Problem> {
        let bad = |detail: String| Problem::new(Code::BadQuery, detail);
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| bad(error.to_string()))?;
        if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\0')) {
            return Err(bad(format!("{name}: must not contain the character U+0000")));
        }
        if let Some((name, _)) =
            pairs.iter().enumerate().find_map(|(place, pair)| pairs.iter().take(place).find(|earlier| earlier.0 == pair.0))
        {
            return Err(bad(format!("{name}: is given twice; several values are separated by commas")));
        }
        let own = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let filters: Vec<_> =
            pairs.iter().filter(|(key, _)| !matches!(key.as_str(), "limit" | "cursor" | "fields" | "sort")).cloned().collect();
        let text = serde_urlencoded::to_string(&filters).map_err(|error| bad(error.to_string()))?;
        let filter = serde_urlencoded::from_str(&text).map_err(|error| bad(culprit::<F>(&filters).unwrap_or_else(|| error.to_string())))?;
        let limit = match own("limit") {
            None => DEFAULT_LIMIT,
            // However many digits it has.
            Some(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte != b'0') => {
                text.parse::<u64>().unwrap_or(MOST).min(MOST)
            }
            Some(_) => return Err(bad("limit: must be a whole number from 1; more than 200 is cut to 200".into())),
        };
        let (descending, sort) = match own("sort") {
            None => (F::NEWEST_FIRST, F::SORTS.first()),
            Some(asked) => {
                let name = asked.strip_prefix('-').unwrap_or(asked);
                (name != asked, F::SORTS.iter().find(|known| **known == name))
            }
        };
        let sort =
            sort.copied().ok_or_else(|| bad(format!("sort: must be one of {}, with - before it for descending", F::SORTS.join(", "))))?;
        let mut hasher = DefaultHasher::new();
        (path, &text, sort, descending).hash(&mut hasher);
        let seal = hasher.finish();
        let after = own("cursor").map(|cursor| if F::LASTING { place(cursor) } else { open(cursor, seal) }).transpose()?;
        let fields = own("fields").map(|text| text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect());
        if fields.as_ref().is_some_and(Vec::is_empty) {
            return Err(bad("fields: names the members that are wanted, by commas; leave it out for all".into()));
        }
        Ok(Self { filter, page: PageRequest { limit, after, sort, descending }, fields, seal, path: path.to_owned(), pairs })
    }
}

impl<F: Filter + 'static> FromRequest for Listing<F> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::parse(req.path(), req.query_string()))
    }
}

/// Which of the filters is wrong, and how: all of them may be missing, so each can be read alone.
fn culprit<F: Filter>(filters: &[(String, String)]) -> Option<String> {
    filters.iter().find_map(|(name, value)| {
        let alone = serde_urlencoded::to_string([(name, value)]).ok()?;
        let error = serde_urlencoded::from_str::<F>(&alone).err()?;
        Some(format!("{name}: {}", wording::plain(&error.to_string(), name)))
    })
}

fn seal(after: &After, seal: u64) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::json!([seal.to_string(), after.key, after.id.simple().to_string()]).to_string())
}

fn open(cursor: &str, seal: u64) -> Result<After, Problem> {
    let wrong = || Problem::new(Code::BadCursor, "begin again without cursor; a cursor goes with the filters and sort it came from");
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let (mark, key, id): (String, Option<String>, String) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    if mark != seal.to_string() {
        return Err(wrong());
    }
    Ok(After { key, id: Uuid::try_parse(&id).map_err(|_| wrong())? })
}

/// The cursor that stands for a place in the journal.
pub fn lasting(place: Place) -> String {
    URL_SAFE_NO_PAD.encode(place.to_string())
}

/// The place in the journal that a cursor stands for.
pub fn place(cursor: &str) -> Result<After, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| text.parse::<Place>().ok());
    let place = place.ok_or_else(|| Problem::new(Code::BadCursor, "begin again without cursor; this one was not given out here"))?;
    Ok(After { key: Some(place.to_string()), id: Uuid::nil() })
}

mod query;

pub use query::ListQuery;

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
        let next_cursor = page.next.as_ref().map(|after| match &after.key {
            Some(place) if F::LASTING => URL_SAFE_NO_PAD.encode(place),
            _ => seal(after, query.seal),
        });
        let link = next_cursor.as_ref().map(|cursor| {
            let others = query.pairs.iter().filter(|(key, _)| key != "cursor").cloned();
            let pairs: Vec<_> = others.chain([("cursor".to_owned(), cursor.clone())]).collect();
            format!("<{}?{}>; rel=\"next\"", query.path, serde_urlencoded::to_string(pairs).unwrap_or_default())
        });
        Ok(Self { items: page.items.into_iter().map(T::from).collect(), next_cursor, link, fields: query.fields.clone() })
    }

    /// The page as the answer to `listing`; unknown names in `fields` are refused.
    pub fn of<D, F>(listing: &Listing<F>, page: Page<D>) -> Result<Self, Problem>
    where
        T: From<D>,
        F: Filter,
    {
        if let Some(unknown) = listing.fields.iter().flatten().find(|name| !members::<T>().contains(name)) {
            return Err(Problem::new(Code::BadQuery, format!("fields: {unknown} is not known; known are {}", members::<T>().join(", "))));
        }
        let next_cursor = page.next.as_ref().map(|after| match &after.key {
            Some(place) if F::LASTING => URL_SAFE_NO_PAD.encode(place),
            _ => seal(after, listing.seal),
        });
        let link = next_cursor.as_ref().map(|cursor| {
            let pairs = listing
                .pairs
                .iter()
                .filter(|(key, _)| key != "cursor")
                .cloned()
                .chain([("cursor".to_owned(), cursor.clone())])
                .collect::<Vec<_>>();
            format!("<{}?{}>; rel=\"next\"", listing.path, serde_urlencoded::to_string(pairs).unwrap_or_default())
        });
        Ok(Self { items: page.items.into_iter().map(T::from).collect(), next_cursor, link, fields: listing.fields.clone() })
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

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(&self, self.link.as_deref(), self.fields.as_deref())
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
        let cursor = (!query.page.descending).then(|| lasting(place));
        Self { items: list.items, next_cursor: list.next_cursor, cursor, link: list.link, fields: list.fields }
    }
}

impl<T: Serialize> Responder for Growing<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(&self, self.link.as_deref(), self.fields.as_deref())
    }
}

fn respond(body: &impl Serialize, link: Option<&str>, fields: Option<&[String]>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(link) = link {
        response.insert_header((header::LINK, link));
    }
    response.insert_header((header::CACHE_CONTROL, REVALIDATED));
    let Some(fields) = fields else { return response.json(body) };
    let mut body = serde_json::to_value(body).unwrap_or_default();
    for item in body.get_mut("items").and_then(serde_json::Value::as_array_mut).into_iter().flatten() {
        if let Some(members) = item.as_object_mut() {
            members.retain(|name, _| fields.contains(name));
        }
    }
    response.json(body)
}

/// Several words by commas: `stage=active,abandoned`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Several<T> {
    fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        use serde::de::{Error, IntoDeserializer};
        let text = String::deserialize(json)?;
        text.split(',')
            .map(|word| T::deserialize(word.trim().into_deserializer()).map_err(|error: serde::de::value::Error| D::Error::custom(error)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}
