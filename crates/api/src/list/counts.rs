//! How many items of a list there are, by one or two of their members: one operation beside each list, with the list's own filters.

use std::marker::PhantomData;

use actix_web::dev::{AppService, HttpServiceFactory, Payload};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, Resource, guard};
use app::Ctx;
use app::list::{Countable, Counted, Counts, Group, GroupKey};
use domain::ids::typed;
use serde::Serialize;
use serde_json::{Map, Value};

use super::query::{filter, pairs};
use crate::answer::Answer;
use crate::auth::Caller;
use crate::wire::{InPath, PathId};
use crate::{Code, Problem};

mod document;

/// Members by which one may count at once.
const MOST_MEMBERS: usize = 2;

/// The operation that counts what the list with the filter `F` shows; `Of` reads from the path whose list it is.
pub struct Counting<F, Of> {
    path: &'static str,
    tag: &'static str,
    of: PhantomData<(F, Of)>,
}

impl<F: Counted<Of = ()>> Counting<F, Itself> {
    /// Of the list at `path`.
    pub const fn at(path: &'static str, tag: &'static str) -> Self {
        Self { path, tag, of: PhantomData }
    }
}

impl<F, T: InPath<Id = F::Of>> Counting<F, PathId<T>>
where
    F: Counted,
{
    /// Of the list at `path`, which belongs to what `{id}` in it names.
    pub const fn of(path: &'static str, tag: &'static str) -> Self {
        Self { path, tag, of: PhantomData }
    }
}

/// Whose list it is, as the path says.
pub trait Whose: FromRequest {
    /// Its id.
    type Id;
    /// That.
    fn id(self) -> Self::Id;
}

/// A list that belongs to nothing else.
#[derive(Debug)]
pub struct Itself;

impl FromRequest for Itself {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;
    fn from_request(_: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self))
    }
}

impl Whose for Itself {
    type Id = ();
    fn id(self) {}
}

impl<T: InPath<Id: Copy> + 'static> Whose for PathId<T> {
    type Id = T::Id;
    fn id(self) -> T::Id {
        *self
    }
}

impl<F: Counted + 'static, Of: Whose<Id = F::Of> + 'static> HttpServiceFactory for Counting<F, Of> {
    fn register(self, config: &mut AppService) {
        // What is asked by another method may be meant for something else at this address.
        Resource::new(format!("{}/counts", self.path)).guard(guard::Get()).to(count::<F, Of>).register(config);
    }
}

async fn count<F: Counted, Of: Whose<Id = F::Of>>(
    ctx: Data<Ctx>,
    caller: Caller,
    of: Of,
    query: CountsQuery<F>,
) -> Result<Answer<CountsAnswer>, Problem> {
    let counts = query.filter.counts(&ctx, &caller, of.id(), &query.by).await?;
    Ok(Answer::plain(CountsAnswer::new(query.by, counts)))
}

/// What is counted, and by what.
#[derive(Debug)]
struct CountsQuery<F> {
    filter: F,
    by: Vec<&'static str>,
}

impl<F: Countable> FromRequest for CountsQuery<F> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::parse(req))
    }
}

impl<F: Countable> CountsQuery<F> {
    fn parse(req: &HttpRequest) -> Result<Self, Problem> {
        let pairs = pairs(req.query_string())?;
        let by = pairs.iter().find(|(name, _)| name == "by").map(|(_, text)| members::<F>(text)).transpose()?.unwrap_or_default();
        Ok(Self { filter: filter(req, pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "by" | "include")))?, by })
    }
}

/// The members that `by` names.
fn members<F: Countable>(text: &str) -> Result<Vec<&'static str>, Problem> {
    let bad = |detail: String| Problem::new(Code::BadQuery, detail);
    let known = || F::COUNTED.iter().map(|member| member.name);
    let mut by = Vec::new();
    for name in text.split(',').map(str::trim) {
        let member = known().find(|known| *known == name);
        by.push(member.ok_or_else(|| bad(format!("by: must be one of {}", known().collect::<Vec<_>>().join(", "))))?);
    }
    if by.len() > MOST_MEMBERS || by.first() == by.get(1) {
        return Err(bad(format!("by: takes at most {MOST_MEMBERS} different members, separated by commas")));
    }
    Ok(by)
}

/// The answer.
#[derive(Debug, Serialize)]
struct CountsAnswer {
    by: Vec<&'static str>,
    items: Vec<Map<String, Value>>,
    total: i64,
    truncated: bool,
}

impl CountsAnswer {
    fn new(by: Vec<&'static str>, counts: Counts) -> Self {
        let item = |group: Group| {
            let values = by.iter().map(|name| (*name).to_owned()).zip(group.key.into_iter().map(value));
            values.chain([("count".to_owned(), group.count.into())]).collect()
        };
        Self { items: counts.groups.into_iter().map(item).collect(), total: counts.total, truncated: counts.truncated, by }
    }
}

fn value(key: GroupKey) -> Value {
    match key {
        GroupKey::Text(text) => text.into(),
        GroupKey::Flag(flag) => flag.into(),
        GroupKey::Id(prefix, id) => typed(prefix, id).into(),
        GroupKey::Null => Value::Null,
    }
}
