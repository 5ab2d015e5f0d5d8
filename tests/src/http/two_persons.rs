//! I-18: where two must agree, they are two persons, whatever roles one of them has.

use serde_json::json;

use crate::harness::Actor;
use crate::harness::story::{GROSS, NET, Story, Until, checklist, pay, sell};

on_both! {
    async fn one_person_in_every_role_still_needs_a_second(app) {
        let story = Story::told(app, Until::Contract).await;
        let story = Story { sale: sell(app, "ivan", &story, NET, Some(&story.opportunity)).await.id(), ..story };
        let ivan = app.as_hunter();
        let roles = json!(["hunter", "farmer", "head_active_sales", "head_client_dept", "head_key_accounts", "finance", "director"]);
        app.as_director().patch(format!("/v1/users/{}", ivan.id()), json!({"roles": roles})).header("if-match", "*").expect(200).await;
        let split = json!({"credit_split": [{"user_id": ivan.id(), "share_bp": 6_000}, {"user_id": app.as_other_hunter().id(), "share_bp": 4_000}]});
        let client = format!("/v1/clients/{}", story.client);
        let deal = format!("/v1/opportunities/{}", story.opportunity);
        let handoff = format!("/v1/handoffs/{}", story.handoff);
        let day = app.now().await.date_naive() + chrono::TimeDelta::days(30);
        assert_eq!(ivan.post(format!("{deal}/split-credit"), split).expect(409).await.code(), "own_split");
        assert_eq!(ivan.post(format!("{client}/exempt-contact"), json!({"until_on": day, "reason": "сезон"})).expect(409).await.code(), "own_exemption");
        pay(app, &story, GROSS).await;
        let exemption = json!({"until_on": day, "reason": "клиент просит"});
        assert_eq!(ivan.post(format!("{handoff}/exempt"), exemption).expect(409).await.code(), "own_exemption");
        let proposal = |to: &Actor| json!({"to_user_id": to.id(), "rehearsed": true, "checklist": checklist()});
        assert_eq!(ivan.post(format!("{handoff}/propose"), proposal(&ivan)).expect(422).await.pointers(), ["/to_user_id"]);
        ivan.post(format!("{handoff}/propose"), proposal(&app.as_farmer())).expect(200).await;
        assert_eq!(ivan.post(format!("{handoff}/accept"), json!({})).expect(403).await.code(), "giver_takes");
        assert_eq!(ivan.post(format!("{handoff}/assign"), json!({"to_user_id": ivan.id()})).expect(403).await.code(), "giver_takes");
        app.as_farmer().post(format!("{handoff}/accept"), json!({})).expect(200).await;
        let right = ivan.get(format!("/v1/commission/entitlements?client_id={}", story.client)).expect(200).await.items()[0]["id"].as_str().unwrap().to_owned();
        for verb in ["suspend", "resume", "end"] {
            let refused = ivan.post(format!("/v1/commission/entitlements/{right}/{verb}"), json!({"reason": "себе"})).expect(403).await;
            assert_eq!(refused.code(), "own_matter", "{verb}");
        }
    }
}
