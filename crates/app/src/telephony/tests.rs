//! Taking in and working on are two steps: what was answered is in the table, whoever works on it, and however often.

use std::net::{IpAddr, Ipv4Addr};

use domain::calling::intake::IntakeOutcome;
use domain::calling::{CallOutcome, Signature};
use domain::org::IntegrationKind;
use domain::org::integrations::NewIntegration;
use domain::org::telephony::{Provider, TelephonyChange};

use super::*;
use crate::fixture::empty_company;
use crate::org::{Secrets, add_integration, rotate_url_secret};
use crate::prelude::*;

const BODY: &str = "{\"external_call_id\":\"1\",\"direction\":\"in\",\"client_phone\":\"8 916 123-45-67\",\"outcome\":\"missed\",\"started_at\":\"2026-03-03T08:00:00Z\"}";

async fn box_of(ctx: &Ctx, provider: Provider) -> (IntegrationId, String) {
    let telephony = TelephonyChange::default();
    let new =
        NewIntegration { name: "box".into(), kind: IntegrationKind::Telephony, provider, source: "box".into(), time_zone: None, telephony };
    let id = add_integration(ctx, &Actor::system(), new, Secrets::new()).await.unwrap().integration.id;
    let address = rotate_url_secret(ctx, &Actor::system(), id.into()).await.unwrap();
    let secret = address.rsplit('/').next().unwrap().to_owned();
    (id, secret)
}

fn arrived(integration: IntegrationId, path: &str, body: &str) -> Arrived {
    Arrived {
        integration,
        path: path.to_owned(),
        target: String::new(),
        query: String::new(),
        by_get: false,
        headers: BTreeMap::new(),
        content_type: Some("application/json".to_owned()),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        body: body.as_bytes().to_vec(),
    }
}

fn page() -> PageRequest {
    PageRequest { limit: 10, after: None, sort: "id", descending: true }
}

#[tokio::test]
async fn what_was_answered_waits_until_somebody_works_on_it() {
    let ctx = empty_company().await;
    let (id, secret) = box_of(&ctx, Provider::Generic).await;
    assert_eq!(take_in(&ctx, arrived(id, &secret, BODY), || true).await.unwrap(), Answer::success());
    assert!(ctx.read().calls().by_external("box", "1").await.unwrap().is_none(), "the answer goes out before the work");
    let waiting = pending(&ctx).await.unwrap();
    assert_eq!(waiting, [next_waiting(&ctx).await]);
    work_on(&ctx, waiting[0]).await.unwrap();
    let call = ctx.read().calls().by_external("box", "1").await.unwrap().unwrap();
    assert_eq!((call.outcome, call.signature, call.version), (Some(CallOutcome::NoAnswer), Some(Signature::Secret), 1));
    assert_eq!(ctx.get(waiting[0]).await.unwrap().outcome, IntakeOutcome::Folded);
    // Another instance comes too late.
    work_on(&ctx, waiting[0]).await.unwrap();
    take_in(&ctx, arrived(id, &secret, &format!(" {BODY}")), || true).await.unwrap();
    let again = next_waiting(&ctx).await;
    work_on(&ctx, again).await.unwrap();
    assert_eq!(ctx.get(again).await.unwrap().outcome, IntakeOutcome::Repeated, "another spelling of the same");
    assert_eq!(ctx.read().calls().by_external("box", "1").await.unwrap().unwrap().version, 1);
    assert!(pending(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_strangers_nothing_is_kept_but_that_they_came() {
    let ctx = empty_company().await;
    let (id, _) = box_of(&ctx, Provider::Generic).await;
    for (path, noted) in [("", true), ("wrong", true), ("wrong", false)] {
        let refused = take_in(&ctx, arrived(id, path, BODY), || noted).await.unwrap_err();
        assert!(matches!(refused, Refused::Unauthorized), "{refused:?}");
    }
    let kept = ctx.read().intakes().page(id, &IntakeFilter::default(), &page()).await.unwrap();
    assert_eq!(kept.items.len(), 2);
    assert!(
        kept.items
            .iter()
            .all(|intake| intake.body.is_empty() && intake.signature.is_none() && intake.problem.as_deref() == Some("unauthorized"))
    );
}

#[tokio::test]
async fn a_day_of_records_is_many_calls() {
    let ctx = empty_company().await;
    let (id, secret) = box_of(&ctx, Provider::Asterisk).await;
    let row = |number: usize| {
        format!(
            "\"\",\"101\",\"8916{number:07}\",\"out\",\"\",\"PJSIP/101-0001\",\"\",\"Dial\",\"\",\"2026-03-02 10:00:00\",,\"2026-03-02 10:00:09\",9,0,\"BUSY\",\"\",\"{number}.0\",\"\""
        )
    };
    let rows: Vec<_> = (0..120).map(row).collect();
    let arrived = Arrived { content_type: Some("text/csv".to_owned()), ..arrived(id, &secret, &rows.join("\n")) };
    take_in(&ctx, arrived, || true).await.unwrap();
    let intake = next_waiting(&ctx).await;
    work_on(&ctx, intake).await.unwrap();
    let call = ctx.read().calls().by_external("box", "119.0").await.unwrap().unwrap();
    assert_eq!((call.outcome, call.agent_ref.as_deref(), call.talk_seconds), (Some(CallOutcome::Busy), Some("101"), Some(0)));
    let told = ctx.read().intakes().page_of_call(call.id, &IntakeFilter::default(), &page()).await.unwrap();
    assert_eq!(told.items.iter().map(|told| told.id).collect::<Vec<_>>(), [intake]);
}
