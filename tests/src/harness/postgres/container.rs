//! PostgreSQL in a container, by testcontainers. The container is removed when this process ends, however it ends.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::runners::AsyncRunner;
use testcontainers::{ContainerAsync, GenericImage, ImageExt};

/// A container that runs as long as this value lives.
pub(super) struct Running {
    _container: ContainerAsync<GenericImage>,
    _janitor: Option<Child>,
}

/// Starts `image:tag`; answers the URL of the server without a database.
pub(super) async fn start(image: &str, tag: &str) -> Result<(String, Running), String> {
    let ready = WaitFor::message_on_stderr("database system is ready to accept connections");
    let request = GenericImage::new(image, tag)
        .with_exposed_port(5432.tcp())
        .with_wait_for(ready)
        .with_env_var("POSTGRES_PASSWORD", "baton")
        .with_cmd(["postgres"].into_iter().chain(super::local::FAST.iter().flat_map(|setting| ["-c", setting])));
    let container = tokio::time::timeout(Duration::from_mins(3), request.start())
        .await
        .map_err(|_| format!("{image}:{tag} did not start within three minutes"))?
        .map_err(|error| format!("{image}:{tag} did not start in a container ({error})"))?;
    let told = |error| format!("the container of {image}:{tag} does not tell its address ({error})");
    let host = container.get_host().await.map_err(told)?;
    let port = container.get_host_port_ipv4(5432).await.map_err(told)?;
    let janitor = janitor(container.id());
    Ok((format!("postgres://postgres:baton@{host}:{port}"), Running { _container: container, _janitor: janitor }))
}

/// Statics are never dropped, so a shell waits for the end of our pipe and removes the container then.
fn janitor(container: &str) -> Option<Child> {
    let mut sweep = Command::new("sh");
    sweep.args(["-c", "cat >/dev/null; docker rm -f -v \"$0\"", container]);
    super::local::detached(&mut sweep).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}
