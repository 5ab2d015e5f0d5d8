//! Where a request comes from. `X-Forwarded-For` is believed of a proxy that the operator names, and of nobody else (ASVS 4.1.3).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::HttpRequest;
use domain::network::Networks;

/// The proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Networks);

impl Proxies {
    /// Reads `10.0.0.0/8, 192.0.2.7, fd00::/8`; nothing if that is no such list.
    pub fn parse(text: &str) -> Option<Self> {
        Networks::parse(text).map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.contains(address)
    }

    /// The nearest address on the way here that is not a trusted proxy's own. Of IPv6 a caller owns a whole /64.
    pub(super) fn caller(&self, req: &HttpRequest) -> IpAddr {
        whose(self.exact_caller(req))
    }

    /// The address itself.
    pub(super) fn exact_caller(&self, req: &HttpRequest) -> IpAddr {
        let peer = req.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
        if !self.trusts(peer) {
            return peer;
        }
        let hops = req.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let hops: Vec<_> = hops.map(|hop| hop.trim().parse::<IpAddr>().map(|hop| hop.to_canonical())).collect();
        // What stands behind an unreadable hop is hearsay.
        let named = hops.into_iter().rev().map_while(Result::ok).find(|hop| !self.trusts(*hop));
        named.unwrap_or(peer)
    }
}

fn whose(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::Proxies;

    fn caller(trusted: &str, peer: &str, forwarded: &str) -> String {
        let req = TestRequest::default().peer_addr(format!("{peer}:4711").parse().unwrap()).insert_header(("x-forwarded-for", forwarded));
        Proxies::parse(trusted).unwrap().caller(&req.to_http_request()).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_what_it_saw_itself() {
        assert_eq!(caller("", "192.0.2.1", "198.51.100.9"), "192.0.2.1");
        assert_eq!(caller("10.0.0.0/8", "192.0.2.1", "198.51.100.9"), "192.0.2.1");
        assert_eq!(caller("10.0.0.0/8", "10.1.2.3", "198.51.100.9"), "198.51.100.9");
        assert_eq!(caller("10.0.0.0/8", "10.1.2.3", "203.0.113.5, 198.51.100.9, 10.9.9.9"), "198.51.100.9");
        assert_eq!(caller("10.0.0.0/8", "10.1.2.3", "198.51.100.9, nonsense"), "10.1.2.3");
        assert_eq!(caller("::1, fd00::/8", "[fd00::7]", "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(caller("0.0.0.0/0", "10.1.2.3", ""), "10.1.2.3");
    }
}
