//! The guards of §3.1, one test a rule.

use uuid::Uuid;

use super::*;
use crate::SaleId;
use crate::clients::{Stage, sample};
use crate::norms::NormKey;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn noon(text: &str) -> Instant {
    day(text).and_hms_opt(12, 0, 0).unwrap().and_utc()
}

fn facts() -> Qualification {
    Qualification {
        need: "вода".into(), decision_maker_known: true, volume_hint: "60".into(), solvency_checked: true, region_served: true
    }
}

const NOTHING_OPEN: guards::Open = guards::Open { meeting: false, opportunity: false };

#[test]
fn c8_says_what_is_missing() {
    let half = Qualification { need: " ".into(), region_served: false, ..facts() };
    assert_eq!(
        sample(Stage::Contacted).qualify(half, noon("2026-11-21")),
        Err(Refusal::ChecklistIncomplete { missing: vec!["need", "region_served"] })
    );
    let qualified = sample(Stage::Contacted).qualify(facts(), noon("2026-11-21")).unwrap().state;
    assert_eq!(qualified.stage, Stage::Qualified);
    assert_eq!(qualified.qualify(facts(), noon("2026-11-22")).unwrap().events, []);
}

#[test]
fn c6_a_client_waits_at_most_a_year_and_only_when_nothing_is_open() {
    let today = day("2026-11-21");
    let postpone = |temperature, on: Option<&str>, open| {
        sample(Stage::Contacted).postpone(
            Postponement { temperature, recontact_on: on.map(day) },
            open,
            today,
            &Norms::default(),
            noon("2026-11-21"),
        )
    };
    let latest_on = day("2027-11-21");
    assert_eq!(postpone(Temperature::Warm, None, NOTHING_OPEN).unwrap().state.recontact_on, Some(day("2026-12-21")));
    assert_eq!(postpone(Temperature::Cool, None, NOTHING_OPEN).unwrap().state.recontact_on, Some(day("2027-02-19")));
    assert!(postpone(Temperature::Cool, Some("2027-11-21"), NOTHING_OPEN).is_ok());
    assert_eq!(postpone(Temperature::Cool, Some("2027-11-22"), NOTHING_OPEN), Err(Refusal::RecontactOutOfRange { latest_on }));
    assert_eq!(postpone(Temperature::Cool, Some("2026-11-21"), NOTHING_OPEN), Err(Refusal::RecontactOutOfRange { latest_on }));
    assert_eq!(postpone(Temperature::Hot, None, NOTHING_OPEN), Err(Refusal::NotPostponable { temperature: Temperature::Hot }));
    assert_eq!(postpone(Temperature::Warm, None, guards::Open { meeting: true, ..NOTHING_OPEN }), Err(Refusal::OpenMeeting));
    assert_eq!(postpone(Temperature::Warm, None, guards::Open { opportunity: true, ..NOTHING_OPEN }), Err(Refusal::OpenOpportunity));
}

#[test]
fn c20_needs_a_proposal_and_keeps_its_reason() {
    let user = UserId::new(Uuid::nil());
    assert_eq!(sample(Stage::Active).confirm_lost(noon("2026-11-21")), Err(Refusal::NoLossProposed));
    let proposed = sample(Stage::Abandoned).propose_lost(LossReason::Price, user, noon("2026-11-20")).unwrap().state;
    let lost = proposed.confirm_lost(noon("2026-11-21")).unwrap().state;
    assert_eq!(
        (lost.stage, lost.reason.as_deref(), lost.loss_proposal, lost.lost_at),
        (Stage::Lost, Some("price"), None, Some(noon("2026-11-21")))
    );
    assert_eq!(
        sample(Stage::Prospect).propose_lost(LossReason::Price, user, noon("2026-11-20")),
        Err(Refusal::Illegal(crate::Illegal::new(Stage::Prospect, ClientEvent::LossConfirmed)))
    );
}

#[test]
fn c22_n48_a_year_without_a_sale_makes_him_new_business() {
    let reopen = |last_sale: &str| {
        let mut client = sample(Stage::Lost);
        (client.last_sale_on, client.first_sale_id) = (Some(day(last_sale)), Some(SaleId::new(Uuid::nil())));
        client.reopen("letter", &Norms::default(), day("2026-11-21"), noon("2026-11-21")).unwrap()
    };
    let (early, anew) = reopen("2025-11-22");
    assert_eq!((early.state.acquisition_no, early.state.first_sale_id.is_some(), anew), (1, true, false));
    let (late, anew) = reopen("2025-11-21");
    assert_eq!((late.state.acquisition_no, late.state.first_sale_id, anew, late.state.stage), (2, None, true, Stage::Contacted));
}

#[test]
fn c23_n7d_recycling_waits_and_some_reasons_last() {
    let moscow = Calendar::standard("Europe/Moscow").unwrap();
    let recycle = |reason: DisqualifyReason, on: &str| {
        let disqualified = sample(Stage::Contacted).disqualify(reason, noon("2026-01-01")).unwrap().state;
        disqualified.recycle(&Norms::default(), &moscow, noon(on)).map(|decided| decided.state.stage)
    };
    assert_eq!(Norms::default().number(NormKey::RecycleColdDays), 180);
    assert_eq!(recycle(DisqualifyReason::NotTarget, "2026-06-29"), Err(Refusal::TooEarlyToRecycle { from_on: day("2026-06-30") }));
    assert_eq!(recycle(DisqualifyReason::NotTarget, "2026-06-30"), Ok(Stage::Suspect));
    assert_eq!(recycle(DisqualifyReason::DoNotContact, "2027-06-30"), Err(Refusal::NeverRecycled { reason: "do_not_contact".into() }));
    assert_eq!(recycle(DisqualifyReason::OutOfBusiness, "2027-06-30"), Err(Refusal::NeverRecycled { reason: "out_of_business".into() }));
}

#[test]
fn an_exemption_ends_within_its_norm_and_is_not_ones_own() {
    let today = day("2026-11-21");
    let exemption = |on: &str| Some(ContactExemption { until_on: day(on), reason: "seasonal".into() });
    let latest_on = day("2027-05-20");
    let exempt = |on: &str, by| {
        let mut client = sample(Stage::Active);
        client.curator_id = Some(UserId::new(Uuid::nil()));
        client.exempt(exemption(on), Some(UserId::new(Uuid::from_u128(by))), today, &Norms::default())
    };
    assert_eq!(exempt("2027-05-20", 1).unwrap().state.contact_exemption, exemption("2027-05-20"));
    assert_eq!(exempt("2027-05-21", 1), Err(Refusal::ExemptionOutOfRange { latest_on }));
    assert_eq!(exempt("2026-12-01", 0), Err(Refusal::OwnExemption));
}

#[test]
fn c25_what_is_personal_goes_and_a_company_keeps_its_name() {
    let mut company = sample(Stage::Active);
    (company.inn, company.emails) = (Some("7707083893".into()), vec!["anna@romashka.ru".into()]);
    let person = Client { inn: Some("500100732259".into()), ..company.clone() };
    assert_eq!(company.clone().erase_personal(true, noon("2026-11-21")), Err(Refusal::OpenMoney));
    let company = company.erase_personal(false, noon("2026-11-21")).unwrap().state;
    assert_eq!(
        (company.record_status, company.legal_name.as_str(), company.emails.len(), company.inn.is_some()),
        (RecordStatus::Erased, "ООО «Ромашка»", 0, true)
    );
    let person = person.erase_personal(false, noon("2026-11-21")).unwrap().state;
    assert_eq!((person.legal_name.as_str(), person.inn.as_deref()), (ERASED, None));
    assert_eq!(person.erase_personal(false, noon("2026-11-22")), Err(Refusal::NotLive { status: RecordStatus::Erased }));
}
