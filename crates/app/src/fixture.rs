//! What tests of use cases start from: a company on an empty database in memory, with a clock that moves only when it is set.

use domain::access::Role;
use domain::org::{UnitCode, User};
use domain::{Currency, Instant};
use persistence::{Store, StoreOptions};

use crate::org::{FirstAdmin, NewPerson, bootstrap, create_user};
use crate::prelude::*;
use crate::{Clock, Company};

/// A password that is good enough for anybody.
pub(crate) const PASSWORD: &str = "correct horse battery staple 7";

/// A company right after the first start; its administrator is `root@baton.test`.
pub(crate) async fn empty_company() -> Ctx {
    let store = Store::connect(&StoreOptions { url: "sqlite::memory:".into(), max_connections: 1, threads: 1 }).await.unwrap();
    store.migrate().await.unwrap();
    let company = Company {
        currency: Currency::parse("RUB").unwrap(),
        region: "RU".into(),
        time_zone: "Europe/Moscow".into(),
        public_url: "https://baton.test".into(),
    };
    let ctx = Ctx::new(store, Clock::manual(at("2026-03-03T09:00:00Z")), company);
    let admin = FirstAdmin { email: "root@baton.test".into(), password: PASSWORD.into(), must_be_strong: true };
    assert!(bootstrap(&ctx, Some(admin)).await.unwrap());
    ctx
}

/// An instant.
pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Hires somebody with the [`PASSWORD`].
pub(crate) async fn hire(ctx: &Ctx, name: &str, unit: UnitCode, role: Role) -> User {
    let new = NewPerson {
        external_id: None,
        email: format!("{name}@baton.test"),
        name: name.into(),
        unit,
        roles: vec![role],
        extension: None,
        deputy_user_id: None,
        password: Some(PASSWORD.into()),
    };
    create_user(ctx, &Actor::system(), new).await.unwrap()
}
