//! A request that is good in itself for every operation that reads a body: what is then refused is refused for who asks.

mod files;

use serde_json::{Value, json};

use super::company::Company;
use crate::harness::story::{checklist, phone, rub, unique};

/// Whose things a request is about, and who asks.
pub(super) struct Place<'a> {
    pub(super) company: &'a Company,
    /// Whose things; nobody's where it makes no difference.
    pub(super) owner: Option<&'a str>,
    /// The id of whoever asks.
    pub(super) me: &'a str,
}

impl Place<'_> {
    /// The id of the thing of this kind here.
    pub(super) fn id(&self, kind: &str) -> Option<&str> {
        self.owner.and_then(|owner| self.company.of(owner, kind)).or_else(|| self.company.common(kind))
    }

    fn person(&self, name: &str) -> &str {
        self.company.of(name, "user").unwrap()
    }
}

/// One way of asking.
pub(super) struct Ask {
    /// What tells it from other ways of the same operation.
    pub(super) label: &'static str,
    /// The kind of thing that its body names, where its path names none.
    pub(super) about: Option<&'static str>,
    body: fn(&Place<'_>) -> Value,
    /// A 422 that points only here comes after the rights are clear.
    pub(super) then: Option<&'static [&'static str]>,
}

impl Ask {
    pub(super) fn body(&self, place: &Place<'_>) -> Value {
        (self.body)(place)
    }
}

const fn plain(body: fn(&Place<'_>) -> Value) -> Ask {
    Ask { label: "", about: None, body, then: None }
}

const fn about(kind: &'static str, body: fn(&Place<'_>) -> Value) -> Ask {
    Ask { label: "", about: Some(kind), body, then: None }
}

/// The ways of asking for `operation`; none where nobody has said yet what a good request is.
pub(super) fn asks(operation: &str) -> Vec<Ask> {
    match operation.split_once(' ') {
        Some(("POST", "/v1/meetings")) => meetings(),
        Some(("POST", path)) => post(path).into_iter().collect(),
        Some(("PATCH", path)) => patch(path).into_iter().collect(),
        Some(("PUT", path)) => put(path).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn meetings() -> Vec<Ask> {
    fn meeting(place: &Place<'_>, kind: &str, hunter: &str) -> Value {
        json!({"client_id": place.id("client"), "kind": kind, "hunter_id": hunter, "starts_at": place.company.taken_slot, "contact": {"name": "Иван Иванович"},
               "qualification": qualification()})
    }
    vec![
        Ask { label: "first", ..about("client", |place| meeting(place, "first", place.person("igor"))) },
        Ask { label: "follow_up", ..about("client", |place| meeting(place, "follow_up", place.person("igor"))) },
        Ask { label: "key_visit", ..about("client", |place| meeting(place, "key_visit", place.person("kira"))) },
    ]
}

fn post(path: &str) -> Option<Ask> {
    Some(match path.trim_start_matches("/v1/") {
        "calls" => plain(|_| call()),
        "calls/batch" => plain(|_| json!({"items": [call()]})),
        "calls/{id}/disposition" => plain(|_| json!({"kind": "no_need"})),
        "calls/{id}/dismiss" => plain(|_| json!({"reason": "spam"})),
        "calls/{id}/unmatch" => plain(|_| json!({"reason": "ошиблись"})),
        "calls/{id}/assign" => plain(|place| json!({"user_id": place.person("olga")})),
        "call-inbox/match" => Ask {
            then: Some(&["/client_phone"]),
            ..about("client", |place| json!({"client_phone": "+74959990000", "client_id": place.id("client")}))
        },
        "calls/{id}/review" => plain(review),
        "call-reviews" => about("call", |place| {
            let mut review = review(place);
            review["call_id"] = json!(place.id("call"));
            review
        }),
        "call-reviews/{id}/dispute" => plain(|_| json!({"comment": "не так"})),
        "call-reviews/{id}/resolve" => plain(|_| json!({"decision": "upheld"})),
        "missed-calls/{id}/dismiss" => plain(|_| json!({"reason": "спам"})),
        "availabilities" => plain(|_| json!({"state": "available"})),
        "scorecards" => {
            plain(|_| json!({"name": "Карта", "pass_bp": 7000, "criteria": [{"code": "hello", "text": "Представился", "points": 20}]}))
        }
        "calls/{id}/match" => plain(|place| json!({"client_id": place.id("client")})),
        "clients" => plain(|_| client()),
        "clients/batch" => plain(|_| json!({"items": [client()]})),
        "clients/{id}/activities" => plain(note),
        "clients/{id}/activities/batch" => plain(|place| json!({"items": [note(place)]})),
        "clients/{id}/contacts" => plain(|_| json!({"name": "Анна"})),
        "clients/{id}/contacts/batch" => plain(|_| json!({"items": [{"name": "Анна"}]})),
        "clients/{id}/disqualify" => plain(|_| json!({"reason": "not_target"})),
        "clients/{id}/exempt-contact" => plain(|_| json!({"until_on": null})),
        "clients/{id}/postpone" => plain(|_| json!({"temperature": "warm"})),
        "clients/{id}/propose-lost" => plain(|_| json!({"reason": "price"})),
        "clients/{id}/qualify" => plain(|_| qualification()),
        "clients/{id}/reopen" => plain(|_| json!({"reason": "вернулись"})),
        "clients/{id}/set-credit-hold" => plain(|_| json!({"credit_hold": true, "reason": "долг"})),
        "clients/{id}/set-do-not-call" => plain(|_| json!({})),
        "event-tickets" => plain(|_| json!({})),
        "fx-rates" => plain(|place| json!({"currency": "EUR", "rate": "100", "value_on": place.company.today})),
        "integrations" => plain(|_| json!({"name": "PBX", "kind": "telephony", "source": format!("pbx-{}", unique())})),
        "integrations/{id}/rotate-url-secret" => plain(|_| json!({})),
        "integrations/{id}/keys" => plain(|_| json!({"scopes": ["calls:write"]})),
        "reassignments" | "reassignments/preview" => about("user", |place| {
            // Nobody's client: whoever may is refused by a rule, and everybody keeps his clients.
            json!({"from_user_id": place.id("user"), "client_ids": ["client_01h455vb4pex5vsknk084sn02q"], "mode": "even", "reason": "other"})
        }),
        "reassignments/{id}/undo" => plain(|_| json!({"reason": "ошиблись"})),
        "norms" => plain(|_| json!({"key": "portfolio.norm_max", "value": 150, "reason": "как и было"})),
        "scripts" => plain(|_| json!({"name": "Скрипт"})),
        "scripts/{id}/versions" => plain(|_| version()),
        "call-lists" => plain(|_| json!({"name": "Список", "segment": {"city": "Тверь"}})),
        "call-lists/{id}/add" => plain(|place| json!({"client_ids": [place.id("client").unwrap_or("client_01h455vb4pex5vsknk084sn02q")]})),
        "call-lists/{id}/withdraw" => plain(|_| json!({"reason": "устарел"})),
        "call-tasks/claim" | "call-tasks/{id}/release" => plain(|_| json!({})),
        "call-tasks/{id}/snooze" => plain(|_| json!({"until_at": "2030-01-01T00:00:00Z", "reason": "позже"})),
        "call-tasks/{id}/result" => plain(|_| json!({"outcome": "busy"})),
        "suppressions" => plain(|_| suppression()),
        "suppressions/batch" => plain(|_| json!({"items": [suppression()]})),
        "suppressions/{id}/lift" => plain(|_| json!({"reason": "ошибка", "proof": "письмо"})),
        "users" => plain(|_| person()),
        "users/{id}/set-password" => {
            Ask { then: Some(&["/password", "/current_password"]), ..plain(|_| json!({"password": "short", "current_password": "wrong"})) }
        }
        "users/{id}/reset-password" => plain(|_| json!({})),
        "users/{id}/terminate" => plain(|place| json!({"terminated_on": place.company.today})),
        "webhook-endpoints" => plain(|place| json!({"url": place.company.receiver.url(), "event_types": ["period_closed"]})),
        "sandbox/clock/advance" => plain(|_| json!({"seconds": 0})),
        path => return post_of_selling(path).or_else(|| post_of_commission(path)).or_else(|| files::post(path)),
    })
}

fn post_of_selling(path: &str) -> Option<Ask> {
    Some(match path {
        "meetings/{id}/cancel" => plain(|_| json!({"reason": "заболел"})),
        "meetings/{id}/dispute" => plain(|_| json!({})),
        "meetings/{id}/reject" => plain(|_| json!({"reason": "no_need"})),
        "meetings/{id}/reschedule" => plain(|place| json!({"starts_at": place.company.taken_slot})),
        "meetings/{id}/resolve" => plain(|_| json!({"decision": "accepted"})),
        "opportunities" => {
            about("client", |place| json!({"client_id": place.id("client"), "product_line": "coolers", "amount": rub(1_000)}))
        }
        "opportunities/{id}/advance" => plain(|_| json!({"stage": "proposal"})),
        "opportunities/{id}/lose" => plain(|_| json!({"reason": "дорого"})),
        "opportunities/{id}/reassign" => plain(|place| json!({"owner_id": place.person("igor")})),
        "opportunities/{id}/agree-split" => plain(|_| json!({})),
        "opportunities/{id}/split-credit" => {
            plain(|place| json!({"credit_split": [{"user_id": place.person("igor"), "share_bp": 10_000}]}))
        }
        "payments" => about("client", payment),
        "payments/batch" => about("client", |place| json!({"items": [payment(place)]})),
        "payments/{id}/allocate" => plain(|_| json!({"allocations": []})),
        "client-groups" => plain(|_| json!({"code": format!("group-{}", unique()), "name": "Крупные"})),
        "product-lines" => plain(|_| json!({"code": format!("line{}", unique()), "name": "Линия"})),
        "refunds" => about(
            "payment",
            |place| json!({"source": "bank", "external_id": format!("refund-{}", unique()), "payment_id": place.id("payment"), "amount": rub(1), "value_on": place.company.today, "reason": "бой"}),
        ),
        "sales" => Ask { then: Some(&["/seller_id"]), ..about("client", sale) },
        "sales/batch" => Ask { then: Some(&["/seller_id"]), ..about("client", |place| json!({"items": [sale(place)]})) },
        "sales/{id}/confirm" => plain(|_| json!({})),
        "opportunities/{id}/cancel" | "payments/{id}/bounce" | "sales/{id}/cancel" => plain(|_| json!({})),
        "handoffs/{id}/accept" => plain(|_| json!({})),
        "handoffs/{id}/assign" => plain(|place| json!({"to_user_id": place.person("alla")})),
        "handoffs/{id}/exempt" => plain(|place| json!({"reason": "клиент просит", "until_on": place.company.today})),
        "handoffs/{id}/introduce" => plain(|place| json!({"kind": "call", "occurred_at": format!("{}T00:00:00Z", place.company.today)})),
        "handoffs/{id}/propose" => plain(|_| json!({"rehearsed": true, "checklist": checklist()})),
        "handoffs/{id}/return" => plain(|_| json!({"reason": "capacity"})),
        _ => return None,
    })
}

fn post_of_commission(path: &str) -> Option<Ask> {
    Some(match path.strip_prefix("commission/")? {
        "adjustments" => about("user", |place| json!({"user_id": place.id("user"), "amount": rub(1), "reason": "премия"})),
        "entitlements/{id}/end" | "entitlements/{id}/resume" | "entitlements/{id}/suspend" => plain(|_| json!({"reason": "спор"})),
        "periods/{month}/close" => plain(|_| json!({})),
        "periods/{month}/reopen" => plain(|_| json!({"reason": "опоздали"})),
        "plans" => plain(|_| json!({"name": "Новый план"})),
        "adjustments/{id}/reject" => plain(|_| json!({"reason": "нет"})),
        "adjustments/{id}/approve" | "statements/{id}/acknowledge" | "statements/{id}/approve" | "statements/{id}/pay" => {
            plain(|_| json!({}))
        }
        "statements/{id}/dispute" => plain(|place| json!({"accrual_id": place.id("accrual"), "reason": "мало"})),
        "statements/{id}/resolve" => plain(|_| json!({"verdict": "rejected", "reason": "по договору"})),
        _ => return None,
    })
}

fn patch(path: &str) -> Option<Ask> {
    Some(match path {
        "/v1/calendar" => plain(|_| json!({"holidays": []})),
        "/v1/scripts/{id}" | "/v1/call-lists/{id}" => plain(|_| json!({"name": "Иначе"})),
        "/v1/scripts/{id}/versions/{number}" => plain(|_| json!({"objections": []})),
        "/v1/commission/plans/{id}"
        | "/v1/clients/{id}/contacts/{contact_id}"
        | "/v1/users/{id}"
        | "/v1/units/{id}"
        | "/v1/product-lines/{id}"
        | "/v1/client-groups/{id}"
        | "/v1/scorecards/{id}"
        | "/v1/integrations/{id}" => plain(|_| json!({"name": "Иначе"})),
        "/v1/webhook-endpoints/{id}" => plain(|_| json!({"description": "Иначе"})),
        "/v1/clients/{id}" => plain(|_| json!({"city": "Тверь"})),
        "/v1/collection-plans/{id}" => plain(|_| json!({"items": []})),
        "/v1/contracts/{id}" | "/v1/claims/{id}" => plain(|_| json!({"subject": "иное"})),
        "/v1/promises/{id}" => plain(|_| json!({"what": "иное"})),
        "/v1/opportunities/{id}" => plain(|_| json!({"amount": rub(1)})),
        "/v1/sales/{id}" => plain(|place| json!({"sale_on": place.company.today})),
        _ => return None,
    })
}

fn put(path: &str) -> Option<Ask> {
    Some(match path {
        "/v1/clients/by-external-id/{external_id}" => plain(|_| client()),
        "/v1/clients/{id}/dossier/{section}" => plain(|_| json!({"content": {"findings": "платит"}})),
        "/v1/clients/{id}/contacts/by-external-id/{external_id}" => plain(|_| json!({"name": "Анна"})),
        "/v1/product-lines/by-external-id/{external_id}" => plain(|_| json!({"code": format!("line{}", unique()), "name": "Линия"})),
        "/v1/sales/by-external-id/{external_id}" => Ask {
            then: Some(&["/seller_id"]),
            ..about("client", |place| {
                let mut sale = sale(place);
                sale["source"] = json!("1c");
                sale
            })
        },
        "/v1/users/by-external-id/{external_id}" => plain(|_| person()),
        _ => return None,
    })
}

fn qualification() -> Value {
    json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true})
}

fn review(place: &Place<'_>) -> Value {
    json!({"scorecard_id": place.id("scorecard"), "scores": [{"criterion": "hello", "points": 20}]})
}

fn call() -> Value {
    json!({"external_call_id": "walk", "direction": "inbound", "started_at": "2026-03-03T09:00:00Z", "outcome": "no_answer"})
}

fn version() -> Value {
    json!({"steps": [{"code": "hello", "text": "Здравствуйте", "answer": "none"}]})
}

fn suppression() -> Value {
    json!({"number": phone(), "reason": "complaint"})
}

fn person() -> Value {
    json!({"email": format!("new-{}@baton.test", unique()), "name": "Новый", "unit": "office", "roles": ["quality"]})
}

fn client() -> Value {
    json!({"legal_name": format!("ООО «Новое {}»", unique()), "source": "referral"})
}

fn note(place: &Place<'_>) -> Value {
    let at = format!("{}T00:00:00Z", place.company.today);
    json!({"kind": "note", "direction": "outbound", "two_way": false, "occurred_at": at, "result": format!("для {}", place.me)})
}

fn payment(place: &Place<'_>) -> Value {
    json!({"source": "office-importer", "external_id": format!("payment-{}", unique()), "client_id": place.id("client"), "amount": rub(1), "value_on": place.company.today})
}

fn sale(place: &Place<'_>) -> Value {
    json!({"client_id": place.id("client"), "sale_on": place.company.today, "currency": "RUB",
           "lines": [{"product_line": "water", "description": "вода", "net_minor": 1, "vat_bp": 0}]})
}
