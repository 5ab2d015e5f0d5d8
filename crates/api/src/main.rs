//! The binary `baton`: serve, migrate, openapi, user create, audit verify, ledger verify, issuer move, demo.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use api::config::{Config, Env, LogFormat, Mode};
use api::{Problem, serve};
use app::org::NewPerson;
use clap::{Args, Parser, Subcommand};
use domain::Word;
use domain::access::Role;
use domain::org::UnitCode;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// Argon2 asks for 19 MiB at a time; this allocator gives it back (tests/README.md §8).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "baton", version, about = "The open backend for companies that sell by specialists")]
struct Cli {
    /// A TOML file of settings; the environment wins over it. Default: baton.toml, if it is there.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and serve.
    Serve,
    /// Bring the schema up to date.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Fill an empty database with the demo company and print how to log in.
    Demo,
    /// The journal as evidence.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// The ledger as evidence.
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// In whose name tokens are issued.
    Issuer {
        #[command(subcommand)]
        command: IssuerCommand,
    },
    /// Manage people.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Walk every chain and every anchor of the journal; name the first entry that is not as it was written, and fail.
    Verify,
}

#[derive(Subcommand)]
enum LedgerCommand {
    /// Sum up all money again from its sources and compare every row with the journal; name each that differs, and fail.
    Verify,
}

#[derive(Subcommand)]
enum IssuerCommand {
    /// Issue tokens in the name of BATON_PUBLIC_URL from the next start of every instance on; everybody logs in again.
    Move,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Create a person who can log in; the password is read from BATON_USER_PASSWORD or from standard input.
    Create(Person),
}

#[derive(Args)]
struct Person {
    /// His login.
    #[arg(long)]
    email: String,
    /// His name; the login unless given.
    #[arg(long)]
    name: Option<String>,
    /// His unit, such as `active_sales`.
    #[arg(long, value_parser = word::<UnitCode>)]
    unit: UnitCode,
    /// A role of his, such as `hunter`; repeat it for several.
    #[arg(long, required = true, value_parser = word::<Role>)]
    role: Vec<Role>,
    /// His telephone extension.
    #[arg(long)]
    extension: Option<String>,
}

fn word<W: Word>(text: &str) -> Result<W, String> {
    W::parse(text).ok_or_else(|| format!("expected one of {}", W::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")))
}

#[actix_web::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Openapi) {
        println!("{}", api::openapi::document().to_pretty_json().unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let done = match Config::load(cli.config) {
        Ok(config) => {
            log(&config);
            run(&cli.command, &config).await
        }
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("baton: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: &Command, config: &Config) -> Result<(), String> {
    match command {
        Command::Serve => {
            let running = serve::start(config).await.map_err(|error| error.to_string())?;
            if config.mode == Mode::Sandbox {
                tracing::warn!("SANDBOX MODE: the clock is moved by hand and the database may be reset");
            }
            tracing::info!(address = %running.address, docs = format!("http://{}/docs/", running.address), "ready");
            greet(&running, config).await;
            actix_web::rt::spawn(end_streams_on_signal(running.stopping.clone()));
            let ended = running.server.await.map_err(|error| error.to_string());
            running.stopping.cancel();
            running.ctx.store.close().await.map_err(|error| error.to_string())?;
            ended
        }
        Command::Migrate => serve::open(config).await.map(drop).map_err(|error| error.to_string()),
        Command::Openapi => Ok(()),
        Command::Demo => fill(config).await,
        Command::Audit { command: AuditCommand::Verify } => said(api::audit::verify(config).await),
        Command::Ledger { command: LedgerCommand::Verify } => said(api::ledger::verify(config).await),
        Command::Issuer { command: IssuerCommand::Move } => move_issuer(config).await,
        Command::User { command: UserCommand::Create(person) } => create_user(config, person).await,
    }
}

/// A stream never ends by itself: without this a graceful stop would wait for its readers in vain.
async fn end_streams_on_signal(stopping: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt), Ok(mut quit)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()), signal(SignalKind::quit()))
    else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = quit.recv() => {}
        () = stopping.cancelled() => {}
    }
    stopping.cancel();
}

async fn move_issuer(config: &Config) -> Result<(), String> {
    let ctx = serve::open(config).await.map_err(|error| error.to_string())?;
    let issuer = app::auth::move_issuer(&ctx).await.map_err(|error| Problem::from(error).to_string())?;
    println!("{issuer}");
    Ok(())
}

/// Prints what was found to be so; what was not is the error.
fn said(found: Result<String, String>) -> Result<(), String> {
    found.map(|text| println!("{text}"))
}

async fn fill(config: &Config) -> Result<(), String> {
    let ctx = serve::open(&Config { demo: true, ..config.clone() }).await.map_err(|error| error.to_string())?;
    match app::demo::exists(&ctx).await {
        Ok(true) => {
            print!("{}", app::demo::Logins);
            Ok(())
        }
        Ok(false) => Err("somebody works in this database already: the demo company moves into an empty one only".into()),
        Err(error) => Err(Problem::from(error).to_string()),
    }
}

/// Tells a developer where things are and how to get in; an operator reads the log instead.
async fn greet(running: &serve::Running, config: &Config) {
    if config.env == Env::Production || config.log_format == LogFormat::Json {
        return;
    }
    let at = format!("http://{}", running.address);
    println!("\nBaton is at {at}\n  documentation  {at}/docs/\n  OpenAPI        {at}/openapi.json\n");
    let mut login = config.admin_email.clone();
    if app::demo::exists(&running.ctx).await.unwrap_or(false) {
        println!("{}", app::demo::Logins);
        login = Some("anna@demo.test".to_owned());
    } else if let Some(email) = &login {
        println!("The first administrator is {email}.\n");
    }
    if let Some(email) = login {
        println!("A token: curl -sS {at}/oauth/token -d grant_type=password -d username={email} --data-urlencode 'password=…'\n");
    }
}

async fn create_user(config: &Config, person: &Person) -> Result<(), String> {
    let ctx = serve::open(config).await.map_err(|error| error.to_string())?;
    let password = config.user_password.clone().map_or_else(password_from_input, Ok)?;
    let new = NewPerson {
        external_id: None,
        email: person.email.clone(),
        name: person.name.clone().unwrap_or_else(|| person.email.clone()),
        unit: person.unit,
        roles: person.role.clone(),
        extension: person.extension.clone(),
        deputy_user_id: None,
        password: Some(password),
    };
    let user = app::org::create_user(&ctx, &app::Actor::system(), new).await.map_err(|error| Problem::from(error).to_string())?;
    println!("{}", user.id);
    Ok(())
}

/// One line of standard input.
fn password_from_input() -> Result<secrecy::SecretString, String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|error| error.to_string())?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() { Err("set BATON_USER_PASSWORD or give the password on standard input".into()) } else { Ok(password.into()) }
}

/// The filter, in which what libraries tell of a start (each migration, each worker) is heard only where it is asked for.
fn quieted(wanted: &str) -> String {
    let mut filter = wanted.to_owned();
    let curious = ["debug", "trace"].iter().any(|level| wanted.split(',').any(|directive| directive.trim() == *level));
    for library in ["sea_orm_migration", "actix_server"] {
        if !curious && !wanted.contains(library) {
            filter.extend([",", library, "=warn"]);
        }
    }
    filter
}

fn log(config: &Config) {
    let filter = EnvFilter::try_new(quieted(&config.log)).unwrap_or_else(|_| EnvFilter::new("info"));
    let coloured = std::io::stderr().is_terminal();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(coloured).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Pretty => builder.init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
