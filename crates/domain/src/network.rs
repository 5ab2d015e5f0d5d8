//! Lists of IP networks from settings: `10.0.0.0/8, 192.0.2.7, fd00::/8`.

use std::net::IpAddr;

/// Networks: an address and how many of its leading bits count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<(u128, u32)>);

impl Networks {
    /// Parses a comma-separated list; `None` if a part is not a network.
    pub fn parse(text: &str) -> Option<Self> {
        let networks = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let read = networks.map(|part| {
            let (address, length) = part.split_once('/').map_or((part, None), |(address, length)| (address, Some(length)));
            let address: IpAddr = address.parse().ok()?;
            let width = if address.is_ipv4() { 32 } else { 128 };
            let length: u32 = length.map_or(Ok(width), str::parse).ok().filter(|length| *length <= width)?;
            Some((bits(address), 128 - width + length))
        });
        read.collect::<Option<_>>().map(Self)
    }

    /// Does `address` lie in one of them?
    pub fn contains(&self, address: IpAddr) -> bool {
        let kept = |value: u128, length: u32| value.checked_shr(128 - length).unwrap_or_default();
        self.0.iter().any(|(network, length)| kept(*network, *length) == kept(bits(address), *length))
    }

    /// Is the list empty?
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// IPv4 among IPv6, where it is mapped to.
fn bits(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::Networks;

    #[test]
    fn a_network_holds_what_begins_as_it_does() {
        let networks = Networks::parse("10.0.0.0/8, 192.0.2.7, fd00::/8").unwrap();
        for inside in ["10.255.0.1", "192.0.2.7", "fd12::1", "::ffff:10.0.0.1"] {
            assert!(networks.contains(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "fe80::1", "::10.0.0.1"] {
            assert!(!networks.contains(outside.parse().unwrap()), "{outside}");
        }
        assert!(Networks::parse("0.0.0.0/0").unwrap().contains("203.0.113.9".parse().unwrap()));
        assert!(!Networks::parse("").unwrap().contains("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_list_of_networks_is_refused() {
        for wrong in ["proxy", "10.0.0.0/33", "10.0.0.0/x", "10.0.0"] {
            assert!(Networks::parse(wrong).is_none(), "{wrong}");
        }
    }
}
