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
use crate::body::{Json, Put, Read, Shape, read_as_it_comes, read_body};
use crate::problem::FieldProblem;
use crate::wire::call_report::Warning;
use crate::{Code, Problem};

/// Items of a batch at most (openapi/README.md §1.16).
const MAX_ITEMS: u64 = 1_000;

/// How a batch is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[expect(dead_code, reason = "documentation of what `HowTaken` reads where nothing is put")]
#[into_params(parameter_in = Query)]
pub struct Atomic {
    /// `true` takes all items or none: one wrong item refuses the whole batch with 422. False if left out: each item stands for itself.
    #[serde(default)]
    #[param(default = false)]
    atomic: bool,
}

/// How a batch of things that may be known already is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HowTaken {
    /// `true` takes all items or none: one wrong item refuses the whole batch with 422. False if left out: each item stands for itself.
    #[serde(default)]
    #[param(default = false)]
    atomic: bool,
    /// `upsert` takes each item as `PUT …/by-external-id/{external_id}` takes a body: what is known is changed, what is not is created.
    /// `create`, also if left out, only creates.
    #[serde(default)]
    #[param(inline)]
    mode: Mode,
}

/// What a batch may do.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(default = json!("create"))]
pub enum Mode {
    /// It creates.
    #[default]
    Create,
    /// It creates, and changes what is known.
    Upsert,
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
    how: HowTaken,
    of: PhantomData<B>,
}

impl<B: 'static> FromRequest for Batch<B> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let query = serde_urlencoded::from_str::<HowTaken>(req.query_string());
        let wanted = if req.query_string().contains("mode=") {
            "atomic: must be true or false, once; mode: create or upsert, once"
        } else {
            "atomic: must be true or false, once"
        };
        let bytes = read_body(req, payload, "application/json");
        Box::pin(async move {
            let how = query.map_err(|_| Problem::new(Code::BadQuery, wanted))?;
            // The content of an item is validated with the item.
            let Items { items } = read_as_it_comes(&bytes.await?)?;
            Ok(Self { items, how, of: PhantomData })
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
    /// What of it was not taken as it came.
    pub warnings: Vec<Warning>,
}

impl<R: Identified> From<Answer<R>> for Taken {
    fn from(answer: Answer<R>) -> Self {
        Self { status: answer.code(), id: Some(answer.id()), warnings: Vec::new() }
    }
}

/// The result of one item of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchItem {
    /// Position of the item in the batch, counted from 0.
    pub index: usize,
    /// HTTP status that a single request with this item would have got.
    pub status: u16,
    /// Id that the item has in the system it comes from; absent if it says none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Id of the resource that the item became; absent if the item was refused, or is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Members of the item that were not taken as they came; absent if there are none. Only reports of calls are taken so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
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
    /// Number of items that were known already, with the same content or, with `mode=upsert`, with what is now changed.
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
        // Boxed, because the nested futures would be too large a type for the compiler.
        taken(ctx, actor, &self.items, self.how.atomic, async |actor, bytes| Box::pin(one(actor, B::read(bytes)?)).await).await
    }
}

impl<N: Shape, P: Shape> Batch<Put<N, P>> {
    /// The same: each item is created, or put under its external id, as the caller wants it.
    pub async fn each_new_or_put(
        self,
        ctx: &Ctx,
        actor: &Actor,
        create: impl AsyncFn(&Actor, Json<N>) -> Result<Taken, Problem>,
        put: impl AsyncFn(&Actor, &Put<N, P>) -> Result<Taken, Problem>,
    ) -> Result<Answer<BatchResult>, Problem> {
        let one = async |actor: &Actor, bytes: &[u8]| match self.how.mode {
            Mode::Create => Box::pin(create(actor, Json::read(bytes)?)).await,
            Mode::Upsert => {
                let body = Put::read(bytes)?;
                unless_overtaken(async || Box::pin(put(actor, &body)).await).await
            }
        };
        taken(ctx, actor, &self.items, self.how.atomic, one).await
    }
}

/// What is put under an external id, found and changed or created in one transaction.
pub async fn put_one<N, P, R>(
    ctx: &Ctx,
    actor: &Actor,
    body: Put<N, P>,
    put: impl AsyncFn(&Actor, &Put<N, P>) -> Result<Answer<R>, Problem>,
) -> Result<Answer<R>, Problem> {
    let one = async |actor: &Actor, body: &Put<N, P>| unless_overtaken(async || Box::pin(put(actor, body)).await).await;
    let done = app::batch(ctx, actor, &[body], one, |done| done.iter().all(Result::is_ok)).await?;
    done.into_iter().next().unwrap_or_else(|| Err(Problem::internal()))
}

/// Whoever creates what somebody else has just created finds it known the second time.
async fn unless_overtaken<T>(put: impl AsyncFn() -> Result<T, Problem>) -> Result<T, Problem> {
    match put().await {
        Err(problem) if matches!(problem.code, Code::ExternalIdTaken | Code::SaleConflict) => put().await,
        done => done,
    }
}

async fn taken(
    ctx: &Ctx,
    actor: &Actor,
    items: &[Item],
    atomic: bool,
    one: impl AsyncFn(&Actor, &[u8]) -> Result<Taken, Problem>,
) -> Result<Answer<BatchResult>, Problem> {
    let take = async |actor: &Actor, item: &Item| one(actor, item.0.get().as_bytes()).await;
    let commits = |results: &[Result<_, Problem>]| !atomic || results.iter().all(Result::is_ok);
    let results = app::batch(ctx, actor, items, take, commits).await?;
    if atomic && results.iter().any(Result::is_err) {
        return Err(refused(results));
    }
    Ok(Answer::plain(summary(items, results)).status(StatusCode::MULTI_STATUS))
}

/// By what the system an item comes from knows it.
#[derive(Deserialize)]
struct Outside {
    #[serde(alias = "external_call_id")]
    external_id: String,
}

fn summary(items: &[Item], results: Vec<Result<Taken, Problem>>) -> BatchResult {
    let outside = |item: &Item| serde_json::from_str::<Outside>(item.0.get()).ok().map(|known| known.external_id);
    let items: Vec<_> = items
        .iter()
        .map(outside)
        .zip(results)
        .enumerate()
        .map(|(index, (external_id, result))| match result {
            Ok(taken) => {
                BatchItem { index, external_id, status: taken.status.as_u16(), id: taken.id, warnings: taken.warnings, problem: None }
            }
            Err(problem) => {
                let status = problem.code.status();
                BatchItem { index, external_id, status, id: None, warnings: Vec::new(), problem: Some(problem.body()) }
            }
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
