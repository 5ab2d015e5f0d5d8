//! The organisation on a real database: the first start, accounts, norms, the calendar.

use domain::access::Role;
use domain::norms::NormKey::PortfolioMax;
use domain::norms::NormValue;
use domain::norms::versions::NewVersion;
use domain::org::working_time::CalendarChange;
use domain::org::{Refusal, UnitCode, UserState};
use domain::{Date, UserId};
use uuid::Uuid;

use super::*;
use crate::fixture::{PASSWORD, at, empty_company, hire};
use crate::prelude::*;
use crate::sweeps;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn set(ctx: &Ctx, value: i64, effective_on: Option<&str>, unit: Option<UnitCode>) {
    let version =
        NewVersion { key: PortfolioMax, value: NormValue::Number(value), effective_on: effective_on.map(day), unit, client_group: None };
    set_norm(ctx, &Actor::system(), NormSetting { version, reason: "a test".into() }).await.unwrap();
}

async fn in_force(ctx: &Ctx) -> i64 {
    ctx.rules().await.unwrap().norms.number(PortfolioMax)
}

#[tokio::test]
async fn the_second_start_changes_nothing() {
    let ctx = empty_company().await;
    let again = FirstAdmin { email: "other@baton.test".into(), password: PASSWORD.into(), must_be_strong: true };
    assert!(!bootstrap(&ctx, Some(again)).await.unwrap());
    assert!(ctx.read().users().by_email("other@baton.test").await.unwrap().is_none());
    assert_eq!(ctx.read().signing_keys().await.unwrap().len(), 1);
    assert_eq!(get_calendar(&ctx, &Actor::system()).await.unwrap().version, 1);
}

#[tokio::test]
async fn a_norm_is_in_force_from_its_day_and_its_versions_stay() {
    let ctx = empty_company().await;
    assert_eq!(in_force(&ctx).await, 40);
    set(&ctx, 50, None, None).await;
    set(&ctx, 60, Some("2026-03-10"), None).await;
    set(&ctx, 200, None, Some(UnitCode::KeyAccounts)).await;
    assert_eq!(in_force(&ctx).await, 50);
    let norm = get_norm(&ctx, &Actor::system(), PortfolioMax).await.unwrap();
    assert_eq!((norm.value, norm.versions.len()), (NormValue::Number(50), 3));
    let rules = ctx.rules().await.unwrap();
    assert_eq!(rules.norms.value_for(PortfolioMax, Some(UnitCode::KeyAccounts), None), NormValue::Number(200));
    ctx.clock.set(at("2026-03-09T21:00:00Z"));
    ctx.forget_rules();
    assert_eq!(in_force(&ctx).await, 60, "the tenth begins at midnight in Moscow");
}

#[tokio::test]
async fn of_two_versions_of_one_day_the_later_wins() {
    let ctx = empty_company().await;
    set(&ctx, 50, None, None).await;
    set(&ctx, 45, None, None).await;
    assert_eq!(in_force(&ctx).await, 45);
}

#[tokio::test]
async fn the_calendar_in_force_follows_its_change() {
    let ctx = empty_company().await;
    let change = CalendarChange { holidays: Some([day("2026-03-04")].into()), ..CalendarChange::default() };
    update_calendar(&ctx, &Actor::system(), Some(1), change.clone()).await.unwrap();
    assert!(!ctx.rules().await.unwrap().calendar.is_business_day(day("2026-03-04")));
    assert!(matches!(update_calendar(&ctx, &Actor::system(), Some(1), change).await, Err(AppError::VersionMismatch)));
}

#[tokio::test]
async fn a_person_who_leaves_works_until_his_last_day_is_over() {
    let ctx = empty_company().await;
    let ivan = hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    terminate_user(&ctx, &Actor::system(), ivan.id.into(), day("2026-03-05")).await.unwrap();
    for (to, state) in [("2026-03-05T20:59:59Z", UserState::Active), ("2026-03-05T21:00:00Z", UserState::Terminated)] {
        sweeps::run_until(&ctx, at(to)).await.unwrap();
        assert_eq!(get_user(&ctx, &Actor::system(), ivan.id).await.unwrap().state, state, "{to}");
    }
}

#[tokio::test]
async fn logins_and_extensions_are_unique_and_the_last_administrator_stays() {
    let ctx = empty_company().await;
    let root = ctx.read().users().by_email("root@baton.test").await.unwrap().unwrap();
    let twin = NewPerson {
        external_id: None,
        email: "ROOT@baton.test".into(),
        name: "Twin".into(),
        unit: UnitCode::Office,
        roles: vec![Role::SysAdmin],
        extension: None,
        deputy_user_id: None,
        password: None,
    };
    let refused = create_user(&ctx, &Actor::system(), twin).await.unwrap_err();
    assert!(matches!(refused, AppError::Org(Refusal::EmailTaken { id }) if id == root.id), "{refused}");
    for days_ahead in ["2026-03-03", "2026-04-01"] {
        let refused = terminate_user(&ctx, &Actor::system(), root.id.into(), day(days_ahead)).await.unwrap_err();
        assert!(matches!(refused, AppError::Org(Refusal::LastSysAdmin)), "{refused}");
    }
    let second = hire(&ctx, "second", UnitCode::Office, Role::SysAdmin).await;
    deactivate_user(&ctx, &Actor::system(), root.id.into()).await.unwrap();
    assert!(deactivate_user(&ctx, &Actor::system(), second.id.into()).await.is_err());
}

#[tokio::test]
async fn only_the_administrator_hires_and_everybody_sets_his_own_password() {
    let ctx = empty_company().await;
    let ivan = hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let other = hire(&ctx, "igor", UnitCode::ActiveSales, Role::Hunter).await;
    let actor = Actor::person(ivan.id, ivan.unit, ivan.roles.clone());
    let change =
        |current: Option<&str>| PasswordChange { password: "another good sentence 9".into(), current_password: current.map(Into::into) };
    assert!(matches!(
        set_password(&ctx, &actor, other.id.into(), change(Some(PASSWORD))).await,
        Err(AppError::Forbidden(Action::ManageUsers))
    ));
    assert!(matches!(set_password(&ctx, &actor, ivan.id.into(), change(None)).await, Err(AppError::Fields(_))));
    assert!(matches!(set_password(&ctx, &actor, ivan.id.into(), change(Some("wrong"))).await, Err(AppError::Fields(_))));
    set_password(&ctx, &actor, ivan.id.into(), change(Some(PASSWORD))).await.unwrap();
    let nobody = UserId::new(Uuid::nil());
    assert!(matches!(get_user(&ctx, &actor, nobody).await, Err(AppError::NotFound(_))));
    assert!(matches!(deactivate_user(&ctx, &actor, other.id.into()).await, Err(AppError::Forbidden(_))));
}
