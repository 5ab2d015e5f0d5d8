//! What the first screens of each desk need, in three requests at most, with the names and numbers that they show.

use std::cell::RefCell;

use serde_json::Value;

use crate::harness::story::{Crew, GROSS, Story, Until, pay};
use crate::harness::{Actor, Answer, stamp};

/// Requests of one screen at most.
const MOST: usize = 3;

/// A screen that somebody opens: every request of it is counted.
struct Screen {
    who: Actor,
    asked: RefCell<Vec<String>>,
}

impl Screen {
    fn of(who: Actor) -> Self {
        Self { who, asked: RefCell::default() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.asked.borrow_mut().push(path.to_owned());
        assert!(self.asked.borrow().len() <= MOST, "{:?}", self.asked.borrow());
        self.who.get(path).expect(200).await
    }
}

/// The resource with this id that came with a page.
fn included<'a>(page: &'a Answer, id: &Value) -> &'a Value {
    let found = page["included"].as_object().into_iter().flat_map(|kinds| kinds.values());
    let mut found = found.filter_map(|kind| kind.get(id.as_str().unwrap_or_default()));
    found.next().unwrap_or_else(|| panic!("{id} did not come with {page}"))
}

/// How many items are in the group with this value.
fn count(counts: &Answer, member: &str, value: &str) -> u64 {
    counts.items().iter().find(|group| group[member] == value).and_then(|group| group["count"].as_u64()).unwrap_or(0)
}

on_both! {
    async fn a_hunter_sees_his_day(app) {
        let story = Story::told(app, Until::Booked).await;
        let deal = Story::told(app, Until::Contract).await;
        let screen = Screen::of(app.as_hunter());
        let (now, later) = (stamp(app.now().await), stamp(app.now().await + crate::harness::days(30)));
        let meetings = screen.get(&format!("/v1/meetings?hunter_id=me&state=booked,confirmed&starts_before={later}&sort=starts_at&include=client,contact,booked_by")).await;
        for meeting in meetings.items() {
            assert!(meeting["starts_at"].as_str() <= Some(later.as_str()), "{now}: {meeting}");
            assert!(included(&meetings, &meeting["client_id"])["legal_name"].is_string());
            assert!(included(&meetings, &meeting["contact_id"])["name"].is_string());
            assert!(["olga", "oleg"].map(Some).contains(&included(&meetings, &meeting["booked_by"])["name"].as_str()));
        }
        let deals = screen.get("/v1/opportunities?owner_id=me&state=open&sort=close_on&include=client").await;
        assert_eq!(deals.items()[0]["id"], deal.opportunity.as_str());
        assert!(deals.items()[0]["close_on"].is_string() && deals.items()[0]["stale"] == false);
        assert!(included(&deals, &deals.items()[0]["client_id"])["legal_name"].is_string());
        let stages = screen.get("/v1/opportunities/counts?owner_id=me&by=stage,state").await;
        assert_eq!(count(&stages, "stage", "contract"), 1);
        drop(story);
    }

    async fn a_person_sees_his_statement_with_its_lines(app) {
        let story = Story::told(app, Until::Completed).await;
        let month = app.now().await.format("%Y-%m").to_string();
        app.advance(crate::harness::days(32)).await;
        app.as_finance().post(format!("/v1/commission/periods/{month}/close"), serde_json::json!({})).expect_one_of(&[200, 202]).await;
        let screen = Screen::of(app.as_hunter());
        let statements = screen.get("/v1/commission/statements?user_id=me&sort=-period&limit=1&include=user").await;
        let statement = &statements.items()[0];
        assert_eq!(included(&statements, &statement["user_id"])["name"], "ivan");
        assert!(statement["payable"]["amount_minor"].is_i64() && statement["state"].is_string());
        let id = statement["id"].as_str().unwrap();
        let lines = screen.get(&format!("/v1/commission/accruals?statement_id={id}&limit=200&include=client,sale")).await;
        assert_eq!(lines.items().len(), usize::try_from(statement["line_count"].as_u64().unwrap()).unwrap());
        for line in lines.items() {
            assert_eq!(included(&lines, &line["client_id"])["id"], story.client.as_str());
            assert!(included(&lines, &line["sale_id"])["sale_on"].is_string());
        }
        let rules = screen.get(&format!("/v1/commission/accruals/counts?statement_id={id}&by=rule")).await;
        assert_eq!(rules["total"], statement["line_count"]);
    }

    async fn finance_sees_payments_and_what_is_unpaid(app) {
        let paid = Story::told(app, Until::Sold).await;
        pay(app, &paid, GROSS / 2).await;
        Story::told_by(Crew::OTHER, app, Until::Paid).await;
        let screen = Screen::of(app.as_finance());
        let payments = screen.get("/v1/payments?sort=-value_on&include=client,recorded_by").await;
        for payment in payments.items() {
            assert!(included(&payments, &payment["client_id"])["legal_name"].is_string());
            assert_eq!(included(&payments, &payment["recorded_by"])["name"], "fedor");
        }
        let owed = screen.get("/v1/sales?unpaid=true&sort=sale_on&include=client,seller").await;
        assert_eq!((owed.items().len(), &owed.items()[0]["id"]), (1, &paid.sale.as_str().into()));
        assert_eq!(owed.items()[0]["due"]["amount_minor"], GROSS - GROSS / 2);
        assert_eq!(included(&owed, &owed.items()[0]["seller_id"])["name"], "ivan");
        let states = screen.get("/v1/payments/counts?by=state,currency").await;
        assert_eq!((count(&states, "state", "cleared"), &states["total"]), (2, &2.into()));
    }

    async fn a_head_sees_the_inbox_of_handoffs(app) {
        let waiting = Story::told(app, Until::Paid).await;
        let proposed = Story::told_by(Crew::OTHER, app, Until::Proposed).await;
        let screen = Screen::of(app.as_head_client_dept());
        let inbox = screen.get("/v1/handoffs?state=proposed,prepared&sort=due_at&include=client,from_user,to_user").await;
        let item = inbox.items().iter().find(|handoff| handoff["id"] == proposed.handoff.as_str()).unwrap();
        assert_eq!((included(&inbox, &item["from_user_id"])["name"].as_str(), included(&inbox, &item["to_user_id"])["name"].as_str()), (Some("igor"), Some("alla")));
        assert!(included(&inbox, &item["client_id"])["legal_name"].is_string() && item["due_at"].is_string() && item["overdue"] == false);
        let states = screen.get("/v1/handoffs/counts?by=state,to_user_id&include=to_user").await;
        assert_eq!(count(&states, "state", "proposed"), 1);
        let receiver = states.items().iter().find(|group| group["state"] == "proposed").map(|group| &group["to_user_id"]).unwrap();
        assert_eq!(included(&states, receiver)["name"], "alla");
        let unassigned = screen.get("/v1/handoffs?to_user_id=null&include=client,from_user").await;
        assert!(unassigned.items().iter().any(|handoff| handoff["client_id"] == waiting.client.as_str()));
    }
}
