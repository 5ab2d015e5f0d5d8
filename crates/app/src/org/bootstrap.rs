//! The first start: the calendar, a signing key, and somebody who can log in. Later starts find all of it and change nothing.

use domain::access::Role;
use domain::calendar::Calendar;
use domain::org::UnitCode;
use domain::org::employment::NewUser;
use domain::org::working_time::WorkingTime;
use persistence::StoreError;
use secrecy::{ExposeSecret, SecretString};

use super::users::hire;
use crate::auth::{self, password};
use crate::ledger;
use crate::prelude::*;

/// The first administrator (`BATON_ADMIN_EMAIL`, `BATON_ADMIN_PASSWORD`).
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    /// His login.
    pub email: String,
    /// His password.
    pub password: SecretString,
    /// Refuse a password that is easily guessed, or only say so (on a developer's machine)?
    pub must_be_strong: bool,
}

/// Prepares the database; makes `admin` if nobody has an account yet, and tells whether it did.
pub async fn bootstrap(ctx: &Ctx, admin: Option<FirstAdmin>) -> Result<bool> {
    unless_another_instance_did(open_calendar(ctx).await)?;
    ctx.forget_rules();
    auth::open_keys(ctx).await?;
    ledger::begin(ctx).await?;
    match admin {
        Some(admin) if !ctx.read().users().any().await? => unless_another_instance_did(make_admin(ctx, admin).await),
        _ => Ok(false),
    }
}

async fn open_calendar(ctx: &Ctx) -> Result<()> {
    if ctx.read().find(WorkingTime::ID).await?.is_some() {
        return Ok(());
    }
    let calendar = Calendar::standard(&ctx.company.time_zone).map_err(|_| AppError::Internal("the time zone is unknown"))?;
    ctx.write(&Actor::system(), async |work| {
        let event = Event::new(EventName::CalendarChanged, WorkingTime::ID, None).with("time_zone", calendar.zone());
        work.apply(Decided::one(WorkingTime { version: 0, calendar: calendar.clone() }, event)).await
    })
    .await
    .map(|_| ())
}

async fn make_admin(ctx: &Ctx, admin: FirstAdmin) -> Result<bool> {
    if let Err(weak) = password::check(admin.password.expose_secret(), &[&admin.email]) {
        if admin.must_be_strong {
            return Err(AppError::field("BATON_ADMIN_PASSWORD", "weak", weak.to_string()));
        }
        tracing::warn!("BATON_ADMIN_PASSWORD {weak} Production refuses it.");
    }
    let new = NewUser {
        external_id: None,
        email: admin.email,
        name: "Administrator".to_owned(),
        unit: UnitCode::Office,
        roles: vec![Role::SysAdmin],
        extension: None,
        deputy_user_id: None,
        password_hash: Some(ctx.auth.passwords.hash(admin.password).await?),
    };
    hire(ctx, &Actor::system(), new).await.map(|_| true)
}

/// Several instances may start at once on an empty database: what another has just written is as good.
fn unless_another_instance_did<T: Default>(done: Result<T>) -> Result<T> {
    match done {
        Err(AppError::Store(StoreError::Duplicate(_)) | AppError::Org(domain::org::Refusal::EmailTaken { .. })) => Ok(T::default()),
        other => other,
    }
}
