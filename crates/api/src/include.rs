//! Names beside ids: `include=client,curator` adds to an answer what a screen shows of the things that it names
//! (`openapi/README.md`). One step after the handler, one statement a kind, only what the caller may read.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};
use app::Ctx;

use crate::answer::{content_tag, has_already};
use crate::auth::Caller;
use crate::mentions::{MOST_WORDS, Mentions, Wanted, Word};
use crate::request::accepts_event_stream;
use crate::wire::included::Included;
use crate::{Code, Problem, openapi};

/// The words of every address.
static WORDS: LazyLock<HashMap<String, Vec<Word>>> = LazyLock::new(|| openapi::words(&openapi::document()));

/// Notes what this request wants told, for its answer; `false` if nothing is. `template` gives an address as the document has it. Words
/// that the operation does not have are refused.
pub(crate) fn note_wanted(req: &ServiceRequest, template: fn(&str) -> Option<&'static str>) -> Result<bool, Problem> {
    let query = req.query_string();
    // A name may come with its letters as %xx; what has neither is not looked at further.
    if req.method() != Method::GET || !(query.contains("include") || query.contains('%')) {
        return Ok(false);
    }
    let bad = |detail: String| Problem::new(Code::BadQuery, detail);
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| bad(error.to_string()))?;
    let mut given = pairs.iter().filter(|(name, _)| name == "include").map(|(_, text)| text);
    let Some(text) = given.next() else { return Ok(false) };
    if given.next().is_some() {
        return Err(bad("include: is given twice; several values are separated by commas".into()));
    }
    if accepts_event_stream(req.request()) {
        return Err(bad("include: is for lists; leave it out of a stream".into()));
    }
    let words = template(req.path()).and_then(|template| WORDS.get(template)).map(Vec::as_slice).unwrap_or_default();
    req.extensions_mut().insert(Wanted(read(text, words).map_err(bad)?));
    Ok(true)
}

/// What a request asks to have told, for those who tell it themselves.
#[derive(Debug)]
pub struct Asked(Vec<&'static str>);

impl Asked {
    /// Is this word of `include` there?
    pub fn includes(&self, word: &str) -> bool {
        self.0.contains(&word)
    }
}

impl FromRequest for Asked {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let words = req.extensions().get::<Wanted>().map(|wanted| wanted.0.iter().map(|word| word.name.as_str()).collect());
        std::future::ready(Ok(Self(words.unwrap_or_default())))
    }
}

/// The answer with what is told of the things that it mentions.
pub(crate) async fn tell(answered: ServiceResponse) -> Result<ServiceResponse, actix_web::Error> {
    let (req, response) = answered.into_parts();
    let mentions = req.extensions_mut().remove::<Mentions>();
    let response = match mentions {
        Some(mentions) => with_names(&req, response, &mentions).await?,
        None => response,
    };
    Ok(ServiceResponse::new(req, response))
}

/// The words of `text`, of those that there are; the error says which these are.
fn read(text: &str, words: &'static [Word]) -> Result<Vec<&'static Word>, String> {
    let given: Vec<_> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let asked: BTreeSet<_> = given.iter().copied().collect();
    let known = || words.iter().map(|word| word.name.as_str()).collect::<Vec<_>>().join(", ");
    if asked.is_empty() {
        return Err(format!("include: names what is to be told beside the answer, by commas; known are {}", known()));
    }
    if given.len() > MOST_WORDS {
        return Err(format!("include: takes at most {MOST_WORDS} words at a time"));
    }
    let find = |name: &str| {
        let found = words.iter().find(|word| word.name == name);
        found.ok_or_else(|| format!("include: {name} is not known; known are {}", known()))
    };
    asked.into_iter().map(find).collect()
}

/// `response` with what is told of these things. Another name makes another `ETag`.
async fn with_names(req: &HttpRequest, response: HttpResponse, Mentions(named): &Mentions) -> Result<HttpResponse, actix_web::Error> {
    let ctx = Data::<Ctx>::extract(req).await?;
    let caller = Caller::extract(req).await?;
    let names = app::names::names(&ctx, &caller, named).await.map_err(Problem::from)?;
    let included = serde_json::to_vec(&Included::from(names))?;
    let (mut response, body) = response.into_parts();
    if let Some(tag) = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) {
        let tag = format!("{}-{}", tag.trim_end_matches('"'), content_tag(&included).trim_start_matches('"'));
        let known = has_already(req, &tag);
        response.headers_mut().insert(header::ETAG, tag.parse().map_err(actix_web::error::ErrorInternalServerError)?);
        if known {
            *response.status_mut() = actix_web::http::StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
            return Ok(response.set_body(BoxBody::new(())));
        }
    }
    let Ok(body) = body.try_into_bytes() else { return Err(Problem::internal().into()) };
    Ok(response.set_body(BoxBody::new(beside(&body, &included))))
}

/// `body`, which is an object, with the member `included`.
fn beside(body: &[u8], included: &[u8]) -> Vec<u8> {
    let open = body.strip_suffix(b"}").unwrap_or(body);
    let comma: &[u8] = if open.ends_with(b"{") { b"" } else { b"," };
    [open, comma, b"\"included\":", included, b"}"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_stands_beside_the_others() {
        assert_eq!(beside(b"{\"id\":1}", b"{\"users\":{}}"), b"{\"id\":1,\"included\":{\"users\":{}}}");
        assert_eq!(beside(b"{}", b"{}"), b"{\"included\":{}}");
    }

    #[test]
    fn words_are_read_each_once_and_what_is_wrong_is_told_with_what_there_is() {
        let words: &'static [Word] = ["client", "user"].map(|name| Word { name: name.to_owned(), places: Vec::new() }).to_vec().leak();
        let names = |text| read(text, words).map(|read| read.iter().map(|word| word.name.as_str()).collect::<Vec<_>>());
        assert_eq!(names("user, client,,user"), Ok(vec!["client", "user"]));
        assert_eq!(names("client,colour").unwrap_err(), "include: colour is not known; known are client, user");
        assert!(names(" ,").unwrap_err().ends_with("known are client, user"));
        assert_eq!(names("a,b,c,d,e,f,g,h,i").unwrap_err(), "include: takes at most 8 words at a time");
    }
}
