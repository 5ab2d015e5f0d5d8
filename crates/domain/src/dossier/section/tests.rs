use serde_json::json;

use super::SectionName::{Conflicts, Contracts, Dates, Receivables, Solvency};
use super::*;
use crate::Word;

fn client() -> ClientId {
    ClientId::new(Uuid::from_u128(1))
}

fn content(json: serde_json::Value) -> Facts {
    json.as_object().cloned().unwrap()
}

fn blank(section: SectionName) -> Section {
    Section::blank(Uuid::from_u128(2), client(), section)
}

fn noon(day: i64) -> Instant {
    Instant::UNIX_EPOCH + chrono::TimeDelta::days(day)
}

#[test]
fn a_section_is_as_full_as_its_members_are() {
    let half = blank(SectionName::General).write(content(json!({"activity": "вода", "notes": "  ", "website": null})), None, noon(1)).state;
    assert_eq!(half.completeness_bp(), 2_500, "what is blank says nothing");
    let third = blank(SectionName::DecisionMakers).write(content(json!({"structure": "a", "notes": "b"})), None, noon(1)).state;
    assert_eq!(third.completeness_bp(), 6_667, "half up");
    assert_eq!(blank(SectionName::PurchaseHistory).completeness_bp(), 10_000);
    assert_eq!(blank(SectionName::Competitors).write(content(json!({"items": []})), None, noon(1)).state.completeness_bp(), 0);
    let all = Section::all(client(), vec![half, third], Uuid::nil);
    assert_eq!(all.iter().map(|section| section.section).collect::<Vec<_>>(), SectionName::ALL);
    assert_eq!(completeness_bp(&all), 1_597, "(2,500 + 6,667 + 10,000) ÷ 12");
}

#[test]
fn writing_is_reviewing_and_the_same_again_is_a_review_alone() {
    let me = Some(UserId::new(Uuid::from_u128(3)));
    let written = blank(SectionName::Contracts).write(content(json!({"notes": "в сейфе"})), me, noon(1));
    assert_eq!((written.state.reviewed_at, written.state.reviewed_by, written.state.updated_at), (Some(noon(1)), me, Some(noon(1))));
    assert_eq!(written.events[0].name, EventName::DossierSectionWritten);
    assert_eq!(written.events[0].facts, content(json!({"section": "contracts", "notes": "changed"})), "the journal cannot forget");
    let again = written.state.clone().write(content(json!({"notes": "в сейфе"})), None, noon(2));
    assert_eq!(
        (again.events[0].name, again.state.updated_at, again.state.reviewed_at),
        (EventName::DossierReviewed, Some(noon(1)), Some(noon(2)))
    );
    let reviewed = blank(SectionName::Contracts).review(me, noon(1));
    assert_eq!((reviewed.state.updated_at, reviewed.events[0].name), (None, EventName::DossierReviewed));
    let emptied = written.state.write(content(json!({"notes": null})), None, noon(3)).state;
    assert_eq!((emptied.content.len(), emptied.updated_at), (0, Some(noon(3))));
}

#[test]
fn what_is_restricted_and_who_writes_it_follow_the_section() {
    let restricted: Vec<_> = SectionName::ALL.iter().copied().filter(|section| section.is_restricted()).collect();
    assert_eq!(restricted, [Dates, Solvency, Contracts, Receivables, Conflicts]);
    let mut client = crate::clients::sample(crate::clients::Stage::Active);
    let [curator, hunter] = [4, 5].map(|number| UserId::new(Uuid::from_u128(number)));
    (client.curator_id, client.hunter_of_record_id) = (Some(curator), Some(hunter));
    assert_eq!(Solvency.standing(&client).people, [curator], "after the handoff the hunter reads none of what is commercial");
    assert!(Dates.standing(&client).people.contains(&hunter), "whoever meets a person knows his birthday");
}

#[test]
fn a_merge_fills_what_nobody_had_touched_and_its_undoing_takes_that_away() {
    let write = |section: SectionName, text: &str| blank(section).write(content(json!({"notes": text})), None, noon(1)).state;
    let own = [write(SectionName::General, "наше"), blank(SectionName::Contracts).review(None, noon(1)).state];
    let other = [write(SectionName::General, "чужое"), write(SectionName::Contracts, "договор"), write(SectionName::Promises, "слово")];
    let to = ClientId::new(Uuid::from_u128(9));
    let taken = taken_over(&own, &other, to, || Uuid::from_u128(7));
    let names = |sections: &[Section]| sections.iter().map(|section| section.section).collect::<Vec<_>>();
    assert_eq!((names(&taken), taken[0].client_id), (vec![SectionName::Promises], to), "that there is no contract was found right");
    let after: Vec<_> = own.iter().chain(&taken).cloned().collect();
    assert_eq!(names(&brought(&after, &other).cloned().collect::<Vec<_>>()), [SectionName::Promises]);
    let reviewed = taken[0].clone().review(None, noon(2)).state;
    assert_eq!(brought(&[reviewed], &other).count(), 0, "what somebody found right since stays");
}
