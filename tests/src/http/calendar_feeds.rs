//! Calendar feeds from outside: an address that needs no token, and what calendar programs read there.

use serde_json::json;

use crate::harness::story::{Story, Until};
use crate::harness::{Actor, Answer, TestApp, days};

/// A new address of the person's feed: its path.
async fn issued(by: &Actor, path: &str) -> String {
    let url = by.post(path, json!({})).expect(201).await.text("url");
    format!("/v1{}", url.split_once("/v1").unwrap().1)
}

async fn read(app: &TestApp, path: &str) -> Answer {
    app.as_stranger().get(path).expect(200).await
}

/// The answer as it came.
fn plain(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// A line of the only event.
fn line(feed: &Answer, name: &str) -> String {
    let unfolded = plain(feed).replace("\r\n ", "");
    let start = format!("{name}:");
    let found = unfolded.split("\r\n").find_map(|line| line.strip_prefix(&start)).map(str::to_owned);
    found.unwrap_or_else(|| panic!("no {name}: {unfolded}"))
}

on_both! {
    async fn a_calendar_program_reads_the_meetings_of_a_hunter(app) {
        let story = Story::told(app, Until::Booked).await;
        let path = issued(&app.as_hunter(), "/v1/me/calendar-feed").await;
        let feed = read(app, &path).await;
        assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
        let text = plain(&feed);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let meeting = app.as_hunter().get(format!("/v1/meetings/{}", story.meeting)).expect(200).await;
        let compact = |member: &str| meeting.text(member).replace(['-', ':'], "").split('.').next().unwrap().trim_end_matches('Z').to_owned() + "Z";
        assert_eq!((line(&feed, "UID"), line(&feed, "VERSION")), (format!("{}@baton", story.meeting), "2.0".to_owned()));
        assert_eq!((line(&feed, "DTSTART"), line(&feed, "DTEND")), (compact("starts_at"), compact("ends_at")));
        assert_eq!((line(&feed, "STATUS"), line(&feed, "SEQUENCE")), ("TENTATIVE".to_owned(), "0".to_owned()));
        assert_eq!(line(&feed, "SUMMARY"), story.card(app).await.text("legal_name"));
        assert!(!text.contains(&story.phone), "no numbers");
        let tag = feed.header("etag").unwrap().to_owned();
        app.as_stranger().get(&path).header("if-none-match", &tag).expect(304).await;
        let starts_at = app.next_slot().await;
        let moved = json!({"starts_at": crate::harness::stamp(starts_at + days(1))});
        app.as_call_manager().post(format!("/v1/meetings/{}/reschedule", story.meeting), moved).expect(200).await;
        let feed = app.as_stranger().get(&path).header("if-none-match", &tag).expect(200).await;
        assert_eq!(line(&feed, "SEQUENCE"), "1");
        app.as_call_manager().post(format!("/v1/meetings/{}/cancel", story.meeting), json!({"reason": "заболел"})).expect(200).await;
        assert_eq!(line(&read(app, &path).await, "STATUS"), "CANCELLED");
        app.advance(days(40)).await;
        assert!(!plain(&read(app, &path).await).contains("VEVENT"), "thirty days back");
    }

    async fn a_new_address_ends_the_old_one_and_a_revoked_one_is_not_found(app) {
        let ivan = app.as_hunter();
        ivan.get("/v1/me/calendar-feed").expect(404).await;
        let first = issued(&ivan, "/v1/me/calendar-feed").await;
        assert!(ivan.get("/v1/me/calendar-feed").expect(200).await["last_read_at"].is_null());
        read(app, &first).await;
        let shown = ivan.get("/v1/me/calendar-feed").expect(200).await;
        assert!(!shown["last_read_at"].is_null() && !plain(&shown).contains("calendar-feeds/"), "{}", plain(&shown));
        let second = issued(&ivan, "/v1/me/calendar-feed").await;
        app.as_stranger().get(&first).expect(404).await;
        read(app, &second).await;
        for _ in 0..2 {
            ivan.post("/v1/me/calendar-feed/revoke", json!({})).expect(204).await;
        }
        app.as_stranger().get(&second).expect(404).await;
        ivan.get("/v1/me/calendar-feed").expect(404).await;
        app.as_stranger().get("/v1/calendar-feeds/nonsense.ics").expect(404).await;
        for (method, path) in [(reqwest::Method::TRACE, "/v1/calendar-feeds/nonsense.ics"), (reqwest::Method::PUT, "/v1/telephony/a/b/c")] {
            let refused = app.bearing("nonsense").ask(method, path).expect(405).await;
            assert!(refused.header("allow").is_some_and(|allow| allow.contains("GET")), "whoever asks is told the methods");
        }
        app.as_pbx().post("/v1/me/calendar-feed", json!({})).expect(403).await;
    }

    async fn heads_and_the_administrator_keep_the_feeds_of_their_people(app) {
        let path = format!("/v1/users/{}/calendar-feed", app.as_hunter().id());
        for (who, status) in [(app.as_head_active_sales(), 201), (app.as_admin(), 201), (app.as_hunter(), 201), (app.as_other_hunter(), 403), (app.as_head_client_dept(), 403)] {
            who.post(&path, json!({})).expect(status).await;
        }
        let address = issued(&app.as_admin(), &path).await;
        let feed = app.as_head_active_sales().get(&path).expect(200).await;
        app.as_head_active_sales().post(format!("{path}/revoke"), json!({})).header("if-match", "\"1\"").expect(412).await;
        app.as_head_active_sales().post(format!("{path}/revoke"), json!({})).header("if-match", feed.header("etag").unwrap()).expect(204).await;
        app.as_stranger().get(&address).expect(404).await;
        let address = issued(&app.as_admin(), &path).await;
        app.as_director().post(format!("/v1/users/{}/deactivate", app.as_hunter().id()), json!({})).expect(200).await;
        app.as_stranger().get(&address).expect(404).await;
    }
}
