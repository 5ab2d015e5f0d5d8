//! Problems in the language of whoever meets them; pages that explain each.

use domain::Word;
use domain::event::EventName;
use domain::event::catalogue::described;
use serde_json::json;

use crate::harness::Answer;

/// Is it Russian?
fn russian(text: &str) -> bool {
    text.chars().any(|letter| ('а'..='я').contains(&letter))
}

fn speaks(answer: &Answer, tag: &str) {
    assert_eq!(answer.header("content-language"), Some(tag));
    assert!(answer.headers.get_all("vary").iter().any(|value| value == "Accept-Language"));
    let errors = answer["errors"].as_array().into_iter().flatten().filter_map(|error| error["detail"].as_str());
    for text in [answer["title"].as_str().unwrap(), answer["detail"].as_str().unwrap()].into_iter().chain(errors) {
        assert_eq!(russian(text), tag == "ru", "{text}\n{answer}");
    }
}

on_both! {
    async fn problems_speak_russian_to_who_asks_for_it(app) {
        let client = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО «Ромашка»", "source": "referral", "inn": "7707083893"})).expect(201).await.id();
        for (asked, tag) in [("ru-RU, en;q=0.5", "ru"), ("en", "en"), ("de", "en"), ("ru;q=0.1, en", "en")] {
            let lists = app.as_call_manager().post("/v1/clients", json!({"legal_name": " ", "source": "referral", "inn": "1", "phones": "none", "colour": 1}));
            let wrong = lists.header("accept-language", asked).expect(422).await;
            assert_eq!((wrong.code().as_str(), wrong.pointers().len()), ("invalid_fields", 4), "{wrong}");
            speaks(&wrong, tag);
            let twice = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО «Ромашка»", "source": "referral", "inn": "7707083893"}));
            let twice = twice.header("accept-language", asked).expect(409).await;
            assert_eq!((twice.code(), twice.text("id")), ("client_exists".into(), client.clone()));
            speaks(&twice, tag);
            speaks(&app.as_stranger().get("/v1/me").header("accept-language", asked).expect(401).await, tag);
            speaks(&app.as_hunter().get("/v1/clients?limit=0").header("accept-language", asked).expect(400).await, tag);
            speaks(&app.as_hunter().get("/v1/sales/sale_01h2xcejqtf2nbrexx3vqjhp41").header("accept-language", asked).expect(404).await, tag);
        }
    }

    async fn a_batch_speaks_it_too(app) {
        let batch = json!({"items": [{"legal_name": " ", "source": "referral"}]});
        let told = app.as_call_manager().post("/v1/clients/batch", batch).header("accept-language", "ru").expect(207).await;
        assert!(russian(told["items"][0]["problem"]["title"].as_str().unwrap()) && russian(told["items"][0]["problem"]["detail"].as_str().unwrap()), "{told}");
    }

    async fn every_code_has_a_page_for_people(app) {
        let index = app.as_stranger().get("/problems").header("accept-language", "ru").expect(200).await;
        assert_eq!((index.header("content-type"), index.header("content-language")), (Some("text/html; charset=utf-8"), Some("ru")));
        let index = String::from_utf8(index.body).unwrap();
        for code in api::Code::ALL {
            let path = format!("/problems/{}", code.as_str());
            assert!(index.contains(&format!("\"{path}\"")), "{path}");
            for (asked, title, advice) in [("en", code.title(), code.advice()), ("ru", code.title_ru(), code.advice_ru())] {
                let page = app.as_stranger().get(&path).header("accept-language", asked).expect(200).await;
                let text = String::from_utf8(page.body.clone()).unwrap();
                assert!(text.contains(title) && text.contains(advice) && !text.contains("http:") && !text.contains("https:"), "{text}");
                assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
            }
        }
        app.as_stranger().get("/problems/nonsense").expect(404).await;
        app.as_stranger().post("/problems", json!({})).expect(405).await;
    }

    async fn every_event_is_explained_to_people(app, bare) {
        for (asked, of) in [("en", 0), ("ru", 1)] {
            let page = app.as_stranger().get("/events").header("accept-language", asked).expect(200).await;
            assert_eq!(page.header("content-language"), Some(asked));
            let text = String::from_utf8(page.body).unwrap();
            for event in EventName::ALL {
                let told = described(*event).unwrap();
                let sentence = [told.en, told.ru][of];
                assert!(text.contains(&format!("id=\"{event}\"")) && text.contains(sentence), "{event}");
            }
        }
    }
}
