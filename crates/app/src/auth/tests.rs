//! Authentication on a real database: logins that go on, end, are stolen; keys that are revoked; signing keys that are sealed and rotated.

use domain::Word;
use domain::access::{KeyScope, Role};
use domain::org::integrations::{NewIntegration, NewKey};
use domain::org::telephony::{Provider, TelephonyChange};
use domain::org::{Integration, IntegrationChange, IntegrationKind, UnitCode};

use secrecy::ExposeSecret;

use super::*;
use crate::fixture::{PASSWORD, empty_company, hire};
use crate::org::{
    IssuedKey, PasswordChange, Secrets, add_integration, deactivate_user, issue_key, revoke_key, set_password, update_integration,
};

async fn log_in(ctx: &Ctx, name: &str) -> Granted {
    password_grant(ctx, &format!("{name}@baton.test"), PASSWORD.into()).await.unwrap()
}

async fn refused(ctx: &Ctx, bearer: &str) -> Refused {
    match authenticate(ctx, bearer).await.unwrap_err() {
        AuthError::Refused(why) => why,
        AuthError::Failed(error) => panic!("{error}"),
    }
}

async fn machine(ctx: &Ctx, kind: IntegrationKind, scopes: &[KeyScope]) -> (Integration, IssuedKey) {
    let telephony = TelephonyChange::default();
    let new = NewIntegration { name: "box".into(), kind, provider: Provider::Generic, source: "box".into(), time_zone: None, telephony };
    let integration = add_integration(ctx, &Actor::system(), new, Secrets::new()).await.unwrap().integration;
    let new = NewKey { name: None, scopes: scopes.to_vec(), expires_at: None };
    let key = issue_key(ctx, &Actor::system(), integration.id, new).await.unwrap();
    (integration, key)
}

#[tokio::test]
async fn a_login_lets_in_whoever_it_belongs_to_with_his_present_roles() {
    let ctx = empty_company().await;
    let ivan = hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let actor = authenticate(&ctx, &log_in(&ctx, "Ivan").await.access_token).await.unwrap().actor;
    let ivan = Actor::person(ivan.id, UnitCode::ActiveSales, vec![Role::Hunter]);
    assert_eq!((actor.who, actor.roles), (ivan.who, ivan.roles));
}

#[tokio::test]
async fn nobody_learns_why_a_login_is_refused() {
    let ctx = empty_company().await;
    let ivan = hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let unknown = password_grant(&ctx, "nobody@baton.test", PASSWORD.into()).await.unwrap_err().to_string();
    let wrong = password_grant(&ctx, "ivan@baton.test", "wrong".into()).await.unwrap_err().to_string();
    deactivate_user(&ctx, &Actor::system(), ivan.id.into()).await.unwrap();
    let locked_out = password_grant(&ctx, "ivan@baton.test", PASSWORD.into()).await.unwrap_err().to_string();
    assert_eq!((unknown.as_str(), wrong.as_str()), (locked_out.as_str(), locked_out.as_str()));
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_second_use_ends_the_login() {
    let ctx = empty_company().await;
    hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let (stolen, other) = (log_in(&ctx, "ivan").await, log_in(&ctx, "ivan").await);
    let spent = stolen.refresh_token.unwrap();
    let next = refresh(&ctx, &spent).await.unwrap();
    assert!(authenticate(&ctx, &next.access_token).await.is_ok());
    assert!(matches!(refresh(&ctx, &spent).await, Err(GrantError::Grant(_))));
    assert!(matches!(refresh(&ctx, &next.refresh_token.unwrap()).await, Err(GrantError::Grant(_))), "the thief's too");
    assert_eq!(refused(&ctx, &next.access_token).await, Refused::LoggedOut);
    assert_eq!(refused(&ctx, &stolen.access_token).await, Refused::LoggedOut);
    assert!(authenticate(&ctx, &other.access_token).await.is_ok(), "another login of the same person goes on");
}

#[tokio::test]
async fn logging_out_with_either_token_ends_the_login() {
    let ctx = empty_company().await;
    hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    for by_refresh_token in [true, false] {
        let login = log_in(&ctx, "ivan").await;
        let refresh_token = login.refresh_token.unwrap();
        let shown = if by_refresh_token { refresh_token.clone() } else { login.access_token.clone().into() };
        revoke(&ctx, &shown).await.unwrap();
        assert_eq!(refused(&ctx, &login.access_token).await, Refused::LoggedOut);
        assert!(refresh(&ctx, &refresh_token).await.is_err());
        revoke(&ctx, &shown).await.unwrap();
    }
    revoke(&ctx, &"nonsense".into()).await.unwrap();
}

#[tokio::test]
async fn a_dismissal_and_a_new_password_end_every_login() {
    let ctx = empty_company().await;
    let ivan = hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let before = log_in(&ctx, "ivan").await;
    assert!(authenticate(&ctx, &before.access_token).await.is_ok());
    let change = PasswordChange { password: "another good sentence 9".into(), current_password: None };
    set_password(&ctx, &Actor::system(), ivan.id.into(), change).await.unwrap();
    assert_eq!(refused(&ctx, &before.access_token).await, Refused::Account);
    assert!(refresh(&ctx, &before.refresh_token.unwrap()).await.is_err());
    let again = password_grant(&ctx, "ivan@baton.test", "another good sentence 9".into()).await.unwrap();
    assert!(authenticate(&ctx, &again.access_token).await.is_ok());
    deactivate_user(&ctx, &Actor::system(), ivan.id.into()).await.unwrap();
    assert_eq!(refused(&ctx, &again.access_token).await, Refused::Account);
    assert!(refresh(&ctx, &again.refresh_token.unwrap()).await.is_err());
}

#[tokio::test]
async fn a_revoked_key_is_dead_and_so_are_the_tokens_got_with_it() {
    let ctx = empty_company().await;
    let (integration, issued) = machine(&ctx, IntegrationKind::Telephony, &[KeyScope::CallsWrite]).await;
    let key = issued.secret.expose_secret().to_owned();
    let actor = authenticate(&ctx, &key).await.unwrap().actor;
    assert!(actor.may(Action::PostCall).is_ok() && actor.may(Action::WriteClients).is_err());
    let token = client_credentials(&ctx, &integration.id.to_string(), &issued.secret, None).await.unwrap();
    assert_eq!((token.scope.as_deref(), token.refresh_token.is_none()), (Some(KeyScope::CallsWrite.as_str()), true));
    let renewed = authenticate(&ctx, &token.access_token).await.unwrap().actor;
    assert_eq!((renewed.who, renewed.roles), (actor.who, actor.roles));
    revoke_key(&ctx, &Actor::system(), integration.id, issued.key.id.into()).await.unwrap();
    assert_eq!(refused(&ctx, &key).await, Refused::Key);
    assert_eq!(refused(&ctx, &token.access_token).await, Refused::Key);
    assert!(client_credentials(&ctx, &integration.id.to_string(), &issued.secret, None).await.is_err());
}

#[tokio::test]
async fn an_integration_that_is_switched_off_is_out() {
    let ctx = empty_company().await;
    let (integration, issued) = machine(&ctx, IntegrationKind::Telephony, &[KeyScope::CallsWrite]).await;
    let key = issued.secret.expose_secret();
    assert!(authenticate(&ctx, key).await.is_ok());
    let off = IntegrationChange { active: Some(false), ..IntegrationChange::default() };
    update_integration(&ctx, &Actor::system(), integration.id.into(), off, Secrets::new()).await.unwrap();
    assert_eq!(refused(&ctx, key).await, Refused::Key);
    assert_eq!(refused(&ctx, "baton_sk_nonsense").await, Refused::Key);
}

#[tokio::test]
async fn a_token_may_be_good_for_less_than_its_key_but_not_for_more() {
    let ctx = empty_company().await;
    let (integration, issued) = machine(&ctx, IntegrationKind::Import, &[KeyScope::ClientsWrite, KeyScope::PaymentsWrite]).await;
    let id = integration.id.to_string();
    let less = client_credentials(&ctx, &id, &issued.secret, Some("payments:write")).await.unwrap();
    let actor = authenticate(&ctx, &less.access_token).await.unwrap().actor;
    assert!(actor.may(Action::WritePayments).is_ok() && actor.may(Action::WriteClients).is_err());
    assert!(matches!(client_credentials(&ctx, &id, &issued.secret, Some("sales:write")).await, Err(GrantError::Scope(_))));
    assert!(matches!(client_credentials(&ctx, "integration_other", &issued.secret, None).await, Err(GrantError::Client)));
}

#[tokio::test]
async fn sealed_signing_keys_open_with_their_secret_only() {
    let secret = || Some(SecretString::from("a long enough secret"));
    let ctx = empty_company().await.sealed_under(secret());
    hire(&ctx, "ivan", UnitCode::ActiveSales, Role::Hunter).await;
    let before = log_in(&ctx, "ivan").await;
    rotate_keys(&ctx).await.unwrap();
    let stored = ctx.read().signing_keys().await.unwrap();
    assert_eq!(stored.iter().filter(|key| key.private.starts_with("sealed-1:")).count(), 1, "the first was made without a secret");
    assert!(authenticate(&ctx, &before.access_token).await.is_ok(), "a rotation logs nobody out");
    let ctx = ctx.sealed_under(None);
    assert!(open_keys(&ctx).await.unwrap_err().to_string().contains("set BATON_KEY_SECRET"));
    let ctx = ctx.sealed_under(Some("another secret".into()));
    assert!(open_keys(&ctx).await.unwrap_err().to_string().contains("is not the secret"));
    let ctx = ctx.sealed_under(secret());
    open_keys(&ctx).await.unwrap();
    assert_eq!(jwks(&ctx).await.unwrap().len(), 2);
    assert!(authenticate(&ctx, &before.access_token).await.is_ok());
}
