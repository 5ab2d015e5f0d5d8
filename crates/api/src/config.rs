//! The configuration: environment (`BATON_…`) over an optional TOML file, read once into one struct, refused at start by name.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use config::{Environment, File};
use domain::Currency;
use domain::network::Networks;
use domain::phone::Phone;
use secrecy::{ExposeSecret, SecretString};

use crate::limits::Allowed;
use crate::limits::address::Proxies;

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} {problem}; it expects {expects}")]
pub struct ConfigError {
    /// The variable.
    pub name: String,
    /// What is wrong with it.
    pub problem: String,
    /// What would be right.
    pub expects: &'static str,
}

/// Development or production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Env {
    /// On a developer's machine.
    Development,
    /// For real: sandbox mode is refused.
    Production,
}

/// Wall time, or the sandbox clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Wall time.
    Normal,
    /// A manual clock and a database that may be reset.
    Sandbox,
}

/// How logs look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// Everything that an operator may set.
#[derive(Clone)]
pub struct Config {
    pub listen: String,
    pub database_url: String,
    pub database_connections: u32,
    pub env: Env,
    pub mode: Mode,
    pub admin_email: Option<String>,
    pub admin_password: Option<SecretString>,
    pub currency: Currency,
    pub region: String,
    pub time_zone: String,
    pub public_url: String,
    pub demo: bool,
    pub key_secret: Option<SecretString>,
    pub log: String,
    pub log_format: LogFormat,
    pub workers: usize,
    pub user_password: Option<SecretString>,
    pub allowed: Allowed,
    pub trusted_proxies: Proxies,
    pub cors_origins: Vec<String>,
    pub body_timeout: Duration,
    pub webhook_networks: Networks,
    pub metrics_listen: Option<String>,
}

/// Every variable, its default and what it expects: the README's and `example.env`'s table too.
pub const SETTINGS: &[(&str, &str, &str)] = &[
    ("BATON_LISTEN", "127.0.0.1:8080", "an address and port, such as 127.0.0.1:8080; port 0 takes a free one"),
    ("BATON_DATABASE_URL", "sqlite://baton.db?mode=rwc", "sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/DATABASE"),
    ("BATON_DATABASE_CONNECTIONS", "16", "a number from 1 to 500"),
    ("BATON_ENV", "development", "development or production"),
    ("BATON_MODE", "normal", "normal or sandbox; sandbox is refused in production"),
    ("BATON_ADMIN_EMAIL", "", "an e-mail address; makes the first sys_admin of an empty database"),
    ("BATON_ADMIN_PASSWORD", "", "a password of at least 8 characters, beside BATON_ADMIN_EMAIL"),
    ("BATON_CURRENCY", "RUB", "an ISO 4217 code"),
    ("BATON_REGION", "RU", "an ISO 3166 country code: how national phone numbers are read"),
    ("BATON_TIME_ZONE", "Europe/Moscow", "a time zone of the IANA database"),
    ("BATON_PUBLIC_URL", "", "where the world sees this server, without a slash at the end; http:// and the listen address unless set"),
    ("BATON_DEMO", "false", "true or false: fill an empty database with the demo company; refused in production"),
    ("BATON_KEY_SECRET", "", "at least 16 characters; encrypts the keys and secrets in the database; required in production"),
    ("BATON_LOG", "info", "a tracing filter, such as info or app=debug,info"),
    ("BATON_LOG_FORMAT", "pretty", "pretty or json"),
    ("BATON_USER_PASSWORD", "", "the password of the person that `baton user create` makes; standard input unless set"),
    ("BATON_RATE_LIMIT", "6000", "requests a minute of one person or integration, as a number; 0 = any number; sandbox: 0 unless set"),
    ("BATON_STRANGER_RATE_LIMIT", "300", "requests a minute of one address without a valid token; 0 = any number; sandbox: 0 unless set"),
    ("BATON_LOGIN_RATE", "10", "failed logins a minute of one address; 0 = any number; sandbox: 0 unless set"),
    ("BATON_LOGIN_FAILURES", "5", "failed logins on one account in 15 minutes; 0 = any number; sandbox: 0 unless set"),
    ("BATON_TRUSTED_PROXIES", "", "addresses or networks, such as 10.0.0.0/8,::1, whose X-Forwarded-For is believed"),
    ("BATON_CORS_ORIGINS", "", "origins of browser applications, such as https://crm.example.com,http://localhost:5173; * = any"),
    ("BATON_BODY_TIMEOUT", "20", "seconds from 1 to 600 within which the body of a request must have come"),
    (
        "BATON_WEBHOOK_NETWORKS",
        "",
        "addresses or networks that are not public, such as 127.0.0.0/8,10.1.2.3, where webhooks may go all the same, by http too; sandbox: 127.0.0.0/8,::1 unless set",
    ),
    (
        "BATON_METRICS_LISTEN",
        "",
        "an address and port for /metrics alone, such as 127.0.0.1:9090; unless set, /metrics is at BATON_LISTEN, in production with a token or key",
    ),
    ("BATON_WORKERS", "0", "a number of threads; 0 = one a core"),
];

struct Source(config::Config);

impl Source {
    fn text(&self, name: &str) -> String {
        let key = name.trim_start_matches("BATON_").to_ascii_lowercase();
        let default = SETTINGS.iter().find(|(known, _, _)| *known == name).map_or("", |(_, default, _)| default);
        self.0.get_string(&key).ok().filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
    }

    /// A limit, lifted where integrators try things out, unless they set it.
    fn limit(&self, name: &str) -> Result<u32, ConfigError> {
        let set = self.0.get_string(&name.trim_start_matches("BATON_").to_ascii_lowercase()).is_ok_and(|text| !text.is_empty());
        if !set && self.text("BATON_MODE") == "sandbox" { Ok(0) } else { self.read(name, |text| text.parse().ok()) }
    }

    /// Where webhooks may go besides the internet; a sandbox is tried out with receivers beside it.
    fn networks(&self) -> Result<Networks, ConfigError> {
        let (name, sandbox) = ("BATON_WEBHOOK_NETWORKS", self.text("BATON_MODE") == "sandbox");
        self.read(name, |text| Networks::parse(if text.is_empty() && sandbox { "127.0.0.0/8,::1" } else { text }))
    }

    fn maybe(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    fn read<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ConfigError> {
        let text = self.text(name);
        parse(&text).ok_or_else(|| refuse(name, format!("is {text:?}")))
    }
}

fn refuse(name: &str, problem: impl Into<String>) -> ConfigError {
    let expects = SETTINGS.iter().find(|(known, _, _)| *known == name).map_or("", |(_, _, expects)| expects);
    ConfigError { name: name.to_owned(), problem: problem.into(), expects }
}

/// `scheme://host[:port]` each, as browsers spell it, or `*`.
fn origins(text: &str) -> Option<Vec<String>> {
    let named = text.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    let fine = |origin: &str| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
        origin == "*" || !host.is_empty() && !host.contains(['/', '*', ' ', '@', '?'])
    };
    named.map(|origin| fine(origin).then(|| origin.to_ascii_lowercase())).collect()
}

impl Config {
    /// Reads the environment over `file` (or `baton.toml` in the working directory, if it is there).
    pub fn load(file: Option<PathBuf>) -> Result<Self, ConfigError> {
        let wanted = file.is_some();
        let path = file.unwrap_or_else(|| PathBuf::from("baton.toml"));
        let source = config::Config::builder()
            .add_source(File::from(path.clone()).required(wanted))
            .add_source(Environment::with_prefix("BATON").prefix_separator("_"))
            .build()
            .map_err(|error| ConfigError {
                name: path.display().to_string(),
                problem: error.to_string(),
                expects: "a TOML file with settings in lower case, such as listen = \"127.0.0.1:8080\"",
            })?;
        Self::from_source(&Source(source))
    }

    /// The defaults with `settings` over them; for tests.
    pub fn of(settings: &[(&str, &str)]) -> Result<Self, ConfigError> {
        let mut builder = config::Config::builder();
        for (name, value) in settings {
            builder = builder
                .set_override(name.trim_start_matches("BATON_").to_ascii_lowercase(), *value)
                .map_err(|error| refuse(name, error.to_string()))?;
        }
        Self::from_source(&Source(builder.build().map_err(|error| refuse("BATON_LISTEN", error.to_string()))?))
    }

    fn from_source(source: &Source) -> Result<Self, ConfigError> {
        let config = Self {
            listen: source.read("BATON_LISTEN", |text| text.contains(':').then(|| text.to_owned()))?,
            database_url: source.read("BATON_DATABASE_URL", |text| app::storage::Dialect::of(text).map(|_| text.to_owned()))?,
            database_connections: source
                .read("BATON_DATABASE_CONNECTIONS", |text| text.parse().ok().filter(|count| (1..=500).contains(count)))?,
            env: source.read("BATON_ENV", |text| match text {
                "development" => Some(Env::Development),
                "production" => Some(Env::Production),
                _ => None,
            })?,
            mode: source.read("BATON_MODE", |text| match text {
                "normal" => Some(Mode::Normal),
                "sandbox" => Some(Mode::Sandbox),
                _ => None,
            })?,
            admin_email: source.maybe("BATON_ADMIN_EMAIL"),
            admin_password: source.maybe("BATON_ADMIN_PASSWORD").map(Into::into),
            currency: source.read("BATON_CURRENCY", |text| Currency::parse(text).ok())?,
            region: source.read("BATON_REGION", |text| Phone::is_region(text).then(|| text.to_owned()))?,
            time_zone: source.read("BATON_TIME_ZONE", |text| domain::calendar::Calendar::standard(text).ok().map(|_| text.to_owned()))?,
            public_url: source.maybe("BATON_PUBLIC_URL").unwrap_or_else(|| format!("http://{}", source.text("BATON_LISTEN"))),
            demo: source.read("BATON_DEMO", |text| text.parse().ok())?,
            key_secret: source.maybe("BATON_KEY_SECRET").map(Into::into),
            log: source.text("BATON_LOG"),
            log_format: source.read("BATON_LOG_FORMAT", |text| match text {
                "pretty" => Some(LogFormat::Pretty),
                "json" => Some(LogFormat::Json),
                _ => None,
            })?,
            workers: source.read("BATON_WORKERS", |text| text.parse().ok().filter(|count| *count <= 1_024))?,
            user_password: source.maybe("BATON_USER_PASSWORD").map(Into::into),
            allowed: Allowed {
                requests: source.limit("BATON_RATE_LIMIT")?,
                strangers: source.limit("BATON_STRANGER_RATE_LIMIT")?,
                login_rate: source.limit("BATON_LOGIN_RATE")?,
                login_failures: source.limit("BATON_LOGIN_FAILURES")?,
            },
            trusted_proxies: source.read("BATON_TRUSTED_PROXIES", Proxies::parse)?,
            cors_origins: source.read("BATON_CORS_ORIGINS", origins)?,
            body_timeout: source.read("BATON_BODY_TIMEOUT", |text| {
                text.parse().ok().filter(|seconds| (1..=600).contains(seconds)).map(Duration::from_secs)
            })?,
            webhook_networks: source.networks()?,
            metrics_listen: source.maybe("BATON_METRICS_LISTEN"),
        };
        if config.metrics_listen.as_ref().is_some_and(|listen| !listen.contains(':')) {
            return Err(refuse("BATON_METRICS_LISTEN", "has no port"));
        }
        if config.mode == Mode::Sandbox && config.env == Env::Production {
            return Err(refuse("BATON_MODE", "is sandbox while BATON_ENV is production"));
        }
        if config.demo && config.env == Env::Production {
            return Err(refuse("BATON_DEMO", "is true while BATON_ENV is production: everybody knows its passwords"));
        }
        if config.env == Env::Production && config.key_secret.is_none() {
            return Err(refuse(
                "BATON_KEY_SECRET",
                "is missing while BATON_ENV is production: signing keys and webhook secrets would lie in the database in the clear",
            ));
        }
        if config.key_secret.as_ref().is_some_and(|secret| secret.expose_secret().chars().count() < 16) {
            return Err(refuse("BATON_KEY_SECRET", "is too short"));
        }
        if config.admin_email.is_some() != config.admin_password.is_some() {
            return Err(refuse(
                if config.admin_email.is_some() { "BATON_ADMIN_PASSWORD" } else { "BATON_ADMIN_EMAIL" },
                "is missing while the other is set",
            ));
        }
        Ok(config)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).field("env", &self.env).field("mode", &self.mode).finish_non_exhaustive()
    }
}
