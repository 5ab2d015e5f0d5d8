//! Who works in the demo company, and what it sells.

use std::sync::Arc;

use domain::access::Role;
use domain::org::IntegrationKind;
use domain::org::UnitCode;
use domain::org::employment::NewUser;
use domain::org::integrations::NewIntegration;
use domain::org::telephony::{Provider, TelephonyChange};

use crate::Who;
use crate::actor::Reporting;
use crate::org::{Secrets, add_integration, hash, hire as hire_user};
use crate::prelude::*;
use crate::sales::{NewProductLine, add_product_line};

/// Everybody of the demo company logs in with this.
pub const PASSWORD: &str = "pass the baton to anna";

/// Somebody with a login.
pub(super) struct Person {
    name: &'static str,
    pub(super) full_name: &'static str,
    unit: UnitCode,
    pub(super) role: Role,
    pub(super) extension: Option<&'static str>,
}

impl Person {
    pub(super) fn email(&self) -> String {
        format!("{}@demo.test", self.name)
    }
}

const fn person(name: &'static str, full_name: &'static str, unit: UnitCode, role: Role, extension: Option<&'static str>) -> Person {
    Person { name, full_name, unit, role, extension }
}

use Role::{
    CallCentreAdmin, CallManager, Director, Farmer, Finance, HeadActiveSales, HeadClientDept, HeadKeyAccounts, Hunter, KeyAccountManager,
    LetterWriter, Quality, SupportClerk, SysAdmin,
};
use UnitCode::{ActiveSales, CallCentre, ClientDepartment, KeyAccounts, LetterSales, Office, SalesSupport};

/// Everybody, in the order in which a client meets them.
pub(super) const PEOPLE: &[Person] = &[
    person("vera", "Вера Седова", CallCentre, CallCentreAdmin, Some("100")),
    person("olga", "Ольга Ким", CallCentre, CallManager, Some("101")),
    person("oleg", "Олег Рябов", CallCentre, CallManager, Some("102")),
    person("nina", "Нина Белова", CallCentre, CallManager, Some("103")),
    person("helga", "Хельга Вольф", ActiveSales, HeadActiveSales, Some("200")),
    person("ivan", "Иван Грачёв", ActiveSales, Hunter, Some("201")),
    person("igor", "Игорь Лосев", ActiveSales, Hunter, Some("202")),
    person("irina", "Ирина Соболь", ActiveSales, Hunter, Some("203")),
    person("maxim", "Максим Орлов", ActiveSales, Hunter, Some("204")),
    person("pavel", "Павел Барсов", ActiveSales, Hunter, Some("205")),
    person("clara", "Клара Полякова", ClientDepartment, HeadClientDept, Some("300")),
    person("anna", "Анна Садовая", ClientDepartment, Farmer, Some("301")),
    person("alla", "Алла Лугова", ClientDepartment, Farmer, Some("302")),
    person("agata", "Агата Нивина", ClientDepartment, Farmer, Some("303")),
    person("karl", "Карл Вишня", KeyAccounts, HeadKeyAccounts, Some("400")),
    person("kira", "Кира Алмазова", KeyAccounts, KeyAccountManager, Some("401")),
    person("sveta", "Светлана Опорная", SalesSupport, SupportClerk, None),
    person("lena", "Елена Письменная", LetterSales, LetterWriter, None),
    person("fedor", "Фёдор Счётов", UnitCode::Finance, Finance, None),
    person("kostya", "Константин Верный", UnitCode::Quality, Quality, None),
    person("dmitri", "Дмитрий Главный", Office, Director, None),
    person("sasha", "Александра Сетева", Office, SysAdmin, None),
];

const LINES: [(&str, &str); 3] = [("water", "Вода"), ("coolers", "Кулеры"), ("coffee", "Кофе")];

/// Everybody as actors, the telephony integration and the one that imports.
pub(super) struct Staff {
    people: Vec<(&'static Person, Actor)>,
    pub(super) pbx: Actor,
    pub(super) erp: Actor,
}

impl Staff {
    /// One of a role; they take turns. `None` if nobody has it.
    pub(super) fn nth(&self, role: Role, turn: usize) -> Option<(&'static Person, &Actor)> {
        let all: Vec<_> = self.people.iter().filter(|(person, _)| person.role == role).collect();
        all.get(turn % all.len().max(1)).map(|(person, actor)| (*person, actor))
    }
}

/// Creates everybody, the integrations and the product lines. They have one password, which is hashed once.
pub(super) async fn hire(ctx: &Ctx) -> Result<Staff> {
    let system = Actor::system();
    let password_hash = hash(ctx, PASSWORD.to_owned().into(), &[]).await?;
    let mut people = Vec::with_capacity(PEOPLE.len());
    for person in PEOPLE {
        let new = NewUser {
            external_id: None,
            email: person.email(),
            name: person.full_name.to_owned(),
            unit: person.unit,
            roles: vec![person.role],
            extension: person.extension.map(str::to_owned),
            deputy_user_id: None,
            password_hash: Some(password_hash.clone()),
        };
        let user = hire_user(ctx, &system, new).await?;
        people.push((person, Actor::person(user.id, user.unit, user.roles)));
    }
    let pbx = machine(ctx, ("АТС офиса", "office-pbx"), IntegrationKind::Telephony, "calls:write").await?;
    let erp = machine(ctx, ("1С: УТ", "1c"), IntegrationKind::Import, "clients:write").await?;
    for (code, name) in LINES {
        add_product_line(ctx, &system, NewProductLine { external_id: None, code: code.to_owned(), name: name.to_owned(), parent: None })
            .await?;
    }
    Ok(Staff { people, pbx, erp })
}

async fn machine(ctx: &Ctx, (name, source): (&str, &str), kind: IntegrationKind, scope: &str) -> Result<Actor> {
    let (name, source, telephony) = (name.to_owned(), source.to_owned(), TelephonyChange::default());
    let new = NewIntegration { name, kind, provider: Provider::Generic, source, time_zone: None, telephony };
    let integration = add_integration(ctx, &Actor::system(), new, Secrets::new()).await?.integration;
    let roles = vec![integration.role()];
    let reporting = Arc::new(Reporting::of(&integration));
    let who = Who::Integration { id: integration.id, source: integration.source, reporting, scopes: vec![scope.to_owned()] };
    Ok(Actor::new(who, roles))
}
