//! Names are looked up once, by us, and the connection goes to an address that was looked at: a name that means one thing when it
//! is checked and another when it is used (DNS rebinding) gets nowhere.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use domain::network::Networks;
use domain::webhooks::Unanswered;
use domain::webhooks::address::is_allowed;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Whom names are asked of.
#[derive(Clone)]
pub(super) enum Lookup {
    /// The operating system.
    System,
    /// The test.
    #[cfg(test)]
    Known(Vec<std::net::IpAddr>),
}

impl Lookup {
    async fn find(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((name, 0)).await?.collect()),
            #[cfg(test)]
            Self::Known(addresses) => Ok(addresses.iter().map(|address| SocketAddr::new(*address, 0)).collect()),
        }
    }
}

/// Looks up names, and refuses those that lead where nothing is sent.
#[derive(Clone)]
pub(super) struct GuardedResolver {
    pub(super) networks: Networks,
    pub(super) plain_http: bool,
    pub(super) lookup: Lookup,
}

/// A name leads nowhere.
#[derive(Debug)]
pub(super) struct LookupRefused(pub(super) Unanswered);

impl fmt::Display for LookupRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for LookupRefused {}

impl GuardedResolver {
    /// The addresses of `name`. One among them that leads inside, and none is used: whoever answers so tries us.
    async fn addresses(self, name: &str) -> Result<Vec<SocketAddr>, LookupRefused> {
        let found = self.lookup.find(name).await.map_err(|_| LookupRefused(Unanswered::NameUnknown))?;
        if found.is_empty() {
            return Err(LookupRefused(Unanswered::NameUnknown));
        }
        let led = found.iter().all(|address| is_allowed(address.ip(), self.plain_http, &self.networks));
        if led { Ok(found) } else { Err(LookupRefused(Unanswered::AddressRefused)) }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.clone();
        Box::pin(async move {
            let found: Addrs = Box::new(resolver.addresses(name.as_str()).await?.into_iter());
            Ok(found)
        })
    }
}
