//! Who works in the company of the tests: one person of every role, a colleague where rules tell people apart, two machines.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::actor::Actor;
use super::app::{ADMIN_EMAIL, BEGINNING, PASSWORD};

/// One of the cast: how he is called, his id, his token.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) token: Option<String>,
}

impl Member {
    /// Somebody without a token.
    pub(crate) fn stranger() -> Self {
        Self { name: "a stranger".to_owned(), id: String::new(), token: None }
    }
}

/// `(name, role, unit, extension)`; the first of a role is `app.as_<role>()`.
const PEOPLE: [(&str, &str, &str, Option<&str>); 18] = [
    ("olga", "call_manager", "call_centre", Some("101")),
    ("oleg", "call_manager", "call_centre", Some("102")),
    ("vera", "call_centre_admin", "call_centre", Some("100")),
    ("ivan", "hunter", "active_sales", Some("201")),
    ("igor", "hunter", "active_sales", Some("202")),
    ("helga", "head_active_sales", "active_sales", Some("200")),
    ("anna", "farmer", "client_department", Some("301")),
    ("alla", "farmer", "client_department", Some("302")),
    ("clara", "head_client_dept", "client_department", Some("300")),
    ("kira", "key_account_manager", "key_accounts", None),
    ("karl", "head_key_accounts", "key_accounts", None),
    ("sveta", "support_clerk", "sales_support", None),
    ("lena", "letter_writer", "letter_sales", None),
    ("fedor", "finance", "finance", None),
    ("faina", "finance", "finance", None),
    ("kostya", "quality", "quality", None),
    ("dmitri", "director", "office", None),
    ("sasha", "sys_admin", "office", None),
];

/// Everybody, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast(BTreeMap<String, Member>);

impl Cast {
    pub(crate) fn member(&self, name: &str) -> Member {
        self.0
            .get(name)
            .cloned()
            .unwrap_or_else(|| panic!("{name} does not work in this company (an `empty` test has the administrator only)"))
    }

    /// The administrator alone.
    pub(crate) async fn only_admin(anonymous: &Actor) -> Self {
        let admin = log_in(anonymous, ADMIN_EMAIL).await;
        Self(BTreeMap::from([("admin".to_owned(), admin)]))
    }

    /// Everybody, hired by the administrator, and two product lines to sell.
    pub(crate) async fn hire(anonymous: &Actor) -> Self {
        let mut cast = Self::only_admin(anonymous).await;
        let admin = Actor { member: cast.member("admin"), ..anonymous.clone() };
        admin.post("/v1/sandbox/clock/advance", json!({"to": BEGINNING})).expect(200).await;
        for (name, role, unit, extension) in PEOPLE {
            let email = format!("{name}@baton.test");
            let mut person = json!({"email": email, "name": name, "unit": unit, "roles": [role], "password": PASSWORD});
            if let Some(extension) = extension {
                person["extension"] = extension.into();
            }
            admin.post("/v1/users", person).expect(201).await;
            cast.0.insert(name.to_owned(), log_in(anonymous, &email).await);
        }
        for (name, kind, scopes) in [
            ("pbx", "telephony", json!(["calls:write"])),
            ("importer", "import", json!(["clients:write", "sales:write", "payments:write"])),
        ] {
            let made = admin
                .post("/v1/integrations", json!({"name": name, "kind": kind, "provider": "generic", "source": format!("office-{name}")}))
                .expect(201)
                .await;
            // What writes sales and payments a director gives (RULES.md §6.1).
            let director = Actor { member: cast.member("dmitri"), ..anonymous.clone() };
            let key = director.post(format!("/v1/integrations/{}/keys", made.id()), json!({"scopes": scopes})).expect(201).await;
            cast.0.insert(name.to_owned(), Member { name: name.to_owned(), id: made.id(), token: Some(key.text("key")) });
        }
        for (code, name) in [("water", "Вода"), ("coolers", "Кулеры")] {
            admin.post("/v1/product-lines", json!({"code": code, "name": name})).expect(201).await;
        }
        cast
    }
}

/// The member who logs in with `email` and the password of the tests.
pub(crate) async fn log_in(anonymous: &Actor, email: &str) -> Member {
    log_in_with(anonymous, email, PASSWORD).await
}

/// The same with another password.
pub(crate) async fn log_in_with(anonymous: &Actor, email: &str, password: &str) -> Member {
    let form = format!("grant_type=password&username={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
    let answer = anonymous.ask(reqwest::Method::POST, "/oauth/token").raw("application/x-www-form-urlencoded", form).expect(200).await;
    let token = answer.text("access_token");
    let me = Actor { member: Member { name: email.to_owned(), id: String::new(), token: Some(token.clone()) }, ..anonymous.clone() }
        .get("/v1/me")
        .expect(200)
        .await;
    let id = [&me["id"], &me["user"]["id"]].into_iter().find_map(Value::as_str).unwrap_or_default().to_owned();
    Member { name: email.split('@').next().unwrap_or(email).to_owned(), id, token: Some(token) }
}
