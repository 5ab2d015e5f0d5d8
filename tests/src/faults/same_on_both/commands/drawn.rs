//! Anything that people ask: of what is there and what is not, by those who may and those who may not.

use serde_json::json;

use super::{Command, call, get, patch, post, sale};
use crate::faults::dice::Dice;
use crate::faults::same_on_both::comparison::Ids;
use crate::harness::story::{checklist, rub};

/// Chance over what is known.
struct Draw<'a> {
    dice: &'a mut Dice,
    ids: &'a Ids,
}

impl Draw<'_> {
    /// An id of a kind; now and then one that nobody has.
    fn id(&mut self, kind: &str) -> String {
        let known = self.ids.of(kind);
        if known.is_empty() || self.dice.below(30) == 0 {
            format!("{kind}_01h455vb4pex5vsknk084sn02q")
        } else {
            self.dice.one(&known).clone()
        }
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        self.dice.one(of).clone()
    }

    fn on(&mut self) -> String {
        match self.dice.below(3) {
            0 => format!("2026-{:02}-{:02}", 3 + self.dice.below(3), 1 + self.dice.below(28)),
            _ => format!("2026-03-{:02}", 1 + self.dice.below(5)),
        }
    }

    fn phone(&mut self) -> String {
        format!("+749511100{:02}", self.dice.below(12))
    }

    fn version(&mut self) -> String {
        if self.dice.below(3) == 0 { format!("\"{}\"", 1 + self.dice.below(4)) } else { "*".to_owned() }
    }

    fn text(&mut self) -> &'static str {
        self.one(&["ООО «Мак»", "ИП Ёлкин", "АО «Василёк»", "Äpfel & Söhne", "  по краям  ", "a", "", "O'Hara \"x\" \\ %_", "эмодзи 🚚"])
    }
}

/// Any command.
pub(in crate::faults::same_on_both) fn any(dice: &mut Dice, ids: &Ids) -> Command {
    let mut draw = Draw { dice, ids };
    match draw.dice.below(10) {
        0 | 1 => of_clients(&mut draw),
        2 => of_client_life(&mut draw),
        3 => of_calls(&mut draw),
        4 => of_deals(&mut draw),
        5 | 6 => of_money(&mut draw),
        7 => of_handoffs(&mut draw),
        8 => of_time_and_rules(&mut draw),
        _ => looks(&mut draw),
    }
}

fn of_clients(draw: &mut Draw<'_>) -> Command {
    let who = draw.one(&["olga", "olga", "ivan", "ivan", "helga", "importer", "anna"]);
    let client = draw.id("client");
    match draw.dice.below(5) {
        0 | 1 => {
            let inn = draw.one(&[json!(null), json!("7707083893"), json!("7736050003"), json!("123")]);
            let external = draw.one(&[json!(null), json!("x-1"), json!("x-2")]);
            let new = json!({"legal_name": draw.text(), "source": draw.one(&["inbound", "import", "purchased_list", "the sky"]), "inn": inn,
                             "external_id": external, "city": draw.text(), "phones": [{"number": draw.phone()}]});
            let key = format!("key-{}", draw.dice.below(6));
            Command {
                headers: if draw.dice.below(3) == 0 { vec![("idempotency-key", key)] } else { Vec::new() },
                ..post(who, "/v1/clients", new)
            }
        }
        2 => patch(
            who,
            format!("/v1/clients/{client}"),
            json!({"trade_name": draw.text(), "city": draw.one(&[json!(null), json!("Омск")])}),
            draw.version(),
        ),
        3 => post(
            who,
            format!("/v1/clients/{client}/contacts"),
            json!({"name": draw.text(), "position": "директор", "decision_maker": draw.dice.below(2) == 0}),
        ),
        _ => {
            let talk = json!({"kind": draw.one(&["call", "visit", "messenger", "email"]), "direction": "outbound", "two_way": draw.dice.below(2) == 0,
                              "occurred_at": format!("{}T08:00:00Z", draw.on()), "result": draw.text()});
            post(who, format!("/v1/clients/{client}/activities"), talk)
        }
    }
}

fn of_client_life(draw: &mut Draw<'_>) -> Command {
    let who = draw.one(&["olga", "ivan", "ivan", "helga", "anna", "clara", "clara"]);
    let path = |verb: &str, client: &str| format!("/v1/clients/{client}/{verb}");
    let client = draw.id("client");
    match draw.dice.below(9) {
        0 => post(
            who,
            path("qualify", &client),
            json!({"need": "вода", "decision_maker_known": true, "volume_hint": "6", "solvency_checked": true, "region_served": draw.dice.below(4) > 0}),
        ),
        1 => post(who, path("postpone", &client), json!({"temperature": draw.one(&["warm", "cold", "hot"]), "recontact_on": draw.on()})),
        2 => post(who, path("disqualify", &client), json!({"reason": draw.one(&["not_target", "out_of_business", "nothing"])})),
        3 => post(who, path("recycle", &client), json!({})),
        4 => post(who, path("reopen", &client), json!({"reason": "передумал"})),
        5 => post(who, path("propose-lost", &client), json!({"reason": draw.one(&["price", "competitor", "silence"])})),
        6 => post(who, path("confirm-lost", &client), json!({})),
        7 => post("dmitri", path("set-credit-hold", &client), json!({"credit_hold": draw.dice.below(2) == 0, "reason": "просрочка"})),
        _ => post(who, path("exempt-contact", &client), json!({"until_on": draw.on(), "reason": "отпуск"})),
    }
}

fn of_calls(draw: &mut Draw<'_>) -> Command {
    let id = draw.id("call");
    match draw.dice.below(4) {
        0 | 1 => {
            let external = format!("c-{}", draw.dice.below(20));
            let (phone, agent, outcome) =
                (draw.phone(), draw.one(&["101", "102", "201", "999"]), draw.one(&["answered", "busy", "no_answer"]));
            post("pbx", "/v1/calls", call(&external, &phone, agent, outcome))
        }
        2 => {
            let kind = draw.one(&["callback_requested", "no_need", "not_now", "wrong_number", "do_not_call", "refused", "whim"]);
            let due = (kind == "callback_requested").then(|| format!("{}T09:00:00Z", draw.on()));
            post(
                draw.one(&["olga", "oleg", "vera"]),
                format!("/v1/calls/{id}/disposition"),
                json!({"kind": kind, "due_at": due, "note": draw.text()}),
            )
        }
        _ => post("vera", format!("/v1/calls/{id}/match"), json!({"client_id": draw.id("client")})),
    }
}

fn of_deals(draw: &mut Draw<'_>) -> Command {
    let who = draw.one(&["ivan", "igor", "helga", "anna"]);
    let (client, deal) = (draw.id("client"), draw.id("opportunity"));
    match draw.dice.below(6) {
        0 | 1 => {
            let amount = rub(1_000 * i64::try_from(draw.dice.below(900)).unwrap());
            post(
                who,
                "/v1/opportunities",
                json!({"client_id": client, "product_line": draw.one(&["water", "coolers", "coolers", "tea"]), "amount": amount, "close_on": draw.on()}),
            )
        }
        2 => post(who, format!("/v1/opportunities/{deal}/advance"), json!({"stage": draw.one(&["proposal", "negotiation", "contract"])})),
        3 => post(who, format!("/v1/opportunities/{deal}/lose"), json!({"reason": "price", "competitor": draw.text()})),
        4 => post(who, format!("/v1/opportunities/{deal}/cancel"), json!({})),
        _ => {
            let meeting = json!({"client_id": client, "hunter_id": "«ivan»", "starts_at": format!("{}T{:02}:00:00Z", draw.on(), 6 + draw.dice.below(8)), "place": "у нас", "contact": {"name": "Пётр", "position": "снабженец", "decision_maker": false}});
            post(who, "/v1/meetings", meeting)
        }
    }
}

fn of_money(draw: &mut Draw<'_>) -> Command {
    let (client, paid_for, payment, on) = (draw.id("client"), draw.id("sale"), draw.id("payment"), draw.on());
    let minor = 100 * (1 + draw.dice.below(50_000));
    let number = draw.dice.below(40);
    match draw.dice.below(8) {
        0 => post(draw.one(&["ivan", "anna", "importer"]), "/v1/sales", sale(&client, &on, minor)),
        1 => post(draw.one(&["ivan", "anna", "helga"]), format!("/v1/sales/{paid_for}/confirm"), json!({})),
        2 => post(draw.one(&["ivan", "helga", "clara"]), format!("/v1/sales/{paid_for}/cancel"), json!({"reason": "ошибка"})),
        3 | 4 => {
            let named = if draw.dice.below(2) == 0 { json!([]) } else { json!([{"sale_id": paid_for, "amount_minor": minor}]) };
            let payment = json!({"source": "bank", "external_id": format!("p-{number}"), "client_id": client, "amount": rub(i64::try_from(minor).unwrap()), "value_on": on, "allocations": named});
            post("fedor", "/v1/payments", payment)
        }
        5 => {
            let refund = json!({"source": "bank", "external_id": format!("r-{number}"), "sale_id": paid_for, "amount": rub(i64::try_from(minor / 3).unwrap()), "value_on": on, "reason": "возврат"});
            post("fedor", "/v1/refunds", refund)
        }
        6 => post("fedor", format!("/v1/payments/{payment}/bounce"), json!({"reason": "возврат банка"})),
        _ => post(
            "fedor",
            format!("/v1/payments/{payment}/allocate"),
            json!({"allocations": [{"sale_id": paid_for, "amount_minor": minor / 2}]}),
        ),
    }
}

fn of_handoffs(draw: &mut Draw<'_>) -> Command {
    let (who, handoff) = (draw.one(&["ivan", "helga", "anna", "anna", "alla", "clara", "clara"]), draw.id("handoff"));
    let farmer = draw.one(&["«anna»", "«alla»", "«igor»"]);
    let (verb, body) = match draw.dice.below(6) {
        0 => ("propose", json!({"to_user_id": farmer, "rehearsed": draw.dice.below(4) > 0, "checklist": checklist()})),
        1 => ("accept", json!({})),
        2 => ("return", json!({"reason": draw.one(&["incomplete", "capacity", "whim"]), "comment": draw.text()})),
        3 => ("assign", json!({"to_user_id": farmer})),
        4 => ("introduce", json!({"kind": "visit", "occurred_at": format!("{}T08:00:00Z", draw.on())})),
        _ => ("complete", json!({})),
    };
    post(who, format!("/v1/handoffs/{handoff}/{verb}"), body)
}

fn of_time_and_rules(draw: &mut Draw<'_>) -> Command {
    match draw.dice.below(9) {
        0 | 1 => post("admin", "/v1/sandbox/clock/advance", json!({"seconds": 3_600 * (1 + draw.dice.below(60))})),
        2 => post(
            "admin",
            "/v1/norms",
            json!({"key": draw.one(&["portfolio.norm_max", "none.such"]), "value": draw.dice.below(6), "reason": "проба"}),
        ),
        3 => post("fedor", format!("/v1/commission/periods/2026-{:02}/close", 2 + draw.dice.below(3)), json!({})),
        4 => post("fedor", format!("/v1/commission/statements/{}/issue", draw.id("statement")), json!({})),
        5 => {
            let adjustment = json!({"user_id": draw.one(&["«ivan»", "«anna»"]), "amount": rub(i64::try_from(draw.dice.below(20_000)).unwrap() - 10_000), "reason": "правка", "value_on": draw.on()});
            post("fedor", "/v1/commission/adjustments", adjustment)
        }
        6 => post("clara", format!("/v1/signals/{}/acknowledge", draw.id("signal")), json!({})),
        7 => post("admin", "/v1/product-lines", json!({"code": draw.one(&["tea", "juice", "Not A Code"]), "name": draw.text()})),
        _ => post(
            "admin",
            "/v1/users",
            json!({"email": format!("n{}@baton.test", draw.dice.below(4)), "name": draw.text(), "unit": "active_sales", "roles": ["hunter"]}),
        ),
    }
}

fn looks(draw: &mut Draw<'_>) -> Command {
    let who = draw.one(&["dmitri", "dmitri", "dmitri", "fedor", "clara", "helga", "anna"]);
    let client = draw.id("client");
    let path = match draw.dice.below(8) {
        0 => format!("/v1/clients/{client}"),
        1 => format!("/v1/clients/{client}/timeline?limit=200"),
        2 => format!("/v1/clients/{client}/assignments"),
        3 => format!("/v1/portfolios/{}", draw.one(&["«anna»", "«alla»"])),
        4 => format!("/v1/commission/accruals/{}/explanation", draw.id("accrual")),
        5 => format!("/v1/sales/{}", draw.id("sale")),
        6 => format!("/v1/payments/{}", draw.id("payment")),
        _ => format!(
            "/v1/{}?limit=200",
            draw.one(&[
                "clients",
                "calls",
                "call-inbox",
                "meetings",
                "opportunities",
                "sales",
                "payments",
                "refunds",
                "handoffs",
                "signals",
                "portfolios",
                "commission/accruals",
                "commission/entitlements",
                "commission/statements",
                "commission/periods",
                "commission/adjustments",
                "events",
                "audit",
                "norms",
                "units",
                "users",
                "product-lines",
                "slots"
            ])
        ),
    };
    get(who, path)
}
