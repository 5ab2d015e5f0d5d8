//! Everyday cases of money that had no place (point 12d): gifts and discounts, money that bounces on a day of its own, mistyped rates.

use reqwest::Method;
use serde_json::{Value, json};

use super::commission::{amounts, close, lines, month};
use super::pointers;
use super::sales::deal;
use crate::harness::story::{Crew, NET, Story, Until, pay, rub, sell};
use crate::harness::{Answer, TestApp, days};

fn line(code: &str, net_minor: i64, vat_bp: i64) -> Value {
    json!({"product_line": code, "description": code, "net_minor": net_minor, "vat_bp": vat_bp})
}

async fn confirmed(app: &TestApp, who: &str, story: &Story, lines: Value, deal: Option<&str>) -> Answer {
    let sale_on = app.now().await.date_naive().to_string();
    let mut sale = json!({"client_id": story.client, "sale_on": sale_on, "currency": "RUB", "lines": lines});
    if let Some(deal) = deal {
        sale["opportunity_id"] = deal.into();
    }
    let made = app.actor(who).post("/v1/sales", sale).expect(201).await.id();
    app.actor(who).post(format!("/v1/sales/{made}/confirm"), json!({})).expect(200).await
}

on_both! {
    async fn p12d_the_base_of_a_sale_with_a_discount_and_a_gift_is_the_sum_of_its_lines(app) {
        let mut story = Story::told(app, Until::Contract).await;
        let all = json!([line("water", 10_000_000, 2_200), line("water", -1_000_000, 2_200), line("coolers", 0, 2_200)]);
        let sale = confirmed(app, "ivan", &story, all, Some(&story.opportunity)).await;
        assert_eq!((&sale["net"], &sale["gross"], &sale["due"]), (&rub(9_000_000), &rub(10_980_000), &rub(10_980_000)));
        story.sale = sale.id();
        for part in [3_333_333, 3_333_333, 4_313_334] {
            pay(app, &story, part).await;
        }
        let paid = app.as_hunter().get(format!("/v1/sales/{}", story.sale)).expect(200).await;
        assert_eq!((paid.text("state"), &paid["due"]), ("paid".into(), &rub(0)));
        let earned = lines(&app.as_hunter(), &format!("sale_id={}", story.sale)).await;
        assert_eq!(earned.len(), 6, "two lines of the sale a payment; the gift earns nothing");
        assert_eq!(amounts(&earned).iter().sum::<i64>(), 900_000, "a tenth of 90,000.00");
        let base = |line: &Value| line["base"]["amount_minor"].as_i64().unwrap();
        assert_eq!(earned.iter().map(base).filter(|base| *base < 0).sum::<i64>(), -1_000_000);
        let discount = earned.iter().find(|line| base(line) < 0).unwrap()["id"].as_str().unwrap();
        let why = app.as_hunter().get(format!("/v1/commission/accruals/{discount}/explanation")).expect(200).await;
        assert!(why["text"][1].as_str().unwrap().contains("the share of a discount"), "{}", why["text"]);
        let russian = app.as_hunter().get(format!("/v1/commission/accruals/{discount}/explanation")).header("accept-language", "ru").expect(200).await;
        assert!(russian["text"][1].as_str().unwrap().contains("доля скидки"), "{}", russian["text"]);
        // All of it goes back, and so does all commission.
        let refund = json!({"source": "bank", "external_id": "back", "sale_id": story.sale, "amount": rub(10_980_000), "reason": "возврат",
                            "value_on": app.now().await.date_naive().to_string()});
        app.as_finance().post("/v1/refunds", refund).expect(201).await;
        assert_eq!(amounts(&lines(&app.as_hunter(), &format!("sale_id={}", story.sale)).await).iter().sum::<i64>(), 0);
    }

    async fn p12d_a_gift_opens_no_new_line_and_a_discount_goes_with_what_is_sold(app) {
        let story = Story::told(app, Until::Completed).await;
        let gift = confirmed(app, "anna", &story, json!([line("water", 1_000_000, 0), line("coolers", 0, 0)]), None).await;
        pay(app, &Story { sale: gift.id(), ..story.clone() }, 1_000_000).await;
        // The cooler was given and not bought: the hunter may still sell the line as a new one.
        let new = app.as_other_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        let all = json!([line("coolers", 4_000_000, 0), line("coolers", -400_000, 0), line("water", 2_000_000, 0), line("water", 0, 0)]);
        let sale = confirmed(app, "igor", &story, all, Some(&new)).await;
        let kinds: Vec<_> = sale["lines"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["new_line", "new_line", "follow_on", "follow_on"]);
        pay(app, &Story { sale: sale.id(), ..story.clone() }, 5_600_000).await;
        let query = format!("sale_id={}&kind=new_line", sale.id());
        assert_eq!(amounts(&lines(&app.as_other_hunter(), &query).await), [280_000, -28_000], "7 % of 36,000.00");
        let foreign = json!([line("water", 100, 0), line("coolers", -101, 0)]);
        let body = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB", "lines": foreign});
        let refused = app.as_farmer().post("/v1/sales", body).expect(422).await;
        assert_eq!(pointers(&refused), ["/lines"]);
    }

    async fn p12d_a_bounce_has_a_day_of_its_own(app) {
        let mut story = Story::told(app, Until::Handed).await;
        story.sale = sell(app, "anna", &story, NET, None).await.id();
        let told = async |number: &str, day: &str| {
            let payment = json!({"source": "bank", "external_id": number, "client_id": story.client, "amount": rub(1_220_000), "value_on": day,
                                 "allocations": [{"sale_id": story.sale, "amount_minor": 1_220_000}]});
            app.as_finance().post("/v1/payments", payment).expect(201).await.id()
        };
        let (first, second, third) = (told("1", "2026-02-20").await, told("2", "2026-02-21").await, told("3", "2026-02-22").await);
        let bounce = async |payment: &str, body: Value, status: u16| app.as_finance().post(format!("/v1/payments/{payment}/bounce"), body).expect(status).await;
        let early = bounce(&first, json!({"value_on": "2026-02-19"}), 422).await;
        assert_eq!((pointers(&early), &early["paid_on"]), (vec!["/value_on"], &json!("2026-02-20")));
        let tomorrow = (app.now().await + days(1)).date_naive().to_string();
        assert_eq!(pointers(&bounce(&first, json!({"value_on": tomorrow}), 422).await), ["/value_on"]);
        let bounced = bounce(&first, json!({"value_on": "2026-02-25", "reason": "счёт закрыт"}), 200).await;
        assert_eq!((&bounced["state"], &bounced["bounced_on"], &bounced["bounce_reason"]), (&json!("reversed"), &json!("2026-02-25"), &json!("счёт закрыт")));
        let reversed = async || {
            let lines = lines(&app.as_hunter(), &format!("sale_id={}", story.sale)).await;
            let last = lines.last().unwrap().clone();
            (last["amount"].clone(), last["value_on"].clone(), last["period"].clone(), last["late"].clone())
        };
        assert_eq!(reversed().await, (rub(-30_000), json!("2026-02-25"), json!("2026-02"), json!(false)));
        // Once the month is closed, the first open one takes it back.
        close(app, "2026-02").await;
        bounce(&second, json!({"value_on": "2026-02-26"}), 200).await;
        assert_eq!(reversed().await, (rub(-30_000), json!("2026-02-26"), json!(month(app).await), json!(true)));
        let today = app.now().await.date_naive().to_string();
        let plain = app.as_finance().ask(Method::POST, format!("/v1/payments/{third}/bounce")).expect(200).await;
        assert_eq!((&plain["bounced_on"], &plain["bounce_reason"]), (&json!(today), &Value::Null));
        // The same again is harmless, also with nothing said; another day or reason hears the first ones.
        for same in [json!({}), json!({"value_on": "2026-02-25"}), json!({"value_on": "2026-02-25", "reason": "счёт закрыт"})] {
            assert_eq!(bounce(&first, same, 200).await.json, bounced.json);
        }
        let other = bounce(&first, json!({"value_on": "2026-02-27"}), 409).await;
        assert_eq!((other.code().as_str(), &other["bounced_on"], &other["reason"]), ("already_done", &json!("2026-02-25"), &json!("счёт закрыт")));
    }

    async fn p12d_a_mistyped_rate_is_replaced_and_moves_nothing(app) {
        let story = Story::told(app, Until::Handed).await;
        let today = app.now().await.date_naive().to_string();
        let finance = app.as_finance();
        let rate = |rate: &str, replaces: Value| json!({"currency": "USD", "rate": rate, "value_on": today, "replaces": replaces});
        let paid = async |number: &str| {
            let sale = json!({"client_id": story.client, "sale_on": today, "currency": "USD", "lines": [line("water", 1_000_000, 0)]});
            let sale = app.as_farmer().post("/v1/sales", sale).expect(201).await.id();
            app.as_farmer().post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(200).await;
            let payment = json!({"source": "bank", "external_id": number, "client_id": story.client, "value_on": today,
                                 "amount": {"amount_minor": 1_000_000, "currency": "USD"}});
            finance.post("/v1/payments", payment).expect(201).await;
            let lines = lines(&finance, &format!("sale_id={sale}")).await;
            lines.iter().map(|line| line["plan_amount"]["amount_minor"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        let wrong = finance.post("/v1/fx-rates", rate("9.23456", Value::Null)).expect(201).await;
        assert_eq!((wrong.json.get("would_have_moved"), &wrong["replaces"], &wrong["replaced_by"]), (None, &Value::Null, &Value::Null));
        let mut posted = paid("1").await;
        posted.sort_unstable();
        assert_eq!(posted, [184_691, 277_037]);
        let mut other_day = rate("92.3456", json!(wrong.id()));
        other_day["value_on"] = json!("2026-02-20");
        assert_eq!(pointers(&finance.post("/v1/fx-rates", other_day).expect(422).await), ["/replaces"]);
        assert_eq!(pointers(&finance.post("/v1/fx-rates", rate("9.23456", json!(wrong.id()))).expect(422).await), ["/rate"]);
        assert_eq!(pointers(&finance.post("/v1/fx-rates", rate("1", json!("fxrate_01h455vb4pex5vsknk084sn02q"))).expect(422).await), ["/replaces"]);
        let right = finance.post("/v1/fx-rates", rate("92.3456", json!(wrong.id()))).expect(201).await;
        let moves = &right["would_have_moved"];
        assert_eq!((&moves["count"], &moves["difference"]), (&json!(2), &rub(4_155_552)));
        assert_eq!((&moves["lines"][0]["user_id"], &moves["lines"][0]["from"], &moves["lines"][0]["to"]), (&json!(app.as_hunter().id()), &rub(277_037), &rub(2_770_368)));
        assert_eq!(right["replaces"], wrong.id());
        // Nothing moved; what comes from now on goes by the new rate.
        let total = lines(&finance, "kind=follow_on").await.iter().map(|line| line["plan_amount"]["amount_minor"].as_i64().unwrap()).sum::<i64>();
        assert_eq!(total, 461_728);
        let mut posted = paid("2").await;
        posted.sort_unstable();
        assert_eq!(posted, [1_846_912, 2_770_368]);
        assert_eq!(finance.get(format!("/v1/fx-rates/{}", wrong.id())).expect(200).await["replaced_by"], right.id());
        assert_eq!(finance.all("/v1/fx-rates?currency=USD&replaced_by=null").await.len(), 1);
        assert_eq!(finance.all("/v1/fx-rates?currency=USD").await.len(), 2);
        for replaces in [Value::Null, json!(wrong.id())] {
            let again = finance.post("/v1/fx-rates", rate("93", replaces)).expect(409).await;
            assert_eq!((again.code().as_str(), &again["id"]), ("fx_rate_exists", &json!(right.id())));
        }
    }

    async fn p12_a_command_repeated_for_another_reason_hears_the_first(app) {
        let story = Story::told(app, Until::Handed).await;
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let coolers = app.as_hunter().post("/v1/opportunities", deal(&story.client, "coolers")).expect(201).await.id();
        let right = app.as_hunter().all(format!("/v1/commission/entitlements?client_id={}", story.client)).await[0]["id"].as_str().unwrap().to_owned();
        let paid = pay(app, &Story { sale: sell(app, "anna", &story, NET, None).await.id(), ..story.clone() }, 100).await.id();
        let booked = Story::told_by(Crew::OTHER, app, Until::Booked).await;
        let right = format!("/v1/commission/entitlements/{right}");
        let commands = [
            (app.as_finance(), format!("/v1/payments/{paid}/bounce")),
            (app.as_farmer(), format!("/v1/sales/{sale}/cancel")),
            (app.as_head_client_dept(), format!("/v1/opportunities/{coolers}/cancel")),
            (app.actor("oleg"), format!("/v1/meetings/{}/cancel", booked.meeting)),
            (app.as_finance(), format!("{right}/suspend")),
            (app.as_finance(), format!("{right}/resume")),
            (app.as_finance(), format!("{right}/end")),
        ];
        for (who, command) in commands {
            let first = who.post(&command, json!({"reason": "ошибка"})).expect(200).await;
            assert_eq!(who.post(&command, json!({"reason": "ошибка"})).expect(200).await.json, first.json, "{command}");
            let other = who.post(&command, json!({"reason": "передумали"})).expect(409).await;
            assert_eq!((other.code().as_str(), &other["reason"]), ("already_done", &json!("ошибка")), "{command}");
            if !command.starts_with("/v1/meetings") {
                assert_eq!(who.post(&command, json!({})).expect(200).await.json, first.json, "{command}");
            }
        }
        let shown = app.as_finance().get(&right).expect(200).await;
        assert_eq!((&shown["suspend_note"], &shown["resume_note"], &shown["end_note"]), (&json!("ошибка"), &json!("ошибка"), &json!("ошибка")));
        let silent = sell(app, "anna", &story, NET, None).await.id();
        app.as_farmer().post(format!("/v1/sales/{silent}/cancel"), json!({})).expect(200).await;
        let late = app.as_farmer().post(format!("/v1/sales/{silent}/cancel"), json!({"reason": "дубль"})).expect(409).await;
        assert_eq!((late.code().as_str(), &late["reason"]), ("already_done", &Value::Null), "nobody said why");
    }
}
