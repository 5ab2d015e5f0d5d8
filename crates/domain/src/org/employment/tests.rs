//! What each command does to a person's account and rights.

use super::*;

fn at() -> Instant {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn hired(roles: &[Role]) -> User {
    let new = NewUser {
        external_id: None,
        email: " Olga@Relay.TEST ".into(),
        name: "Ольга".into(),
        unit: UnitCode::CallCentre,
        roles: roles.to_vec(),
        extension: Some("101".into()),
        deputy_user_id: None,
        password_hash: Some("hash".into()),
    };
    User::hire(UserId::new(uuid::Uuid::from_u128(7)), new, at()).state
}

#[test]
fn logins_are_folded_and_roles_are_a_set() {
    let user = hired(&[Role::Hunter, Role::CallManager, Role::Hunter]);
    assert_eq!((user.email.as_str(), user.roles), ("olga@relay.test", vec![Role::CallManager, Role::Hunter]));
}

#[test]
fn a_future_last_day_leaves_him_at_work_until_it_is_over() {
    let user = hired(&[Role::Hunter]).terminate(day("2026-11-30"), day("2026-11-21")).unwrap().state;
    assert!(user.may_work());
    assert!(user.clone().leave_if_due(day("2026-11-30")).unwrap().events.is_empty());
    let gone = user.leave_if_due(day("2026-12-01")).unwrap();
    assert_eq!((gone.state.state, gone.state.token_version, gone.state.extension.as_deref()), (UserState::Terminated, 2, None));
    assert_eq!(gone.events.first().map(|event| event.name), Some(EventName::UserTerminated));
}

#[test]
fn a_last_day_of_today_locks_him_out_at_once_and_repeats_are_harmless() {
    let gone = hired(&[Role::Hunter]).terminate(day("2026-11-21"), day("2026-11-21")).unwrap().state;
    assert!(!gone.may_work());
    assert!(gone.clone().terminate(day("2026-11-21"), day("2026-11-25")).unwrap().events.is_empty());
    assert_eq!(
        gone.terminate(day("2026-11-22"), day("2026-11-25")).unwrap_err(),
        Refusal::Illegal(Illegal { from: "terminated", event: "terminate" })
    );
}

#[test]
fn a_new_password_and_a_lock_out_end_every_session() {
    let user = hired(&[Role::Hunter]).with_password("other".into()).state;
    assert_eq!(user.token_version, 2);
    assert_eq!(user.deactivate().unwrap().state.token_version, 3);
}

#[test]
fn somebody_must_be_able_to_administer() {
    let root = hired(&[Role::SysAdmin]);
    let out = root.clone().deactivate().unwrap().state;
    assert_eq!(out.check_admin_remains(&root, 0), Err(Refusal::LastSysAdmin));
    assert_eq!(out.check_admin_remains(&root, 1), Ok(()));
    let hunter = hired(&[Role::Hunter]);
    assert_eq!(hunter.clone().deactivate().unwrap().state.check_admin_remains(&hunter, 0), Ok(()));
}

#[test]
fn the_journal_keeps_no_names_and_an_empty_change_says_nothing() {
    let user = hired(&[Role::Hunter]);
    assert!(user.clone().change(UserChange::default()).unwrap().events.is_empty());
    let change = UserChange { name: Some("Пётр".into()), unit: Some(UnitCode::ActiveSales), ..UserChange::default() };
    let said = serde_json::Value::Object(user.clone().change(change).unwrap().events.remove(0).facts).to_string();
    assert_eq!(said, r#"{"name":"changed","unit":{"after":"active_sales","before":"call_centre"}}"#);
    let own = UserChange { deputy_user_id: Some(Some(user.id)), ..UserChange::default() };
    assert_eq!(user.change(own).unwrap_err(), Refusal::OwnDeputy);
}
