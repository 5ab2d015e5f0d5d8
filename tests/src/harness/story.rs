//! How a client got where a test needs him: the relay in steps, each through the API, by the people whose step it is.
//!
//! ```ignore
//! let client = Story::suspect(app).await;             // olga's, called by nobody yet
//! let story = Story::told(app, Until::Handed).await;  // sold by ivan, accepted by anna
//! ```

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::app::{TestApp, stamp};
use super::request::Answer;

/// How far the story goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Until {
    /// An answered call stands in the records: `contacted`.
    Called,
    /// `meeting_booked` with ivan.
    Booked,
    /// The meeting was held and accepted: `prospect`. The clock has moved past it.
    Prospect,
    /// The opportunity is at `contract`: the handoff is prepared.
    Contract,
    /// The first sale is confirmed, nothing paid.
    Sold,
    /// Paid in full: `client`, commission held.
    Paid,
    /// Proposed to anna.
    Proposed,
    /// Accepted by anna: `active`.
    Handed,
    /// Introduced, and anna has spoken to him: `completed`.
    Completed,
}

const STEPS: [Until; 9] = [
    Until::Called,
    Until::Booked,
    Until::Prospect,
    Until::Contract,
    Until::Sold,
    Until::Paid,
    Until::Proposed,
    Until::Handed,
    Until::Completed,
];

/// Who takes the steps of a story; olga, ivan and anna unless told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crew {
    pub(crate) call_manager: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) hunter: &'static str,
    pub(crate) farmer: &'static str,
}

impl Crew {
    /// The colleagues of the first.
    pub(crate) const OTHER: Self = Self { call_manager: "oleg", extension: "102", hunter: "igor", farmer: "alla" };
}

impl Default for Crew {
    fn default() -> Self {
        Self { call_manager: "olga", extension: "101", hunter: "ivan", farmer: "anna" }
    }
}

/// One client and what has happened to him. Ids of steps not reached are empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    pub(crate) crew: Crew,
    pub(crate) client: String,
    pub(crate) phone: String,
    pub(crate) call: String,
    pub(crate) meeting: String,
    pub(crate) opportunity: String,
    pub(crate) sale: String,
    pub(crate) payment: String,
    pub(crate) handoff: String,
}

/// Net and gross of the first sale, in kopecks.
pub(crate) const NET: i64 = 10_000_000;
pub(crate) const GROSS: i64 = 12_200_000;

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// A number that no other client of this run has.
pub(crate) fn unique() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

/// A Russian mobile that nobody else of this run has.
pub(crate) fn phone() -> String {
    format!("+7916{:07}", unique())
}

/// Every point of the handoff's checklist, ticked.
pub(crate) fn checklist() -> Value {
    json!({"general": true, "decision_makers": true, "contract": true, "promises": true, "payment_terms": true, "delivery": true, "risks": true,
           "preferred_channel": true})
}

/// Roubles.
pub(crate) fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

impl Story {
    /// A new client, told about up to `until`.
    pub(crate) async fn told(app: &TestApp, until: Until) -> Self {
        Self::told_by(Crew::default(), app, until).await
    }

    /// The same by other people.
    pub(crate) async fn told_by(crew: Crew, app: &TestApp, until: Until) -> Self {
        let mut story = Self { crew, phone: phone(), ..Self::default() };
        story.be_created(app).await;
        for step in STEPS.into_iter().take_while(|step| *step <= until) {
            story.take(app, step).await;
        }
        story
    }

    async fn take(&mut self, app: &TestApp, step: Until) {
        match step {
            Until::Called => self.be_called(app).await,
            Until::Booked => self.be_booked(app).await,
            Until::Prospect => self.be_met(app).await,
            Until::Contract => self.reach_contract(app).await,
            Until::Sold => self.sale = sell(app, self.crew.hunter, self, NET, Some(&self.opportunity)).await.id(),
            Until::Paid => self.payment = pay(app, self, GROSS).await.id(),
            Until::Proposed => self.be_proposed(app).await,
            Until::Handed => self.be_accepted(app).await,
            Until::Completed => self.be_introduced(app).await,
        }
    }

    /// How he stands, as the hunter sees him.
    pub(crate) async fn card(&self, app: &TestApp) -> Answer {
        app.actor(self.crew.hunter).get(format!("/v1/clients/{}", self.client)).expect(200).await
    }

    /// His stage.
    pub(crate) async fn stage(&self, app: &TestApp) -> String {
        self.card(app).await.text("stage")
    }

    async fn be_created(&mut self, app: &TestApp) {
        let card =
            json!({"legal_name": format!("ООО «Ромашка {}»", unique()), "source": "purchased_list", "phones": [{"number": self.phone}]});
        self.client = app.actor(self.crew.call_manager).post("/v1/clients", card).expect(201).await.id();
    }

    async fn be_called(&mut self, app: &TestApp) {
        self.call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &self.phone, self.crew.extension)).expect(201).await.id();
    }

    async fn be_booked(&mut self, app: &TestApp) {
        let disposition = json!({
            "kind": "meeting_booked",
            "qualification": {"need": "вода в офис, 60 бутылей", "decision_maker_known": true, "volume_hint": "60 в месяц", "solvency_checked": true, "region_served": true},
            "meeting": {"hunter_id": app.actor(self.crew.hunter).id(), "starts_at": stamp(app.next_slot().await), "place": "у клиента",
                        "contact": {"name": "Иван Иванович", "position": "директор", "decision_maker": true}}
        });
        let booked = app.actor(self.crew.call_manager).post(format!("/v1/calls/{}/disposition", self.call), disposition).await;
        self.meeting = booked.text("meeting_id");
    }

    async fn be_met(&mut self, app: &TestApp) {
        let meeting = app.actor(self.crew.hunter).get(format!("/v1/meetings/{}", self.meeting)).expect(200).await;
        let starts_at: DateTime<Utc> = meeting.text("starts_at").parse().unwrap();
        app.advance_to(starts_at + TimeDelta::hours(1)).await;
        app.actor(self.crew.hunter).post(format!("/v1/meetings/{}/hold", self.meeting), json!({})).expect(200).await;
        app.actor(self.crew.hunter).post(format!("/v1/meetings/{}/accept", self.meeting), json!({})).expect(200).await;
    }

    async fn reach_contract(&mut self, app: &TestApp) {
        let close_on = (app.now().await + TimeDelta::days(20)).date_naive().to_string();
        let deal = json!({"client_id": self.client, "product_line": "water", "amount": rub(NET), "close_on": close_on});
        self.opportunity = app.actor(self.crew.hunter).post("/v1/opportunities", deal).expect(201).await.id();
        for stage in ["proposal", "negotiation", "contract"] {
            app.actor(self.crew.hunter)
                .post(format!("/v1/opportunities/{}/advance", self.opportunity), json!({"stage": stage}))
                .expect(200)
                .await;
        }
        let handoffs = app.actor(self.crew.hunter).get(format!("/v1/handoffs?client_id={}", self.client)).expect(200).await;
        handoffs.items()[0]["id"].as_str().unwrap().clone_into(&mut self.handoff);
    }

    async fn be_proposed(&self, app: &TestApp) {
        let proposal = json!({"to_user_id": app.actor(self.crew.farmer).id(), "rehearsed": true, "checklist": checklist()});
        app.actor(self.crew.hunter).post(format!("/v1/handoffs/{}/propose", self.handoff), proposal).expect(200).await;
    }

    async fn be_accepted(&self, app: &TestApp) {
        app.actor(self.crew.farmer).post(format!("/v1/handoffs/{}/accept", self.handoff), json!({})).expect(200).await;
    }

    async fn be_introduced(&self, app: &TestApp) {
        let now = app.now().await;
        app.actor(self.crew.hunter)
            .post(format!("/v1/handoffs/{}/introduce", self.handoff), json!({"kind": "visit", "occurred_at": stamp(now)}))
            .expect(200)
            .await;
        talk(app, self.crew.farmer, &self.client).await;
    }
}

/// A conversation of somebody with a client, now.
pub(crate) async fn talk(app: &TestApp, who: &str, client: &str) -> Answer {
    let activity =
        json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": stamp(app.now().await), "result": "договорились"});
    app.actor(who).post(format!("/v1/clients/{client}/activities"), activity).expect(201).await
}

/// A confirmed sale of water by somebody.
pub(crate) async fn sell(app: &TestApp, who: &str, story: &Story, net_minor: i64, opportunity: Option<&str>) -> Answer {
    let mut sale = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
                          "lines": [{"product_line": "water", "description": "вода", "net_minor": net_minor, "vat_bp": 2200}]});
    if let Some(opportunity) = opportunity {
        sale["opportunity_id"] = opportunity.into();
    }
    let draft = app.actor(who).post("/v1/sales", sale).expect(201).await;
    app.actor(who).post(format!("/v1/sales/{}/confirm", draft.id()), json!({})).expect(200).await
}

/// A payment by the client of the story, allocated to his latest sale told.
pub(crate) async fn pay(app: &TestApp, story: &Story, minor: i64) -> Answer {
    let payment = json!({"source": "bank", "external_id": format!("payment-{}", unique()), "client_id": story.client, "amount": rub(minor),
                         "value_on": app.now().await.date_naive().to_string(), "allocations": [{"sale_id": story.sale, "amount_minor": minor}]});
    app.as_finance().post("/v1/payments", payment).expect(201).await
}

/// An outbound call that was answered for 170 seconds and has just ended.
pub(crate) fn call_event(now: DateTime<Utc>, phone: &str, extension: &str) -> Value {
    json!({"external_call_id": format!("call-{}", unique()), "direction": "outbound", "client_phone": phone, "agent_ref": extension,
           "started_at": stamp(now - TimeDelta::seconds(300)), "answered_at": stamp(now - TimeDelta::seconds(290)),
           "ended_at": stamp(now - TimeDelta::seconds(120)), "outcome": "answered", "talk_seconds": 170})
}
