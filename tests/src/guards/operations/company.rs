//! A company in which each kind of thing exists, once for each person whose it can be (RULES.md §6, *Own*).

mod call_centre;
mod files;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::story::{Crew, GROSS, Story, Until, call_event, phone, rub, unique};
use crate::harness::{Actor, PASSWORD, Receiver, TestApp, days, log_in, stamp};

/// Kind of a thing → its id.
type Things = BTreeMap<&'static str, String>;

/// Whose is what.
pub(super) struct Company {
    /// Things of nobody in particular: norms, plans, machines.
    common: Things,
    of: BTreeMap<&'static str, Things>,
    /// When hunters already have a meeting: whoever books one then is refused by a rule, not by his rights.
    pub(super) taken_slot: String,
    /// Where webhooks go.
    pub(super) receiver: Receiver,
    pub(super) today: String,
    pub(super) month: String,
}

/// Everybody of whom people have something.
pub(super) const PEOPLE: [&str; 18] = [
    "olga", "oleg", "vera", "ivan", "igor", "helga", "anna", "alla", "clara", "kira", "karl", "sveta", "lena", "fedor", "faina", "kostya",
    "dmitri", "sasha",
];

impl Company {
    /// The id of the thing of this kind that is `person`'s.
    pub(super) fn of(&self, person: &str, kind: &str) -> Option<&str> {
        self.of.get(person)?.get(kind).map(String::as_str)
    }

    /// The id of the company's own.
    pub(super) fn common(&self, kind: &str) -> Option<&str> {
        self.common.get(kind).map(String::as_str)
    }

    /// Does any person have a thing of this kind?
    pub(super) fn is_personal(&self, kind: &str) -> bool {
        self.of.values().any(|things| things.contains_key(kind))
    }

    fn give(&mut self, person: &'static str, kind: &'static str, id: String) {
        self.of.entry(person).or_default().insert(kind, id);
    }

    /// Works for some weeks.
    pub(super) async fn found(app: &TestApp) -> Self {
        let mut company = Self {
            common: Things::new(),
            of: BTreeMap::new(),
            taken_slot: String::new(),
            receiver: Receiver::always(204).await,
            today: String::new(),
            month: String::new(),
        };
        for crew in [Crew::default(), Crew::OTHER] {
            company.tell(app, crew).await;
        }
        company.serve_a_key_account(app).await;
        company.note_what_clerks_have(app).await;
        company.meet_again(app).await;
        company.keep_files(app).await;
        app.advance(days(12)).await;
        company.note_signals(app).await;
        company.pay_everybody(app).await;
        company.note_what_is_common(app).await;
        company
    }

    /// The relay of one crew: a lead of the call manager, a deal of the hunter, a served client of the farmer.
    async fn tell(&mut self, app: &TestApp, crew: Crew) {
        let lead = Story::told_by(crew, app, Until::Called).await;
        let won = Story::told_by(crew, app, Until::Paid).await;
        let base = Story::told_by(crew, app, Until::Completed).await;
        for (person, story) in [(crew.call_manager, &lead), (crew.hunter, &won), (crew.farmer, &base)] {
            let mut event = call_event(app.now().await, &story.phone, crew.extension);
            event["recording"] = json!({"url": "https://pbx.test/1.mp3"});
            self.give(person, "call", app.as_pbx().post("/v1/calls", event).expect(201).await.id());
            self.know(app, person, &story.client).await;
            for (kind, id) in
                [("opportunity", &story.opportunity), ("sale", &story.sale), ("payment", &story.payment), ("handoff", &story.handoff)]
            {
                if !id.is_empty() {
                    self.give(person, kind, id.clone());
                }
            }
        }
        self.give(crew.call_manager, "meeting", won.meeting.clone());
        self.give(crew.hunter, "meeting", won.meeting);
        // What the farmer sells himself.
        let deal = json!({"client_id": base.client, "product_line": "water", "amount": rub(5_000_000)});
        self.give(crew.farmer, "opportunity", app.actor(crew.farmer).post("/v1/opportunities", deal).expect(201).await.id());
        let sale = self.sell(app, crew.farmer, &base.client).await;
        self.give(crew.farmer, "sale", sale);
        for (person, sale) in [(crew.hunter, won.sale), (crew.farmer, base.sale)] {
            let refund = json!({"source": "bank", "external_id": format!("refund-{}", unique()), "sale_id": sale, "amount": rub(100), "value_on": self.today, "reason": "бой"});
            self.give(person, "refund", app.as_finance().post("/v1/refunds", refund).expect(201).await.id());
        }
    }

    /// A person at the client's, a note in his history.
    async fn know(&mut self, app: &TestApp, person: &'static str, client: &str) {
        let now = app.now().await;
        self.today = now.date_naive().to_string();
        self.today[..7].clone_into(&mut self.month);
        let path = format!("/v1/clients/{client}");
        let contact = json!({"name": "Пётр", "birthday": "1980-05-06", "phones": [{"number": phone()}]});
        let note = json!({"kind": "note", "direction": "outbound", "two_way": false, "occurred_at": stamp(now), "result": "любит чай"});
        self.give(person, "client", client.to_owned());
        self.give(person, "contact", app.actor(person).post(format!("{path}/contacts"), contact).expect(201).await.id());
        let author = if person == "sveta" { app.as_director() } else { app.actor(person) };
        self.give(person, "activity", author.post(format!("{path}/activities"), note).expect(201).await.id());
    }

    async fn sell(&self, app: &TestApp, person: &str, client: &str) -> String {
        let lines = json!([{"product_line": "water", "description": "вода", "net_minor": 10_000_000, "vat_bp": 2200}]);
        let sale = json!({"client_id": client, "sale_on": self.today, "currency": "RUB", "lines": lines});
        let draft = app.actor(person).post("/v1/sales", sale).expect(201).await.id();
        app.actor(person).post(format!("/v1/sales/{draft}/confirm"), json!({})).expect(200).await.id()
    }

    /// A client whom kira serves: an import says so (E-37).
    async fn serve_a_key_account(&mut self, app: &TestApp) {
        let kira = app.actor("kira");
        let card = json!({"legal_name": "ООО «Завод»", "source": "import", "external_id": "key-1", "stage": "active", "curator_id": kira.id(),
                          "last_contact_at": stamp(app.now().await)});
        let client = app.as_importer().post("/v1/clients", card).expect(201).await.id();
        self.know(app, "kira", &client).await;
        let deal = json!({"client_id": client, "product_line": "coolers", "amount": rub(5_000_000)});
        let deal = kira.post("/v1/opportunities", deal).expect(201).await.id();
        self.give("kira", "opportunity", deal);
        let sale = self.sell(app, "kira", &client).await;
        self.give("kira", "sale", sale.clone());
        let payment = json!({"source": "bank", "external_id": "key-1", "client_id": client, "amount": rub(GROSS), "value_on": self.today,
                             "allocations": [{"sale_id": sale, "amount_minor": GROSS}]});
        self.give("kira", "payment", app.as_finance().post("/v1/payments", payment).expect(201).await.id());
        let refund =
            json!({"source": "bank", "external_id": "key-1", "sale_id": sale, "amount": rub(100), "value_on": self.today, "reason": "бой"});
        self.give("kira", "refund", app.as_finance().post("/v1/refunds", refund).expect(201).await.id());
    }

    /// What a clerk brought in himself is his while nobody answers for it.
    async fn note_what_clerks_have(&mut self, app: &TestApp) {
        let card = json!({"legal_name": "ООО «Сам позвонил»", "source": "inbound", "phones": [{"number": phone()}]});
        let client = app.as_support_clerk().post("/v1/clients", card).expect(201).await.id();
        self.know(app, "sveta", &client).await;
        let units = app.as_director().all("/v1/units").await;
        let users = app.as_director().all("/v1/users").await;
        for person in PEOPLE {
            let id = app.actor(person).id().to_owned();
            let user = users.iter().find(|user| user["id"] == id.as_str()).unwrap();
            let unit = units.iter().find(|unit| unit["code"] == user["unit"]).unwrap()["id"].as_str().unwrap().to_owned();
            for (kind, id) in [("user", id.clone()), ("portfolio", id), ("unit", unit)] {
                self.give(person, kind, id);
            }
        }
    }

    /// Hunters and kira have an hour that is taken.
    async fn meet_again(&mut self, app: &TestApp) {
        self.taken_slot = stamp(app.next_slot().await + days(21));
        for (person, kind) in [("igor", "follow_up"), ("kira", "key_visit")] {
            let meeting = json!({"client_id": self.of(person, "client"), "kind": kind, "hunter_id": app.actor(person).id(), "starts_at": self.taken_slot, "contact": {"name": "Иван Иванович"}});
            let meeting = app.actor(person).post("/v1/meetings", meeting).expect(201).await.id();
            if person == "kira" {
                self.give(person, "meeting", meeting);
            }
        }
    }

    /// What the system has raised by now, and to whom.
    async fn note_signals(&mut self, app: &TestApp) {
        for signal in app.as_director().all("/v1/signals").await {
            let whose = PEOPLE.iter().find(|person| signal["user_id"] == app.actor(person).id());
            if let Some(person) = whose {
                self.give(person, "signal", signal["id"].as_str().unwrap().to_owned());
            }
        }
    }

    /// Everybody has a correction of his commission; the month is closed, so that everybody has a statement.
    async fn pay_everybody(&mut self, app: &TestApp) {
        for person in PEOPLE {
            let by = if person == "fedor" { app.as_other_finance() } else { app.as_finance() };
            let bonus = json!({"user_id": app.actor(person).id(), "amount": rub(1_000), "reason": "премия"});
            self.give(person, "adjustment", by.post("/v1/commission/adjustments", bonus).expect(201).await.id());
        }
        // Who is paid in the month does not close it.
        let frida = json!({"email": "frida@baton.test", "name": "frida", "unit": "finance", "roles": ["finance"], "password": PASSWORD});
        app.as_director().post("/v1/users", frida).expect(201).await;
        let frida = app.acting(log_in(&app.as_stranger(), "frida@baton.test").await);
        frida.post(format!("/v1/commission/periods/{}/close", self.month), json!({"soft": true})).expect(200).await;
        for (kind, list) in [("accrual", "accruals"), ("entitlement", "entitlements"), ("statement", "statements")] {
            let all = app.as_director().all(format!("/v1/commission/{list}")).await;
            for person in PEOPLE {
                if let Some(one) = all.iter().find(|one| one["user_id"] == app.actor(person).id()) {
                    self.give(person, kind, one["id"].as_str().unwrap().to_owned());
                }
            }
        }
    }

    async fn note_what_is_common(&mut self, app: &TestApp) {
        let admin = app.as_admin();
        let card = json!({"name": "Карта", "pass_bp": 7000, "criteria": [{"code": "hello", "text": "Представился", "points": 20}]});
        let card = app.as_call_centre_admin().post("/v1/scorecards", card).expect(201).await.id();
        self.review_calls(app, &card).await;
        self.miss_calls(app).await;
        self.be_there(app).await;
        let machine = json!({"name": "spare", "kind": "telephony", "source": "spare"});
        let machine = admin.post("/v1/integrations", machine).expect(201).await.id();
        let key = admin.post(format!("/v1/integrations/{machine}/keys"), json!({"scopes": ["calls:write"]})).expect(201).await.id();
        let hook = json!({"url": self.receiver.url(), "event_types": ["period_closed"]});
        let hook = format!("/v1/webhook-endpoints/{}", app.as_director().post("/v1/webhook-endpoints", hook).expect(201).await.id());
        app.as_director().post(format!("{hook}/test"), json!({})).expect_one_of(&[200, 201, 202]).await;
        let delivery = first(&app.as_director(), &format!("{hook}/deliveries")).await;
        let hook = hook.rsplit('/').next().unwrap_or_default().to_owned();
        let rate = json!({"currency": "USD", "rate": "92.5", "value_on": self.today});
        let rate = app.as_finance().post("/v1/fx-rates", rate).expect(201).await.id();
        let plan = first(&app.as_director(), "/v1/commission/plans").await;
        let line = first(&app.as_director(), "/v1/product-lines").await;
        let group = json!({"code": format!("group-{}", unique()), "name": "Крупные"});
        let group = app.as_director().post("/v1/client-groups", group).expect(201).await.id();
        let suppression = json!({"number": phone(), "reason": "stop_list"});
        let suppression = app.as_director().post("/v1/suppressions", suppression).expect(201).await.id();
        for (kind, id) in self.call_somebody(app).await {
            self.common.insert(kind, id);
        }
        for (kind, id) in [
            ("suppression", suppression),
            ("reassignment", self.reassign_somebody(app).await),
            ("merge", self.merge_somebody(app).await),
            ("duplicate", first(&app.as_director(), "/v1/duplicates").await),
            ("calendar_feed", self.issue_calendars(app).await),
            ("webhook_endpoint", hook),
            ("delivery", delivery),
            ("integration", machine),
            ("key", key),
            ("fx_rate", rate),
            ("plan", plan),
            ("product_line", line),
            ("client_group", group),
            ("scorecard", card),
        ] {
            self.common.insert(kind, id);
        }
        self.common.insert("period", self.month.clone());
        self.common.insert("dossier", "solvency".to_owned());
        self.common.insert("norm", "portfolio.norm_max".to_owned());
    }
}

async fn first(actor: &Actor, path: &str) -> String {
    let items: Vec<Value> = actor.all(path).await;
    items[0]["id"].as_str().unwrap().to_owned()
}
