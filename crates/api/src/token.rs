//! Access token with its times, and the place that keeps it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::HeaderValue;
use serde_json::Value;

use crate::ApiError;
use crate::credentials::sensitive;
use crate::lenient::text;

/// A token is renewed this long before it expires, or in the last tenth of
/// its life where that is shorter; in milliseconds.
const MARGIN: i64 = 5 * 60 * 1000;
/// Lifetime of a token whose answer does not tell it, in seconds.
const LIFETIME_UNKNOWN: i64 = 600;

/// A bearer token with its times in milliseconds.
pub(crate) struct Token {
    bearer: HeaderValue,
    renew_at: i64,
    pub(crate) expires_at: i64,
}

impl Token {
    /// The value of `Authorization`.
    pub(crate) fn bearer(&self) -> HeaderValue {
        self.bearer.clone()
    }

    /// Reads the answer to a request for one.
    pub(crate) fn read(answer: &Value, now: i64) -> Result<Self, &'static str> {
        let token = answer
            .get("access_token")
            .and_then(Value::as_str)
            .filter(|token| !token.is_empty())
            .ok_or("it has no access_token")?;
        let lifetime = answer
            .get("expires_in")
            .and_then(text)
            .and_then(|seconds| seconds.parse().ok())
            .unwrap_or(LIFETIME_UNKNOWN)
            .clamp(0, 365 * 24 * 3600)
            * 1000;
        let expires_at = now + lifetime;
        Ok(Self {
            bearer: sensitive(&["Bearer ", token].concat())
                .map_err(|_| "its access_token cannot stand in a header")?,
            renew_at: expires_at - MARGIN.min(lifetime / 10),
            expires_at,
        })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Result of asking for a token.
pub(crate) type Outcome = Result<Arc<Token>, ApiError>;

/// The token there is, and the one renewal that may be under way.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    state: Mutex<State>,
    /// Held by whoever renews; the others wait for it.
    pub(crate) renewal: tokio::sync::Mutex<()>,
}

/// The token, and the outcome of the last renewal.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) current: Option<Arc<Token>>,
    /// No early renewal before this time.
    pub(crate) not_before: i64,
    /// Number of renewals that have ended, and the result of the last one.
    pub(crate) renewals: u64,
    pub(crate) last: Option<Outcome>,
}

impl State {
    /// The token, unless it is time for another.
    pub(crate) fn fresh(&self, now: i64) -> Option<Arc<Token>> {
        let token = self.current.as_ref()?;
        let waits = now < token.renew_at || now < self.not_before;
        (waits && now < token.expires_at).then(|| Arc::clone(token))
    }
}

impl TokenCache {
    pub(crate) fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // Nothing in here can be left half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
