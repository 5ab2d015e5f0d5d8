//! Birthdays that a curator has to remember, from a real database.

use domain::access::Role;
use domain::clients::ClientSource;
use domain::clients::register::{ExistingClient, ExistingStage, NewClient};
use domain::dossier::section::SectionName;
use domain::org::UnitCode;
use domain::{ClientId, Facts};

use super::*;
use crate::Who;
use crate::clients::{NewContact, Registered, add_contact, register_client};
use crate::dossier::write_section;
use crate::fixture::{at, empty_company, hire};

async fn client(ctx: &Ctx, curator_id: UserId, last_contact_at: &str) -> ClientId {
    let last_contact_at = Some(at(last_contact_at));
    let existing = ExistingClient { stage: ExistingStage::Active, curator_id: Some(curator_id), last_contact_at, last_sale_on: None };
    let new = NewClient {
        external_id: None,
        legal_name: "ООО «Ромашка»".into(),
        trade_name: None,
        inn: None,
        kpp: None,
        vat_id: None,
        head_office_id: None,
        city: None,
        legal_address: None,
        actual_address: None,
        time_zone: None,
        source: ClientSource::Import,
        referrer_client_id: None,
        phones: Vec::new(),
        emails: Vec::new(),
        group_code: None,
        existing: Some(existing),
    };
    // What an import does; the test needs no key.
    let import = Actor::new(Who::System, vec![Role::ImportIntegration]);
    match register_client(ctx, &import, new).await.unwrap() {
        Registered::New(client) | Registered::Known(client) => client.id,
    }
}

async fn person(ctx: &Ctx, client: ClientId, decision_maker: bool, birthday: &str) {
    let new = NewContact {
        external_id: None,
        name: "Иван".into(),
        position: None,
        influence: None,
        decision_maker,
        phones: Vec::new(),
        emails: Vec::new(),
        birthday: Some(birthday.parse().unwrap()),
        do_not_contact: false,
    };
    add_contact(ctx, &Actor::system(), client, new).await.unwrap();
}

#[tokio::test]
async fn a_curator_greets_companies_and_who_decides_there_until_he_has_spoken_with_them() {
    let ctx = empty_company().await;
    let anna = hire(&ctx, "anna", UnitCode::ClientDepartment, Role::Farmer).await;
    let alla = hire(&ctx, "alla", UnitCode::ClientDepartment, Role::Farmer).await;
    let silent = client(&ctx, anna.id, "2026-02-01T09:00:00Z").await;
    let spoken = client(&ctx, anna.id, "2026-03-03T08:00:00Z").await;
    // It is Tuesday, 3 March 2026.
    for client in [silent, spoken] {
        person(&ctx, client, true, "1970-03-05").await;
        person(&ctx, client, false, "1970-03-05").await;
        person(&ctx, client, true, "1970-03-20").await;
        let content = Facts::from_iter([("company_birthday".to_owned(), "02-28".into())]);
        write_section(&ctx, &Actor::system(), (client, SectionName::Dates).into(), content).await.unwrap();
    }
    let due = greetings_of(&ctx, anna.id).await.unwrap();
    let seen: Vec<_> =
        due.iter().map(|greeting| (greeting.birthday.client_id, greeting.birthday.contact_id.is_some(), greeting.on)).collect();
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(seen, [(silent, false, day("2026-02-28")), (silent, true, day("2026-03-05"))]);
    assert!(greetings_of(&ctx, alla.id).await.unwrap().is_empty());
}
