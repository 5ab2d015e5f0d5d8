//! The binary `baton`: serve, migrate, openapi, user create, demo.

use std::path::PathBuf;
use std::process::ExitCode;

use api::config::{Config, LogFormat, Mode};
use api::serve;
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Argon2 asks for 19 MiB at a time; this allocator gives it back (trust.md §0.9).
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
            tracing::info!(address = %running.address, docs = format!("http://{}/docs/", running.address), "serving");
            let ended = running.server.await.map_err(|error| error.to_string());
            running.stopping.cancel();
            ended
        }
        Command::Migrate => serve::open(config).await.map(drop).map_err(|error| error.to_string()),
        Command::Openapi => Ok(()),
    }
}

fn log(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Pretty => builder.init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
