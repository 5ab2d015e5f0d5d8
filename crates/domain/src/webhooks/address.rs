//! Which IP addresses webhooks may be sent to: public ones only, to prevent SSRF (tests/README.md §1, promise 19).
//!
//! The table follows the special-purpose registries of IANA (RFC 6890). What is not named there is judged by the IPv4 address that
//! it carries, where it carries one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::network::Networks;

/// IPv4: network, leading bits, what it is.
const V4: [(Ipv4Addr, u32, &str); 17] = [
    (Ipv4Addr::UNSPECIFIED, 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "behind a provider's NAT"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    // The metadata service of every cloud, 169.254.169.254, too.
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 31, 196, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 52, 193, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relays"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(192, 175, 48, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    // Multicast, reserved and broadcast: everything from here on.
    (Ipv4Addr::new(224, 0, 0, 0), 3, "multicast or reserved"),
];

/// IPv6 within 2000::/3, which is all that is given out; what lies outside of it leads nowhere public.
const V6: [(Ipv6Addr, u32, &str); 5] = [
    // Teredo, ORCHID, benchmarks: protocol assignments all.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "protocol assignments"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    // Whatever IPv4 it carries: nobody has used it for years.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48, "protocol assignments"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
];

const GIVEN_OUT: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Why nothing is sent to `address`; `None` = it is public.
pub fn non_public_range(address: IpAddr) -> Option<&'static str> {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            V4.iter().find(|(network, bits, _)| same(address.to_bits().into(), network.to_bits().into(), 32 - bits)).map(|(.., what)| *what)
        }
        IpAddr::V6(address) => {
            let within = |(network, bits): (Ipv6Addr, u32)| same(address.to_bits(), network.to_bits(), 128 - bits);
            if !within(GIVEN_OUT) {
                // Unspecified, loopback, unique local, link-local, multicast, NAT64, IPv4 in its old spelling …
                return Some("not public");
            }
            V6.iter().find(|(network, bits, _)| within((*network, *bits))).map(|(.., what)| *what)
        }
    }
}

/// May a message be sent to `address`? Public addresses by HTTPS only; those in `allowed` networks also by plain HTTP.
pub fn is_allowed(address: IpAddr, plain_http: bool, allowed: &Networks) -> bool {
    allowed.contains(address) || !plain_http && non_public_range(address).is_none()
}

fn same(one: u128, other: u128, ignored: u32) -> bool {
    one >> ignored == other >> ignored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_inside_is_known() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.170",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:a00:1::",
            "2620:4f:8000::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ] {
            assert!(non_public_range(address.parse().unwrap()).is_some(), "{address}");
        }
    }

    #[test]
    fn the_public_internet_is_open() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a02:6b8::1",
            "::ffff:8.8.8.8",
        ] {
            assert_eq!(non_public_range(address.parse().unwrap()), None, "{address}");
        }
    }

    #[test]
    fn in_the_clear_only_where_the_operator_lets_it() {
        let allowed = Networks::parse("127.0.0.0/8").unwrap();
        let may = |address: &str, clear| is_allowed(address.parse().unwrap(), clear, &allowed);
        assert!(may("127.0.0.1", true) && may("127.0.0.1", false) && may("::ffff:127.0.0.1", true) && may("8.8.8.8", false));
        assert!(!may("8.8.8.8", true) && !may("10.0.0.1", true) && !may("10.0.0.1", false) && !may("::1", true));
    }
}
