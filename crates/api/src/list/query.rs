//! What a list is asked with: its filters, sort, page and wanted members. Parameters that are unknown or cannot be read are refused.

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use app::Ctx;
use app::list::{Asker, ME, NULL, PageRequest, Parameter, Parameters, Shape, is_person};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter as Documented, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{AnyOfBuilder, ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Required, Schema};

use super::cursor::{decode, decode_place};
use crate::auth::Caller;
use crate::{Code, Problem};

/// A request for a page of a list, with the list's own parameters `F`.
#[derive(Debug)]
pub struct ListQuery<F> {
    /// The filters.
    pub filter: F,
    /// Which page.
    pub page: PageRequest,
    pub(super) fields: Option<Vec<String>>,
    pub(super) seal: u64,
    pub(super) path: String,
    pub(super) pairs: Vec<(String, String)>,
}

const DEFAULT_LIMIT: u64 = 50;
const MOST: u64 = 200;

/// The parameters of a query, each given once.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let bad = |detail: String| Problem::new(Code::BadQuery, detail);
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| bad(error.to_string()))?;
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\0')) {
        return Err(bad(format!("{name}: must not contain the character U+0000")));
    }
    let twice = pairs.iter().enumerate().find_map(|(place, pair)| pairs.iter().take(place).find(|earlier| earlier.0 == pair.0));
    if let Some((name, _)) = twice {
        return Err(bad(format!("{name}: is given twice; several values are separated by commas")));
    }
    Ok(pairs)
}

/// The filter that these parameters of a request make.
pub(super) fn filter<'a, F: Parameters>(req: &HttpRequest, given: impl IntoIterator<Item = &'a (String, String)>) -> Result<F, Problem> {
    let region = req.app_data::<Data<Ctx>>().map_or("", |ctx| ctx.company.region.as_str());
    let asker = Asker { region, me: req.extensions().get::<Caller>().and_then(|caller| caller.user()) };
    let mut filter = F::default();
    for (name, text) in given {
        filter.set(name, text, asker).map_err(|error| Problem::new(Code::BadQuery, format!("{name}: {error}")))?;
    }
    Ok(filter)
}

impl<F: Parameters> ListQuery<F> {
    /// Is this member among those that are wanted?
    pub fn shows(&self, member: &str) -> bool {
        self.fields.as_ref().is_none_or(|fields| fields.iter().any(|name| name == member))
    }

    fn parse(req: &HttpRequest) -> Result<Self, Problem> {
        let bad = |detail: String| Problem::new(Code::BadQuery, detail);
        let path = req.path();
        let pairs = pairs(req.query_string())?;
        let own = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let paging = |key: &str| matches!(key, "limit" | "cursor" | "fields" | "sort" | "include");
        let filters: Vec<_> = pairs.iter().filter(|(key, _)| !paging(key)).collect();
        let filter = filter(req, filters.iter().copied())?;
        let limit = limit(own("limit"), own("id"))
            .ok_or_else(|| bad("limit: must be a whole number from 1; more than 200 is cut to 200".into()))?;
        let (descending, sort) = match own("sort") {
            None => (F::NEWEST_FIRST, F::SORTS.first()),
            Some(asked) => {
                let name = asked.strip_prefix('-').unwrap_or(asked);
                (name != asked, F::SORTS.iter().find(|known| **known == name))
            }
        };
        let sort =
            sort.copied().ok_or_else(|| bad(format!("sort: must be one of {}, with - before it for descending", F::SORTS.join(", "))))?;
        let text = serde_urlencoded::to_string(&filters).map_err(|error| bad(error.to_string()))?;
        let mut hasher = DefaultHasher::new();
        (path, &text, sort, descending).hash(&mut hasher);
        let seal = hasher.finish();
        let after = own("cursor").map(|cursor| if F::LASTING { decode_place(cursor) } else { decode(cursor, seal) }).transpose()?;
        let fields = own("fields").map(|text| text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect());
        if fields.as_ref().is_some_and(Vec::is_empty) {
            return Err(bad("fields: names the members that are wanted, by commas; leave it out for all".into()));
        }
        Ok(Self { filter, page: PageRequest { limit, after, sort, descending }, fields, seal, path: path.to_owned(), pairs })
    }
}

/// However many digits it has. Who names things by their ids and no limit gets all of them.
fn limit(asked: Option<&str>, ids: Option<&str>) -> Option<u64> {
    let Some(text) = asked else {
        let named = ids.map_or(0, |ids| u64::try_from(ids.split(',').count()).unwrap_or(MOST));
        return Some(DEFAULT_LIMIT.max(named).min(MOST));
    };
    let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte != b'0');
    whole.then(|| text.parse::<u64>().unwrap_or(MOST).min(MOST))
}

impl<F: Parameters> FromRequest for ListQuery<F> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::parse(req))
    }
}

impl<F: Parameters> IntoParams for ListQuery<F> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Documented> {
        let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        let limit = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(1)).default(Some(DEFAULT_LIMIT.into()));
        let sorts = F::SORTS.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]);
        let cursor = if F::LASTING {
            "`next_cursor` or `cursor` of an earlier page: a place in the journal, valid for ever and with any filters and sort."
        } else {
            "`next_cursor` of the page before; valid with the same filters and sort only. Left out, the first page."
        };
        let paging = [
            (
                "limit",
                limit,
                "Largest number of items on the page; 50 if left out (or as many as `id` names), and more than 200 is cut to 200.",
            ),
            ("cursor", text(), cursor),
            ("fields", text(), "Names of the members that each item shall have, separated by commas; all members if left out."),
            (
                "sort",
                text().enum_values(Some(sorts)),
                "Member by which the list is sorted; a `-` before it means descending order. Items without a value there are left out.",
            ),
        ];
        own::<F>().chain(paging.into_iter().map(|(name, schema, about)| named(name, about).schema(Some(schema)).build())).collect()
    }
}

/// The list's own parameters, as the document shows them.
pub(super) fn own<F: Parameters>() -> impl Iterator<Item = Documented> {
    F::PARAMETERS.iter().map(|parameter| {
        let documented = named(parameter.name, &about(parameter)).schema(Some(schema(parameter)));
        if parameter.several { documented.style(Some(ParameterStyle::Form)).explode(Some(false)).build() } else { documented.build() }
    })
}

pub(super) fn named(name: &str, about: &str) -> ParameterBuilder {
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
    parameter.description(Some(about))
}

fn about(parameter: &Parameter) -> String {
    let about = parameter.description.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned();
    let me = if is_person(parameter.shape) { " `me` is the person who asks." } else { "" };
    let null = if parameter.nullable { " `null` stands for those that have no value there." } else { "" };
    format!("{about}{me}{null}")
}

fn schema(parameter: &Parameter) -> RefOr<Schema> {
    let word = |word: &str| ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some([word])).build();
    let others = [is_person(parameter.shape).then_some(ME), parameter.nullable.then_some(NULL)];
    let mut others = others.into_iter().flatten().map(word).peekable();
    let one = if others.peek().is_none() {
        of_shape(parameter.shape)
    } else {
        others.fold(AnyOfBuilder::new().item(of_shape(parameter.shape)), AnyOfBuilder::item).into()
    };
    if parameter.several { ArrayBuilder::new().items(one).min_items(Some(1)).into() } else { one }
}

/// The schema of a value.
pub(super) fn of_shape(shape: Shape) -> RefOr<Schema> {
    let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
    match shape {
        Shape::Word(vocabulary) => Ref::from_schema_name(vocabulary).into(),
        Shape::Id(prefix) => Ref::from_schema_name(crate::wire::id_schema(prefix)).into(),
        Shape::Text | Shape::Decimal => of(Type::String).into(),
        Shape::TextOf(least, most) => of(Type::String).min_length(Some(least)).max_length(Some(most)).into(),
        Shape::Flag => of(Type::Boolean).into(),
        Shape::Number => of(Type::Integer).into(),
        Shape::Instant => of(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into(),
        Shape::Date => of(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into(),
        Shape::Month => Ref::from_schema_name("Month").into(),
    }
}
