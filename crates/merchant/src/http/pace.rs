//! How many requests that cost something one client may make.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;

use super::problem::Problem;

const MINUTE: i64 = 60_000;
/// Clients that are told apart within a minute; the others count as one.
const MAX_CLIENTS: usize = 10_000;
const EVERYBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// Requests per client in this minute.
#[derive(Debug)]
pub(crate) struct Pace {
    per_minute: u32,
    counts: Mutex<(i64, HashMap<IpAddr, u32>)>,
}

impl Pace {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute,
            counts: Mutex::default(),
        }
    }

    /// Counts a request; the seconds to wait when it is one too many.
    fn count(&self, client: IpAddr, now: i64) -> Result<(), i64> {
        // A panic while counting leaves only a wrong count behind.
        let mut counts = self
            .counts
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let minute = now.div_euclid(MINUTE);
        if counts.0 != minute {
            *counts = (minute, HashMap::new());
        }
        let clients = &mut counts.1;
        let client = if clients.len() < MAX_CLIENTS || clients.contains_key(&client) {
            client
        } else {
            EVERYBODY
        };
        let count = clients.entry(client).or_default();
        *count = count.saturating_add(1);
        if *count <= self.per_minute {
            Ok(())
        } else {
            Err((MINUTE - now.rem_euclid(MINUTE)).div_euclid(1000) + 1)
        }
    }
}

/// Who asks. A trusted proxy says for whom it asks in `X-Forwarded-For`, to
/// which each proxy adds at the end; what stands before the last address that
/// is no such proxy, anybody may have written.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer.to_canonical();
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let mut before = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    while is_trusted(&client) {
        let Some(address) = before.next().and_then(forwarded) else {
            break;
        };
        client = address;
    }
    client
}

/// One address of `X-Forwarded-For`; some proxies add the port.
fn forwarded(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    Some(address.ok()?.to_canonical())
}

/// Behind a proxy that is not trusted all clients have the proxy's address,
/// and share its pace.
pub(super) async fn keep(State(inner): super::State, request: Request, next: Next) -> Response {
    let client = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(EVERYBODY, |ConnectInfo(address)| {
            let trusted = &inner.config.trusted_proxies;
            client(address.ip(), request.headers(), trusted)
        });
    match inner.pace.count(client, inner.config.clock.now()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let mut response = Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_requests",
                "too many requests in this minute; try again in the next one",
            )
            .into_response();
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    }
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
            client(peer.parse().unwrap(), &headers, trusted).to_string()
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
    fn each_client_has_its_own_pace() {
        let pace = Pace::new(2);
        let (a, b) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let now = 10 * MINUTE + 1_000;
        assert_eq!(pace.count(a, now), Ok(()));
        assert_eq!(pace.count(a, now), Ok(()));
        assert_eq!(pace.count(a, now), Err(60));
        assert_eq!(pace.count(b, now), Ok(()));
        assert_eq!(pace.count(a, now + MINUTE), Ok(()));
    }
}
