//! Asks everything as everybody. Commands and changes carry the tag of no version: whoever may do a thing is told 412, so that
//! nothing changes under those who are asked after him; who may not is told so before his tag is looked at.

use futures_util::{StreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};

use super::company::Company;
use super::requests::{Ask, Place, asks};
use crate::guards::{Operation, document, operations};
use crate::harness::story::unique;
use crate::harness::{Actor, Answer, TestApp};

/// A role, who has it, and whose things are his own, a colleague's of his unit, another unit's.
pub(super) struct Seat {
    pub(super) role: &'static str,
    pub(super) who: &'static str,
    pub(super) whose: [&'static [&'static str]; 3],
}

const fn seat(
    role: &'static str,
    who: &'static str,
    own: &'static [&'static str],
    unit: &'static [&'static str],
    foreign: &'static [&'static str],
) -> Seat {
    Seat { role, who, whose: [own, unit, foreign] }
}

/// The columns of RULES.md §6.
pub(super) const SEATS: [Seat; 16] = [
    seat("call_manager", "olga", &["olga"], &["oleg"], &["alla", "kira", "igor"]),
    seat("call_centre_admin", "vera", &["vera"], &["olga"], &["alla", "kira", "igor"]),
    seat("hunter", "ivan", &["ivan"], &["igor"], &["alla", "kira"]),
    seat("head_active_sales", "helga", &["helga"], &["ivan"], &["alla", "kira"]),
    seat("farmer", "anna", &["anna"], &["alla"], &["kira", "igor"]),
    seat("head_client_dept", "clara", &["clara"], &["anna"], &["kira", "igor"]),
    seat("key_account_manager", "kira", &["kira"], &["karl"], &["alla", "igor"]),
    seat("head_key_accounts", "karl", &["karl"], &["kira"], &["alla", "igor"]),
    seat("support_clerk", "sveta", &["sveta"], &[], &["alla", "kira", "igor"]),
    seat("letter_writer", "lena", &["lena"], &[], &["alla", "kira", "igor"]),
    seat("finance", "fedor", &["fedor"], &["faina"], &["alla", "kira", "igor"]),
    seat("quality", "kostya", &["kostya"], &[], &["alla", "kira", "igor"]),
    seat("director", "dmitri", &["dmitri"], &["sasha"], &["alla", "kira", "igor"]),
    seat("sys_admin", "sasha", &["sasha"], &["dmitri"], &["alla", "kira", "igor"]),
    seat("telephony", "pbx", &[], &[], &["alla", "kira", "igor"]),
    seat("import", "importer", &[], &[], &["alla", "kira", "igor"]),
];

/// What became of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Done, or refused by a rule that looks at the thing, not at who asks.
    May,
    /// 403.
    MayNot,
    /// 404, or not on the list: for him it does not exist.
    Unseen,
}

/// One request and what became of it.
pub(super) struct Step {
    pub(super) row: String,
    pub(super) column: usize,
    /// Own, colleague's, foreign; `None` where it makes no difference.
    pub(super) place: Option<usize>,
    pub(super) mark: Mark,
    pub(super) fault: Option<String>,
    pub(super) request_id: String,
    /// Does the answer show what is restricted?
    pub(super) shows: bool,
    /// Where it is the thing itself that has something restricted: what.
    pub(super) field: Option<&'static str>,
    pub(super) writes: bool,
}

/// What only leaves the company as it was if it is asked last.
const LAST: &str = "POST /v1/sandbox/reset";

/// A request to be made.
struct Errand<'a> {
    operation: &'a Operation<'a>,
    ask: Option<&'a Ask>,
    column: usize,
    place: Option<usize>,
    at: Place<'a>,
    actor: Actor,
    /// On a list: the thing to look for.
    sought: Option<String>,
}

/// Every operation under `/v1`, as everybody.
pub(super) async fn walk(app: &TestApp, company: &Company) -> Vec<Step> {
    let document = document();
    let operations = operations(&document);
    let asks: Vec<_> = operations.iter().map(|operation| asks(&operation.name())).collect();
    let mut errands = Vec::new();
    // Where telephony posts nobody comes with a role.
    let has_roles = |path: &str| path.starts_with("/v1/") && !path.starts_with("/v1/telephony/");
    for (operation, asks) in operations.iter().zip(&asks).filter(|(operation, _)| has_roles(operation.path)) {
        let unspoken = asks.is_empty() && operation.spec["requestBody"].is_object();
        assert!(!unspoken, "say in guards/operations/requests.rs what a good request for {} is", operation.name());
        for ask in asks.iter().map(Some).chain(asks.is_empty().then_some(None)) {
            for (column, seat) in SEATS.iter().enumerate() {
                errands.extend(errands_of(app, company, (operation, ask), (column, seat)));
            }
        }
    }
    let (last, errands): (Vec<_>, Vec<_>) = errands.into_iter().partition(|errand| errand.operation.name() == LAST);
    // What makes something new goes one after the other: it may make it where others look.
    let (making, others): (Vec<_>, Vec<_>) = errands.into_iter().partition(Errand::makes);
    let mut steps: Vec<_> =
        stream::iter(others.into_iter().enumerate()).map(|(number, errand)| errand.go(number)).buffered(6).collect().await;
    for errand in making {
        steps.push(errand.go(steps.len()).await);
    }
    let (allowed, refused): (Vec<_>, Vec<_>) = last.into_iter().partition(|errand| SEATS[errand.column].role == "sys_admin");
    for errand in refused {
        steps.push(errand.go(steps.len()).await);
    }
    super::trail::matches(app, &steps).await;
    for errand in allowed {
        steps.push(errand.go(steps.len()).await);
    }
    steps
}

fn errands_of<'a>(
    app: &TestApp,
    company: &'a Company,
    (operation, ask): (&'a Operation<'a>, Option<&'a Ask>),
    (column, seat): (usize, &'a Seat),
) -> Vec<Errand<'a>> {
    let actor = app.actor(seat.who);
    let me = company.of(seat.who, "user").unwrap_or_default();
    let kinds: Vec<_> = kinds(operation.path).collect();
    let listed = is_list(operation).then(|| listed_kind(operation.path)).filter(|kind| kinds.is_empty() && company.is_personal(kind));
    let needed: Vec<_> = kinds.iter().map(String::as_str).chain(ask.and_then(|ask| ask.about)).chain(listed.as_deref()).collect();
    let errand = |place, owner: Option<&'a str>| Errand {
        operation,
        ask,
        column,
        place,
        at: Place { company, owner, me },
        actor: actor.clone(),
        sought: listed.as_deref().and_then(|kind| company.of(owner?, kind)).map(str::to_owned),
    };
    if needed.iter().all(|kind| !company.is_personal(kind)) {
        return vec![errand(None, None)];
    }
    let owners = seat.whose.iter().enumerate().filter_map(|(place, owners)| {
        let owner = owners.iter().find(|owner| needed.iter().all(|kind| company.of(owner, kind).or(company.common(kind)).is_some()));
        owner.map(|owner| errand(Some(place), Some(*owner)))
    });
    owners.collect()
}

/// What is no id of ours: the walk puts something new there.
const OUTSIDE: &str = "{external_id}";

/// The kinds of things that a path names: `/v1/clients/{id}/contacts/{contact_id}` a client and a contact.
fn kinds(path: &str) -> impl Iterator<Item = String> {
    let segments: Vec<_> = path.split('/').collect();
    let named =
        segments.windows(2).filter(|pair| pair[1].starts_with('{') && pair[1] != OUTSIDE).map(|pair| singular(pair[0])).collect::<Vec<_>>();
    named.into_iter()
}

fn listed_kind(path: &str) -> String {
    singular(path.rsplit('/').next().unwrap_or_default())
}

fn singular(plural: &str) -> String {
    let one = plural.strip_suffix("ies").map_or_else(|| plural.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
    one.replace('-', "_")
}

fn is_list(operation: &Operation<'_>) -> bool {
    let parameters = operation.spec["parameters"].as_array().into_iter().flatten();
    operation.method == "get" && parameters.into_iter().any(|parameter| parameter["name"] == "cursor")
}

/// Anything but a fault of ours.
const ANY: [u16; 22] = [200, 201, 202, 204, 207, 304, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 416, 422, 428, 429, 431];

impl Errand<'_> {
    /// Does it make something new? Such requests carry no tag.
    fn makes(&self) -> bool {
        let last = self.operation.path.rsplit('/').next().unwrap_or_default();
        let command = self.operation.path.contains("}/")
            && !["activities", "calendar-feed", "contacts", "keys", "batch", "promises", "work"].contains(&last);
        self.operation.method == "post" && !command || self.operation.path.ends_with(OUTSIDE)
    }

    fn path(&self) -> String {
        let mut path = String::new();
        let mut kinds = kinds(self.operation.path);
        for (index, part) in self.operation.path.split(['{', '}']).enumerate() {
            if index % 2 == 0 {
                path.push_str(part);
            } else if part == "external_id" {
                path.push_str(&unique().to_string());
            } else {
                let kind = kinds.next().unwrap_or_default();
                path.push_str(
                    self.at.id(&kind).unwrap_or_else(|| panic!("no {kind} in the company of this test: {}", self.operation.path)),
                );
            }
        }
        path
    }

    async fn go(self, number: usize) -> Step {
        let (path, name) = (self.path(), self.operation.name());
        let request_id = format!("walk-{number}");
        let method: Method = self.operation.method.to_uppercase().parse().unwrap();
        let query = if is_list(self.operation) { "?limit=200" } else { "" };
        let request = self.actor.ask(method, format!("{path}{query}")).header("x-request-id", &request_id).expect_one_of(&ANY);
        let request = match self.ask {
            Some(ask) => request.json(&ask.body(&self.at)),
            None => request,
        };
        let makes = self.makes();
        let answer = if self.operation.method == "get" || makes { request.await } else { request.header("if-match", "\"0\"").await };
        let judged = self.judge(&answer).await;
        let row = match self.ask.map(|ask| ask.label) {
            None | Some("") => name,
            Some(label) => format!("{name} {label}"),
        };
        let told = |why: String| format!("{row} as {} of {:?}: {why}\n{answer}", SEATS[self.column].role, self.at.owner);
        let (mark, fault) = match judged {
            Ok(mark) => (mark, None),
            Err(why) => (Mark::MayNot, Some(told(why))),
        };
        // An explanation does not name whose accrual it explains.
        let explains = self.operation.path.ends_with("/explanation") && mark == Mark::May && self.place != Some(0);
        // A body as it came names the recording that it told of.
        let bodies = answer.json["items"].as_array().filter(|_| self.operation.path == "/v1/calls/{id}/reports");
        let names = |item: &Value| item["body"].as_str().is_some_and(|body| body.contains("recording"));
        let shows = explains || bodies.is_some_and(|items| items.iter().any(names)) || super::trail::shows(&answer.json, self.at.me);
        let field = super::trail::field(self.operation.path).filter(|_| self.operation.method == "get");
        Step { field, column: self.column, place: self.place, mark, fault, request_id, shows, writes: self.operation.method != "get", row }
    }

    async fn judge(&self, answer: &Answer) -> Result<Mark, String> {
        let item = &answer["items"][0];
        let (status, problem) = match (answer.status.as_u16(), item["status"].as_u64()) {
            (207, Some(first)) => (u16::try_from(first).unwrap_or_default(), &item["problem"]),
            (status, _) => (status, &answer.json),
        };
        match status {
            200..=299 => Ok(if self.finds(answer).await { Mark::May } else { Mark::Unseen }),
            409 | 412 => Ok(Mark::May),
            403 => Ok(Mark::MayNot),
            404 => Ok(Mark::Unseen),
            422 => {
                let pointers: Vec<_> =
                    problem["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect();
                let known = self.ask.and_then(|ask| ask.then).is_some_and(|then| pointers.iter().all(|pointer| then.contains(pointer)));
                if known { Ok(Mark::May) } else { Err(format!("422 at {pointers:?}")) }
            }
            other => Err(other.to_string()),
        }
    }

    /// Is the thing that is sought on the list?
    async fn finds(&self, page: &Answer) -> bool {
        let Some(sought) = &self.sought else { return true };
        // What is owed goes by its sales.
        let owes = |item: &Value| item["sales"].as_array().into_iter().flatten().any(|sale| sale["sale_id"] == sought.as_str());
        let on = |items: &[Value]| items.iter().any(|item| [&item["id"], &item["user_id"]].contains(&&json!(sought)) || owes(item));
        if page["next_cursor"].is_null() { on(page.items()) } else { on(&self.actor.all(self.path()).await) }
    }
}
