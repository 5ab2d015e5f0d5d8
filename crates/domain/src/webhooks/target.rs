//! The URL of an endpoint: parsed, and refused if webhooks must not be sent there, as far as that shows before its name is resolved.

use std::net::IpAddr;

use url::{Host, Url};

use super::address::{is_allowed, non_public_range};
use crate::network::Networks;

/// The longest URL, in bytes.
pub const MAX_URL_BYTES: usize = 2_048;

/// Ports above 1023 of other protocols (WHATWG Fetch §2.9, and databases): a request there could act as a command.
const BLOCKED_PORTS: [u16; 29] = [
    1433, 1521, 1719, 1720, 1723, 2049, 2375, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 6000, 6379, 6566, 6665,
    6697, 9042, 9092, 10080, 11211, 26379, 27017,
];

/// A URL that passed the checks before name resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
    /// The IP address, where the host is one.
    ip_literal: Option<IpAddr>,
}

/// Why nothing is sent there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// It is not a URL.
    #[error("must be a URL such as https://example.com/hook")]
    NoUrl,
    /// It is not HTTPS: others could read it.
    #[error("must begin with https://")]
    NotHttps,
    /// It holds a user name or password.
    #[error("must not hold a user name or password: messages are signed instead")]
    Credentials,
    /// It holds a fragment.
    #[error("must not hold a fragment: what stands behind # is never sent")]
    Fragment,
    /// It leads to a network that is not public.
    #[error("must not lead to {host}, which is not public: webhooks go to the internet only")]
    Inside {
        /// What it leads to.
        host: String,
    },
    /// The port belongs to another protocol.
    #[error("must not name port {port}: use 443, 80 or one above 1023 on which nothing but HTTP is known")]
    Port {
        /// The port.
        port: u16,
    },
}

impl Target {
    /// Parses and checks a URL; `allowed` are private networks that the operator lets webhooks reach, also by plain HTTP.
    pub fn parse(text: &str, allowed: &Networks) -> Result<Self, BadTarget> {
        if text.len() > MAX_URL_BYTES || text.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
            return Err(BadTarget::NoUrl);
        }
        let url = Url::parse(text).map_err(|_| BadTarget::NoUrl)?;
        let plain_http = match url.scheme() {
            "https" => false,
            "http" => true,
            _ => return Err(BadTarget::NotHttps),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadTarget::Credentials);
        }
        if url.fragment().is_some() {
            return Err(BadTarget::Fragment);
        }
        let host = url.host().ok_or(BadTarget::NoUrl)?;
        let ip_literal = match &host {
            Host::Ipv4(address) => Some(IpAddr::V4(*address)),
            Host::Ipv6(address) => Some(IpAddr::V6(*address)),
            Host::Domain(_) => None,
        };
        let led = match (&host, ip_literal) {
            (_, Some(address)) if non_public_range(address).is_some() => is_allowed(address, plain_http, allowed),
            (Host::Domain(name), _) if is_local(name) => !allowed.is_empty(),
            _ => true,
        };
        if !led {
            return Err(BadTarget::Inside { host: host.to_string() });
        }
        if plain_http && (allowed.is_empty() || ip_literal.is_some_and(|address| !is_allowed(address, true, allowed))) {
            return Err(BadTarget::NotHttps);
        }
        let port = url.port_or_known_default().ok_or(BadTarget::NoUrl)?;
        if !matches!(port, 80 | 443) && (port < 1_024 || BLOCKED_PORTS.contains(&port)) {
            return Err(BadTarget::Port { port });
        }
        Ok(Self { url, ip_literal })
    }

    /// The normalised URL.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The IP address, where the host is one. Whoever connects checks every resolved address with [`is_allowed`] as well.
    pub const fn ip_literal(&self) -> Option<IpAddr> {
        self.ip_literal
    }

    /// Is it plain HTTP?
    pub fn is_plain_http(&self) -> bool {
        self.url.scheme() == "http"
    }
}

/// A host name that only resolves in local networks.
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let known =
        ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "test", "invalid", "example", "onion", "arpa"];
    !name.contains('.') || name.rsplit('.').next().is_some_and(|last| known.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// URLs of private addresses, written in every way that a URL parser understands.
    const INSIDE: [&str; 62] = [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://0177.1/",
        "https://①②⑦.⓪.⓪.①/",
        "https://127。0。0。1/",
        "https://１２７.0.0.1/",
        "https://127.0.0.1./",
        "https://%31%32%37.0.0.1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://00000000000/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "https://baton/",
        "https://metadata/",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://db.corp/",
        "https://10.0.0.1/",
        "https://10.1/",
        "https://167772161/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://0xc0a80101/",
        "https://3232235777/",
        "https://169.254.169.254/latest/meta-data/",
        "https://2852039166/",
        "https://0xa9fea9fe/",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
        "https://100.64.0.1/",
        "https://198.18.0.1/",
        "https://192.0.2.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fc00::1]/",
        "https://[fe80::1]/",
        "https://[ff02::1]/",
        "https://[2001:db8::1]/",
    ];

    /// Addresses that are refused for another reason.
    const ODD: [(&str, BadTarget); 27] = [
        ("", BadTarget::NoUrl),
        ("example.com", BadTarget::NoUrl),
        ("//example.com/hook", BadTarget::NoUrl),
        ("https://", BadTarget::NoUrl),
        ("https://exa mple.com/", BadTarget::NoUrl),
        ("https://example.com/\n", BadTarget::NoUrl),
        ("https://example.com\t/", BadTarget::NoUrl),
        ("https://[fe80::1%25eth0]/", BadTarget::NoUrl),
        ("https://256.0.0.1/", BadTarget::NoUrl),
        ("https://1.2.3.4.5/", BadTarget::NoUrl),
        ("https://example.com:99999/", BadTarget::NoUrl),
        ("http://example.com/hook", BadTarget::NotHttps),
        ("http://8.8.8.8/", BadTarget::NotHttps),
        ("ftp://example.com/", BadTarget::NotHttps),
        ("file:///etc/passwd", BadTarget::NotHttps),
        ("gopher://example.com/", BadTarget::NotHttps),
        ("javascript:alert(1)", BadTarget::NotHttps),
        ("data:text/plain,x", BadTarget::NotHttps),
        ("unix:///run/docker.sock", BadTarget::NotHttps),
        ("https://user@example.com/", BadTarget::Credentials),
        ("https://user:pw@example.com/", BadTarget::Credentials),
        ("https://8.8.8.8@127.0.0.1/", BadTarget::Credentials),
        ("https://example.com/#127.0.0.1", BadTarget::Fragment),
        ("https://example.com:22/", BadTarget::Port { port: 22 }),
        ("https://example.com:25/", BadTarget::Port { port: 25 }),
        ("https://example.com:6379/", BadTarget::Port { port: 6379 }),
        ("https://example.com:0/", BadTarget::Port { port: 0 }),
    ];

    #[test]
    fn no_spelling_of_an_address_leads_inside() {
        for text in INSIDE {
            let refused = Target::parse(text, &Networks::default()).unwrap_err();
            assert!(matches!(refused, BadTarget::Inside { .. }), "{text}: {refused:?}");
            let clear = Target::parse(&text.replace("https:", "http:"), &Networks::default());
            assert!(clear.is_err(), "{text}");
            // Being let into one network is not being let into another.
            let elsewhere = Target::parse(text, &Networks::parse("10.77.0.0/16").unwrap());
            assert!(elsewhere.is_err() || elsewhere.unwrap().ip_literal().is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_receiver_is_refused_with_its_reason() {
        for (text, reason) in ODD {
            assert_eq!(Target::parse(text, &Networks::default()).unwrap_err(), reason, "{text}");
        }
        assert_eq!(
            Target::parse(&format!("https://example.com/{}", "x".repeat(MAX_URL_BYTES)), &Networks::default()),
            Err(BadTarget::NoUrl)
        );
    }

    #[test]
    fn the_internet_is_open() {
        for text in [
            "https://example.com/hook?token=1",
            "https://example.com:8443/",
            "https://хук.рф/",
            "https://8.8.8.8/",
            "https://[2606:4700::1111]:9443/a",
        ] {
            let target = Target::parse(text, &Networks::default()).unwrap();
            assert!(!target.is_plain_http(), "{text}");
        }
    }

    #[test]
    fn the_operator_may_open_a_network() {
        let home = Networks::parse("127.0.0.0/8").unwrap();
        for text in ["http://127.0.0.1:9000/hook", "https://127.0.0.1:9000/", "http://localhost:9000/", "http://receiver:8080/"] {
            Target::parse(text, &home).unwrap();
        }
        assert_eq!(Target::parse("http://8.8.8.8/", &home), Err(BadTarget::NotHttps));
        assert!(matches!(Target::parse("http://10.0.0.1/", &home), Err(BadTarget::Inside { .. })));
        assert_eq!(Target::parse("http://127.0.0.1:6379/", &home), Err(BadTarget::Port { port: 6379 }));
    }
}
