//! Searching for clients: by pieces of what is known of them and of their people, the same on both databases.

use persistence::{Store, StoreOptions};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use super::clients::{created, imported};
use crate::harness::story::{phone, unique};
use crate::harness::{Actor, TestApp};

/// The names of those found, in the order of their making.
async fn found(actor: Actor, q: &str) -> Vec<String> {
    let url = reqwest::Url::parse_with_params("http://baton.test/v1/clients", [("q", q)]).unwrap();
    let page = actor.get(format!("/v1/clients?{}", url.query().unwrap())).expect(200).await;
    page["items"].as_array().unwrap().iter().map(|client| client["legal_name"].as_str().unwrap().to_owned()).collect()
}

async fn contact(app: &TestApp, client: String, more: Value) -> crate::harness::Answer {
    app.as_director().post(format!("/v1/clients/{client}/contacts"), more).expect(201).await
}

on_both! {
    async fn a_client_is_found_by_pieces_of_what_is_known_of_him(app) {
        let number = phone();
        let aqua = created(app, json!({"legal_name": "ООО «Весёлый Водяной»", "trade_name": "AQUA Café", "inn": "7707083893", "vat_id": "DE123456789",
            "external_id": "1C-00042", "emails": ["Office@Aqua-Cafe.example"], "phones": [{"number": number}]})).await;
        created(app, json!({"legal_name": "ИП Сухов", "inn": "500100732259"})).await;
        contact(app, aqua.id(), json!({"name": "Андрей Ёлкин", "emails": ["elkin@post.example"]})).await;
        let digits = number.trim_start_matches('+');
        let at_home = format!("8 ({}) {}-{}", &digits[1..4], &digits[4..7], &digits[7..9]);
        for q in [
            "водяной", "ВЕСЕЛЫЙ", "весёл", "водяной весел ооо", "aqua", "cafe", "café aqua", "7707083893", "70708", "de1234", "1c-00042",
            "office@aqua", "cafe.example", number.as_str(), &digits[1..], &at_home, "елкин", "Ёлкин водяной", "elkin@post.example", "вес ёл", "о в весел",
        ] {
            assert_eq!(found(app.as_farmer(), q).await, ["ООО «Весёлый Водяной»"], "{q}");
        }
        for q in ["сухой", "водяной сухов", "елкинводяной", "весёлыйводяной", "7707083894", "café \u{444}\u{444}"] {
            assert!(found(app.as_farmer(), q).await.is_empty(), "{q}");
        }
        assert_eq!(found(app.as_farmer(), "example 00042").await.len(), 1);
    }

    async fn what_is_corrected_is_found_anew_and_no_longer_as_before(app) {
        let client = created(app, json!({"legal_name": "Первое имя", "inn": "500100732259", "phones": [{"number": phone()}]})).await;
        let person = contact(app, client.id(), json!({"name": "Старостин"})).await;
        app.as_director().patch(format!("/v1/clients/{}", client.id()), json!({"legal_name": "Второе имя"})).if_match(&client).expect(200).await;
        let path = format!("/v1/clients/{}/contacts/{}", client.id(), person.id());
        app.as_director().patch(path, json!({"name": "Новиков"})).if_match(&person).expect(200).await;
        for (q, times) in [("первое", 0), ("второе", 1), ("старостин", 0), ("новиков", 1)] {
            assert_eq!(found(app.as_director(), q).await.len(), times, "{q}");
        }
        app.as_director().post(format!("/v1/clients/{}/erase-personal-data", client.id()), json!({})).expect(200).await;
        for q in ["второе", "новиков"] {
            assert!(found(app.as_director(), q).await.is_empty(), "erased, yet found by {q}");
        }
    }

    async fn a_persons_own_number_finds_only_for_those_who_may_read_it(app) {
        let client = imported(app, json!({})).await;
        let number = phone();
        contact(app, client.id(), json!({"name": "Лично", "phones": [{"number": number}]})).await;
        // His farmer, her head, the director; not another farmer, nor those who never meet him.
        for (name, times) in [
            ("anna", 1), ("clara", 1), ("dmitri", 1), ("alla", 0), ("ivan", 0), ("helga", 0), ("olga", 0), ("fedor", 0), ("kostya", 0),
        ] {
            assert_eq!(found(app.actor(name), &number).await.len(), times, "{name}");
        }
    }

    async fn a_search_is_narrowed_sorted_and_paged_like_any_list(app) {
        let word = format!("Поиск{}", unique());
        for n in 0..5 {
            created(app, json!({"legal_name": format!("{word} {n}")})).await;
        }
        imported(app, json!({"legal_name": format!("{word} 5")})).await;
        let path = format!("/v1/clients?q={word}&limit=2");
        assert_eq!(app.as_director().all(format!("/v1/clients?q={word}")).await.len(), 6);
        assert_eq!(app.as_director().all(format!("/v1/clients?q={word}&stage=active")).await.len(), 1);
        let newest = app.as_director().get(format!("{path}&sort=-id")).expect(200).await;
        assert_eq!(newest["items"][0]["legal_name"], format!("{word} 5"));
        let cursor = newest.text("next_cursor");
        let next = app.as_director().get(format!("{path}&sort=-id&cursor={cursor}")).expect(200).await;
        assert_eq!(next["items"][0]["legal_name"], format!("{word} 3"));
        app.as_director().get(format!("/v1/clients?q=other{word}&limit=2&sort=-id&cursor={cursor}")).expect(400).await;
    }

    async fn a_base_from_before_there_was_a_search_is_found_after_the_next_start(app) {
        let client = created(app, json!({"legal_name": "Старая база"})).await;
        contact(app, client.id(), json!({"name": "Старожил"})).await;
        let pool = Database::connect(app.database_url()).await.unwrap();
        pool.execute_unprepared("delete from search_texts").await.unwrap();
        pool.close().await.unwrap();
        assert!(found(app.as_farmer(), "старая").await.is_empty());
        let store = Store::connect(&StoreOptions { url: app.database_url(), max_connections: 1, threads: 1 }).await.unwrap();
        store.migrate().await.unwrap();
        for q in ["старая", "старожил база"] {
            assert_eq!(found(app.as_farmer(), q).await.len(), 1, "{q}");
        }
    }

    async fn a_search_for_too_little_is_told_what_it_needs(app) {
        for q in ["", "ab", "%D0%B8%D0%BF", "--", "%25%25%25", "a+b+c", "a1a+b1b+c1c+d1d+e1e+f1f+g1g+h1h+i1i", &"x".repeat(101)] {
            let refused = app.as_director().get(format!("/v1/clients?q={q}")).expect(400).await;
            assert!(refused.text("detail").starts_with("q: "), "{q}: {}", refused.json);
        }
        for q in ["%22%22%22abc", "abc%27--", "a%22b%22cde", "abc%00", "%F0%9F%98%80abc", "%D8%A7%D9%84%D8%B9"] {
            app.as_director().get(format!("/v1/clients?q={q}")).expect_one_of(&[200, 400]).await;
        }
    }
}
