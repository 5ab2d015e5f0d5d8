//! Batches: `POST /v1/<resources>/batch` answers 207 with a result for each item; `?atomic=true` takes all items or none.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::{Actor, Ctx};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::answer::{Answer, Identified};
use crate::body::{Read, read_as_it_comes, read_body};
use crate::problem::FieldProblem;
use crate::{Code, Problem};

/// Items of a batch at most (openapi/README.md §1.16).
const MAX_ITEMS: u64 = 1_000;

/// How a batch is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Atomic {
    /// `true` takes all items or none: one wrong item refuses the whole batch with 422. False if left out: each item stands for itself.
    #[serde(default)]
    #[param(default = false)]
    atomic: bool,
}

/// A batch as its caller writes it.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "documentation of what `Batch` reads item by item")]
pub struct BatchOf<T> {
    /// Items of the batch, from 1 to 1,000; each is what would be the body of a single request.
    #[schema(min_items = 1, max_items = 1000)]
    items: Vec<T>,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Items {
    #[schema(value_type = Vec<Object>)]
    #[validate(length(min = 1, max = MAX_ITEMS, message = "from 1 to 1,000 items"))]
    items: Vec<Item>,
}

/// An item as it was sent.
#[derive(Debug, Deserialize, Serialize)]
struct Item(Box<RawValue>);

/// A batch that was received. Its items are parsed one by one, so that a wrong one fails alone.
#[derive(Debug)]
pub struct Batch<B> {
    items: Vec<Item>,
    atomic: bool,
    of: PhantomData<B>,
}

impl<B: Read + 'static> FromRequest for Batch<B> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let query = serde_urlencoded::from_str::<Atomic>(req.query_string());
        let bytes = read_body(req, payload, "application/json");
        Box::pin(async move {
            let query = query.map_err(|_| Problem::new(Code::BadQuery, "atomic: must be true or false, once"))?;
            // The content of an item is validated with the item.
            let Items { items } = read_as_it_comes(&bytes.await?)?;
            Ok(Self { items, atomic: query.atomic, of: PhantomData })
        })
    }
}

/// An item that was taken.
#[derive(Debug)]
pub struct Taken {
    /// The status that a single request would have got.
    pub status: StatusCode,
    /// The id of its resource, if it became one.
    pub id: Option<String>,
}

impl<R: Identified> From<Answer<R>> for Taken {
    fn from(answer: Answer<R>) -> Self {
        Self { status: answer.code(), id: Some(answer.id()) }
    }
}

/// The result of one item of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchItem {
    /// Position of the item in the batch, counted from 0.
    pub index: usize,
    /// HTTP status that a single request with this item would have got.
    pub status: u16,
    /// Id of the resource that the item became; absent if the item was refused, or is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = crate::problem::schema::problem_reference)]
    pub problem: Option<serde_json::Value>,
}

/// The results of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchResult {
    /// Results of the items, in the order of the batch.
    pub items: Vec<BatchItem>,
    /// Number of items that were created or newly accepted.
    pub created: usize,
    /// Number of items that were known already, with the same content.
    pub known: usize,
    /// Number of items that were refused.
    pub failed: usize,
}

impl<B: Read> Batch<B> {
    /// Takes each item as a single request would be taken, all in one transaction.
    pub async fn each(
        self,
        ctx: &Ctx,
        actor: &Actor,
        one: impl AsyncFn(&Actor, B) -> Result<Taken, Problem>,
    ) -> Result<Answer<BatchResult>, Problem> {
        let take = async |actor: &Actor, item: &Item| match B::read(item.0.get().as_bytes()) {
            // Boxed, because the nested futures would be too large a type for the compiler.
            Ok(body) => Box::pin(one(actor, body)).await,
            Err(problem) => Err(problem),
        };
        let commits = |results: &[Result<_, Problem>]| !self.atomic || results.iter().all(Result::is_ok);
        let results = app::batch(ctx, actor, &self.items, take, commits).await?;
        if self.atomic && results.iter().any(Result::is_err) {
            return Err(refused(results));
        }
        Ok(Answer::plain(summary(results)).status(StatusCode::MULTI_STATUS))
    }
}

fn summary(results: Vec<Result<Taken, Problem>>) -> BatchResult {
    let items: Vec<_> = results
        .into_iter()
        .enumerate()
        .map(|(index, result)| match result {
            Ok(taken) => BatchItem { index, status: taken.status.as_u16(), id: taken.id, problem: None },
            Err(problem) => BatchItem { index, status: problem.code.status(), id: None, problem: Some(problem.body()) },
        })
        .collect();
    let count = |fits: fn(u16) -> bool| items.iter().filter(|item| fits(item.status)).count();
    let (created, known, failed) =
        (count(|status| matches!(status, 201 | 202)), count(|status| status == 200), count(|status| status >= 400));
    BatchResult { items, created, known, failed }
}

/// The refusal of an atomic batch: the problems of its items, with pointers into the batch.
fn refused(results: Vec<Result<Taken, Problem>>) -> Problem {
    let mut errors = Vec::new();
    for (index, problem) in results.into_iter().enumerate().filter_map(|(index, result)| Some((index, result.err()?))) {
        let pointer = format!("/items/{index}");
        if problem.errors.is_empty() {
            errors.push(FieldProblem { pointer, code: problem.code.as_str().into(), detail: problem.detail });
        } else {
            errors.extend(problem.errors.into_iter().map(|error| FieldProblem { pointer: format!("{pointer}{}", error.pointer), ..error }));
        }
    }
    Problem { code: Code::BatchRefused, ..Problem::fields(errors) }
}
