//! The client of a request, as far as the server can tell.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::config::Config;

/// Prefix that a provider gives to one customer, who may use any address in it.
const IPV6_PREFIX: u32 = 64;
/// Prefixes that a registry gives to one provider, roughly.
const IPV6_NETWORK: u32 = 32;
const IPV4_NETWORK: u32 = 16;

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug)]
pub(super) struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    pub(super) fn new(config: &Config) -> Self {
        Self(config.trusted_proxies.clone().into())
    }
}

/// A client that requests are counted for: an IPv4 address, or an IPv6 network
/// of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    /// Those that cannot be told apart.
    pub(super) const EVERYBODY: Self = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));

    pub(super) fn of(request: &Request, trusted: &TrustedProxies) -> Self {
        request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(Self::EVERYBODY, |ConnectInfo(peer)| {
                address(peer.ip(), request.headers(), &trusted.0).into()
            })
    }
}

impl Client {
    /// The network that it is in, as one client.
    pub(super) fn network(self) -> Self {
        Self(match self.0 {
            IpAddr::V4(address) => {
                let mask = u32::MAX << (u32::BITS - IPV4_NETWORK);
                IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX << (u128::BITS - IPV6_NETWORK);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
        })
    }
}

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let mask = u128::MAX << (u128::BITS - IPV6_PREFIX);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
            v4 @ IpAddr::V4(_) => v4,
        })
    }
}

/// The client that asks. A trusted proxy says for whom it asks in `X-Forwarded-For`, to
/// which each proxy adds at the end; what stands before the last address that
/// is no such proxy, anybody may have written.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut address = peer.to_canonical();
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let mut before = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    while is_trusted(&address) {
        let Some(next) = before.next().and_then(forwarded) else {
            break;
        };
        address = next;
    }
    address
}

/// One address of `X-Forwarded-For`; some proxies add the port.
fn forwarded(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    Some(address.ok()?.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_for_whom_they_ask() {
        let trusted = [
            "10.0.0.0/8".parse().unwrap(),
            "fd00::1/128".parse().unwrap(),
        ];
        let told = |peer: &str, lines: &[&str], trusted: &[IpNet]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            address(peer.parse().unwrap(), &headers, trusted).to_string()
        };
        for (peer, lines, expected) in [
            ("10.0.0.1", &["203.0.113.9"][..], "203.0.113.9"),
            // What the client wrote itself stands before.
            ("10.0.0.1", &["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
            (
                "10.0.0.1",
                &["1.1.1.1", "203.0.113.9, 10.0.0.2"],
                "203.0.113.9",
            ),
            ("::ffff:10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
            ("fd00::1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            // Nobody, or nothing that is an address: the last one known.
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.9, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["unknown, 10.0.0.2"], "10.0.0.2"),
            // Not a proxy of ours.
            ("203.0.113.7", &["1.1.1.1"], "203.0.113.7"),
        ] {
            assert_eq!(told(peer, lines, &trusted), expected, "{peer} {lines:?}");
        }
        assert_eq!(told("10.0.0.1", &["1.1.1.1"], &[]), "10.0.0.1");
    }

    #[test]
    fn an_ipv6_network_is_one_client() {
        let client = |text: &str| Client::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(client("2001:db8:1:2::7"), client("2001:db8:1:2:ffff::1"));
        assert_ne!(client("2001:db8:1:2::7"), client("2001:db8:1:3::7"));
        assert_eq!(client("::ffff:203.0.113.7"), client("203.0.113.7"));
        assert_ne!(client("203.0.113.7"), client("203.0.113.8"));
    }

    #[test]
    fn a_network_is_wider_than_a_customers() {
        let network = |text: &str| Client::from(text.parse::<IpAddr>().unwrap()).network();
        assert_eq!(network("2001:db8:1:2::7"), network("2001:db8:ffff::1"));
        assert_ne!(network("2001:db8:1:2::7"), network("2001:db9:1:2::7"));
        assert_eq!(network("203.0.113.7"), network("203.0.5.7"));
        assert_ne!(network("203.0.113.7"), network("203.1.113.7"));
    }
}
