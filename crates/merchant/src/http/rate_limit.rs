//! Rate limits for requests that cost something, by client.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::{Quota, RateLimiter};
use leptos_paypal_api::Clock;

use super::client::{Client, TrustedProxies};
use super::client_states::ClientStates;
use super::problem::Problem;
use crate::config::Config;

/// Clients that are told apart; when there are more, new ones count by network.
const MAX_CLIENTS: usize = 100_000;
/// Pause between two times that clients are forgotten, in milliseconds: each of
/// them is looked at.
const FORGET_EVERY: u64 = 5_000;
/// Unit that bytes are counted in.
const BLOCK: usize = 1024;

/// Limits per client and minute. A whole minute's worth may come at once.
#[derive(Debug)]
pub(crate) struct RateLimits {
    requests: Limit,
    messages: Limit,
    message_bytes: Limit,
}

impl RateLimits {
    pub(crate) fn new(config: &Config) -> Self {
        let blocks = config.message_bytes_per_minute.div_ceil(BLOCK as u64);
        let limit = |per_minute| Limit::new(per_minute, &config.clock);
        Self {
            requests: limit(config.requests_per_minute),
            messages: limit(config.messages_per_minute),
            message_bytes: limit(u32::try_from(blocks).unwrap_or(u32::MAX)),
        }
    }

    /// Counts the body of a message from PayPal, or from whoever says so; how
    /// long to wait when it is too much.
    pub(super) fn message_body(&self, client: Client, bytes: usize) -> Result<(), Wait> {
        let blocks = u32::try_from(bytes.div_ceil(BLOCK)).unwrap_or(u32::MAX);
        self.message_bytes.count(client, blocks.max(1))
    }
}

/// Time that a client is asked to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait(Duration);

impl Wait {
    const MINUTE: Self = Self(Duration::from_secs(60));

    /// Adds `Retry-After`, in whole seconds.
    pub(super) fn answer(self, mut response: Response) -> Response {
        let seconds = self.0.as_secs() + 1;
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}

type Limiter = RateLimiter<Client, ClientStates, ShopClock, NoOpMiddleware<Duration>>;

/// One limit; nothing is allowed where it is 0.
#[derive(Debug)]
struct Limit {
    limiter: Option<Limiter>,
    /// Time at which clients were forgotten, in milliseconds.
    forgot_at: AtomicU64,
}

impl Limit {
    fn new(per_minute: u32, clock: &Clock) -> Self {
        let limiter = NonZeroU32::new(per_minute).map(|most| {
            let states = ClientStates::new(MAX_CLIENTS);
            RateLimiter::new(Quota::per_minute(most), states, ShopClock(clock.clone()))
        });
        Self {
            limiter,
            forgot_at: AtomicU64::new(0),
        }
    }

    fn count(&self, client: Client, cells: u32) -> Result<(), Wait> {
        let (Some(limiter), Some(cells)) = (&self.limiter, NonZeroU32::new(cells)) else {
            return Err(Wait::MINUTE);
        };
        if limiter.len() >= MAX_CLIENTS && self.is_time_to_forget(limiter.clock()) {
            // Who did nothing for a minute.
            limiter.retain_recent();
        }
        match limiter.check_key_n(&client, cells) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(later)) => Err(Wait(later.wait_time_from(limiter.clock().now()))),
            // More than a whole minute's worth.
            Err(_) => Err(Wait::MINUTE),
        }
    }
}

impl Limit {
    /// Returns whether nobody was forgotten for a while, to one who asks.
    fn is_time_to_forget(&self, clock: &ShopClock) -> bool {
        let now = u64::try_from(clock.now().as_millis()).unwrap_or(u64::MAX);
        let before = self.forgot_at.load(Ordering::Relaxed);
        // A clock may have been set back.
        now.abs_diff(before) >= FORGET_EVERY
            && self
                .forgot_at
                .compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }
}

/// The shop's time, for the limiter.
#[derive(Clone, Debug)]
struct ShopClock(Clock);

impl governor::clock::Clock for ShopClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now()).unwrap_or(0))
    }
}

/// Counts what writes, or asks PayPal. Behind a proxy that is not trusted all
/// clients have the proxy's address, and share its pace.
pub(super) async fn keep(
    State(limits): State<Arc<RateLimits>>,
    State(proxies): State<TrustedProxies>,
    request: Request,
    next: Next,
) -> Response {
    let client = Client::of(&request, &proxies);
    match limits.requests.count(client, 1) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let problem = Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_requests",
                "too many requests in a minute; try again a little later",
            );
            wait.answer(problem.into_response())
        }
    }
}

/// Counts messages from PayPal, or from whoever says so. PayPal sends again
/// what was not taken.
pub(super) async fn keep_messages(
    State(limits): State<Arc<RateLimits>>,
    State(proxies): State<TrustedProxies>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = Client::of(&request, &proxies);
    request.extensions_mut().insert(client);
    match limits.messages.count(client, 1) {
        Ok(()) => next.run(request).await,
        Err(wait) => wait.answer(StatusCode::TOO_MANY_REQUESTS.into_response()),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv6Addr};
    use std::sync::atomic::AtomicI64;

    use jiff::Timestamp;

    use super::*;

    #[test]
    fn each_client_has_its_own_pace() {
        let now = Arc::new(AtomicI64::new(1_790_000_000));
        let time = Arc::clone(&now);
        let clock =
            Clock::new(move || Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap());
        let limit = Limit::new(2, &clock);
        let client = |last: u8| Client::from(IpAddr::from([127, 0, 0, last]));
        assert_eq!(limit.count(client(1), 1), Ok(()));
        assert_eq!(limit.count(client(1), 1), Ok(()));
        let wait = limit.count(client(1), 1).unwrap_err();
        assert_eq!(wait.0, Duration::from_secs(30));
        assert_eq!(limit.count(client(2), 2), Ok(()));
        assert_eq!(limit.count(client(3), 3), Err(Wait::MINUTE));
        now.fetch_add(30, Ordering::SeqCst);
        assert_eq!(limit.count(client(1), 1), Ok(()));
        assert_eq!(limit.count(client(1), 1).unwrap_err().0, wait.0);
    }

    #[test]
    fn a_crowd_takes_nothing_from_others() {
        let now = Arc::new(AtomicI64::new(1_790_000_000));
        let time = Arc::clone(&now);
        let clock =
            Clock::new(move || Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap());
        let limit = Limit::new(2, &clock);
        let client = |text: &str| Client::from(text.parse::<IpAddr>().unwrap());
        // Networks of one customer, who has a /44.
        let crowd = |number: usize| {
            let first = u128::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0));
            let network = u128::try_from(number).unwrap() << 64;
            Client::from(IpAddr::from(Ipv6Addr::from(first | network)))
        };
        let known = client("203.0.113.7");
        assert_eq!(limit.count(known, 1), Ok(()));
        for number in 0..MAX_CLIENTS {
            let _ = limit.count(crowd(number), 1);
        }
        // What came last is counted together.
        let last = MAX_CLIENTS + 1;
        let answers: Vec<_> = (last..last + 3)
            .map(|number| limit.count(crowd(number), 1).is_ok())
            .collect();
        assert_eq!(answers, [true, false, false]);
        // Who is known keeps its pace, and who is not shares that of its
        // neighbours alone.
        assert_eq!(limit.count(known, 1), Ok(()));
        limit.count(known, 1).unwrap_err();
        assert_eq!(limit.count(crowd(5), 1), Ok(()));
        let paypal = client("173.0.84.1");
        assert_eq!(limit.count(paypal, 1), Ok(()));
        assert_eq!(limit.count(client("173.0.85.2"), 1), Ok(()));
        limit.count(paypal, 1).unwrap_err();
        // Who did nothing for a minute is forgotten.
        now.fetch_add(61, Ordering::SeqCst);
        assert_eq!(limit.count(crowd(last), 2), Ok(()));
        assert_eq!(limit.count(crowd(last + 1), 2), Ok(()));
    }

    #[test]
    fn a_limit_of_nothing_lets_nothing_through() {
        let limit = Limit::new(0, &Clock::real());
        assert_eq!(limit.count(Client::EVERYBODY, 1), Err(Wait::MINUTE));
    }
}
