//! §3.2: every disposition and what it does to a client who was just reached.

use std::fmt::Write;

use uuid::Uuid;

use super::*;
use crate::Word;
use crate::calendar::Calendar;
use crate::clients::{Stage, sample};
use crate::meetings::booking::MeetingContact;
use crate::norms::Norms;

fn number() -> Phone {
    Phone::stored("+79161234567".into())
}

fn client(stage: Stage) -> Client {
    Client { phones: vec![ClientPhone::from(number())], ..sample(stage) }
}

fn all(now: Instant) -> Vec<Disposition> {
    let contact = || MeetingContact::Named { name: "Пётр".into(), position: None, decision_maker: false, phones: Vec::new() };
    vec![
        Disposition::CallbackRequested { due_at: now + chrono::Duration::days(3) },
        Disposition::ProposalRequested,
        Disposition::NotNow { temperature: Temperature::Warm, recontact_on: None },
        Disposition::NotNow { temperature: Temperature::Cool, recontact_on: None },
        Disposition::NoNeed,
        Disposition::WrongContact { contact: contact() },
        Disposition::WrongNumber,
        Disposition::NotTarget,
        Disposition::OutOfBusiness,
        Disposition::Refused,
        Disposition::DoNotCall,
        Disposition::ExistingClient,
    ]
}

/// Runs `test` on 2 November 2026.
fn on_a_day<T>(test: impl FnOnce(DecisionContext<'_>) -> T) -> T {
    let (norms, calendar) = (Norms::default(), Calendar::standard("Europe/Moscow").unwrap());
    test(DecisionContext { now: "2026-11-02T09:00:00Z".parse().unwrap(), norms: &norms, calendar: &calendar })
}

const BY: UserId = UserId::new(Uuid::nil());
const NOTHING_OPEN: Open = Open { meeting: false, opportunity: false };

#[test]
fn what_a_disposition_does_to_a_client_just_reached() {
    let table = on_a_day(|context| {
        let mut table = String::new();
        for disposition in all(context.now) {
            let effect = disposition.effect(context);
            let after = effect.on(client(Stage::Contacted), Some(&number()), NOTHING_OPEN, BY, context).unwrap().state;
            let marks = after
                .phones
                .iter()
                .map(|phone| match (phone.callable, phone.do_not_call) {
                    (_, Some(_)) => "do_not_call",
                    (false, _) => "not_callable",
                    _ => "-",
                })
                .collect::<String>();
            let text = |value: Option<String>| value.unwrap_or_else(|| "-".into());
            writeln!(
                table,
                "{:18} talked={:5} {:12} {:4} {:10} {:13} {marks}",
                disposition.kind().as_str(),
                effect.talked,
                after.stage.as_str(),
                text(after.temperature.map(|word| word.to_string())),
                text(after.recontact_on.map(|on| on.to_string())),
                text(after.reason)
            )
            .unwrap();
        }
        table
    });
    insta::assert_snapshot!(table, @"
    callback_requested talked=true  contacted    -    2026-11-05 -             -
    proposal_requested talked=true  contacted    hot  -          -             -
    not_now            talked=true  nurturing    warm 2026-12-02 -             -
    not_now            talked=true  nurturing    cool 2027-01-31 -             -
    no_need            talked=true  contacted    cold 2027-05-01 -             -
    wrong_contact      talked=true  contacted    -    -          -             -
    wrong_number       talked=false contacted    -    -          -             not_callable
    not_target         talked=true  disqualified -    -          not_target    -
    out_of_business    talked=false disqualified -    -          out_of_business -
    refused            talked=true  disqualified -    -          refused_final -
    do_not_call        talked=true  disqualified -    -          do_not_contact do_not_call
    existing_client    talked=true  contacted    -    -          -             -
    ");
}

#[test]
fn e13_history_leaves_only_the_marks() {
    on_a_day(|context| {
        for disposition in all(context.now) {
            let before = client(Stage::Contacted);
            let after =
                disposition.effect(context).of_history().on(before.clone(), Some(&number()), NOTHING_OPEN, BY, context).unwrap().state;
            assert_eq!(
                (after.stage, after.temperature, after.recontact_on),
                (before.stage, before.temperature, before.recontact_on),
                "{}",
                disposition.kind()
            );
        }
        let blocked = Disposition::DoNotCall
            .effect(context)
            .of_history()
            .on(client(Stage::Contacted), Some(&number()), NOTHING_OPEN, BY, context)
            .unwrap()
            .state;
        assert!(blocked.phones[0].do_not_call.is_some());
    });
}

#[test]
fn e19_do_not_call_blocks_the_number_and_leaves_what_was_agreed() {
    on_a_day(|context| {
        let effect = Disposition::DoNotCall.effect(context);
        let met = effect.on(client(Stage::MeetingBooked), Some(&number()), Open { meeting: true, ..NOTHING_OPEN }, BY, context).unwrap();
        assert_eq!((met.state.stage, met.state.phones[0].do_not_call.is_some(), met.events.len()), (Stage::MeetingBooked, true, 1));
        let again = effect.on(met.state, Some(&number()), NOTHING_OPEN, BY, context).unwrap();
        assert!(again.events.is_empty(), "a repeat changes nothing");
        let other = Phone::stored("+74950000000".into());
        let kept = effect.on(client(Stage::Contacted), Some(&other), NOTHING_OPEN, BY, context).unwrap().state;
        assert_eq!((kept.stage, kept.phones.len()), (Stage::Contacted, 2), "his other number may still be dialled");
    });
}

#[test]
fn c6_nobody_is_postponed_over_an_open_meeting() {
    on_a_day(|context| {
        let effect = Disposition::NotNow { temperature: Temperature::Warm, recontact_on: None }.effect(context);
        let refused = effect.on(client(Stage::MeetingBooked), None, Open { meeting: true, ..NOTHING_OPEN }, BY, context);
        assert_eq!(refused, Err(Refusal::OpenMeeting));
        let waiting = effect.on(client(Stage::Nurturing), None, NOTHING_OPEN, BY, context).unwrap().state;
        assert_eq!((waiting.stage, waiting.recontact_on), (Stage::Nurturing, Some("2026-12-02".parse().unwrap())));
    });
}

#[test]
fn c5_a_farmers_client_is_not_disqualified_by_telephone() {
    on_a_day(|context| {
        let refused = Disposition::Refused.effect(context).on(client(Stage::Active), None, NOTHING_OPEN, BY, context);
        assert!(matches!(refused, Err(Refusal::Illegal(crate::Illegal { from: "active", .. }))));
    });
}
