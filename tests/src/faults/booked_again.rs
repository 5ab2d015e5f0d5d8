//! No rule and no unique index of ours makes a payment impossible (§8.10): whatever has happened to a client, money that is owed can be
//! booked, bounced and booked again. Random histories of first sales, new lines, handoffs, losses, releases, refunds and bounces.

use serde_json::{Value, json};

use super::agreement;
use super::dice::{Dice, seed};
use crate::harness::scale::size;
use crate::harness::story::{checklist, rub, unique};
use crate::harness::{TestApp, days};

const LINES: [&str; 3] = ["water", "coolers", "cups"];

struct Told<'a> {
    app: &'a TestApp,
    client: String,
    today: String,
    payments: Vec<String>,
}

impl Told<'_> {
    /// A sale by whoever may make one now, a hunter through a deal of his where it is one.
    async fn sell(&self, dice: &mut Dice) {
        let (app, line) = (self.app, *dice.one(&LINES));
        let who = *dice.one(&["ivan", "igor", "anna"]);
        let mut sale = json!({"client_id": self.client, "sale_on": self.today, "currency": "RUB",
            "lines": [{"product_line": line, "description": line, "net_minor": 1_000 + dice.below(9_000), "vat_bp": 2_200}]});
        if who != "anna" {
            let deal = json!({"client_id": self.client, "product_line": line, "amount": rub(1)});
            let deal = app.actor(who).post("/v1/opportunities", deal).expect_one_of(&[201, 403, 404, 409, 422]).await;
            if deal.status.as_u16() == 201 {
                sale["opportunity_id"] = deal.id().into();
            }
        }
        let made = app.actor(who).post("/v1/sales", sale).expect_one_of(&[201, 403, 404, 409, 422]).await;
        if made.status.as_u16() == 201 {
            app.actor(who).post(format!("/v1/sales/{}/confirm", made.id()), json!({})).expect_one_of(&[200, 403, 409]).await;
        }
    }

    /// What is owed is paid: some of it, or all, or more; it is never refused.
    async fn pay(&mut self, dice: &mut Dice) {
        let due: i64 = self.sales().await.iter().map(|sale| sale["due"]["amount_minor"].as_i64().unwrap()).sum();
        let minor = [due, due / 2, due + 777][dice.below(3)].max(1);
        let body = json!({"source": "bank", "external_id": format!("again-{}", unique()), "client_id": self.client, "amount": rub(minor),
                          "value_on": self.today});
        let paid = self.app.as_finance().post("/v1/payments", body).expect(201).await;
        self.payments.push(paid.id());
    }

    async fn sales(&self) -> Vec<Value> {
        self.app.as_finance().all(format!("/v1/sales?client_id={}&state=confirmed,partly_paid,paid,refunded", self.client)).await
    }

    async fn bounce(&self, dice: &mut Dice) {
        if let Some(payment) = (!self.payments.is_empty()).then(|| dice.one(&self.payments)) {
            self.app.as_finance().post(format!("/v1/payments/{payment}/bounce"), json!({})).expect(200).await;
        }
    }

    async fn refund(&self, dice: &mut Dice) {
        let paid: Vec<Value> = self.sales().await.into_iter().filter(|sale| sale["paid"]["amount_minor"].as_i64() > Some(0)).collect();
        if paid.is_empty() {
            return;
        }
        let sale = dice.one(&paid);
        let most = sale["paid"]["amount_minor"].as_i64().unwrap();
        let back = json!({"source": "bank", "external_id": format!("back-{}", unique()), "sale_id": sale["id"], "value_on": self.today,
                          "amount": rub(if dice.below(2) == 0 { most } else { 1 }), "reason": "goods back"});
        self.app.as_finance().post("/v1/refunds", back).expect(201).await;
    }

    /// Handed over, lost or released, as far as that is possible now.
    async fn move_on(&self, dice: &mut Dice) {
        let (app, client) = (self.app, &self.client);
        match dice.below(4) {
            0 | 1 => {
                let open = app.as_finance().all(format!("/v1/handoffs?client_id={client}&state=prepared,returned,proposed")).await;
                let Some(handoff) = open.first().map(|open| open["id"].as_str().unwrap().to_owned()) else { return };
                let to = json!({"to_user_id": app.as_farmer().id(), "rehearsed": true, "checklist": checklist()});
                app.actor("ivan").post(format!("/v1/handoffs/{handoff}/propose"), to).expect_one_of(&[200, 403, 404, 409]).await;
                app.as_farmer().post(format!("/v1/handoffs/{handoff}/accept"), json!({})).expect_one_of(&[200, 403, 404, 409]).await;
            }
            2 => {
                let director = app.as_director();
                director.post(format!("/v1/clients/{client}/propose-lost"), json!({"reason": "price"})).expect_one_of(&[200, 409]).await;
                director.post(format!("/v1/clients/{client}/confirm-lost"), json!({})).expect_one_of(&[200, 409]).await;
            }
            _ => {
                let why = json!({"reason": "again"});
                app.as_director().post(format!("/v1/clients/{client}/reopen"), why).expect_one_of(&[200, 409]).await;
            }
        }
    }
}

async fn told(app: &TestApp, number: usize) {
    let mut dice = Dice::new(number);
    let client = json!({"legal_name": format!("ООО «Снова {}»", unique()), "source": "inbound"});
    let client = app.as_hunter().post("/v1/clients", client).expect(201).await.id();
    let mut told = Told { app, client, today: String::new(), payments: Vec::new() };
    for _ in 0..40 {
        told.today = app.now().await.date_naive().to_string();
        match dice.below(10) {
            0 | 1 => told.sell(&mut dice).await,
            2..=4 => told.pay(&mut dice).await,
            5 | 6 => told.bounce(&mut dice).await,
            7 => told.refund(&mut dice).await,
            8 => told.move_on(&mut dice).await,
            _ => {
                app.advance(days([1, 20, 100][dice.below(3)])).await;
            }
        }
    }
    // In the end all that waits may come back and be booked once more.
    for payment in told.payments.clone() {
        app.as_finance().post(format!("/v1/payments/{payment}/bounce"), json!({})).expect(200).await;
    }
    told.today = app.now().await.date_naive().to_string();
    let owed = told.sales().await;
    for sale in owed.iter().filter(|sale| sale["due"]["amount_minor"].as_i64() > Some(0)) {
        let body = json!({"source": "bank", "external_id": format!("again-{}", unique()), "client_id": told.client, "amount": sale["due"],
                          "value_on": told.today, "allocations": [{"sale_id": sale["id"], "amount_minor": sale["due"]["amount_minor"]}]});
        let said = format!("sequence {number}, BATON_SEED={}", seed());
        let paid = app.as_finance().post("/v1/payments", body).expect_one_of(&[201, 409]).await;
        assert_eq!(paid.status.as_u16(), 201, "{said}: {paid}");
    }
}

on_both! {
    async fn money_that_is_owed_can_be_booked_bounced_and_booked_again(app) {
        for code in LINES {
            app.as_director().post("/v1/product-lines", json!({"code": code, "name": code})).expect_one_of(&[201, 409]).await;
        }
        for number in 0..size(6, 200) {
            told(app, number).await;
        }
        agreement::holds(app).await;
    }
}
